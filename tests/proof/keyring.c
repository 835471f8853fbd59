/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyring.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "replay/proof/cosign.h"
#include "replay/proof/evidence.h"
#include "replay/proof/filing.h"
#include "replay/proof/inspect.h"
#include "tests/proof/cabinet.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

/* A bundle out of an archive that was made by a script, a letter an entry. A
 * year earlier is written into each than into the one before: no verdict may
 * hang on what an archivist's clock said. */
struct world {
	struct cabinet c;
	struct sample s;
	struct key packer, witness;
	struct leaf_file named[2];
	bool vouched; /* the asker names the witness */
	uint64_t seal;
	int year;
	struct tar files;
};

static void
enter(struct world *w, struct leaf l)
{
	struct error err = ERROR_INIT;
	char time[32];

	(void)snprintf(time, sizeof(time), "%d-01-01T00:00:00Z", w->year--);
	l.time = time;
	ck_assert_msg(keeper_append(w->c.arena, &w->c.keeper, &l, 1, &err) == 0,
	    "%s", err.id);
}

static void
add_key(struct world *w, const struct key *k, const char *role)
{
	enter(w,
	    (struct leaf){.kind = LEAF_KEY_ADD, .key = k->pub, .role = role});
}

static void
see(struct world *w)
{
	const struct archive *a = &w->c.keeper.archive;
	struct text t = text_new(w->c.arena);
	struct note n;

	ck_assert(note_read(a->head.at, a->head.len, &n));
	text_bytes(&t, a->head.at, a->head.len);
	cosign_write(&t, n.text, n.text_len, &w->witness.pub, w->witness.secret,
	    1700000000);
	enter(w, (struct leaf){.kind = LEAF_WITNESS_NOTE,
		     .key = w->witness.pub,
		     .note = t.at});
}

static void
seal(struct world *w)
{
	static const char *const names[] = {EVIDENCE_LOG, EVIDENCE_SEAL};

	for (int i = 0; i < 2; i++) {
		struct bytes b = tar_get(&w->files, names[i]);
		struct digest d = digest_of(b.at, b.len);

		w->named[i].name = names[i];
		digest_hex(&d, w->named[i].digest);
	}
	w->seal = w->c.keeper.archive.n;
	enter(w, (struct leaf){.kind = LEAF_DRILL_SEAL,
		     .open = (int64_t)w->seal - 1,
		     .drill = w->s.report.drill,
		     .status = w->s.report.status,
		     .record = w->s.report.record,
		     .key = w->s.key.pub,
		     .files = w->named,
		     .files_n = 2});
}

/* step: 'A' adds the signer's key, 'R' retires it, 'V' revokes it from the
 * seal on, 'v' from behind it, 'S' opens and seals, 'W' lets the witness see.
 */
static void
step(struct world *w, char what)
{
	const struct note_key *k = &w->s.key.pub;

	if (what == 'A')
		add_key(w, &w->s.key, "facilitator");
	else if (what == 'R')
		enter(w, (struct leaf){.kind = LEAF_KEY_RETIRE, .key = *k});
	else if (what == 'V' || what == 'v')
		enter(w, (struct leaf){.kind = LEAF_KEY_REVOKE,
			     .key = *k,
			     .since = (int64_t)w->seal + (what == 'v'),
			     .why = "stolen"});
	else if (what == 'W')
		see(w);
	if (what != 'S')
		return;
	enter(w, (struct leaf){.kind = LEAF_DRILL_OPEN,
		     .drill = w->s.report.drill,
		     .what = "simulated",
		     .key = *k});
	seal(w);
}

static void
make(struct world *w, const char *script)
{
	struct error err = ERROR_INIT;

	memset(w, 0, sizeof(*w));
	w->year = 2026;
	cabinet_new(&w->c);
	cabinet_begin(&w->c);
	sample_to_pack(&w->s, 7);
	sample_files(&w->s, &w->files);
	ck_assert_int_eq(sample_judge(&w->s), VERIFY_VALID);
	w->packer = sample_key("ops.example/packer", 31);
	w->witness = sample_key("assessor.example/w1", 32);
	key_make_witness(&w->witness);
	add_key(w, &w->packer, "facilitator");
	add_key(w, &w->witness, "witness");
	for (; *script != '\0'; script++)
		step(w, *script);
	ck_assert_int_eq(
	    filing_make(w->c.arena, &w->c.keeper.archive, w->s.report.drill,
		&w->packer.pub, &w->files, &err),
	    0);
	ck_assert_int_eq(evidence_close(w->c.arena, &w->files, &w->s.report,
			     &w->packer, &err),
	    0);
}

static void
end(struct world *w)
{
	cabinet_free(&w->c);
	sample_free(&w->s);
}

/* judged: by a policy that names the archive, and no facilitators unless one
 * is given. */
