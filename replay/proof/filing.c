/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/filing.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/cosign.h"
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
says(const struct tlogproof *p, const struct policy *policy)
{
	for (size_t i = 0; i < policy->logs_n; i++) {
		enum note_says s = note_signed(&p->note, &policy->logs[i]);

		if (strcmp(policy->logs[i].name, p->target.origin) == 0 &&
		    s != NOTE_SILENT)
			return s;
	}
	return NOTE_SILENT;
}

static bool
is_known(const struct note_signature *s, const struct policy *policy)
{
	for (size_t i = 0; i < policy->logs_n; i++)
		if (note_is_by(s, &policy->logs[i]))
			return true;
	for (size_t i = 0; i < policy->parties_n; i++)
		if (policy->parties[i].n == 0 &&
		    note_is_by(s, &policy->parties[i].key))
			return true;
	return false;
}

static void
tell_strangers(const struct tlogproof *p, const char *file,
    const struct policy *policy, struct verify_report *out)
{
	for (size_t i = 0; i < p->note.n; i++)
		if (!is_known(&p->note.signature[i], policy))
			verify_strange(out, file, &p->note.signature[i]);
}

/* judge_witnesses: which of the witnesses signed this head, and are they
 * enough? One that did not, by its name and id, makes it a forgery. */
static void
judge_witnesses(const struct tlogproof *p, const struct policy *policy,
    struct verify_report *out)
{
	bool signed_by[POLICY_PARTIES] = {false};
	char count[24];
	int n = 0;

	for (size_t i = 0; i < policy->parties_n; i++) {
		const struct policy_party *w = &policy->parties[i];
		int64_t seconds = 0;
		enum note_says s =
		    w->n > 0 ? NOTE_SILENT
			     : cosign_says(&p->note, &w->key, &seconds);

		if (s == NOTE_FORGED) {
			verify_find(out, VERIFY_WITNESS, VERIFY_FAIL,
			    "verify.witness-forged", proofs[1], w->key.name);
			return;
		}
		signed_by[i] = s == NOTE_SIGNED;
		n += signed_by[i];
		if (signed_by[i] && seconds > out->witnessed)
			out->witnessed = seconds;
	}
	(void)snprintf(count, sizeof(count), "%d", n);
	if (policy_is_met(policy, signed_by))
		verify_find(out, VERIFY_WITNESS, VERIFY_PASS, "", "", "");
	else
		verify_find(out, VERIFY_WITNESS, VERIFY_ABSENT,
		    "verify.quorum-unmet", proofs[1], count);
}

/* judge_head: who vouches for the head that both proofs lead to? */
static void
judge_head(const struct tlogproof *first, const struct tlogproof *last,
    const struct policy *policy, struct verify_report *out)
{
	enum note_says s = says(last, policy);
	enum verify_state state = VERIFY_FAIL;
	const char *id = "verify.archive-forged";

	if (s == NOTE_SIGNED)
		s = says(first, policy);
	if (s == NOTE_SIGNED) {
		state = VERIFY_PASS;
		id = "";
	} else if (s == NOTE_SILENT) {
		state = VERIFY_ABSENT;
		id = "verify.archive-unknown";
	}
	verify_find(
	    out, VERIFY_ARCHIVE, state, id, proofs[1], last->target.origin);
	tell_strangers(first, proofs[0], policy, out);
	tell_strangers(last, proofs[1], policy, out);
	if (state == VERIFY_PASS && policy->quorum != POLICY_NOBODY)
		judge_witnesses(last, policy, out);
}

void
filing_judge(struct arena *arena, const struct tar *files,
    const struct policy *policy, struct verify_report *out)
{
	struct leaf open, seal;
	struct tlogproof first, last;
	bool here = false;

	for (int i = 0; i < 2; i++)
		here |= tar_get(files, leaves[i]).at != NULL ||
			tar_get(files, proofs[i]).at != NULL;
	if (!here)
		return;
	if (read_entry(arena, files, 0, &open, &first) &&
	    read_entry(arena, files, 1, &seal, &last) &&
	    is_of(&open, &seal, out, files) &&
	    first.note.text_len == last.note.text_len &&
	    memcmp(first.note.text, last.note.text, last.note.text_len) == 0)
		judge_head(&first, &last, policy, out);
	else
		verify_find(out, VERIFY_ARCHIVE, VERIFY_FAIL,
		    "verify.archive-proof", proofs[1], "");
}
