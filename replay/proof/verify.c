/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/verify.h"

#include <stdio.h>
#include <string.h>

#include "replay/proof/walk.h"

static const char log_file[] = "drill.jsonl";
static const char seal_file[] = "seal.note";

const char *
verify_check_word(enum verify_check check)
{
	static const char *const words[VERIFY_CHECKS] = {
	    [VERIFY_GRAMMAR] = "verify.check.grammar",
	    [VERIFY_CHAIN] = "verify.check.chain",
	    [VERIFY_SIGNATURES] = "verify.check.signatures",
	    [VERIFY_RECORD] = "verify.check.record",
	    [VERIFY_COMPLETE] = "verify.check.complete",
	    [VERIFY_SEAL] = "verify.check.seal",
	    [VERIFY_DOCUMENTS] = "verify.check.documents",
	    [VERIFY_TRUST] = "verify.check.trust",
	    [VERIFY_CONTAINER] = "verify.check.container",
	    [VERIFY_FILES] = "verify.check.files",
	    [VERIFY_SIGNED] = "verify.check.signed",
	    [VERIFY_ARCHIVE] = "verify.check.archive",
	    [VERIFY_WITNESS] = "verify.check.witness",
	    [VERIFY_ACKS] = "verify.check.acks",
	    [VERIFY_TSA] = "verify.check.tsa",
	    [VERIFY_RESCORE] = "verify.check.rescore",
	    [VERIFY_REPORT] = "verify.check.report",
	};

	return words[check];
}

const char *
verify_state_word(enum verify_state state)
{
	static const char *const words[] = {
	    [VERIFY_NOT_CHECKED] = "verify.state.not-checked",
	    [VERIFY_PASS] = "verify.state.pass",
	    [VERIFY_FAIL] = "verify.state.fail",
	    [VERIFY_ABSENT] = "verify.state.absent",
	};

	return words[state];
}

const char *
verify_verdict_word(enum verify_verdict verdict)
{
	static const char *const words[] = {
	    [VERIFY_VALID] = "verify.verdict.valid",
	    [VERIFY_INVALID] = "verify.verdict.invalid",
	    [VERIFY_UNSUPPORTED] = "verify.verdict.unsupported",
	    [VERIFY_INCOMPLETE] = "verify.verdict.incomplete",
	    [VERIFY_UNTRUSTED] = "verify.verdict.untrusted",
	};

	return words[verdict];
}

void
verify_find(struct verify_report *r, enum verify_check check,
    enum verify_state state, const char *id, const char *file,
    const char *detail)
{
	struct verify_finding *f = &r->check[check];

	*f = (struct verify_finding){.state = state, .id = id, .file = file};
	(void)snprintf(f->detail, sizeof(f->detail), "%s", detail);
}

void
verify_strange(
    struct verify_report *r, const char *file, const struct note_signature *s)
{
	struct verify_stranger *who = &r->strangers[r->strangers_n];

	if (r->strangers_n == VERIFY_STRANGERS)
		return;
	r->strangers_n++;
	who->file = file;
	memcpy(who->name, s->name, s->name_len);
	memcpy(who->id, s->id, sizeof(who->id));
}

void
verify_clear(struct verify_report *r)
{
	memset(r, 0, sizeof(*r));
	r->kind = "";
	r->wanted = VERIFY_OF_A_LOG;
	for (int i = 0; i < VERIFY_CHECKS; i++)
		verify_find(
		    r, (enum verify_check)i, VERIFY_NOT_CHECKED, "", "", "");
}

static void
find_pass(struct verify_report *r, enum verify_check check)
{
	verify_find(r, check, VERIFY_PASS, "", "", "");
}

static enum verify_check
check_of(enum walk_stop stop)
{
	switch (stop) {
	case WALK_CHAIN:
		return VERIFY_CHAIN;
	case WALK_SIGNATURES:
		return VERIFY_SIGNATURES;
	case WALK_RECORD:
		return VERIFY_RECORD;
	case WALK_END:
	case WALK_TORN:
	case WALK_UNSUPPORTED:
	case WALK_GRAMMAR:
		break;
	}
	return VERIFY_GRAMMAR;
}

