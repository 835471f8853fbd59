/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/filing.h"

#include <string.h>

#include "base/arena.h"
#include "replay/proof/cosign.h"
#include "replay/proof/evidence.h"
#include "replay/proof/leaf.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

enum { ENTRIES = 3 };

/* An archive of a genesis, the sample's opening and its seal; signed by
 * `key`, whose name is its origin. */
struct filed {
	struct sample s;
	struct key key;
	struct tar files;
	struct archive a;
	struct bytes line[ENTRIES];
	struct digest hash[ENTRIES];
	struct leaf leaf[ENTRIES];
	struct leaf_file named[2];
};

static void
enter(struct filed *f, struct leaf leaf)
{
	struct text t = text_new(f->s.arena);
	uint64_t i = f->a.n++;

	leaf.i = i;
	leaf.time = "2026-01-01T00:00:00Z";
	ck_assert_ptr_null(leaf_write(&t, &leaf));
	f->leaf[i] = leaf;
	f->line[i] = (struct bytes){t.at, t.len};
	f->hash[i] = tree_leaf(t.at, t.len);
}

static void
head(struct filed *f)
{
	struct text t = text_new(f->s.arena);
	struct tree tree = {0};
	uint8_t signature[64];

	for (uint64_t i = 0; i < f->a.n; i++)
		tree_add(&tree, &f->hash[i]);
	note_checkpoint(&t, f->key.pub.name, &tree);
	note_sign(t.at, t.len, f->key.secret, signature);
	text_add(&t, "\n");
	note_write(&t, &f->key.pub, signature);
	f->a.head = (struct bytes){t.at, t.len};
}

static void
file(struct filed *f)
{
	static const char *const names[] = {EVIDENCE_LOG, EVIDENCE_SEAL};

	memset(f, 0, sizeof(*f));
	sample_to_pack(&f->s, 7);
	f->key = sample_key("ops.example.cn/archive", 3);
	sample_files(&f->s, &f->files);
	ck_assert_int_eq(sample_judge(&f->s), VERIFY_VALID);
	for (int i = 0; i < 2; i++) {
		struct bytes b = tar_get(&f->files, names[i]);
		struct digest d = digest_of(b.at, b.len);

		f->named[i].name = names[i];
		digest_hex(&d, f->named[i].digest);
	}
	f->a.line = f->line;
	f->a.hash = f->hash;
	f->a.leaf = f->leaf;
	enter(f, (struct leaf){.kind = LEAF_GENESIS,
		     .format = 1,
		     .origin = f->key.pub.name,
		     .key = f->key.pub});
	enter(f, (struct leaf){.kind = LEAF_DRILL_OPEN,
		     .drill = f->s.report.drill,
		     .what = "simulated",
		     .key = f->s.key.pub});
	enter(f, (struct leaf){.kind = LEAF_DRILL_SEAL,
		     .open = 1,
		     .drill = f->s.report.drill,
		     .status = f->s.report.status,
		     .record = f->s.report.record,
		     .key = f->s.key.pub,
		     .files = f->named,
		     .files_n = 2});
	head(f);
}

static void
judge(struct filed *f, const struct policy *policy)
{
	struct filing filing;

	filing_read(f->s.arena, &f->files, policy, &filing);
	filing_judge(&filing, &f->files, policy, &f->s.report);
}

static enum verify_state
judged(struct filed *f, const struct note_key *archive)
{
	struct policy trust = policy_of_keys(archive, archive != NULL);

	verify_find(
	    &f->s.report, VERIFY_ARCHIVE, VERIFY_NOT_CHECKED, "", "", "");
	judge(f, &trust);
	return f->s.report.check[VERIFY_ARCHIVE].state;
}

static void
make(struct filed *f)
{
	struct error err = ERROR_INIT;

	ck_assert_int_eq(filing_make(f->s.arena, &f->a, f->s.report.drill, NULL,
			     &f->files, &err),
	    0);
}

START_TEST(filing_shows_that_a_drill_stands_in_an_archive)
{
	struct key other = sample_key("ops.example.cn/archive", 4);
	struct filed f;

	file(&f);
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_NOT_CHECKED);
	make(&f);
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_PASS);
	ck_assert_int_eq(judged(&f, NULL), VERIFY_ABSENT);
	ck_assert_int_eq(judged(&f, &other.pub), VERIFY_ABSENT);
	sample_free(&f.s);
}
END_TEST

