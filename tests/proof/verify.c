/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "replay/proof/base64.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

#define DASH "\xE2\x80\x94 "

/* The sample's lines, each with its newline. */
struct cut {
	const char *at[SAMPLE_LINES];
	size_t len[SAMPLE_LINES];
};

static struct cut
cut_lines(const struct text *log)
{
	const char *s = log->at;
	struct cut c;

	for (int i = 0; i < SAMPLE_LINES; i++) {
		c.at[i] = s;
		c.len[i] = (size_t)(strchr(s, '\n') + 1 - s);
		s += c.len[i];
	}
	ck_assert(*s == '\0');
	return c;
}

/* chain: give every line from the second the link it should have. */
static void
chain(struct text *log, struct arena *a)
{
	struct digest last = {{0}};

	for (char *s = log->at, *nl; *s != '\0'; s = nl + 1) {
		struct text b = text_new(a);

		nl = strchr(s, '\n');
		base64_write(&b, last.byte, sizeof(last.byte));
		memcpy(nl - 2 - b.len, b.at, b.len);
		last = tree_leaf(s, (size_t)(nl - s));
	}
}

/* edit: a copy of `log` with the first `from` made `to`, chained again. */
static struct text
edit(struct sample *s, const struct text *log, const char *from, const char *to,
    bool chained)
{
	const char *hit = strstr(log->at, from);
	struct text t = text_new(s->arena);

	ck_assert_ptr_nonnull(hit);
	text_bytes(&t, log->at, (size_t)(hit - log->at));
	text_add(&t, to);
	text_add(&t, hit + strlen(from));
	if (chained)
		chain(&t, s->arena);
	return t;
}

static const struct verify_finding *
fault(const struct sample *s)
{
	enum verify_check c = sample_fault(s);

	ck_assert_int_lt(c, VERIFY_CHECKS);
	return &s->report.check[c];
}

START_TEST(verify_passes_what_was_sealed)
{
	struct sample s;

	sample_new(&s, 7);
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	for (int i = 0; i < VERIFY_CHECKS; i++)
		ck_assert_int_eq(s.report.check[i].state,
		    i <= VERIFY_TRUST ? VERIFY_PASS : VERIFY_NOT_CHECKED);
	ck_assert_uint_eq(s.report.lines, SAMPLE_LINES);
	ck_assert_uint_eq(s.report.covered, SAMPLE_LINES - 1);
	ck_assert_int_eq(s.report.facts, SAMPLE_FACTS);
	ck_assert_str_eq(s.report.status, "complete");
	ck_assert(note_key_same(&s.report.signer, &s.key.pub));
	ck_assert_uint_eq(s.report.strangers_n, 0);
	sample_free(&s);
}
END_TEST

/* Row 1 of the attack table. The line named is the line changed; a changed
 * newline makes two lines one. */
START_TEST(verify_refuses_every_flipped_bit_of_the_log_and_names_the_line)
{
	struct sample s;
	uint64_t line = 1;
	size_t wrong = 0;

	sample_new(&s, 7);
	for (size_t i = 0; i < s.log.len; i++) {
		char was = s.log.at[i];

		for (int bit = 0; bit < 8; bit++) {
			enum verify_verdict v;

			s.log.at[i] = (char)(was ^ (1 << bit));
			v = sample_judge(&s);
			ck_assert_int_eq(v, VERIFY_INVALID);
			if (was != '\n')
				wrong += fault(&s)->line != line;
		}
		s.log.at[i] = was;
		line += was == '\n';
	}
	ck_assert_uint_eq(wrong, 0);
	sample_free(&s);
}
END_TEST

START_TEST(verify_refuses_every_flipped_bit_of_seal_and_documents)
{
	struct sample s;
	char copy[64];

	sample_new(&s, 7);
	for (size_t bit = 0; bit < 8 * s.seal.len; bit++) {
		s.seal.at[bit / 8] =
		    (char)(s.seal.at[bit / 8] ^ (1 << bit % 8));
		ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
		ck_assert_int_eq(sample_fault(&s), VERIFY_SEAL);
		s.seal.at[bit / 8] =
		    (char)(s.seal.at[bit / 8] ^ (1 << bit % 8));
	}
	for (size_t bit = 0; bit < 8 * s.documents[0].bytes.len; bit++) {
		memcpy(copy, s.documents[0].bytes.at, 27);
		copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
		s.in.documents = (struct verify_document[2]){
		    {"plan.json", {copy, s.documents[0].bytes.len}},
		    s.documents[1]};
		ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
		ck_assert_str_eq(fault(&s)->id, "verify.document-changed");
	}
	sample_free(&s);
}
END_TEST

