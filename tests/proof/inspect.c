/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/inspect.h"

#include <string.h>

#include "base/arena.h"
#include "replay/proof/evidence.h"
#include "replay/proof/level.h"
#include "replay/proof/minisig.h"
#include "replay/proof/policy.h"
#include "replay/proof/sshsig.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

/* open: a bundle and the files in it. */
static struct bytes
open_bundle(struct sample *s, struct tar *files)
{
	struct bytes b;
	size_t where;

	sample_to_pack(s, 7);
	b = sample_bundle(s);
	ck_assert_int_eq(tar_read(s->arena, b, files, &where), 0);
	return b;
}

/* put: other bytes for a member; NULL takes it out. */
static void
put(struct tar *t, const char *name, const char *at, size_t len)
{
	struct error err = ERROR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->member[i].name, name) != 0)
			t->member[n++] = t->member[i];
	t->n = n;
	if (at != NULL)
		ck_assert_int_eq(
		    tar_put(t, name, (struct bytes){at, len}, &err), 0);
}

static enum verify_verdict
judged(struct sample *s, const struct tar *files)
{
	return sample_inspect(s, tar_write(s->arena, files));
}

/* finds: what is the verdict, and what does the check say? */
static void
finds(struct sample *s, const struct tar *files, enum verify_verdict verdict,
    enum verify_check check, const char *id)
{
	ck_assert_int_eq(judged(s, files), verdict);
	ck_assert_str_eq(s->report.check[check].id, id);
}

/* run: what a run left of the sample. */
static void
run(const struct sample *s, struct tar *out)
{
	sample_files(s, out);
	put(out, "README.zh.txt", NULL, 0);
}

/* list_anew: make both lists right again for what was altered, and sign with
 * `key`, if there is one, as an attacker would who can compute. */
static void
list_anew(struct sample *s, struct tar *files, const struct key *key)
{
	static const char *const names[] = {
	    EVIDENCE_LIST, EVIDENCE_MINISIG, EVIDENCE_SSHSIG, EVIDENCE_SUMS};
	struct bytes old[2] = {
	    tar_get(files, EVIDENCE_MINISIG), tar_get(files, EVIDENCE_SSHSIG)};
	struct policy trust = policy_of_keys(NULL, 0);
	struct verify_report r;
	struct error err = ERROR_INIT;

	for (int i = 0; i < 4; i++)
		put(files, names[i], NULL, 0);
	arena_reset(s->scratch);
	inspect_files(s->scratch, files, &trust, &r);
	ck_assert_int_eq(evidence_close(s->arena, files, &r, key, &err), 0);
	if (key != NULL)
		return;
	put(files, EVIDENCE_MINISIG, old[0].at, old[0].len);
	put(files, EVIDENCE_SSHSIG, old[1].at, old[1].len);
}

/* sum_anew: make SHA256SUMS right again. */
static void
sum_anew(struct sample *s, struct tar *files)
{
	struct text sums = text_new(s->arena);

	evidence_sums(&sums, files);
	put(files, EVIDENCE_SUMS, sums.at, sums.len);
}

/* sign_anew: sign the list as it stands. */
static void
sign_anew(struct sample *s, struct tar *files, const struct key *key)
{
	struct bytes list = tar_get(files, EVIDENCE_LIST);
	struct text comment = text_new(s->arena);
	struct text minisig = text_new(s->arena);
	struct text sshsig = text_new(s->arena);

	ck_assert_int_ne(sample_judge(s), VERIFY_INVALID);
	evidence_comment(&comment, s->report.drill, &key->pub);
	minisig_write(&minisig, key, list, comment.at);
	sshsig_write(&sshsig, key, list, SSHSIG_EVIDENCE);
	put(files, EVIDENCE_MINISIG, minisig.at, minisig.len);
	put(files, EVIDENCE_SSHSIG, sshsig.at, sshsig.len);
	sum_anew(s, files);
}