/* Row 14 for archives: of the same name, all of them. */
START_TEST(filing_believes_none_of_1000_wrong_archives)
{
	struct filed f;

	file(&f);
	make(&f);
	for (int i = 0; i < 1000; i++) {
		uint8_t seed[KEY_SEED] = {(uint8_t)i, (uint8_t)(i >> 8), 0x5A};
		struct error err = ERROR_INIT;
		struct key k;

		ck_assert_int_eq(
		    key_of_seed(f.key.pub.name, seed, &k, &err), 0);
		ck_assert_int_eq(judged(&f, &k.pub), VERIFY_ABSENT);
	}
	sample_free(&f.s);
}
END_TEST

/* Row 33, and row 1 for these files: no bit of them is free. */
START_TEST(filing_accepts_no_flipped_bit)
{
	static const char *const names[] = {
	    "open.leaf", "open.tlog-proof", "seal.leaf", "evidence.tlog-proof"};
	struct filed f;

	file(&f);
	make(&f);
	for (int i = 0; i < 4; i++) {
		size_t m = 0;
		struct bytes b;
		char *c;

		while (strcmp(f.files.member[m].name, names[i]) != 0)
			m++;
		b = f.files.member[m].bytes;
		c = arena_copy(f.s.arena, b.at, b.len);
		f.files.member[m].bytes.at = c;
		for (size_t bit = 0; bit < b.len * 8; bit++) {
			c[bit / 8] ^= (char)(1 << bit % 8);
			ck_assert_int_ne(judged(&f, &f.key.pub), VERIFY_PASS);
			c[bit / 8] ^= (char)(1 << bit % 8);
		}
		ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_PASS);
	}
	sample_free(&f.s);
}
END_TEST

START_TEST(filing_takes_no_entry_of_another_drill)
{
	struct filed f;

	file(&f);
	make(&f);
	f.s.report.drill[0] ^= 1;
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_FAIL);
	f.s.report.drill[0] ^= 1;
	f.s.report.record[0] ^= 1;
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_FAIL);
	sample_free(&f.s);
}
END_TEST

