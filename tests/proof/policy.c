/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/policy.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static struct arena *arena;
static struct faults faults;

/* vkey: the key line of a letter: lower case signs, upper case witnesses. */
static void
vkey(struct text *t, char letter)
{
	char name[] = "of.example/?";
	struct key k;

	name[sizeof(name) - 2] = (char)(letter | ('a' - 'A'));
	k = sample_key(name, (uint8_t)letter);
	if (letter < 'a')
		key_make_witness(&k);
	note_key_write(t, &k.pub);
}

/* read: a policy in which "@x" stands for the key line of x. */
static bool
read(const char *form, struct policy *p)
{
	struct error err = ERROR_INIT;
	struct text t;

	if (arena == NULL)
		arena = arena_new(1 << 26, &err);
	arena_reset(arena);
	t = text_new(arena);
	for (const char *c = form; *c != '\0'; c++)
		if (*c == '@')
			vkey(&t, *++c);
		else
			text_bytes(&t, c, 1);
	faults = faults_new(arena);
	return policy_read(
	    arena, "mine", (struct bytes){t.at, t.len}, &faults, p);
}

/* found: all faults as "LINE:COLUMN id ". */
static const char *
found(void)
{
	struct text t = text_new(arena);

	for (uint32_t i = 0; i < faults.n; i++)
		text_fmt(&t, "%s%u:%u %s", i > 0 ? " " : "",
		    faults.list[i].line, faults.list[i].column,
		    faults.list[i].id);
	return t.at;
}

/* Source: C2SP tlog-policy.md, the example. */
static const char example[] = "log @a\n"
			      "\n"
			      "witness X1 @A\n"
			      "witness X2 @B\n"
			      "witness X3 @C\n"
			      "group X-witnesses 2 X1 X2 X3\n"
			      "\n"
			      "witness Y1 @D\n"
			      "witness Y2 @E\n"
			      "witness Y3 @F\n"
			      "group Y-witnesses any Y1 Y2 Y3\n"
			      "\n"
			      "group X-and-Y all X-witnesses Y-witnesses\n"
			      "quorum X-and-Y\n"
			      "key facilitator @f\n";

static int
ones(unsigned bits)
{
	int n = 0;

	for (; bits != 0; bits >>= 1)
		n += (int)(bits & 1);
	return n;
}

/* All 64 ways in which six witnesses may have signed. */
START_TEST(policy_counts_a_quorum_of_groups)
{
	static const size_t place[6] = {0, 1, 2, 4, 5, 6};
	struct policy p;

	ck_assert(read(example, &p));
	ck_assert_uint_eq(p.parties_n, 9);
	ck_assert_uint_eq(p.logs_n, 1);
	ck_assert_str_eq(p.logs[0].name, "of.example/a");
	ck_assert_str_eq(p.parties[4].name, "Y1");
	for (unsigned way = 0; way < 64; way++) {
		bool signed_by[POLICY_PARTIES] = {false};

		for (int i = 0; i < 6; i++)
			signed_by[place[i]] = (way >> i & 1) != 0;
		ck_assert_int_eq(policy_is_met(&p, signed_by),
		    ones(way & 7) >= 2 && ones(way >> 3) >= 1);
	}
}
END_TEST

START_TEST(policy_takes_blanks_comments_and_urls)
{
	struct policy p;

	ck_assert(
	    read("# 评估组\n \t# another\n\t log  @a\thttps://a.example/ \n"
		 "witness 省厅 @A https://w.example/\nquorum 省厅\n"
		 "key facilitator @f\n",
		&p));
	ck_assert_str_eq(p.parties[0].name, "省厅");
	ck_assert_str_eq(p.parties[0].key.name, "of.example/a");
	ck_assert_uint_eq(p.quorum, 0);
}
END_TEST

