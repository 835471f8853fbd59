/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/witness.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/cosign.h"

void
witness_request_write(struct text *t, uint64_t old, const struct digest *leaf,
    uint64_t n, struct bytes head)
{
	struct tree_proof path;

	tree_prove_prefix(leaf, n, old, &path);
	text_fmt(t, "old %" PRIu64 "\n", old);
	checkpoint_hashes_write(t, &path);
	text_add(t, "\n");
	text_bytes(t, head.at, head.len);
}

bool
witness_request_read(struct bytes s, struct witness_request *out)
{
	const char *at = s.at + 4;
	const char *end = s.at + s.len;

	if (s.len < 4 || s.len > WITNESS_REQUEST_MOST ||
	    memcmp(s.at, "old ", 4) != 0 ||
	    !checkpoint_number_read(&at, end, &out->old) ||
	    !checkpoint_hashes_read(&at, end, &out->path))
		return false;
	out->head = (struct bytes){at, (size_t)(end - at)};
	return note_read(at, out->head.len, &out->note) &&
	       checkpoint_read(&out->note, &out->at) &&
	       out->old <= out->at.size;
}

/* What a witness remembers of one archive. */
struct memory {
	int dir, lock;
	char file[32], split[32]; /* the head; one that contradicted it */
	struct bytes head;        /* at NULL: nothing yet */
	struct checkpoint at;
};

static void
digest_name(const char *s, size_t n, const char *after, char out[32])
{
	struct digest d = digest_of(s, n);
	char hex[DIGEST_HEX];

	digest_hex(&d, hex);
	(void)snprintf(out, 32, "%.16s%s", hex, after);
}

static int
remember_open(struct arena *arena, const struct witness *w, struct memory *m,
    struct error *err)
{
	struct text vkey = text_new(arena);
	struct error e = ERROR_INIT;
	struct note n;

	*m = (struct memory){.lock = -1};
	note_key_write(&vkey, w->log);
	digest_name(vkey.at, vkey.len, "", m->file);
	digest_name(vkey.at, vkey.len, ".split", m->split);
	m->dir = disk_directory(w->disk, w->state, 0700, err);
	if (m->dir < 0)
		return -1;
	m->lock = disk_lock(m->dir, "lock", err);
	if (m->lock < 0)
		return -1;
	if (disk_read(arena, m->dir, m->file, NOTE_MOST, &m->head, &e) != 0) {
		m->head = (struct bytes){NULL, 0};
		if (strcmp(e.id, "error.file-missing") == 0)
			return 0;
		*err = e;
		return -1;
	}
	if (note_read(m->head.at, m->head.len, &n) &&
	    checkpoint_read(&n, &m->at) &&
	    note_signed(&n, w->log) == NOTE_SIGNED)
		return 0;
	return error_set(
	    err, ERROR_INVALID, "error.witness-state", w->state, m->file);
}

/* contradict: keep both heads; they are proof against their signer, and the
 * one that goes by the archive's name bars it for good. */
static int
contradict(const struct witness *w, const struct memory *m,
    const struct witness_request *r, struct error *err)
{
	char one[32];

	digest_name(m->head.at, m->head.len, ".split", one);
	if (disk_put(w->disk, m->dir, one, m->head.at, m->head.len, err) != 0 ||
	    disk_put(w->disk, m->dir, m->split, r->head.at, r->head.len, err) !=
		0)
		return -1;
	return error_set(
	    err, ERROR_INVALID, "error.witness-split", w->state, m->split);
}

/* continues: does the head asked about continue the one remembered? */
static int
continues(const struct witness *w, const struct memory *m,
    const struct witness_request *r, struct error *err)
{
	char size[24];

	(void)snprintf(size, sizeof(size), "%" PRIu64, m->at.size);
	if (disk_is_there(m->dir, m->split))
		return error_set(err, ERROR_INVALID, "error.witness-barred",
		    w->state, m->split);
	if (r->at.size < m->at.size)
		return error_set(
		    err, ERROR_INVALID, "error.witness-smaller", "", size);
	if (r->at.size == m->at.size && m->head.at != NULL)
		return memcmp(r->at.root.byte, m->at.root.byte, DIGEST_SIZE) ==
			       0
			   ? 0
			   : contradict(w, m, r, err);
	if (r->old != m->at.size)
		return error_set(
		    err, ERROR_INPUT, "error.witness-old", "", size);
	if (m->head.at == NULL ? r->path.n == 0
			       : tree_has_prefix(&r->at.root, r->at.size,
				     &m->at.root, m->at.size, &r->path))
		return 0;
	return error_set(err, ERROR_INVALID, "error.witness-proof", "", size);
}

/* answer: the checkpoint, its archive's line, and ours; none of others'. */
static void
answer(const struct witness *w, const struct witness_request *r,
    int64_t seconds, struct text *out)
{
	const struct note *n = &r->note;

	text_bytes(out, n->text, n->text_len);
	text_add(out, "\n");
	for (size_t i = 0; i < n->n; i++)
		if (note_is_by(&n->signature[i], w->log))
			note_write_raw(out, w->log, n->signature[i].bytes,
			    n->signature[i].len);
	cosign_write(
	    out, n->text, n->text_len, &w->key->pub, w->key->secret, seconds);
}

int
witness_sign(struct arena *arena, const struct witness *w,
    const struct witness_request *r, int64_t seconds, struct text *out,
    struct error *err)
{
	struct memory m;
	int rc;

	if (strcmp(r->at.origin, w->log->name) != 0 ||
	    note_signed(&r->note, w->log) != NOTE_SIGNED)
		return error_set(err, ERROR_UNTRUSTED,
		    "error.witness-signature", "", w->log->name);
	rc = remember_open(arena, w, &m, err);
	if (rc == 0)
		rc = continues(w, &m, r, err);
	if (rc == 0)
		rc = disk_put(
		    w->disk, m.dir, m.file, r->head.at, r->head.len, err);
	disk_close(m.lock);
	disk_close(m.dir);
	if (rc == 0)
		answer(w, r, seconds, out);
	return rc;
}