START_TEST(inspect_passes_what_was_packed)
{
	struct sample s;
	struct tar files;
	struct bytes b = open_bundle(&s, &files);

	ck_assert_int_eq(sample_inspect(&s, b), VERIFY_VALID);
	for (int i = 0; i <= VERIFY_SIGNED; i++)
		ck_assert_int_eq(s.report.check[i].state, VERIFY_PASS);
	ck_assert_int_eq(level_of(&s.report), LEVEL_WHOLE);
	ck_assert_str_eq(level_caveat(&s.report), "verify.caveat.signed");
	sample_free(&s);
}
END_TEST

/* Row 1: every bit of every member; tests/proof/tar.c flips those of the
 * container, and tests/proof/verify.c those of the log, of which one a byte is
 * enough here. */
START_TEST(inspect_accepts_no_flipped_bit_of_a_member)
{
	struct sample s;
	struct tar files;
	struct bytes b = open_bundle(&s, &files);
	char *c = arena_copy(s.arena, b.at, b.len);

	for (size_t i = 0; i < files.n; i++) {
		const struct tar_member *m = &files.member[i];
		size_t at = (size_t)(m->bytes.at - b.at) * 8;
		size_t step = strcmp(m->name, EVIDENCE_LOG) == 0 ? 9 : 1;

		for (size_t bit = 0; bit < m->bytes.len * 8; bit += step) {
			c[(at + bit) / 8] ^= (char)(1 << bit % 8);
			ck_assert_int_eq(
			    sample_inspect(&s, (struct bytes){c, b.len}),
			    VERIFY_INVALID);
			c[(at + bit) / 8] ^= (char)(1 << bit % 8);
		}
	}
	sample_free(&s);
}
END_TEST

START_TEST(inspect_accepts_no_part_of_a_bundle)
{
	struct sample s;
	struct tar files;
	struct bytes b = open_bundle(&s, &files);

	for (size_t n = 0; n < b.len; n++)
		ck_assert_int_eq(sample_inspect(&s, (struct bytes){b.at, n}),
		    VERIFY_INVALID);
	sample_free(&s);
}
END_TEST

/* Row 4: what is merely incomplete alone is altered inside a bundle. */
START_TEST(inspect_calls_a_shortened_log_invalid)
{
	struct sample s;
	struct tar files;

	(void)open_bundle(&s, &files);
	for (size_t n = 0; n < s.log.len; n += 7) {
		put(&files, EVIDENCE_LOG, s.log.at, n);
		ck_assert_int_eq(judged(&s, &files), VERIFY_INVALID);
		ck_assert_int_eq(
		    s.report.check[VERIFY_FILES].state, VERIFY_FAIL);
	}
	sample_free(&s);
}
END_TEST

START_TEST(inspect_names_the_file_that_is_wrong)
{
	struct sample s;
	struct tar files, all;

	(void)open_bundle(&s, &all);
	files = all;
	put(&files, "report.html", "<p>better", 9);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-changed");
	ck_assert_str_eq(s.report.check[VERIFY_FILES].detail, "report.html");
	put(&files, "report.html", NULL, 0);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-missing");
	ck_assert_str_eq(s.report.check[VERIFY_FILES].detail, "report.html");
	files = all;
	put(&files, "zones.json", "{}", 2);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-surplus");
	files = all;
	put(&files, "malware", "x", 1);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-surplus");
	files = all;
	put(&files, EVIDENCE_SUMS, "", 0);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.list-differs");
	files = all;
	put(&files, EVIDENCE_LIST, NULL, 0);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-missing");
	sample_free(&s);
}
END_TEST

/* Row 11: who can compute, but has no key. */
START_TEST(inspect_refuses_a_report_listed_anew)
{
	struct key forger = sample_key("ops.example.cn/facilitator", 8);
	struct sample s;
	struct tar files;

	(void)open_bundle(&s, &files);
	put(&files, "report.html", "<p>better", 9);
	list_anew(&s, &files, NULL);
	finds(&s, &files, VERIFY_INVALID, VERIFY_SIGNED, "verify.list-forged");
	list_anew(&s, &files, &forger);
	finds(&s, &files, VERIFY_UNTRUSTED, VERIFY_TRUST,
	    "verify.list-untrusted");
	sample_free(&s);
}
END_TEST

