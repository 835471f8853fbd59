/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/filing.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/cosign.h"
#include "replay/proof/evidence.h"
#include "replay/proof/keyring.h"

static const char *const leaves[] = {"open.leaf", "seal.leaf"};
static const char *const proofs[] = {"open.tlog-proof", "evidence.tlog-proof"};

/* A head that the archive has had (档案检查点), and who signed it. */
struct head {
	uint64_t size;
	struct bytes note;
};

/* put: an entry and its proof. */
static int
put(struct arena *arena, const struct archive *a, const struct head *head,
    uint64_t i, int which, struct tar *files, struct error *err)
{
	struct text t = text_new(arena);
	struct tree_proof path;

	tree_prove_leaf(a->hash, head->size, i, &path);
	tlogproof_write(&t, i, &path, head->note.at, head->note.len);
	if (tar_put(files, leaves[which], a->line[i], err) != 0)
		return -1;
	return tar_put(files, proofs[which], (struct bytes){t.at, t.len}, err);
}

/* words_of: how many witnesses vouch for the archive's head of this size. */
static size_t
words_of(const struct archive *a, uint64_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < a->roll.witnesses_n; i++)
		n += a->roll.witnesses[i].size == size;
	return n;
}

/* gather: the note of the head of this size with the archive's line and those
 * of all its witnesses, as many as a note bears. */
static struct bytes
gather(struct arena *arena, const struct archive *a, uint64_t size)
{
	struct text t = text_new(arena);
	size_t lines = 0;

	for (size_t i = 0; i < a->roll.witnesses_n; i++) {
		const struct roll_witness *w = &a->roll.witnesses[i];
		const char *s = a->leaf[w->leaf].note;
		struct note n;

		if (w->size != size || lines == NOTE_SIGNATURES_MOST ||
		    !note_read(s, strlen(s), &n))
			continue;
		if (lines == 0) {
			text_bytes(&t, n.text, n.text_len);
			text_add(&t, "\n");
			note_write_raw(&t, &a->roll.archive,
			    n.signature[0].bytes, n.signature[0].len);
			lines++;
		}
		note_write_raw(
		    &t, &w->by->key, n.signature[1].bytes, n.signature[1].len);
		lines++;
	}
	return (struct bytes){t.at, t.len};
}

/* choose: the head that most witnesses vouch for, the larger of two, of those
 * beyond entry `last`. */
static struct head
choose(struct arena *arena, const struct archive *a, uint64_t last)
{
	struct head best = {a->n, a->head};
	size_t most = 0;

	for (size_t i = 0; i < a->roll.witnesses_n; i++) {
		uint64_t size = a->roll.witnesses[i].size;
		size_t n = words_of(a, size);

		if (size > last &&
		    (n > most || (n == most && size > best.size))) {
			best.size = size;
			most = n;
		}
	}
	if (most > 0)
		best.note = gather(arena, a, best.size);
	return best;
}

/* put_all: the entries of a seal at entry `i`. */
static int
put_all(struct arena *arena, const struct archive *a, uint64_t i,
    const struct note_key *packer, struct tar *files, struct error *err)
{
	struct keyring keys = keyring_of(a, i, packer);
	struct text t = text_new(arena);
	uint64_t last = keyring_last(&keys);
	struct head head = choose(arena, a, last > i ? last : i);

	keyring_write(&t, &keys, head.size);
	if (t.len > 0 &&
	    tar_put(files, KEYRING_FILE, (struct bytes){t.at, t.len}, err) != 0)
		return -1;
	if (put(arena, a, &head, (uint64_t)a->leaf[i].open, 0, files, err) != 0)
		return -1;
	return put(arena, a, &head, i, 1, files, err);
}

/* cut: a note without its last signature line. Return: false if its last line
 * is none. */
static bool
cut(struct bytes *note)
{
	static const char dash[] = "\xE2\x80\x94 ";
	size_t n = note->len;

	while (n > 1 && note->at[n - 2] != '\n')
		n--;
	n -= n > 0;
	if (note->len - n < sizeof(dash) ||
	    memcmp(note->at + n, dash, sizeof(dash) - 1) != 0)
		return false;
	note->len = n;
	return true;
}

/* is_entered: are these the bytes that were entered? Others may have signed
 * the seal since. */
