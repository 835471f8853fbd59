/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a note, a key line, a minisign and an OpenSSH signature: none
 * may verify under a key that signed nothing. */
#include <stdlib.h>

#include "base/arena.h"
#include "replay/proof/key.h"
#include "replay/proof/minisig.h"
#include "replay/proof/sshsig.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t seed[KEY_SEED] = {42};
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)64 << 20, &err);
	struct bytes b, file = {"file", 4};
	struct note_key read;
	struct note note;
	struct key key;

	if (a == NULL || key_of_seed("nobody", seed, &key, &err) != 0)
		abort();
	b = (struct bytes){arena_copy(a, (const char *)bytes, n), n};
	(void)note_key_read(b.at, b.len, &read);
	if ((note_read(b.at, b.len, &note) &&
		note_signed(&note, &key.pub) == NOTE_SIGNED) ||
	    minisig_is_good(b, key.pub.point, file) ||
	    sshsig_is_good(b, key.pub.point, file, SSHSIG_EVIDENCE))
		abort();
	arena_free(a);
	return 0;
}