/* judge_fault: the walk stopped; nothing behind it is judged. */
static void
judge_fault(struct verify_report *r, const struct walk *w)
{
	bool beyond = w->stop == WALK_UNSUPPORTED;
	struct verify_finding *f = &r->check[check_of(w->stop)];

	verify_find(r, check_of(w->stop),
	    beyond ? VERIFY_NOT_CHECKED : VERIFY_FAIL, w->id, log_file,
	    w->detail);
	f->line = w->line;
	f->byte = w->offset;
	r->verdict = beyond ? VERIFY_UNSUPPORTED : VERIFY_INVALID;
}

/* find_at: note what was found behind the lines that passed. */
static void
find_at(struct verify_report *r, enum verify_check check,
    enum verify_state state, const char *id, const struct walk *w)
{
	verify_find(r, check, state, id, log_file, "");
	r->check[check].line = w->tree.size + 1;
	r->check[check].byte = w->at;
}

/* judge_end: all lines passed; are they all the lines there were? */
static void
judge_end(struct verify_report *r, const struct walk *w)
{
	const char *id = w->stop == WALK_TORN   ? "verify.torn"
			 : w->status[0] == '\0' ? "verify.no-end"
						: "verify.no-checkpoint";

	find_pass(r, VERIFY_GRAMMAR);
	find_pass(r, VERIFY_CHAIN);
	find_pass(r, VERIFY_SIGNATURES);
	find_pass(r, VERIFY_RECORD);
	if (w->covered == 0)
		verify_find(r, VERIFY_SIGNATURES, VERIFY_ABSENT,
		    "verify.unsigned", log_file, "");
	if (w->status[0] == '\0')
		find_at(r, VERIFY_RECORD, VERIFY_ABSENT, "verify.no-end", w);
	if (w->sealed && w->stop == WALK_END)
		find_pass(r, VERIFY_COMPLETE);
	else if (w->sealed) /* no torn tail, but bytes behind the end */
		find_at(r, VERIFY_COMPLETE, VERIFY_FAIL, "verify.surplus", w);
	else
		find_at(r, VERIFY_COMPLETE, VERIFY_ABSENT, id, w);
}

/* is_known: is the signature line by the signer or a trusted key? */
static bool
is_known(const struct note_signature *s, const struct verify_input *in,
    const struct walk *w)
{
	for (size_t i = 0; i < in->n_trusted; i++)
		if (note_is_by(s, &in->trusted[i]))
			return true;
	return note_is_by(s, &w->signer);
}

/* judge_others: more signatures may stand in a seal than the signer's. A
 * trusted key's must verify; unknown ones are told, and count nothing. */
static bool
judge_others(struct verify_report *r, const struct verify_input *in,
    const struct walk *w, const struct note *seal)
{
	for (size_t i = 0; i < in->n_trusted; i++) {
		if (note_signed(seal, &in->trusted[i]) != NOTE_FORGED)
			continue;
		verify_find(r, VERIFY_SEAL, VERIFY_FAIL, "verify.seal-forged",
		    seal_file, in->trusted[i].name);
		return false;
	}
	for (size_t i = 0; i < seal->n; i++)
		if (!is_known(&seal->signature[i], in, w))
			verify_strange(r, seal_file, &seal->signature[i]);
	return true;
}

/* is_ahead: may the seal be of a log of which only a part is here? */
static bool
is_ahead(struct walk *w, const struct note *seal)
{
	struct text *here = &w->want;
	size_t n = strlen(w->origin) + 1;
	uint64_t size = 0;

	here->len = 0;
	note_checkpoint(here, w->origin, &w->tree);
	if (seal->text_len == here->len &&
	    memcmp(seal->text, here->at, here->len) == 0)
		return true;
	if (seal->text_len < n || memcmp(seal->text, here->at, n) != 0)
		return false;
	for (; seal->text[n] >= '0' && seal->text[n] <= '9'; n++)
		size = size * 10 + (uint64_t)(seal->text[n] - '0');
	return size > w->tree.size;
}

/* is_by_signer: has the signer signed the seal? Or may another have resumed
 * the log behind the lines that are here? */
