/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/filing.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/leaf.h"
#include "replay/proof/tlogproof.h"

static const char *const leaves[] = {"open.leaf", "seal.leaf"};
static const char *const proofs[] = {"open.tlog-proof", "evidence.tlog-proof"};

/* put: an entry and its proof. */
static int
put(struct arena *arena, const struct archive *a, uint64_t i, int which,
    struct tar *files, struct error *err)
{
	struct text t = text_new(arena);
	struct tree_proof path;

	tree_prove_leaf(a->hash, a->n, i, &path);
	tlogproof_write(&t, i, &path, a->head.at, a->head.len);
	if (tar_put(files, leaves[which], a->line[i], err) != 0)
		return -1;
	return tar_put(files, proofs[which], (struct bytes){t.at, t.len}, err);
}

/* differs: the first file that the entry names and the bundle has not, or has
 * otherwise; NULL if all are as entered. */
static const char *
differs(const struct leaf *seal, const struct tar *files)
{
	for (size_t i = 0; i < seal->files_n; i++) {
		struct bytes b = tar_get(files, seal->files[i].name);
		struct digest d;
		char hex[DIGEST_HEX];

		if (b.at == NULL)
			return seal->files[i].name;
		d = digest_of(b.at, b.len);
		digest_hex(&d, hex);
		if (strcmp(hex, seal->files[i].digest) != 0)
			return seal->files[i].name;
	}
	return NULL;
}

int
filing_make(struct arena *arena, const struct archive *a, const char *drill,
    struct tar *files, struct error *err)
{
	uint64_t i = a->n;
	const char *other;

	while (i > 0 && (a->leaf[i - 1].kind != LEAF_DRILL_SEAL ||
			    strcmp(a->leaf[i - 1].drill, drill) != 0))
		i--;
	if (i == 0)
		return error_set(
		    err, ERROR_INPUT, "error.archive-no-seal", "", drill);
	i--;
	other = differs(&a->leaf[i], files);
	if (other != NULL)
		return error_set(
		    err, ERROR_INPUT, "error.archive-other-file", other, "");
	if (put(arena, a, (uint64_t)a->leaf[i].open, 0, files, err) != 0)
		return -1;
	return put(arena, a, i, 1, files, err);
}

/* read: an entry of the bundle that its proof shows. */
static bool
read_entry(struct arena *arena, const struct tar *files, int which,
    struct leaf *leaf, struct tlogproof *proof)
{
	struct bytes line = tar_get(files, leaves[which]);
	struct bytes text = tar_get(files, proofs[which]);
	struct digest hash;

	if (line.at == NULL || text.at == NULL ||
	    !tlogproof_read(text.at, text.len, proof) ||
	    leaf_read(arena, line, proof->index, leaf) != LEAF_READ)
		return false;
	hash = tree_leaf(line.at, line.len);
	return tlogproof_shows(proof, &hash);
}

/* is_of: do both entries speak of this drill, and the seal of its opening? */
static bool
is_of(const struct leaf *open, const struct leaf *seal,
    const struct verify_report *log, const struct tar *files)
{
	return open->kind == LEAF_DRILL_OPEN && seal->kind == LEAF_DRILL_SEAL &&
	       (uint64_t)seal->open == open->i &&
	       strcmp(open->drill, log->drill) == 0 &&
	       strcmp(seal->drill, log->drill) == 0 &&
	       strcmp(seal->status, log->status) == 0 &&
	       strcmp(seal->record, log->record) == 0 &&
	       note_key_same(&seal->key, &log->signer) &&
	       differs(seal, files) == NULL;
}

/* says: is the head signed by a trusted key of the archive's name? */
static enum note_says
says(const struct tlogproof *p, const struct inspect_trust *trust)
{
	for (size_t i = 0; i < trust->n; i++) {
		enum note_says s = note_signed(&p->note, &trust->keys[i]);

		if (strcmp(trust->keys[i].name, p->target.origin) == 0 &&
		    s != NOTE_SILENT)
			return s;
	}
	return NOTE_SILENT;
}

void
filing_judge(struct arena *arena, const struct tar *files,
    const struct inspect_trust *trust, struct verify_report *out)
{
	static const enum verify_state states[] = {
	    [NOTE_SILENT] = VERIFY_ABSENT,
	    [NOTE_SIGNED] = VERIFY_PASS,
	    [NOTE_FORGED] = VERIFY_FAIL};
	struct leaf open, seal;
	struct tlogproof first, last;
	enum verify_state state;
	bool here = false;

	for (int i = 0; i < 2; i++)
		here |= tar_get(files, leaves[i]).at != NULL ||
			tar_get(files, proofs[i]).at != NULL;
	if (!here)
		return;
	if (!read_entry(arena, files, 0, &open, &first) ||
	    !read_entry(arena, files, 1, &seal, &last) ||
	    !is_of(&open, &seal, out, files) ||
	    first.note.text_len != last.note.text_len ||
	    memcmp(first.note.text, last.note.text, last.note.text_len) != 0) {
		verify_find(out, VERIFY_ARCHIVE, VERIFY_FAIL,
		    "verify.archive-proof", proofs[1], "");
		return;
	}
	state = states[says(&last, trust)];
	if (state == VERIFY_PASS)
		state = states[says(&first, trust)];
	verify_find(out, VERIFY_ARCHIVE, state,
	    state == VERIFY_FAIL     ? "verify.archive-forged"
	    : state == VERIFY_ABSENT ? "verify.archive-unknown"
				     : "",
	    proofs[1], last.target.origin);
}