/* Rows 7 and 13: the whole anew, under a key of the same name. */
START_TEST(inspect_trusts_no_other_key_of_the_same_name)
{
	struct sample ours, theirs;
	struct tar files;
	struct policy trust;

	sample_to_pack(&ours, 7);
	trust = policy_of_keys(&ours.key.pub, 1);
	sample_to_pack(&theirs, 8);
	inspect_bundle(
	    ours.scratch, sample_bundle(&theirs), &trust, &files, &ours.report);
	ck_assert_int_eq(ours.report.verdict, VERIFY_UNTRUSTED);
	ck_assert_int_eq(level_of(&ours.report), 0);
	sample_free(&ours);
	sample_free(&theirs);
}
END_TEST

/* Row 14. */
START_TEST(inspect_trusts_none_of_1000_wrong_keys)
{
	struct sample s;
	struct tar files;
	struct bytes b = open_bundle(&s, &files);

	for (int i = 0; i < 1000; i++) {
		uint8_t seed[KEY_SEED] = {(uint8_t)i, (uint8_t)(i >> 8), 1};
		struct error err = ERROR_INIT;
		struct key k;
		struct policy trust = policy_of_keys(&k.pub, 1);

		ck_assert_int_eq(
		    key_of_seed(s.key.pub.name, seed, &k, &err), 0);
		arena_reset(s.scratch);
		inspect_bundle(s.scratch, b, &trust, &files, &s.report);
		ck_assert_int_eq(s.report.verdict, VERIFY_UNTRUSTED);
	}
	sample_free(&s);
}
END_TEST

/* Row 15. */
START_TEST(inspect_misses_what_was_stripped)
{
	struct sample s;
	struct tar files, all;

	(void)open_bundle(&s, &all);
	files = all;
	put(&files, EVIDENCE_MINISIG, NULL, 0);
	sum_anew(&s, &files);
	finds(&s, &files, VERIFY_INVALID, VERIFY_SIGNED, "verify.file-missing");
	put(&files, EVIDENCE_SSHSIG, NULL, 0);
	sum_anew(&s, &files);
	finds(&s, &files, VERIFY_UNTRUSTED, VERIFY_SIGNED,
	    "verify.list-unsigned");
	files = all;
	put(&files, EVIDENCE_SEAL, NULL, 0);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-missing");
	list_anew(&s, &files, NULL);
	ck_assert_int_eq(judged(&s, &files), VERIFY_INVALID);
	sample_free(&s);
}
END_TEST

/* Rows 9 and 10: parts of two real drills, sealed by the same key. */
START_TEST(inspect_takes_no_part_of_another_drill)
{
	static const char *const names[] = {EVIDENCE_LOG, EVIDENCE_SEAL,
	    EVIDENCE_LIST, EVIDENCE_MINISIG, EVIDENCE_SSHSIG, EVIDENCE_SUMS};
	struct sample a, b;
	struct tar mine, other;
	struct key k = sample_key("ops.example.cn/facilitator", 7);
	size_t where;

	(void)open_bundle(&a, &mine);
	sample_to_pack(&b, 9);
	b.key = k;
	ck_assert_int_eq(
	    tar_read(b.arena, sample_bundle(&b), &other, &where), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct tar files = mine;
		struct bytes theirs = tar_get(&other, names[i]);

		put(&files, names[i], theirs.at, theirs.len);
		ck_assert_int_eq(judged(&a, &files), VERIFY_INVALID);
	}
	sample_free(&a);
	sample_free(&b);
}
END_TEST