static enum verify_verdict
judged(struct world *w, const struct note_key *signer)
{
	struct policy p = policy_of_keys(&w->c.key.pub, 1);
	struct policy_party party = {.name = "w1", .key = w->witness.pub};

	p.facilitators = signer;
	p.facilitators_n = signer != NULL;
	p.parties = &party;
	p.parties_n = w->vouched;
	arena_reset(w->s.scratch);
	inspect_files(w->s.scratch, &w->files, &p, &w->s.report);
	return w->s.report.verdict;
}

/* Row 35: eight ways in which a key can stand to a seal, out of the bundle
 * alone. */
START_TEST(keyring_tells_whether_the_key_of_a_seal_counted)
{
	static const struct {
		const char *script, *id;
	} cases[] = {
	    {"AS", ""},
	    {"SA", "verify.key-late"},
	    {"ASR", ""},
	    {"ARS", "verify.key-retired"},
	    {"ASWV", "verify.key-revoked"},
	    {"ASWv", ""},
	    {"ASv", "verify.key-revoked"},
	    {"ASvW", "verify.key-revoked"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool good = cases[i].id[0] == '\0';
		struct world w;

		make(&w, cases[i].script);
		w.vouched = true;
		ck_assert_int_eq(
		    judged(&w, NULL), good ? VERIFY_VALID : VERIFY_UNTRUSTED);
		ck_assert_str_eq(
		    w.s.report.check[VERIFY_TRUST].id, cases[i].id);
		end(&w);
	}
}
END_TEST

/* A witness whom only the archive's owner names may be himself. */
START_TEST(keyring_believes_no_witness_the_asker_does_not_name)
{
	struct world w;

	make(&w, "ASWv");
	ck_assert_int_eq(judged(&w, NULL), VERIFY_UNTRUSTED);
	ck_assert_str_eq(
	    w.s.report.check[VERIFY_TRUST].id, "verify.key-revoked");
	end(&w);
}
END_TEST

/* To name a key in the policy does not outweigh what its archive says. */
START_TEST(keyring_outweighs_a_policy_that_names_a_retired_key)
{
	struct note_key both[2];
	struct policy p;
	struct world w;

	make(&w, "ARS");
	both[0] = w.s.key.pub;
	both[1] = w.packer.pub;
	p = policy_of_keys(&w.c.key.pub, 1);
	p.facilitators = both;
	p.facilitators_n = 2;
	inspect_files(w.s.scratch, &w.files, &p, &w.s.report);
	ck_assert_int_eq(w.s.report.verdict, VERIFY_UNTRUSTED);
	ck_assert_str_eq(
	    w.s.report.check[VERIFY_TRUST].id, "verify.key-retired");
	ck_assert_int_eq(w.s.report.check[VERIFY_ARCHIVE].state, VERIFY_PASS);
	end(&w);
}
END_TEST

/* What an archive says is believed of a trusted archive alone. */
START_TEST(keyring_of_an_unknown_archive_makes_nobody_trusted)
{
	struct key other = sample_key("ops.example/archive", 12);
	struct policy p = policy_of_keys(&other.pub, 1);
	struct world w;

	make(&w, "AS");
	p.facilitators_n = 0;
	inspect_files(w.s.scratch, &w.files, &p, &w.s.report);
	ck_assert_int_eq(w.s.report.verdict, VERIFY_UNTRUSTED);
	ck_assert_int_eq(w.s.report.check[VERIFY_TRUST].state, VERIFY_FAIL);
	end(&w);
}
END_TEST

/* The policy that names somebody else still trusts nobody else. */
START_TEST(keyring_adds_nobody_to_a_policy_that_names_some)
{
	struct key other = sample_key("ops.example/other", 13);
	struct world w;

	make(&w, "AS");
	ck_assert_int_eq(judged(&w, &other.pub), VERIFY_UNTRUSTED);
	end(&w);
}
END_TEST

/* The head is the one a witness saw, where it covers all that is shown. */
START_TEST(keyring_goes_under_the_head_that_a_witness_saw)
{
	static const struct {
		const char *script;
		enum verify_state seen;
		uint64_t back; /* entries behind that head */
	} cases[] = {{"AS", VERIFY_ABSENT, 0}, {"ASW", VERIFY_PASS, 1},
	    {"WAS", VERIFY_ABSENT, 0}, {"ASWR", VERIFY_ABSENT, 0},
	    {"ASRW", VERIFY_PASS, 1}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct policy_party party = {.name = "w1"};
		struct filing f;
		struct policy p;
		struct world w;

		make(&w, cases[i].script);
		party.key = w.witness.pub;
		p = policy_of_keys(&w.c.key.pub, 1);
		p.facilitators_n = 0;
		p.parties = &party;
		p.parties_n = 1;
		p.quorum = 0;
		inspect_files(w.s.scratch, &w.files, &p, &w.s.report);
		ck_assert_int_eq(
		    w.s.report.check[VERIFY_WITNESS].state, cases[i].seen);
		filing_read(w.s.scratch, &w.files, &p, &f);
		ck_assert_uint_eq(
		    f.last.target.size, w.c.keeper.archive.n - cases[i].back);
		end(&w);
	}
}
END_TEST

/* Row 1 for this file: no bit of it is free (a seventh of them, at every place
 * in a byte), and of what is cut only whole lines pass. */
START_TEST(keyring_accepts_no_flipped_bit_and_no_part_of_a_line)
{
	struct policy p;
	struct filing f;
	struct world w;
	struct bytes b;
	size_t m = 0;
	char *c;

	make(&w, "ASWv");
	p = policy_of_keys(&w.c.key.pub, 1);
	while (strcmp(w.files.member[m].name, KEYRING_FILE) != 0)
		m++;
	b = w.files.member[m].bytes;
	c = arena_copy(w.c.arena, b.at, b.len);
	w.files.member[m].bytes.at = c;
	for (size_t bit = 0; bit < b.len * 8; bit += 7) {
		c[bit / 8] ^= (char)(1 << bit % 8);
		arena_reset(w.s.scratch);
		filing_read(w.s.scratch, &w.files, &p, &f);
		ck_assert_int_eq(f.state, FILING_WRONG);
		c[bit / 8] ^= (char)(1 << bit % 8);
	}
	filing_read(w.s.scratch, &w.files, &p, &f);
	ck_assert_int_eq(f.state, FILING_READ);
	for (size_t n = 0; n < b.len; n++) {
		if (n % 5 != 0 && (n == 0 || c[n - 1] != '\n'))
			continue;
		w.files.member[m].bytes.len = n;
		arena_reset(w.s.scratch);
		filing_read(w.s.scratch, &w.files, &p, &f);
		ck_assert_int_eq(f.state,
		    n > 0 && c[n - 1] == '\n' ? FILING_READ : FILING_WRONG);
	}
	end(&w);
}
END_TEST

START_TEST(keyring_takes_lines_in_their_order_once)
{
	struct text t;
	struct policy p;
	struct filing f;
	struct world w;
	struct bytes b;
	const char *second;
	size_t m = 0;

	make(&w, "ASR");
	p = policy_of_keys(&w.c.key.pub, 1);
	while (strcmp(w.files.member[m].name, KEYRING_FILE) != 0)
		m++;
	b = w.files.member[m].bytes;
	second = strchr(b.at, '\n') + 1;
	for (int i = 0; i < 2; i++) {
		t = text_new(w.c.arena);
		text_add(&t, second);
		text_bytes(&t, b.at, i == 0 ? (size_t)(second - b.at) : b.len);
		w.files.member[m].bytes = (struct bytes){t.at, t.len};
		filing_read(w.s.scratch, &w.files, &p, &f);
		ck_assert_int_eq(f.state, FILING_WRONG);
	}
	end(&w);
}
END_TEST

/* What was left out is not missed: only the whole archive shows that. */
START_TEST(keyring_does_not_miss_a_revocation_left_out)
{
	struct policy p;
	struct filing f;
	struct world w;
	size_t m = 0;
	char *last;

	make(&w, "ASv");
	p = policy_of_keys(&w.c.key.pub, 1);
	while (strcmp(w.files.member[m].name, KEYRING_FILE) != 0)
		m++;
	filing_read(w.s.scratch, &w.files, &p, &f);
	ck_assert_str_eq(
	    filing_doubt(&f, &w.s.key.pub, w.seal), "verify.key-revoked");
	last = strstr(w.files.member[m].bytes.at, "{\"leaf\":{\"i\":6");
	ck_assert_ptr_nonnull(last);
	w.files.member[m].bytes.len =
	    (size_t)(last - w.files.member[m].bytes.at);
	filing_read(w.s.scratch, &w.files, &p, &f);
	ck_assert_ptr_null(filing_doubt(&f, &w.s.key.pub, w.seal));
	end(&w);
}
END_TEST

SUITE_MAIN("keyring", keyring_tells_whether_the_key_of_a_seal_counted,
    keyring_believes_no_witness_the_asker_does_not_name,
    keyring_outweighs_a_policy_that_names_a_retired_key,
    keyring_of_an_unknown_archive_makes_nobody_trusted,
    keyring_adds_nobody_to_a_policy_that_names_some,
    keyring_goes_under_the_head_that_a_witness_saw,
    keyring_accepts_no_flipped_bit_and_no_part_of_a_line,
    keyring_takes_lines_in_their_order_once,
    keyring_does_not_miss_a_revocation_left_out)