/* What is needed follows from what is asked for. */
START_TEST(policy_needs_what_a_need_rests_on)
{
	static const struct {
		const char *asked;
		unsigned needs;
	} cases[] = {{"", 3}, {"require seal\n", 1}, {"require proof\n", 3},
	    {"require acks 80%\n", 3 | 8},
	    {"require tsa\nrequire seal\n", 3 | 16}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char form[200];
		struct policy p;

		(void)snprintf(form, sizeof(form),
		    "log @a\nkey facilitator @f\nquorum none\n%s",
		    cases[i].asked);
		ck_assert(read(form, &p));
		ck_assert_uint_eq(p.needs, cases[i].needs);
		ck_assert_int_eq(p.acks_percent, i == 3 ? 80 : 0);
	}
}
END_TEST

START_TEST(policy_needs_the_witnesses_its_quorum_names)
{
	struct policy p;

	ck_assert(read("log @a\nkey facilitator @f\nwitness w @A\nquorum w\n"
		       "require seal\n",
	    &p));
	ck_assert(policy_needs(&p, POLICY_WITNESS));
	ck_assert(policy_needs(&p, POLICY_PROOF));
}
END_TEST

START_TEST(policy_of_keys_asks_for_a_seal_alone)
{
	struct key k = sample_key("of.example/a", 1);
	struct policy p = policy_of_keys(&k.pub, 1);

	ck_assert_uint_eq(p.needs, 1);
	ck_assert(policy_is_met(&p, NULL));
	ck_assert_ptr_eq(p.logs, p.facilitators);
}
END_TEST

#define BASE "log @a\nkey facilitator @f\n"

