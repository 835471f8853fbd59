/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/filing.h"

#include <string.h>

#include "base/arena.h"
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
	ck_assert(leaf_write(&t, &leaf));
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

static enum verify_state
judged(struct filed *f, const struct note_key *archive)
{
	struct note_key keys[2] = {f->s.key.pub};
	struct inspect_trust trust = {keys, 1};

	if (archive != NULL)
		keys[trust.n++] = *archive;
	verify_find(
	    &f->s.report, VERIFY_ARCHIVE, VERIFY_NOT_CHECKED, "", "", "");
	filing_judge(f->s.arena, &f->files, &trust, &f->s.report);
	return f->s.report.check[VERIFY_ARCHIVE].state;
}

static void
make(struct filed *f)
{
	struct error err = ERROR_INIT;

	ck_assert_int_eq(
	    filing_make(f->s.arena, &f->a, f->s.report.drill, &f->files, &err),
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
	    filing_make(f.s.arena, &f.a, "nothing", &f.files, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-no-seal");
	err = (struct error)ERROR_INIT;
	other = f.files;
	for (size_t i = 0; i < other.n; i++)
		if (strcmp(other.member[i].name, EVIDENCE_SEAL) == 0)
			other.member[i].bytes = (struct bytes){"x", 1};
	ck_assert_int_eq(
	    filing_make(f.s.arena, &f.a, f.s.report.drill, &other, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-other-file");
	sample_free(&f.s);
}
END_TEST

SUITE_MAIN("filing", filing_shows_that_a_drill_stands_in_an_archive,
    filing_accepts_no_flipped_bit, filing_takes_no_entry_of_another_drill,
    filing_refuses_what_the_archive_does_not_hold)