/* Row 3. */
START_TEST(verify_calls_every_truncation_incomplete_with_the_last_good_line)
{
	struct sample s;
	uint64_t lines = 0;
	char *cut;

	sample_new(&s, 7);
	for (size_t n = 0; n < s.log.len; n++) {
		if (n > 0)
			lines += s.log.at[n - 1] == '\n';
		cut = malloc(n + 1); /* the sanitizer sees a step too far */
		memcpy(cut, s.log.at, n);
		cut[n] = '\0';
		ck_assert_int_eq(
		    sample_judge_log(&s, cut, n), VERIFY_INCOMPLETE);
		free(cut);
		ck_assert_uint_eq(s.report.lines, lines);
		ck_assert_int_eq(
		    s.report.check[VERIFY_COMPLETE].state, VERIFY_ABSENT);
		ck_assert_uint_eq(
		    s.report.check[VERIFY_COMPLETE].line, lines + 1);
	}
	sample_free(&s);
}
END_TEST

/* Row 5. Lines gone from the end are a truncation, all else is not. */
START_TEST(verify_refuses_lines_dropped_doubled_or_swapped)
{
	struct sample s;
	struct cut c;

	sample_new(&s, 7);
	c = cut_lines(&s.log);
	for (int i = 0; i < SAMPLE_LINES; i++) {
		struct text drop = text_new(s.arena);
		struct text twice = text_new(s.arena);

		for (int k = 0; k < SAMPLE_LINES; k++) {
			if (k != i)
				text_bytes(&drop, c.at[k], c.len[k]);
			text_bytes(&twice, c.at[k], c.len[k]);
			if (k == i)
				text_bytes(&twice, c.at[k], c.len[k]);
		}
		ck_assert_int_eq(sample_judge_log(&s, drop.at, drop.len),
		    i == SAMPLE_LINES - 1 ? VERIFY_INCOMPLETE : VERIFY_INVALID);
		if (i < SAMPLE_LINES - 1)
			ck_assert_uint_eq(fault(&s)->line, i + 1);
		ck_assert_int_eq(
		    sample_judge_log(&s, twice.at, twice.len), VERIFY_INVALID);
		ck_assert_uint_eq(fault(&s)->line, i + 2);
		for (int j = i + 1; j < SAMPLE_LINES; j++) {
			struct text swap = text_new(s.arena);

			for (int k = 0; k < SAMPLE_LINES; k++) {
				int from = k == i ? j : k == j ? i : k;

				text_bytes(&swap, c.at[from], c.len[from]);
			}
			ck_assert_int_eq(
			    sample_judge_log(&s, swap.at, swap.len),
			    VERIFY_INVALID);
			ck_assert_uint_eq(fault(&s)->line, i + 1);
		}
	}
	sample_free(&s);
}
END_TEST

/* Row 6: an edit with all links made good shows at the next checkpoint, even
 * if the record was digested again. */