/* Row 39. */
START_TEST(inspect_refuses_what_mail_has_converted)
{
	struct sample s;
	struct tar files, all;

	(void)open_bundle(&s, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct bytes b = all.member[i].bytes;
		struct text t = text_new(s.arena);

		for (size_t j = 0; j < b.len; j++)
			text_bytes(&t, b.at[j] == '\n' ? "\r\n" : b.at + j,
			    b.at[j] == '\n' ? 2 : 1);
		if (t.len == b.len)
			continue;
		files = all;
		put(&files, all.member[i].name, t.at, t.len);
		ck_assert_int_eq(judged(&s, &files), VERIFY_INVALID);
	}
	sample_free(&s);
}
END_TEST

/* Row 41: of another version, and its own sums say so; or made to look so. */
START_TEST(inspect_does_not_judge_a_later_version)
{
	struct sample s;
	struct tar files;
	struct bytes list;
	char *later;

	(void)open_bundle(&s, &files);
	list = tar_get(&files, EVIDENCE_LIST);
	later = arena_copy(s.arena, list.at, list.len);
	later[5] = '2';
	put(&files, EVIDENCE_LIST, later, list.len);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.list-differs");
	sum_anew(&s, &files);
	finds(&s, &files, VERIFY_INVALID, VERIFY_SIGNED, "verify.list-forged");
	sign_anew(&s, &files, &s.key);
	finds(&s, &files, VERIFY_UNSUPPORTED, VERIFY_FILES,
	    "verify.list-version");
	ck_assert_int_eq(
	    s.report.check[VERIFY_FILES].state, VERIFY_NOT_CHECKED);
	sample_free(&s);
}
END_TEST

/* A later version is no cloak: what all versions keep must hold all the same,
 * and of documents by names of its own nothing is said. */
START_TEST(inspect_lets_a_later_version_hide_nothing)
{
	static const struct {
		const char *file, *from, *to;
		enum verify_verdict verdict;
		enum verify_check check;
		const char *id;
	} cases[] = {{EVIDENCE_LOG, "\"at\":0", "\"at\":1", VERIFY_INVALID,
			 VERIFY_CHAIN, "verify.chain"},
	    {"plan.json", "plan/1", "plan/2", VERIFY_INVALID, VERIFY_DOCUMENTS,
		"verify.document-changed"},
	    {EVIDENCE_SEAL, "\n", "\r", VERIFY_INVALID, VERIFY_SEAL,
		"verify.seal-converted"},
	    {"report.html", "report", "better", VERIFY_UNSUPPORTED,
		VERIFY_FILES, "verify.list-version"},
	    {"plan.json", NULL, NULL, VERIFY_UNSUPPORTED, VERIFY_FILES,
		"verify.list-version"}};
	struct sample s;
	struct tar all;
	struct bytes list;
	char *later;

	(void)open_bundle(&s, &all);
	list = tar_get(&all, EVIDENCE_LIST);
	later = arena_copy(s.arena, list.at, list.len);
	later[5] = '2';
	put(&all, EVIDENCE_LIST, later, list.len);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tar files = all;
		struct bytes b = tar_get(&files, cases[i].file);
		char *c = arena_copy(s.arena, b.at, b.len);

		if (cases[i].to != NULL)
			memcpy(strstr(c, cases[i].from), cases[i].to,
			    strlen(cases[i].to));
		put(&files, cases[i].file, cases[i].to == NULL ? NULL : c,
		    b.len);
		sign_anew(&s, &files, &s.key);
		finds(
		    &s, &files, cases[i].verdict, cases[i].check, cases[i].id);
	}
	sample_free(&s);
}
END_TEST