static bool
is_by_signer(const struct walk *w, const struct note *seal)
{
	enum note_says says = note_signed(seal, &w->signer);

	return says == NOTE_SIGNED ||
	       (says == NOTE_SILENT && w->stamped && !w->sealed);
}

/* take_fingerprint: of a seal with its first signature line: others may add
 * theirs. */
static void
take_fingerprint(struct verify_report *r, const char *note, size_t n)
{
	struct digest d = digest_of(note, n);

	digest_groups(&d, r->seal);
}

/* A seal begins with the last checkpoint's note, byte for byte. Where the
 * log lacks that, the seal can only be asked whether it is the signer's. */
static void
judge_seal(
    struct verify_report *r, const struct verify_input *in, struct walk *w)
{
	const struct bytes *s = &in->seal;
	const char *wrong = NULL;
	struct note seal;

	if (s->at == NULL) {
		verify_find(r, VERIFY_SEAL, VERIFY_ABSENT, "verify.no-seal",
		    seal_file, "");
		return;
	}
	if (w->drill[0] == '\0')
		return;
	if (!note_read(s->at, s->len, &seal))
		wrong = memchr(s->at, '\r', s->len) != NULL
			    ? "verify.seal-converted"
			    : "verify.seal-malformed";
	else if (w->sealed ? s->len < w->note.len ||
				 memcmp(s->at, w->note.at, w->note.len) != 0
			   : !is_ahead(w, &seal))
		wrong = "verify.seal-differs";
	else if (!is_by_signer(w, &seal))
		wrong = "verify.seal-forged";
	if (wrong != NULL)
		verify_find(r, VERIFY_SEAL, VERIFY_FAIL, wrong, seal_file,
		    w->signer.name);
	else if (judge_others(r, in, w, &seal) && w->sealed)
		find_pass(r, VERIFY_SEAL);
	if (wrong == NULL && !w->sealed)
		take_fingerprint(r, s->at,
		    (size_t)(strchr(seal.text + seal.text_len + 1, '\n') + 1 -
			     s->at));
}

/* next_named: the next document genesis names: its name into `name`. */
static bool
next_named(struct line *l, struct text *name, struct line_view *hex)
{
	struct line_view v;

	if (!line_take_pair(l, &v, hex))
		return false;
	name->len = 0;
	name->at[0] = '\0';
	line_unescape(name, v);
	return true;
}

static const struct verify_document *
given(const struct verify_input *in, const char *name)
{
	for (size_t i = 0; i < in->n_documents; i++)
		if (strcmp(in->documents[i].name, name) == 0)
			return &in->documents[i];
	return NULL;
}

/* unlike: what is wrong with this document, if anything. */
static const char *
unlike(struct walk *w, const struct verify_document *d)
{
	struct digest digest = digest_of(d->bytes.at, d->bytes.len);
	struct line l = w->documents;
	struct text *name = &w->got;
	struct line_view want;
	char hex[DIGEST_HEX];

	digest_hex(&digest, hex);
	while (next_named(&l, name, &want))
		if (strcmp(name->at, d->name) == 0)
			return line_is(want, hex) ? NULL
						  : "verify.document-changed";
	return "verify.document-surplus";
}

static void
judge_documents(
    struct verify_report *r, const struct verify_input *in, struct walk *w)
{
	struct line l = w->documents;
	struct text *name = &w->got;
	struct line_view hex;
	bool first = true;

	if (w->drill[0] == '\0')
		return;
	/* Without any, nobody can tell what was drilled. */
	verify_find(r, VERIFY_DOCUMENTS, VERIFY_ABSENT,
	    "verify.documents-unnamed", log_file, "");
	while (next_named(&l, name, &hex)) {
		if (first)
			find_pass(r, VERIFY_DOCUMENTS);
		first = false;
		if (in->documents == NULL) {
			verify_find(r, VERIFY_DOCUMENTS, VERIFY_ABSENT,
			    "verify.no-documents", "", "");
			return;
		}
		if (given(in, name->at) == NULL)
			verify_find(r, VERIFY_DOCUMENTS, VERIFY_FAIL,
			    "verify.document-missing", "", name->at);
	}
	for (size_t i = 0; i < in->n_documents; i++) {
		const char *id = unlike(w, &in->documents[i]);

		if (id != NULL)
			verify_find(r, VERIFY_DOCUMENTS, VERIFY_FAIL, id, "",
			    in->documents[i].name);
	}
}