START_TEST(filing_refuses_what_the_archive_does_not_hold)
{
	struct error err = ERROR_INIT;
	struct filed f;
	struct tar other;

	file(&f);
	ck_assert_int_eq(
	    filing_make(f.s.arena, &f.a, "nothing", NULL, &f.files, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-no-seal");
	err = (struct error)ERROR_INIT;
	other = f.files;
	for (size_t i = 0; i < other.n; i++)
		if (strcmp(other.member[i].name, EVIDENCE_SEAL) == 0)
			other.member[i].bytes = (struct bytes){"x", 1};
	ck_assert_int_eq(
	    filing_make(f.s.arena, &f.a, f.s.report.drill, NULL, &other, &err),
	    -1);
	ck_assert_str_eq(err.id, "error.archive-other-file");
	sample_free(&f.s);
}
END_TEST

/* A policy of one archive and the witnesses of these seeds, of whom `least`
 * must have signed. */
struct watched {
	struct filed f;
	struct note_key keys[2];
	struct policy_party parties[3];
	struct policy policy;
};

static struct key
witness(uint8_t seed)
{
	struct key k = sample_key("assessor.example/witness", seed);

	key_make_witness(&k);
	return k;
}

static void
watch(struct watched *w, size_t least)
{
	static const uint8_t members[] = {0, 1};

	file(&w->f);
	memset(w->parties, 0, sizeof(w->parties));
	for (uint8_t i = 0; i < 2; i++)
		w->parties[i].key = witness(20 + i).pub;
	w->parties[2].members = members;
	w->parties[2].n = 2;
	w->parties[2].least = least;
	w->policy = policy_of_keys(&w->f.key.pub, 1);
	w->policy.parties = w->parties;
	w->policy.parties_n = 3;
	w->policy.quorum = 2;
}

/* cosign: the witness of this seed says it saw the head at this second. */
static void
cosign(struct watched *w, uint8_t seed, int64_t seconds)
{
	struct text t = text_new(w->f.s.arena);
	struct key k = witness(seed);
	struct note n;

	ck_assert(note_read(w->f.a.head.at, w->f.a.head.len, &n));
	text_bytes(&t, w->f.a.head.at, w->f.a.head.len);
	cosign_write(&t, n.text, n.text_len, &k.pub, k.secret, seconds);
	w->f.a.head = (struct bytes){t.at, t.len};
}

static enum verify_state
seen(struct watched *w)
{
	struct verify_report *r = &w->f.s.report;

	make(&w->f);
	verify_find(r, VERIFY_WITNESS, VERIFY_NOT_CHECKED, "", "", "");
	judge(&w->f, &w->policy);
	return r->check[VERIFY_WITNESS].state;
}

/* Each row: who signed, how many are asked for, what is found; the time is
 * that of the last. */
START_TEST(filing_counts_the_witnesses_of_the_head)
{
	static const struct {
		bool one, two;
		size_t least;
		enum verify_state state;
	} cases[] = {{false, false, 1, VERIFY_ABSENT},
	    {true, false, 1, VERIFY_PASS}, {false, true, 1, VERIFY_PASS},
	    {true, false, 2, VERIFY_ABSENT}, {true, true, 2, VERIFY_PASS}};

	for (size_t i = 0; i < 5; i++) {
		struct watched w;

		watch(&w, cases[i].least);
		if (cases[i].one)
			cosign(&w, 20, 1700000000);
		if (cases[i].two)
			cosign(&w, 21, 1600000000);
		ck_assert_int_eq(seen(&w), cases[i].state);
		ck_assert_int_eq(
		    w.f.s.report.witnessed, cases[i].one   ? 1700000000
					    : cases[i].two ? 1600000000
							   : 0);
		ck_assert_uint_eq(w.f.s.report.strangers_n, 0);
		sample_free(&w.f.s);
	}
}
END_TEST

/* Row 16: lines of unknown keys are told and count nothing, be it that they
 * go by a witness's name; known ones that do not verify are forgeries. */
START_TEST(filing_tells_strangers_and_counts_them_for_nothing)
{
	struct watched w;

	watch(&w, 1);
	cosign(&w, 22, 1700000000);
	ck_assert_int_eq(seen(&w), VERIFY_ABSENT);
	ck_assert_str_eq(
	    w.f.s.report.check[VERIFY_WITNESS].id, "verify.quorum-unmet");
	ck_assert_int_eq(w.f.s.report.check[VERIFY_ARCHIVE].state, VERIFY_PASS);
	ck_assert_uint_eq(w.f.s.report.strangers_n, 1);
	ck_assert_str_eq(
	    w.f.s.report.strangers[0].name, "assessor.example/witness");
	ck_assert_str_eq(w.f.s.report.strangers[0].file, "evidence.tlog-proof");
	sample_free(&w.f.s);
}
END_TEST

START_TEST(filing_takes_no_forged_witness)
{
	struct watched w;
	struct text t;
	uint8_t raw[NOTE_COSIGNATURE] = {0};

	watch(&w, 1);
	t = text_new(w.f.s.arena);
	text_bytes(&t, w.f.a.head.at, w.f.a.head.len);
	note_write_raw(&t, &w.parties[0].key, raw, sizeof(raw));
	w.f.a.head = (struct bytes){t.at, t.len};
	cosign(&w, 21, 1700000000);
	ck_assert_int_eq(seen(&w), VERIFY_FAIL);
	ck_assert_int_eq(verify_sum_up(&w.f.s.report), VERIFY_INVALID);
	sample_free(&w.f.s);
}
END_TEST

/* The signature format asks for at least 16 lines to be borne with; we bear
 * with 32, and no more. */
START_TEST(filing_bears_with_32_signatures_and_no_more)
{
	for (int more = 0; more < 2; more++) {
		struct watched w;

		watch(&w, 1);
		for (int i = 0; i < 30 + more; i++)
			cosign(&w, (uint8_t)(100 + i), 1700000000);
		cosign(&w, 20, 1700000000);
		ck_assert_int_eq(
		    seen(&w), more == 0 ? VERIFY_PASS : VERIFY_NOT_CHECKED);
		ck_assert_int_eq(w.f.s.report.check[VERIFY_ARCHIVE].state,
		    more == 0 ? VERIFY_PASS : VERIFY_FAIL);
		sample_free(&w.f.s);
	}
}
END_TEST

SUITE_MAIN("filing", filing_shows_that_a_drill_stands_in_an_archive,
    filing_believes_none_of_1000_wrong_archives, filing_accepts_no_flipped_bit,
    filing_takes_no_entry_of_another_drill,
    filing_refuses_what_the_archive_does_not_hold,
    filing_counts_the_witnesses_of_the_head,
    filing_tells_strangers_and_counts_them_for_nothing,
    filing_takes_no_forged_witness, filing_bears_with_32_signatures_and_no_more)
