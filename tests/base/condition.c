/* SPDX-License-Identifier: Apache-2.0 */
#include "base/condition.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

static const struct condition_symbol symbols[] = {
    {"alarm", "monitor", UNIT_COUNT},
    {"level", "service", UNIT_SHARE_PPM},
    {"elapsed", NULL, UNIT_SPAN_MS},
    {"a", NULL, UNIT_COUNT},
    {"b", NULL, UNIT_COUNT},
    {"c", NULL, UNIT_COUNT},
    {NULL, NULL, UNIT_COUNT},
};

/* The cookie is an array: the value of each symbol. */
static int64_t
ask(const void *cookie, int32_t symbol, int32_t on)
{
	(void)on;
	return ((const int64_t *)cookie)[symbol];
}

static bool
holds(const char *s, const int64_t *values)
{
	struct arena *a = cases_arena(1 << 20);
	struct condition c;
	char near[64] = "";
	const char *fault = condition_parse(a, s, symbols, &c, near);
	bool answer;

	ck_assert_msg(fault == NULL, "%s: %s near %s", s, fault, near);
	answer = condition_holds(&c, ask, values);
	arena_free(a);
	return answer;
}

/* ck_refused: is it, with this fault and offending word? */
static void
ck_refused(const char *s, const char *wanted)
{
	struct arena *a = cases_arena(1 << 20);
	struct condition c;
	char near[64] = "";
	struct text t = text_new(a);
	const char *fault = condition_parse(a, s, symbols, &c, near);

	ck_assert_msg(fault != NULL, "%s", s);
	text_fmt(&t, "%s %s", fault, near);
	ck_assert_str_eq(t.at, wanted);
	ck_assert_uint_eq(c.n, 0);
	ck_assert(!condition_holds(&c, ask, NULL));
	arena_free(a);
}

/* Oracle: C's own operators, over all eight assignments. */
START_TEST(condition_binds_not_before_and_before_or)
{
	for (int i = 0; i < 8; i++) {
		int64_t a = i & 1;
		int64_t b = i >> 1 & 1;
		int64_t c = i >> 2 & 1;
		int64_t v[] = {0, 0, 0, a, b, c};

		ck_assert_int_eq(holds("a or b and c", v), a || (b && c));
		ck_assert_int_eq(holds("(a or b) and c", v), (a || b) && c);
		ck_assert_int_eq(holds("not a and b", v), !a && b);
		ck_assert_int_eq(holds("not (a and b)", v), !(a && b));
		ck_assert_int_eq(holds("not not a or b", v), a || b);
		ck_assert_int_eq(holds("not a = 1", v), !a);
		ck_assert_int_eq(
		    holds("a and b or not c and b", v), (a && b) || (!c && b));
	}
}
END_TEST