/* judge_trust: is the signer trusted, or has a trusted key signed the seal?
 * Nothing unsigned is anybody's. */
static void
judge_trust(
    struct verify_report *r, const struct verify_input *in, struct walk *w)
{
	struct note seal;
	struct text *vkey = &w->want;
	bool sealed = r->check[VERIFY_SEAL].state == VERIFY_PASS &&
		      note_read(in->seal.at, in->seal.len, &seal);

	if (w->covered == 0)
		return;
	for (size_t i = 0; i < in->n_trusted; i++) {
		if (note_key_same(&in->trusted[i], &w->signer) ||
		    (sealed &&
			note_signed(&seal, &in->trusted[i]) == NOTE_SIGNED)) {
			find_pass(r, VERIFY_TRUST);
			return;
		}
	}
	vkey->len = 0;
	note_key_write(vkey, &w->signer);
	verify_find(
	    r, VERIFY_TRUST, VERIFY_FAIL, "verify.untrusted", "", vkey->at);
}

bool
verify_of_trust(enum verify_check check)
{
	return check == VERIFY_TRUST || check >= VERIFY_SIGNED;
}

/* A bad signature is INVALID; that of a stranger, or none at all where one is
 * wanted, UNTRUSTED. */
enum verify_verdict
verify_sum_up(const struct verify_report *r)
{
	bool untrusted = r->check[VERIFY_TRUST].state == VERIFY_FAIL;
	bool incomplete = false;

	for (int i = 0; i < VERIFY_CHECKS; i++) {
		enum verify_state state = r->check[i].state;
		bool wanted = (r->wanted >> i & 1) != 0;

		if (state == VERIFY_FAIL && i != VERIFY_TRUST)
			return VERIFY_INVALID;
		if (state == VERIFY_ABSENT && wanted &&
		    verify_of_trust((enum verify_check)i))
			untrusted = true;
		else if (state != VERIFY_PASS && wanted)
			incomplete = true;
	}
	return untrusted    ? VERIFY_UNTRUSTED
	       : incomplete ? VERIFY_INCOMPLETE
			    : VERIFY_VALID;
}

static void
tell_genesis(struct verify_report *r, const struct walk *w)
{
	r->kind = w->kind;
	r->signer = w->signer;
	r->seed = w->seed;
	r->trial = w->trial;
	r->semantics = w->semantics;
	(void)snprintf(
	    r->start, sizeof(r->start), "%.*s", (int)w->start.len, w->start.at);
	(void)snprintf(
	    r->build, sizeof(r->build), "%.*s", (int)w->build.len, w->build.at);
}

static void
tell(struct verify_report *r, const struct walk *w)
{
	r->lines = w->tree.size;
	r->covered = w->covered;
	r->facts = w->facts;
	r->resumed = w->resumed;
	r->gap_ms = w->gap_ms;
	memcpy(r->drill, w->drill, sizeof(r->drill));
	if (w->drill[0] != '\0')
		tell_genesis(r, w);
	if (w->sealed)
		take_fingerprint(r, w->note.at, w->note.len);
	if (w->status[0] == '\0')
		return;
	memcpy(r->status, w->status, sizeof(r->status));
	memcpy(r->record, w->digest, sizeof(r->record));
}

void
verify_evidence(struct arena *arena, const struct verify_input *in,
    struct verify_report *out)
{
	struct walk w;

	verify_clear(out);
	walk_log(&w, arena, in->log.at, in->log.len);
	tell(out, &w);
	if (w.stop != WALK_END && w.stop != WALK_TORN) {
		judge_fault(out, &w);
		return;
	}
	judge_end(out, &w);
	judge_seal(out, in, &w);
	judge_documents(out, in, &w);
	judge_trust(out, in, &w);
	out->verdict = verify_sum_up(out);
}