/* A log of a later version is not judged; the list over it is. */
START_TEST(inspect_judges_the_signatures_over_a_later_log)
{
	struct sample s;
	struct tar files;
	struct text log;
	struct bytes list;
	char hex[2][DIGEST_HEX];
	struct digest d;
	char *c;

	(void)open_bundle(&s, &files);
	log = text_new(s.arena);
	text_bytes(&log, s.log.at, (size_t)(strchr(s.log.at, '\n') - s.log.at));
	text_add(&log, "\n");
	memcpy(strstr(log.at, "\"v\":1"), "\"v\":2", 5);
	d = digest_of(s.log.at, s.log.len);
	digest_hex(&d, hex[0]);
	d = digest_of(log.at, log.len);
	digest_hex(&d, hex[1]);
	list = tar_get(&files, EVIDENCE_LIST);
	c = arena_copy(s.arena, list.at, list.len);
	memcpy(strstr(c, hex[0]), hex[1], DIGEST_HEX - 1);
	put(&files, EVIDENCE_LOG, log.at, log.len);
	put(&files, EVIDENCE_LIST, c, list.len);
	sum_anew(&s, &files);
	finds(&s, &files, VERIFY_INVALID, VERIFY_SIGNED, "verify.list-forged");
	sign_anew(&s, &files, &s.key);
	finds(&s, &files, VERIFY_UNSUPPORTED, VERIFY_GRAMMAR, "verify.version");
	put(&files, "report.html", "<p>better", 9);
	sign_anew(&s, &files, &s.key);
	finds(&s, &files, VERIFY_INVALID, VERIFY_FILES, "verify.file-changed");
	sample_free(&s);
}
END_TEST

/* A bundle sealed by a key that is gone: who signs the list must sign the
 * seal too, and be trusted. */
START_TEST(inspect_trusts_who_countersigned)
{
	struct key other = sample_key("ops.example.cn/deputy", 5);
	struct policy trust = policy_of_keys(&other.pub, 1);
	struct sample s;
	struct tar files;
	struct text seal;
	uint8_t signature[64];
	struct note note;

	(void)open_bundle(&s, &files);
	seal = text_new(s.arena);
	text_bytes(&seal, s.seal.at, s.seal.len);
	ck_assert(note_read(s.seal.at, s.seal.len, &note));
	note_sign(note.text, note.text_len, other.secret, signature);
	note_write(&seal, &other.pub, signature);
	put(&files, EVIDENCE_SEAL, seal.at, seal.len);
	list_anew(&s, &files, &other);
	inspect_bundle(
	    s.scratch, tar_write(s.arena, &files), &trust, &files, &s.report);
	ck_assert_int_eq(s.report.verdict, VERIFY_VALID);
	sample_free(&s);
}
END_TEST

START_TEST(inspect_reads_a_bundle_unpacked_and_a_bare_run)
{
	struct sample s;
	struct tar files;
	struct policy trust;

	(void)open_bundle(&s, &files);
	trust = policy_of_keys(&s.key.pub, 1);
	inspect_files(s.scratch, &files, &trust, &s.report);
	ck_assert_int_eq(s.report.verdict, VERIFY_VALID);
	ck_assert_int_eq(s.report.check[VERIFY_FILES].state, VERIFY_PASS);
	put(&files, "report.html", "<p>better", 9);
	inspect_files(s.scratch, &files, &trust, &s.report);
	ck_assert_int_eq(s.report.verdict, VERIFY_INVALID);
	run(&s, &files);
	inspect_files(s.scratch, &files, &trust, &s.report);
	ck_assert_int_eq(s.report.verdict, VERIFY_VALID);
	ck_assert_int_eq(s.report.check[VERIFY_FILES].state, VERIFY_ABSENT);
	ck_assert_str_eq(s.report.check[VERIFY_FILES].id, "verify.unlisted");
	put(&files, "report.html", NULL, 0);
	inspect_files(s.scratch, &files, &trust, &s.report);
	ck_assert_int_eq(
	    s.report.check[VERIFY_FILES].state, VERIFY_NOT_CHECKED);
	sample_free(&s);
}
END_TEST

/* Who takes the list out of a bundle unpacked, to put another report in, must
 * take out all there is of a bundle; and the report is then nobody's. */