START_TEST(condition_compares_in_the_unit_of_its_symbol)
{
	static const struct {
		const char *s;
		int64_t values[4]; /* alarm, level, elapsed, a */
		bool holds;
	} cases[] = {
	    {"alarm:m", {2}, true},
	    {"alarm:m", {0}, false},
	    {"level:s < 50%", {0, 499999}, true},
	    {"level:s < 50%", {0, 500000}, false},
	    {"level:s<0.5", {0, 499999}, true},
	    {"level:s <= 99.9%", {0, 999000}, true},
	    {"level:s = 1", {0, 1000000}, true},
	    {"level:s != 100%", {0, 1000000}, false},
	    {"elapsed > 1h30m", {0, 0, 5400001}, true},
	    {"elapsed > 1h30m", {0, 0, 5400000}, false},
	    {"elapsed >= 1h30m", {0, 0, 5400000}, true},
	    {"a >= 2", {0, 0, 0, 2}, true},
	    {"\ta\n=\n2 ", {0, 0, 0, 2}, true},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(
		    holds(cases[i].s, cases[i].values) == cases[i].holds, "%s",
		    cases[i].s);
}
END_TEST

START_TEST(condition_names_the_word_it_stumbled_over)
{
	static const struct {
		const char *s;
		const char *fault;
	} cases[] = {
	    {"", "condition-symbol "},
	    {"a and", "condition-symbol "},
	    {"alarms:m", "condition-symbol alarms:m"},
	    {"alarm", "condition-symbol alarm"},
	    {"elapsed:x > 5m", "condition-symbol elapsed:x"},
	    {"alarm:m < 5m", "condition-unit 5m"},
	    {"alarm:m < 1.5", "condition-unit 1.5"},
	    {"elapsed > 5", "condition-unit 5"},
	    {"level:s < 50m", "condition-unit 50m"},
	    {"level:s < 0.1234567", "condition-unit 0.1234567"},
	    {"level:s <", "condition-unit "},
	    {"(a", "condition-syntax "},
	    {"a)", "condition-syntax )"},
	    {"a b", "condition-syntax b"},
	    {"a == 1", "condition-syntax =="},
	    {"a AND b", "condition-syntax AND"},
	    {"a ! 1", "condition-syntax !"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_refused(cases[i].s, cases[i].fault);
}
END_TEST

static struct text
repeated(struct arena *a, const char *s, int n)
{
	struct text t = text_new(a);

	for (int i = 0; i < n; i++)
		text_add(&t, s);
	return t;
}

START_TEST(condition_has_bounds)
{
	struct arena *a = cases_arena(8 << 20);
	struct text t = repeated(a, "(", 10000);
	int64_t v[] = {0, 0, 0, 1, 1, 1};

	ck_refused(t.at, "condition-too-long (");
	t = repeated(a, "(", CONDITION_DEPTH);
	text_add(&t, "a");
	ck_refused(t.at, "condition-too-long a");
	t = repeated(a, "not ", CONDITION_DEPTH);
	text_add(&t, "a");
	ck_refused(t.at, "condition-too-long a");
	t = repeated(a, "a and ", 31);
	text_add(&t, "a or a"); /* 33 tests: 65 ops */
	ck_refused(t.at, "condition-too-long ");
	t.at[t.len - 5] = '\0';
	ck_assert(holds(t.at, v)); /* 32 tests: 63 ops */
	t = repeated(a, "x", 200);
	ck_refused(t.at, "condition-too-long xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	t = repeated(a, " ", CONDITION_LENGTH - 1);
	text_add(&t, "a");
	ck_assert(holds(t.at, v));
	text_add(&t, " ");
	ck_refused(t.at, "condition-too-long a");
	arena_free(a);
}
END_TEST

START_TEST(condition_leaves_ids_to_be_resolved)
{
	struct arena *a = cases_arena(1 << 20);
	struct condition c;
	char near[64];

	ck_assert_ptr_null(condition_parse(
	    a, "alarm:m-1 and elapsed > 1s", symbols, &c, near));
	ck_assert_uint_eq(c.n, 3);
	ck_assert_str_eq(c.ops[0].id, "m-1");
	ck_assert_int_eq(c.ops[0].on, -1);
	ck_assert_ptr_null(c.ops[1].id);
	ck_assert_int_eq(c.ops[2].act, CONDITION_AND);
	arena_free(a);
}
END_TEST

static struct digest
digested(const char *s)
{
	struct arena *a = cases_arena(1 << 20);
	struct condition c;
	struct digester d;
	char near[64];

	ck_assert_ptr_null(condition_parse(a, s, symbols, &c, near));
	digest_start(&d);
	condition_digest(&c, &d);
	arena_free(a);
	return digest_end(&d);
}

START_TEST(condition_digest_is_of_the_meaning_not_the_spelling)
{
	struct digest one = digested("a and level:s < 50%");
	struct digest same = digested("( a )  and level:s<0.5");
	struct digest other = digested("a or level:s < 50%");

	ck_assert_mem_eq(&one, &same, sizeof(one));
	ck_assert_mem_ne(&one, &other, sizeof(one));
}
END_TEST

SUITE_MAIN("condition", condition_binds_not_before_and_before_or,
    condition_compares_in_the_unit_of_its_symbol,
    condition_names_the_word_it_stumbled_over, condition_has_bounds,
    condition_leaves_ids_to_be_resolved,
    condition_digest_is_of_the_meaning_not_the_spelling)