START_TEST(verify_finds_an_edit_that_was_chained_again)
{
	struct sample s;
	struct text t;
	char was[DIGEST_HEX];

	sample_new(&s, 7);
	(void)sample_judge(&s);
	memcpy(was, s.report.record, sizeof(was));
	t = edit(&s, &s.log, "\"at\":120000", "\"at\":120001", true);
	ck_assert_int_eq(sample_judge_log(&s, t.at, t.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.record");
	t = edit(&s, &t, was, fault(&s)->detail, true);
	ck_assert_int_eq(sample_judge_log(&s, t.at, t.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.root");
	ck_assert_uint_eq(fault(&s)->line, SAMPLE_LINES);
	sample_free(&s);
}
END_TEST

/* Row 14. */
START_TEST(verify_trusts_none_of_a_thousand_foreign_keys)
{
	struct sample s;
	struct note_key foreign;
	struct error err = ERROR_INIT;
	struct key k;
	uint8_t seed[KEY_SEED] = {0};

	sample_new(&s, 7);
	s.in.trusted = &foreign;
	for (int i = 0; i < 1000; i++) {
		seed[0] = (uint8_t)(i & 255);
		seed[1] = (uint8_t)(i >> 8);
		ck_assert_int_eq(
		    key_of_seed(s.key.pub.name, seed, &k, &err), 0);
		foreign = k.pub;
		ck_assert_int_eq(sample_judge(&s), VERIFY_UNTRUSTED);
	}
	s.in.n_trusted = 0;
	ck_assert_int_eq(sample_judge(&s), VERIFY_UNTRUSTED);
	sample_free(&s);
}
END_TEST

/* Rows 7 and 13: sound under a key of the trusted key's name; then the same
 * key's signature under the trusted key's id. */
START_TEST(verify_tells_a_stranger_from_a_forger)
{
	struct sample s, other;
	struct key k = sample_key("ops.example.cn/facilitator", 8);
	struct text real = {0}, fake = {0}, t;

	sample_new(&s, 7);
	sample_of(&other, 7, &k);
	other.in.trusted = &s.key.pub;
	ck_assert_int_eq(sample_judge(&other), VERIFY_UNTRUSTED);
	ck_assert_int_eq(sample_fault(&other), VERIFY_TRUST);
	real = text_new(s.arena);
	fake = text_new(s.arena);
	note_key_write(&real, &s.key.pub);
	note_key_write(&fake, &k.pub);
	t = edit(&other, &other.log, fake.at, real.at, true);
	ck_assert_int_eq(sample_judge_log(&other, t.at, t.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&other)->id, "verify.root");
	sample_free(&s);
	sample_free(&other);
}
END_TEST

/* forge: the sample's genesis, and a checkpoint over it by another key that
 * writes the sample key's name and id over its own signature. */
START_TEST(verify_takes_a_key_id_for_a_hint_only)
{
	struct sample s;
	struct key k = sample_key("ops.example.cn/facilitator", 8);
	struct cut c;
	struct text t, note;
	struct tree tree = {0};
	struct digest leaf;
	char origin[LOG_ORIGIN];
	uint8_t signature[64];

	sample_new(&s, 7);
	c = cut_lines(&s.log);
	t = text_new(s.arena);
	note = text_new(s.arena);
	text_bytes(&t, c.at[0], c.len[0]);
	leaf = tree_leaf(c.at[0], c.len[0] - 1);
	tree_add(&tree, &leaf);
	(void)sample_judge(&s);
	log_origin(origin, s.report.drill);
	note_checkpoint(&note, origin, &tree);
	note_sign(note.at, note.len, k.secret, signature);
	text_add(&note, "\n");
	note_write(&note, &s.key.pub, signature);
	log_open_line(&t, 1, "cp");
	line_string(&t, "note", note.at, note.len);
	log_close_line(&t, &leaf);
	text_add(&t, "\n");
	ck_assert_int_eq(sample_judge_log(&s, t.at, t.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.forged");
	sample_free(&s);
}
END_TEST

/* Rows 9 and 10: every line of another drill of the same signer, and every
 * tail of it. */
START_TEST(verify_refuses_lines_of_another_drill)
{
	struct sample s, other;
	struct cut a, b;

	sample_new(&s, 7);
	sample_of(&other, 8, &s.key);
	a = cut_lines(&s.log);
	b = cut_lines(&other.log);
	for (int i = 0; i < SAMPLE_LINES; i++) {
		struct text one = text_new(s.arena);
		struct text tail = text_new(s.arena);

		for (int k = 0; k < SAMPLE_LINES; k++) {
			text_bytes(&one, k == i ? b.at[k] : a.at[k],
			    k == i ? b.len[k] : a.len[k]);
			text_bytes(&tail, k >= i ? b.at[k] : a.at[k],
			    k >= i ? b.len[k] : a.len[k]);
		}
		ck_assert_int_eq(
		    sample_judge_log(&s, one.at, one.len), VERIFY_INVALID);
		ck_assert_int_eq(
		    sample_judge_log(&s, tail.at, tail.len), VERIFY_INVALID);
	}
	sample_free(&s);
	sample_free(&other);
}
END_TEST

START_TEST(verify_names_the_document_that_is_not_the_one)
{
	struct sample s;
	struct verify_document d[3];

	sample_new(&s, 7);
	memcpy(d, s.documents, sizeof(s.documents));
	s.in.documents = d;
	s.in.n_documents = 1;
	ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.document-missing");
	ck_assert_str_eq(fault(&s)->detail, s.documents[1].name);
	d[2] = (struct verify_document){"score.json", {"{}", 2}};
	s.in.n_documents = 3;
	ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.document-surplus");
	ck_assert_str_eq(fault(&s)->detail, "score.json");
	d[2] = (struct verify_document){"plan.json", {"{}", 2}};
	ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.document-changed");
	ck_assert_str_eq(fault(&s)->detail, "plan.json");
	s.in.documents = NULL;
	s.in.n_documents = 0;
	ck_assert_int_eq(sample_judge(&s), VERIFY_INCOMPLETE);
	sample_free(&s);
}
END_TEST

/* Row 15: what is stripped is never VALID. */
START_TEST(verify_misses_a_seal_and_an_end)
{
	struct sample s;
	struct cut c;

	sample_new(&s, 7);
	s.in.seal = (struct bytes){NULL, 0};
	ck_assert_int_eq(sample_judge(&s), VERIFY_INCOMPLETE);
	ck_assert_str_eq(s.report.check[VERIFY_SEAL].id, "verify.no-seal");
	c = cut_lines(&s.log);
	ck_assert_int_eq(sample_judge_log(&s, s.log.at,
			     (size_t)(c.at[SAMPLE_LINES - 2] - s.log.at)),
	    VERIFY_INCOMPLETE);
	ck_assert_str_eq(s.report.check[VERIFY_COMPLETE].id, "verify.no-end");
	for (int i = 0; i < 2; i++) {
		const struct verify_finding *f =
		    &s.report.check[i == 0 ? VERIFY_COMPLETE : VERIFY_RECORD];

		ck_assert_uint_eq(f->line, SAMPLE_LINES - 1);
		ck_assert_uint_eq(
		    f->byte, (size_t)(c.at[SAMPLE_LINES - 2] - s.log.at));
	}
	s.in.n_trusted = 0;
	ck_assert_int_eq(sample_judge(&s), VERIFY_UNTRUSTED);
	s.log.at[s.log.len - 60] ^= 1;
	ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
	sample_free(&s);
}
END_TEST

/* A log of nothing, about nothing, is not the record of a drill. */
START_TEST(verify_misses_documents_that_nobody_named)
{
	struct sample s;
	struct log l;
	struct log_genesis g = {
	    NULL, "simulated", NULL, 0, 1, 0, 1, "b", NULL, NULL};
	struct error err = ERROR_INIT;
	struct text log, seal;

	sample_new(&s, 7);
	log = text_new(s.arena);
	seal = text_new(s.arena);
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	g.drill = arena_copy(s.arena, s.report.drill, DIGEST_HEX - 1);
	ck_assert_int_eq(log_begin(&l, &log, &g, &s.key, &err), 0);
	ck_assert_int_eq(log_end(&l, "aborted", &seal, &err), 0);
	s.in.log = (struct bytes){log.at, log.len};
	s.in.seal = (struct bytes){seal.at, seal.len};
	s.in.documents = NULL;
	s.in.n_documents = 0;
	ck_assert_int_eq(sample_judge(&s), VERIFY_INCOMPLETE);
	ck_assert_str_eq(
	    s.report.check[VERIFY_DOCUMENTS].id, "verify.documents-unnamed");
	sample_free(&s);
}
END_TEST

/* Rows 15 and 41. Downgrades and later versions, chained again. */
START_TEST(verify_knows_what_it_does_not_know)
{
	static const struct {
		const char *from, *to;
		enum verify_verdict verdict;
		const char *id;
	} cases[] = {
	    {"\"v\":1,", "\"v\":2,", VERIFY_UNSUPPORTED, "verify.version"},
	    {"\"v\":1,", "\"v\":0,", VERIFY_UNSUPPORTED, "verify.version"},
	    {"simulated", "tabletop", VERIFY_UNSUPPORTED,
		"verify.kind-unsupported"},
	    {"simulated", "imagined", VERIFY_INVALID, "verify.genesis"},
	    {"\"k\":\"fact\"", "\"k\":\"clock\"", VERIFY_INVALID,
		"verify.kind"},
	    {"\"k\":\"fact\"", "\"k\":\"resume\"", VERIFY_INVALID,
		"verify.kind"},
	    {"\"k\":\"fact\"", "\"k\":\"fakt\"", VERIFY_INVALID, "verify.kind"},
	    {"\"i\":2,", "\"i\":2,\"t\":\"2026-01-01T00:00:00.000Z\",\"m\":0,",
		VERIFY_INVALID, "verify.grammar"},
	    {"yanlian/drill/", "yanlian/drull/", VERIFY_INVALID,
		"verify.genesis"},
	    {"+AepK", "+BepK", VERIFY_INVALID, "verify.genesis"},
	    {"\"semantics\":1,",
		"\"semantics\":1,\"start\":\"2026-03-02T09:00Z\",",
		VERIFY_INVALID, "verify.genesis"},
	    {"\"plan.json\":", "\"\xE5\x9C\xBA\xE6\x99\xAF.json\":",
		VERIFY_INVALID, "verify.grammar"},
	    {"\"plan.json\":", "\"plan.json\\nVALID\":", VERIFY_INVALID,
		"verify.genesis"},
	    {"\"plan.json\":", "\"a\\\\n\":", VERIFY_INVALID, "verify.root"},
	    {"\"why\":1", "\"why\":2", VERIFY_INVALID, "verify.fact"},
	    {"\"status\":\"complete\"", "\"status\":\"perfect\"",
		VERIFY_INVALID, "verify.grammar"},
	    {"\"facts\":5", "\"facts\":4", VERIFY_INVALID, "verify.facts"},
	};
	struct sample s;

	sample_new(&s, 7);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t =
		    edit(&s, &s.log, cases[i].from, cases[i].to, true);

		ck_assert_msg(
		    sample_judge_log(&s, t.at, t.len) == cases[i].verdict, "%s",
		    cases[i].to);
		ck_assert_str_eq(fault(&s)->id, cases[i].id);
	}
	sample_free(&s);
}
END_TEST

/* Row 39. */
START_TEST(verify_sees_the_hand_of_mail_and_editors)
{
	struct sample s;
	struct text crlf, bom, loose;

	sample_new(&s, 7);
	crlf = text_new(s.arena);
	bom = text_new(s.arena);
	text_add(&bom, "\xEF\xBB\xBF");
	text_add(&bom, s.log.at);
	for (size_t i = 0; i < s.log.len; i++)
		text_bytes(&crlf, s.log.at[i] == '\n' ? "\r\n" : &s.log.at[i],
		    s.log.at[i] == '\n' ? 2 : 1);
	loose = edit(&s, &s.log, "{\"i\"", "{ \"i\"", false);
	for (int i = 0; i < 3; i++) {
		struct text *t = i == 0 ? &crlf : i == 1 ? &bom : &loose;

		ck_assert_int_eq(
		    sample_judge_log(&s, t->at, t->len), VERIFY_INVALID);
		ck_assert_str_eq(fault(&s)->id, "verify.converted");
		ck_assert_uint_eq(fault(&s)->line, 1);
	}
	sample_free(&s);
}
END_TEST

/* Row 16. Bytes behind the last checkpoint, and further lines of a seal. */
START_TEST(verify_lets_nothing_follow_but_signatures_of_the_seal)
{
	struct sample s;
	struct key k = sample_key("ops.example.cn/leader", 9);
	struct text more;
	struct note_key both[2];
	uint8_t signature[64];
	size_t own, text;

	sample_new(&s, 7);
	more = edit(&s, &s.log, "", "", false);
	text_add(&more, "x");
	ck_assert_int_eq(
	    sample_judge_log(&s, more.at, more.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.surplus");
	own = s.seal.len;
	text = (size_t)(strstr(s.seal.at, "\n\n") + 1 - s.seal.at);
	note_sign(s.seal.at, text, k.secret, signature);
	note_write(&s.seal, &k.pub, signature);
	s.in.seal = (struct bytes){s.seal.at, s.seal.len};
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	ck_assert_uint_eq(s.report.strangers_n, 1);
	both[0] = k.pub;
	both[1] = s.key.pub;
	s.in.trusted = both;
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	s.in.n_trusted = 2;
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	ck_assert_uint_eq(s.report.strangers_n, 0);
	s.seal.len = own;
	signature[40] ^= 1;
	note_write(&s.seal, &k.pub, signature);
	ck_assert_int_eq(sample_judge(&s), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.seal-forged");
	sample_free(&s);
}
END_TEST

/* Even the signer adds nothing to a checkpoint line, nor a checkpoint behind
 * the last. */
START_TEST(verify_refuses_a_second_signature_and_a_second_end_in_the_log)
{
	struct sample s;
	struct log l = {0};
	struct cut c;
	struct text t;
	struct digest last;

	sample_new(&s, 7);
	t = edit(&s, &s.log, "=\\n\",\"p\"",
	    "=\\n" DASH "x AAAAAAE=\\n\",\"p\"", true);
	ck_assert_int_eq(sample_judge_log(&s, t.at, t.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.grammar");
	ck_assert_uint_eq(fault(&s)->line, 2);
	c = cut_lines(&s.log);
	for (int i = 0; i < SAMPLE_LINES; i++) {
		last = tree_leaf(c.at[i], c.len[i] - 1);
		tree_add(&l.tree, &last);
	}
	(void)sample_judge(&s);
	log_origin(l.origin, s.report.drill);
	l.out = &s.log;
	l.key = &s.key;
	l.last = last;
	log_checkpoint(&l);
	ck_assert_int_eq(
	    sample_judge_log(&s, s.log.at, s.log.len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.kind");
	ck_assert_uint_eq(fault(&s)->line, SAMPLE_LINES + 1);
	sample_free(&s);
}
END_TEST

/* A seal is of a whole log: over fewer lines than are here, it is of another
 * one; so is one of another drill, or by another key. */
START_TEST(verify_asks_a_seal_whether_it_fits_an_unsealed_log)
{
	struct sample s, other;
	struct key k = sample_key("ops.example.cn/facilitator", 8);
	struct cut c;
	struct text t;
	struct line_view v;
	struct line l;
	size_t len;

	sample_new(&s, 7);
	c = cut_lines(&s.log);
	len = (size_t)(c.at[SAMPLE_LINES - 2] - s.log.at);
	t = text_new(s.arena);
	l = line_of(strstr(s.log.at, ",\"note\""), c.len[1]);
	ck_assert(line_take_string(&l, "note", &v));
	line_unescape(&t, v);
	s.in.seal = (struct bytes){t.at, t.len};
	ck_assert_int_eq(sample_judge_log(&s, s.log.at, len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.seal-differs");
	sample_of(&other, 8, &s.key);
	s.in.seal = other.in.seal;
	ck_assert_int_eq(sample_judge_log(&s, s.log.at, len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.seal-differs");
	sample_free(&other);
	sample_of(&other, 7, &k);
	s.in.seal = other.in.seal;
	ck_assert_int_eq(sample_judge_log(&s, s.log.at, len), VERIFY_INVALID);
	ck_assert_str_eq(fault(&s)->id, "verify.seal-forged");
	sample_free(&other);
	sample_free(&s);
}
END_TEST

/* A log that was resumed is judged by who signed last; what it says of crash
 * and clocks is held like all else. */
START_TEST(verify_holds_every_bit_of_what_was_resumed)
{
	struct sample s;
	const char *at;
	size_t from;

	sample_resumed(&s, 7);
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	ck_assert_int_eq(s.report.resumed, 1);
	ck_assert_int_eq(s.report.gap_ms, 13000);
	at = strstr(s.log.at, "{\"i\":4,");
	from = (size_t)(at - s.log.at);
	for (size_t i = from; i < from + 700; i++)
		for (int bit = 0; bit < 8; bit++) {
			s.log.at[i] ^= (char)(1 << bit);
			ck_assert_msg(sample_judge(&s) == VERIFY_INVALID,
			    "byte %zu bit %d: %d", i, bit, s.report.verdict);
			s.log.at[i] ^= (char)(1 << bit);
		}
	sample_free(&s);
}
END_TEST

/* Cut anywhere it is never VALID; before the crash it was another's, who
 * nobody vouched for; behind it, it is the trusted one's. */
START_TEST(verify_asks_for_trust_in_who_resumed_the_log)
{
	struct sample s;
	struct key other = sample_key("ops.example.cn/session", 99);
	size_t resumed;

	sample_resumed(&s, 7);
	resumed = (size_t)(strstr(s.log.at, "{\"i\":6,") - s.log.at);
	for (size_t n = 0; n < s.log.len; n += 3) {
		enum verify_verdict v = sample_judge_log(&s, s.log.at, n);

		ck_assert_int_ne(v, VERIFY_VALID);
		ck_assert_int_ne(v, VERIFY_INVALID);
		if (n > resumed)
			ck_assert_int_eq(v, VERIFY_INCOMPLETE);
	}
	s.in.trusted = &other.pub;
	ck_assert_int_eq(sample_judge(&s), VERIFY_UNTRUSTED);
	sample_free(&s);
}
END_TEST

/* Row 38: a log read while it grows ends anywhere. Here it is long. */
START_TEST(verify_walks_a_long_log_in_little_memory)
{
	struct sample s;
	struct log l;
	struct log_document document = {.name = "plan.json"};
	struct log_genesis g = {
	    NULL, "simulated", &document, 1, 1, 0, 1, "b", NULL, NULL};
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 26, &err);
	struct text log, body, seal;
	char drill[DIGEST_HEX];
	struct digest id = digest_of("", 0);

	ck_assert_ptr_nonnull(a);
	sample_new(&s, 7);
	document.digest =
	    digest_of(s.documents[0].bytes.at, s.documents[0].bytes.len);
	digest_hex(&id, drill);
	g.drill = drill;
	log = text_new(a);
	seal = text_new(a);
	body = text_new(a);
	ck_assert_int_eq(log_begin(&l, &log, &g, &s.key, &err), 0);
	for (int64_t f = 0; f < 20000; f++) {
		body.len = 0;
		line_begin(&body);
		line_int(&body, "f", f);
		line_int(&body, "at", f);
		line_string(&body, "act", "ticks", 5);
		line_end(&body);
		ck_assert_int_eq(log_fact(&l, body.at, body.len, &err), 0);
		if (f % 100 == 0)
			log_checkpoint(&l);
	}
	ck_assert_int_eq(log_end(&l, "aborted", &seal, &err), 0);
	s.in.n_documents = 1;
	s.in.log = (struct bytes){log.at, log.len};
	s.in.seal = (struct bytes){seal.at, seal.len};
	ck_assert_int_eq(sample_judge(&s), VERIFY_VALID);
	ck_assert_int_eq(s.report.facts, 20000);
	ck_assert_str_eq(s.report.status, "aborted");
	ck_assert_int_eq(
	    sample_judge_log(&s, log.at, log.len / 2 + 3), VERIFY_INCOMPLETE);
	arena_free(a);
	sample_free(&s);
}
END_TEST

SUITE_MAIN("verify", verify_passes_what_was_sealed,
    verify_refuses_every_flipped_bit_of_the_log_and_names_the_line,
    verify_refuses_every_flipped_bit_of_seal_and_documents,
    verify_calls_every_truncation_incomplete_with_the_last_good_line,
    verify_refuses_lines_dropped_doubled_or_swapped,
    verify_finds_an_edit_that_was_chained_again,
    verify_trusts_none_of_a_thousand_foreign_keys,
    verify_tells_a_stranger_from_a_forger,
    verify_takes_a_key_id_for_a_hint_only,
    verify_refuses_lines_of_another_drill,
    verify_names_the_document_that_is_not_the_one,
    verify_misses_a_seal_and_an_end, verify_misses_documents_that_nobody_named,
    verify_knows_what_it_does_not_know,
    verify_sees_the_hand_of_mail_and_editors,
    verify_lets_nothing_follow_but_signatures_of_the_seal,
    verify_refuses_a_second_signature_and_a_second_end_in_the_log,
    verify_asks_a_seal_whether_it_fits_an_unsealed_log,
    verify_holds_every_bit_of_what_was_resumed,
    verify_asks_for_trust_in_who_resumed_the_log,
    verify_walks_a_long_log_in_little_memory)