START_TEST(policy_says_all_that_is_wrong_and_where)
{
	static const struct {
		const char *form, *faults;
	} cases[] = {
	    {"", "1:1 policy-no-quorum"},
	    {"quorum none\n", "1:1 policy-no-signer 1:1 policy-no-log"},
	    {BASE "quorum none", "3:1 policy-torn 3:1 policy-no-quorum"},
	    {BASE "quorum none\r\n", "3:1 policy-text 3:1 policy-no-quorum"},
	    {BASE "quorum none\n#\xE2\x80\xAE\n", "4:1 policy-text"},
	    {BASE "quorum none\n#\xFF\n", "4:1 policy-text"},
	    {BASE "Quorum none\n", "3:1 policy-line 3:1 policy-no-quorum"},
	    {BASE " quorum\n", "3:2 policy-form"},
	    {BASE "quorum none\nquorum none\n", "4:1 policy-quorum-again"},
	    {BASE "quorum w\n", "3:8 policy-nobody"},
	    {"log x\nkey facilitator @f\nquorum none\n", "1:5 policy-key"},
	    {"log @A\nkey facilitator @f\nquorum none\n",
		"1:5 policy-key-type"},
	    {BASE "log @a\nquorum none\n", "3:5 policy-key-again"},
	    {BASE "key facilitator @f\nquorum none\n", "3:17 policy-key-again"},
	    {BASE "key chief @g\nquorum none\n", "3:5 policy-role"},
	    {BASE "witness w @b\nquorum w\n", "3:11 policy-key-type"},
	    {BASE "witness w @A\nwitness v @A\nquorum w\n",
		"4:11 policy-key-again"},
	    {BASE "witness w @A\nwitness w @B\nquorum w\n",
		"4:9 policy-name-again"},
	    {BASE "witness none @A\nquorum none\n", "3:9 policy-name-again"},
	    {BASE "witness w\ngroup g all w v\nquorum g\n",
		"3:1 policy-form 4:15 policy-nobody"},
	    {BASE "witness w @A\ngroup g 2 w\nquorum g\n",
		"4:9 policy-threshold"},
	    {BASE "witness w @A\ngroup g 01 w\nquorum g\n",
		"4:9 policy-threshold"},
	    {BASE "witness w @A\ngroup g 0 w\nquorum g\n",
		"4:9 policy-threshold"},
	    {BASE "witness w @A\ngroup g all w w\nquorum g\n",
		"4:15 policy-member-again"},
	    {BASE "witness w @A\ngroup g all w\ngroup h all w\nquorum h\n",
		"5:13 policy-member-again"},
	    {BASE "group g all g\nquorum g\n", "3:13 policy-nobody"},
	    {BASE "group g all h\ngroup h all g\nquorum h\n",
		"3:13 policy-nobody"},
	    {BASE "witness 省 @A\ngroup 省厅 all 省 none\nquorum 省厅\n",
		"4:16 policy-nobody"},
	    {BASE "quorum none\nrequire luck\n", "4:9 policy-require"},
	    {BASE "quorum none\nrequire acks\n", "4:9 policy-require"},
	    {BASE "quorum none\nrequire seal 5%\n", "4:9 policy-require"},
	    {BASE "quorum none\nrequire acks 101%\n", "4:14 policy-share"},
	    {BASE "quorum none\nrequire acks 80\n", "4:14 policy-share"},
	    {BASE "quorum none\nrequire seal\nrequire seal\n",
		"5:9 policy-require-again"},
	    {BASE "quorum none\nrequire witness\n", "4:1 policy-no-witness"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct policy p;

		ck_assert(!read(cases[i].form, &p));
		ck_assert_str_eq(found(), cases[i].faults);
	}
}
END_TEST

/* A key that is somebody's under another name is the same somebody. */
START_TEST(policy_knows_a_key_again_under_another_name)
{
	struct key a = sample_key("of.example/one", 'a');
	struct policy p;
	struct text t;

	ck_assert(!read("", &p));
	t = text_new(arena);
	text_add(&t, "log ");
	vkey(&t, 'a');
	text_add(&t, "\nlog ");
	note_key_write(&t, &a.pub);
	text_add(&t, "\nwitness w ");
	key_make_witness(&a);
	note_key_write(&t, &a.pub);
	text_add(&t, "\nquorum w\n");
	faults = faults_new(arena);
	ck_assert(!policy_read(
	    arena, "mine", (struct bytes){t.at, t.len}, &faults, &p));
	ck_assert_str_eq(found(), "2:5 policy-key-again 3:11 policy-key-again");
}
END_TEST

/* Rows 15 and 17: keys of other algorithms, and points that fit any text. */
START_TEST(policy_takes_no_key_of_another_kind)
{
	static const uint8_t types[] = {0, 2, 3, 5, 6, 255};
	struct key k = sample_key("of.example/a", 'a');
	struct policy p;

	for (size_t i = 0; i <= sizeof(types); i++) {
		struct note_key other = k.pub;
		struct text t;

		ck_assert(!read("", &p));
		t = text_new(arena);
		if (i < sizeof(types))
			other.type = types[i];
		else
			memset(other.point, 0, sizeof(other.point));
		text_add(&t, "log ");
		note_key_write(&t, &other);
		text_add(&t, "\nquorum none\n");
		faults = faults_new(arena);
		ck_assert(!policy_read(
		    arena, "mine", (struct bytes){t.at, t.len}, &faults, &p));
		ck_assert_str_eq(found(), "1:5 policy-key");
	}
}
END_TEST

START_TEST(policy_has_bounds)
{
	struct policy p;
	struct text t;

	ck_assert(!read("", &p));
	t = text_new(arena);
	for (int i = 0; i <= POLICY_LINES; i++)
		text_add(&t, "\n");
	faults = faults_new(arena);
	ck_assert(!policy_read(
	    arena, "mine", (struct bytes){t.at, t.len}, &faults, &p));
	ck_assert_str_eq(
	    found(), "1025:1 policy-lines 1025:1 policy-no-quorum");
	t.len = 0;
	text_add(&t, "group g any");
	for (int i = 0; i <= POLICY_PARTIES; i++)
		text_add(&t, " g");
	text_add(&t, "\nquorum none\n");
	faults = faults_new(arena);
	ck_assert(!policy_read(
	    arena, "mine", (struct bytes){t.at, t.len}, &faults, &p));
	ck_assert_str_eq(found(), "1:1 policy-form");
}
END_TEST

SUITE_MAIN("policy", policy_counts_a_quorum_of_groups,
    policy_takes_blanks_comments_and_urls, policy_needs_what_a_need_rests_on,
    policy_needs_the_witnesses_its_quorum_names,
    policy_of_keys_asks_for_a_seal_alone,
    policy_says_all_that_is_wrong_and_where,
    policy_knows_a_key_again_under_another_name, policy_has_bounds,
    policy_takes_no_key_of_another_kind)