START_TEST(inspect_misses_the_list_of_what_was_a_bundle)
{
	static const char *const traces[] = {"README.zh.txt", "README.en.txt",
	    EVIDENCE_SUMS, EVIDENCE_MINISIG, EVIDENCE_SSHSIG, "open.leaf",
	    "seal.leaf", "open.tlog-proof", EVIDENCE_PROOF, "keys.jsonl",
	    "policy.example"};
	struct sample s;
	struct policy trust;

	sample_to_pack(&s, 7);
	trust = policy_of_keys(&s.key.pub, 1);
	for (size_t i = 0; i < sizeof(traces) / sizeof(traces[0]); i++) {
		struct tar files;

		run(&s, &files);
		put(&files, "report.html", "<p>better", 9);
		put(&files, traces[i], "x", 1);
		arena_reset(s.scratch);
		inspect_files(s.scratch, &files, &trust, &s.report);
		ck_assert_int_eq(s.report.verdict, VERIFY_INVALID);
		ck_assert_str_eq(
		    s.report.check[VERIFY_FILES].detail, EVIDENCE_LIST);
	}
	sample_free(&s);
}
END_TEST

/* What the asker needs and is not there, or cannot be judged by this version,
 * is absent, and never passes. */
START_TEST(inspect_misses_what_the_policy_needs)
{
	static const struct {
		enum policy_need need;
		enum verify_check check;
		const char *id;
	} cases[] = {{POLICY_PROOF, VERIFY_ARCHIVE, "verify.archive-absent"},
	    {POLICY_WITNESS, VERIFY_WITNESS, "verify.witness-absent"},
	    {POLICY_ACKS, VERIFY_ACKS, "verify.acks-absent"},
	    {POLICY_TSA, VERIFY_TSA, "verify.tsa-absent"}};
	struct sample s;
	struct tar files, left;
	struct policy p;

	(void)open_bundle(&s, &files);
	run(&s, &left);
	for (int i = 0; i < 8; i++) {
		p = policy_of_keys(&s.key.pub, 1);
		p.needs |= 1U << cases[i / 2].need;
		inspect_files(
		    s.scratch, i % 2 == 0 ? &files : &left, &p, &s.report);
		ck_assert_int_eq(s.report.verdict, VERIFY_UNTRUSTED);
		ck_assert_int_eq(
		    s.report.check[cases[i / 2].check].state, VERIFY_ABSENT);
		ck_assert_str_eq(
		    s.report.check[cases[i / 2].check].id, cases[i / 2].id);
		ck_assert_int_eq(level_of(&s.report), LEVEL_WHOLE);
	}
	/* A need does not hide that something was altered. */
	put(&files, "report.html", "<p>better", 9);
	inspect_files(s.scratch, &files, &p, &s.report);
	ck_assert_int_eq(s.report.verdict, VERIFY_INVALID);
	ck_assert_int_eq(level_of(&s.report), -1);
	sample_free(&s);
}
END_TEST

SUITE_MAIN("inspect", inspect_passes_what_was_packed,
    inspect_accepts_no_flipped_bit_of_a_member,
    inspect_accepts_no_part_of_a_bundle, inspect_calls_a_shortened_log_invalid,
    inspect_names_the_file_that_is_wrong, inspect_refuses_a_report_listed_anew,
    inspect_trusts_no_other_key_of_the_same_name,
    inspect_trusts_none_of_1000_wrong_keys, inspect_misses_what_was_stripped,
    inspect_takes_no_part_of_another_drill,
    inspect_refuses_what_mail_has_converted,
    inspect_does_not_judge_a_later_version,
    inspect_lets_a_later_version_hide_nothing,
    inspect_judges_the_signatures_over_a_later_log,
    inspect_misses_the_list_of_what_was_a_bundle,
    inspect_trusts_who_countersigned,
    inspect_reads_a_bundle_unpacked_and_a_bare_run,
    inspect_misses_what_the_policy_needs)
