/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as what an archive is made of and asked by: an entry, a bundle of
 * entries, a proof, a key ring, a request to a witness. What is read is what
 * would have been written, and nobody has signed it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/key.h"
#include "replay/proof/keyring.h"
#include "replay/proof/leaf.h"
#include "replay/proof/tiles.h"
#include "replay/proof/tlogproof.h"
#include "replay/proof/witness.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
same(const struct text *t, struct bytes b)
{
	if (t->len != b.len || memcmp(t->at, b.at, b.len) != 0)
		abort();
}

static void
entry(struct arena *a, struct bytes b)
{
	struct text again = text_new(a);
	struct leaf leaf;

	for (uint64_t i = 0; i < 4; i++) {
		if (leaf_read(a, b, i, &leaf) != LEAF_READ)
			continue;
		again.len = 0;
		if (leaf_write(&again, &leaf) != NULL)
			abort();
		same(&again, b);
	}
}

static void
proof(struct arena *a, struct bytes b, const struct key *nobody)
{
	struct text again = text_new(a);
	struct digest hash = digest_of("", 0);
	struct tlogproof p;
	struct roll roll;

	if (tlogproof_read(b.at, b.len, &p)) {
		if (note_signed(&p.note, &nobody->pub) == NOTE_SIGNED)
			abort();
		(void)tlogproof_shows(&p, &hash);
		tlogproof_write(&again, p.index, &p.path, p.note.text,
		    (size_t)(b.at + b.len - p.note.text));
		same(&again, b);
	}
	memset(&p, 0, sizeof(p));
	p.index = 1;
	p.target.size = 2;
	(void)keyring_read(a, b, &p, &hash, &nobody->pub, &roll);
}

static void
tile(struct bytes b)
{
	struct bytes out[256];

	for (unsigned width = 1; width <= 256; width *= 4) {
		(void)tiles_take(b, width, false, out);
		(void)tiles_take(b, width, true, out);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t seed[KEY_SEED] = {42};
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)64 << 20, &err);
	struct witness_request request;
	struct bytes b;
	struct key key;

	if (a == NULL || key_of_seed("nobody", seed, &key, &err) != 0)
		abort();
	b = (struct bytes){arena_copy(a, (const char *)bytes, n), n};
	entry(a, b);
	tile(b);
	proof(a, b, &key);
	key_make_witness(&key);
	if (witness_request_read(b, &request) &&
	    note_signed(&request.note, &key.pub) == NOTE_SIGNED)
		abort();
	arena_free(a);
	return 0;
}