static bool
is_entered(const struct leaf_file *f, struct bytes b)
{
	bool is_seal = strcmp(f->name, EVIDENCE_SEAL) == 0;
	char hex[DIGEST_HEX];

	if (b.at == NULL)
		return false;
	do {
		struct digest d = digest_of(b.at, b.len);

		digest_hex(&d, hex);
		if (strcmp(hex, f->digest) == 0)
			return true;
	} while (is_seal && cut(&b));
	return false;
}

/* differs: the first file of the run that the entry names and the bundle has
 * not, or has otherwise; NULL if all are as entered. Of a file that no bundle
 * holds, or that is made anew for each, the archive alone can tell. */
static const char *
differs(const struct leaf *seal, const struct tar *files)
{
	for (size_t i = 0; i < seal->files_n; i++) {
		const struct leaf_file *f = &seal->files[i];
		enum evidence_part part = evidence_part(f->name);

		if ((part == EVIDENCE_LISTED || part == EVIDENCE_DOCUMENT) &&
		    !is_entered(f, tar_get(files, f->name)))
			return f->name;
	}
	return NULL;
}

int
filing_make(struct arena *arena, const struct archive *a, const char *drill,
    const struct note_key *packer, struct tar *files, struct error *err)
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
	return put_all(arena, a, i, packer, files, err);
}

/* read_entry: an entry of the bundle that its proof shows. */
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

static bool
names(const struct leaf *seal, const char *file)
{
	for (size_t i = 0; i < seal->files_n; i++)
		if (strcmp(seal->files[i].name, file) == 0)
			return true;
	return false;
}

/* is_of: do both entries speak of this drill, and the seal of its opening, of
 * its files, and of keys that have signed it? */
static bool
is_of(const struct leaf *open, const struct leaf *seal,
    const struct verify_report *log, const struct tar *files)
{
	struct bytes b = tar_get(files, EVIDENCE_SEAL);
	struct note note;

	return open->kind == LEAF_DRILL_OPEN && seal->kind == LEAF_DRILL_SEAL &&
	       (uint64_t)seal->open == open->i &&
	       strcmp(open->drill, log->drill) == 0 &&
	       strcmp(open->what, log->kind) == 0 &&
	       strcmp(seal->drill, log->drill) == 0 &&
	       strcmp(seal->status, log->status) == 0 &&
	       strcmp(seal->record, log->record) == 0 &&
	       names(seal, EVIDENCE_LOG) && names(seal, EVIDENCE_SEAL) &&
	       differs(seal, files) == NULL && b.at != NULL &&
	       note_read(b.at, b.len, &note) &&
	       note_signed(&note, &open->key) == NOTE_SIGNED &&
	       note_signed(&note, &seal->key) == NOTE_SIGNED;
}

/* same_head: do both proofs lead to one, byte for byte? */
static bool
same_head(const struct tar *files, const struct filing *f)
{
	const char *one = f->first.note.text;
	const char *two = f->last.note.text;
	struct bytes a = tar_get(files, proofs[0]);
	struct bytes b = tar_get(files, proofs[1]);
	size_t n = (size_t)(a.at + a.len - one);

	return n == (size_t)(b.at + b.len - two) && memcmp(one, two, n) == 0;
}

/* says: is the head signed by a trusted key of the archive's name? That goes
 * to `*by`. One under any trusted key's name and id must hold. */
static enum note_says
says(struct filing *f, const struct policy *policy, struct note_key *by)
{
	enum note_says found = NOTE_SILENT;

	for (size_t i = 0; i < policy->logs_n; i++) {
		const struct note_key *k = &policy->logs[i];
		enum note_says s = note_signed(&f->last.note, k);
		bool named = strcmp(k->name, f->last.target.origin) == 0;

		if (s == NOTE_FORGED)
			return s;
		f->named |= named;
		if (s == NOTE_SILENT || !named)
			continue;
		*by = *k;
		found = s;
	}
	return found;
}

/* read_keys: what is shown of keys; believed if a trusted key signed. */
static bool
read_keys(struct arena *arena, const struct tar *files,
    const struct note_key *archive, struct filing *out)
{
	struct bytes line = tar_get(files, leaves[1]);
	struct bytes b = tar_get(files, KEYRING_FILE);
	struct digest hash = tree_leaf(line.at, line.len);

	return b.at == NULL ||
	       keyring_read(arena, b, &out->last, &hash, archive, &out->roll);
}

