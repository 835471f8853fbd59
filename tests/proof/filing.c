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
	struct leaf_file named[3];
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

/* What its entries claim; what is NULL, as it is. */
struct claim {
	const char *kind;
	const struct note_key *opener, *sealer;
	const char *surplus; /* a file more */
	size_t fewer;        /* files less */
};

static void
file_as(struct filed *f, struct claim c)
{
	static const char *const names[] = {EVIDENCE_LOG, EVIDENCE_SEAL};

	memset(f, 0, sizeof(*f));
	sample_to_pack(&f->s, 7);
	f->key = sample_key("ops.example.cn/archive", 3);
	sample_files(&f->s, &f->files);
	ck_assert_int_eq(sample_judge(&f->s), VERIFY_VALID);
	f->named[2].name = c.surplus;
	memset(f->named[2].digest, 'a', DIGEST_HEX - 1);
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
		     .what = c.kind != NULL ? c.kind : "simulated",
		     .key = c.opener != NULL ? *c.opener : f->s.key.pub});
	enter(f, (struct leaf){.kind = LEAF_DRILL_SEAL,
		     .open = 1,
		     .drill = f->s.report.drill,
		     .status = f->s.report.status,
		     .record = f->s.report.record,
		     .key = c.sealer != NULL ? *c.sealer : f->s.key.pub,
		     .files = f->named,
		     .files_n = (c.surplus != NULL ? 3 : 2) - c.fewer});
	head(f);
}

static void
file(struct filed *f)
{
	file_as(f, (struct claim){.kind = NULL});
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

/* countersign: let another sign the seal in the bundle as well. */
static void
countersign(struct filed *f, const struct key *k)
{
	struct text t = text_new(f->s.arena);
	uint8_t signature[64];
	struct note note;

	ck_assert(note_read(f->s.seal.at, f->s.seal.len, &note));
	text_bytes(&t, f->s.seal.at, f->s.seal.len);
	note_sign(note.text, note.text_len, k->secret, signature);
	note_write(&t, &k->pub, signature);
	for (size_t i = 0; i < f->files.n; i++)
		if (strcmp(f->files.member[i].name, EVIDENCE_SEAL) == 0)
			f->files.member[i].bytes = (struct bytes){t.at, t.len};
}

/* The entries must be of this drill in all they say; what no bundle holds, or
 * is made anew for each, they may name. */
START_TEST(filing_takes_entries_that_say_what_is_there)
{
	struct key other = sample_key("ops.example.cn/deputy", 5);
	const struct {
		struct claim claim;
		bool countersigned;
		enum verify_state state;
	} cases[] = {{{.kind = "simulated"}, false, VERIFY_PASS},
	    {{.kind = "operational"}, false, VERIFY_FAIL},
	    {{.kind = "real_event"}, false, VERIFY_FAIL},
	    {{.opener = &other.pub}, false, VERIFY_FAIL},
	    {{.sealer = &other.pub}, false, VERIFY_FAIL},
	    {{.opener = &other.pub}, true, VERIFY_PASS},
	    {{.sealer = &other.pub}, true, VERIFY_PASS},
	    {{.kind = NULL}, true, VERIFY_PASS},
	    {{.surplus = "\xE7\xBA\xAA\xE8\xA6\x81.txt"}, false, VERIFY_PASS},
	    {{.surplus = "drill.tar"}, false, VERIFY_PASS},
	    {{.surplus = "README.zh.txt"}, false, VERIFY_PASS},
	    {{.surplus = "report.html"}, false, VERIFY_FAIL},
	    {{.surplus = "zones.json"}, false, VERIFY_FAIL},
	    {{.fewer = 1}, false, VERIFY_FAIL}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filed f;
		struct error err = ERROR_INIT;
		bool fits = cases[i].state == VERIFY_PASS ||
			    cases[i].claim.surplus == NULL;

		file_as(&f, cases[i].claim);
		if (cases[i].countersigned)
			countersign(&f, &other);
		ck_assert_msg((filing_make(f.s.arena, &f.a, f.s.report.drill,
				   NULL, &f.files, &err) == 0) == fits,
		    "case %zu", i);
		if (fits)
			ck_assert_msg(judged(&f, &f.key.pub) == cases[i].state,
			    "case %zu", i);
		sample_free(&f.s);
	}
}
END_TEST

/* The seal may have gained lines since, not lost any, nor its text changed. */
START_TEST(filing_takes_the_seal_with_more_signatures_than_were_entered)
{
	struct key other = sample_key("ops.example.cn/deputy", 5);
	struct filed f;
	struct digest d;

	file(&f);
	countersign(&f, &other);
	make(&f);
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_PASS);
	sample_free(&f.s);
	/* Entered with both, shown with one. */
	file(&f);
	countersign(&f, &other);
	d = digest_of(tar_get(&f.files, EVIDENCE_SEAL).at,
	    tar_get(&f.files, EVIDENCE_SEAL).len);
	digest_hex(&d, f.named[1].digest);
	f.a.n = 2;
	enter(&f, f.leaf[2]);
	head(&f);
	make(&f);
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_PASS);
	for (size_t i = 0; i < f.files.n; i++)
		if (strcmp(f.files.member[i].name, EVIDENCE_SEAL) == 0)
			f.files.member[i].bytes =
			    (struct bytes){f.s.seal.at, f.s.seal.len};
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_FAIL);
	sample_free(&f.s);
}
END_TEST

/* Who vouches for the archive must not be shown a head that its key did not
 * sign; and no line under a trusted name and id may be false, whosever. */
START_TEST(filing_wants_the_signature_of_an_archive_the_asker_trusts)
{
	struct key thief = sample_key("ops.example.cn/archive", 4);
	struct note_key both[2];
	struct policy p;
	struct text t;
	struct filed f;

	file(&f);
	make(&f);
	ck_assert_int_eq(judged(&f, &thief.pub), VERIFY_ABSENT);
	ck_assert_str_eq(
	    f.s.report.check[VERIFY_ARCHIVE].id, "verify.archive-unsigned");
	ck_assert_int_eq(verify_sum_up(&f.s.report), VERIFY_UNTRUSTED);
	sample_free(&f.s);
	file(&f);
	make(&f);
	ck_assert_int_eq(judged(&f, &f.s.key.pub), VERIFY_ABSENT);
	ck_assert_str_eq(
	    f.s.report.check[VERIFY_ARCHIVE].id, "verify.archive-unknown");
	ck_assert_int_eq(verify_sum_up(&f.s.report), VERIFY_VALID);
	sample_free(&f.s);
	file(&f);
	t = text_new(f.s.arena);
	text_bytes(&t, f.a.head.at, f.a.head.len);
	note_write(&t, &f.s.key.pub, (const uint8_t[64]){1});
	f.a.head = (struct bytes){t.at, t.len};
	make(&f);
	ck_assert_int_eq(judged(&f, &f.key.pub), VERIFY_PASS);
	both[0] = f.key.pub;
	both[1] = f.s.key.pub;
	p = policy_of_keys(both, 2);
	judge(&f, &p);
	ck_assert_int_eq(f.s.report.check[VERIFY_ARCHIVE].state, VERIFY_FAIL);
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
    filing_takes_entries_that_say_what_is_there,
    filing_takes_the_seal_with_more_signatures_than_were_entered,
    filing_wants_the_signature_of_an_archive_the_asker_trusts,
    filing_counts_the_witnesses_of_the_head,
    filing_tells_strangers_and_counts_them_for_nothing,
    filing_takes_no_forged_witness, filing_bears_with_32_signatures_and_no_more)