void
filing_read(struct arena *arena, const struct tar *files,
    const struct policy *policy, struct filing *out)
{
	struct note_key archive = {.type = 0};
	bool here = tar_get(files, KEYRING_FILE).at != NULL;

	memset(out, 0, sizeof(*out));
	for (int i = 0; i < 2; i++)
		here |= tar_get(files, leaves[i]).at != NULL ||
			tar_get(files, proofs[i]).at != NULL;
	if (!here)
		return;
	out->state = FILING_WRONG;
	if (!read_entry(arena, files, 0, &out->open, &out->first) ||
	    !read_entry(arena, files, 1, &out->seal, &out->last) ||
	    !same_head(files, out))
		return;
	out->says = says(out, policy, &archive);
	if (out->says != NOTE_SIGNED)
		archive.type = 0;
	if (!read_keys(arena, files, &archive, out))
		return;
	out->state = FILING_READ;
	for (size_t i = 0; i < policy->parties_n; i++)
		if (policy->parties[i].n == 0)
			roll_vouch(&out->roll, &policy->parties[i].key);
}

const char *
filing_doubt(const struct filing *f, const struct note_key *key, uint64_t at)
{
	if (f->state != FILING_READ || roll_key(&f->roll, key) == NULL)
		return NULL;
	switch (roll_standing(&f->roll, key, at)) {
	case ROLL_GOOD:
		break;
	case ROLL_UNKNOWN:
		return "verify.key-late";
	case ROLL_RETIRED:
		return "verify.key-retired";
	case ROLL_REVOKED:
		return "verify.key-revoked";
	}
	return NULL;
}

const struct note_key *
filing_keys(struct arena *arena, const struct filing *f,
    const struct policy *policy, uint64_t at, size_t *n)
{
	size_t most = policy->facilitators_n + f->roll.keys_n;
	struct note_key *keys = arena_array(arena, most + 1, sizeof(*keys));

	*n = 0;
	for (size_t i = 0; i < policy->facilitators_n; i++)
		if (filing_doubt(f, &policy->facilitators[i], at) == NULL)
			keys[(*n)++] = policy->facilitators[i];
	for (size_t i = 0; policy->facilitators_n == 0 && i < f->roll.keys_n;
	     i++)
		if (!f->roll.keys[i].witness &&
		    filing_doubt(f, &f->roll.keys[i].key, at) == NULL)
			keys[(*n)++] = f->roll.keys[i].key;
	return keys;
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
tell_strangers(const struct tlogproof *p, const struct policy *policy,
    struct verify_report *out)
{
	for (size_t i = 0; i < p->note.n; i++)
		if (!is_known(&p->note.signature[i], policy))
			verify_strange(out, proofs[1], &p->note.signature[i]);
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

void
filing_judge(const struct filing *f, const struct tar *files,
    const struct policy *policy, struct verify_report *out)
{
	static const enum verify_state states[] = {
	    [NOTE_SILENT] = VERIFY_ABSENT,
	    [NOTE_SIGNED] = VERIFY_PASS,
	    [NOTE_FORGED] = VERIFY_FAIL};
	static const char *const ids[] = {
	    [NOTE_SILENT] = "verify.archive-unknown",
	    [NOTE_SIGNED] = "",
	    [NOTE_FORGED] = "verify.archive-forged"};

	if (f->state == FILING_NONE)
		return;
	if (f->state == FILING_WRONG ||
	    !is_of(&f->open, &f->seal, out, files)) {
		verify_find(out, VERIFY_ARCHIVE, VERIFY_FAIL,
		    "verify.archive-proof", proofs[1], "");
		return;
	}
	verify_find(out, VERIFY_ARCHIVE, states[f->says],
	    f->says == NOTE_SILENT && f->named ? "verify.archive-unsigned"
					       : ids[f->says],
	    proofs[1], f->last.target.origin);
	/* Who vouches for the archive asks for its word. */
	if (f->named)
		out->wanted |= 1U << VERIFY_ARCHIVE;
	tell_strangers(&f->last, policy, out);
	if (f->says == NOTE_SIGNED && policy->quorum != POLICY_NOBODY)
		judge_witnesses(&f->last, policy, out);
}
