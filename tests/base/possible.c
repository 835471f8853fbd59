/* SPDX-License-Identifier: Apache-2.0 */
#include "base/possible.h"

#include "base/arena.h"
#include "base/condition.h"
#include "base/span.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

static const struct condition_symbol symbols[] = {
    {"flag", NULL, UNIT_COUNT},      /* 0 or 1 */
    {"count", NULL, UNIT_COUNT},     /* from 0 on */
    {"level", NULL, UNIT_SHARE_PPM}, /* 0 to 100 % */
    {"full", NULL, UNIT_SHARE_PPM},  /* 100 % */
    {NULL, NULL, UNIT_COUNT},
};

static struct possible_range
range(const void *cookie, int32_t symbol, int32_t on)
{
	static const struct possible_range all[] = {
	    {0, 1}, {0, SPAN_NEVER}, {0, 1000000}, {1000000, 1000000}};

	(void)cookie;
	(void)on;
	return all[symbol];
}

static bool
may(const char *s, bool wanted)
{
	struct arena *a = cases_arena(1 << 20);
	struct condition c;
	char near[64] = "";
	const char *fault = condition_parse(a, s, symbols, &c, near);
	bool answer;

	ck_assert_msg(fault == NULL, "%s: %s near %s", s, fault, near);
	answer = possible_is(&c, wanted, range, NULL);
	arena_free(a);
	return answer;
}

START_TEST(what_no_value_satisfies_can_never_hold)
{
	static const char *const never[] = {"flag >= 2", "level > 100%",
	    "count < 0", "full < 100%", "not full = 100%",
	    "level < 50% and level >= 60%", "level < 50% and level = 50%",
	    "count > 2 and count < 4 and count != 3", "flag and not flag",
	    "flag = 0 and flag = 1", "flag != 0 and flag != 1",
	    "(flag or count) and not flag and count = 0",
	    "count >= 1 and not (count = 1 or count > 1)"};

	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		ck_assert_msg(!may(never[i], true), "%s", never[i]);
		ck_assert_msg(may(never[i], false), "%s", never[i]);
	}
}
END_TEST

START_TEST(what_some_value_satisfies_may_hold)
{
	static const char *const some[] = {"flag", "not flag", "level < 100%",
	    "level >= 50% and level < 60%", "level < 50% or level >= 60%",
	    "count > 2 and count < 5 and count != 3",
	    "count != 0 and count != 1 and count != 2", "count > 1000000",
	    "flag and not level < 50%", "level = 0%"};

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		ck_assert_msg(may(some[i], true), "%s", some[i]);
		ck_assert_msg(may(some[i], false), "%s", some[i]);
	}
}
END_TEST

START_TEST(what_always_holds_can_never_not)
{
	static const char *const always[] = {"full", "count >= 0",
	    "level <= 100%", "flag or not flag", "level < 50% or level >= 50%",
	    "full > 99% or flag"};
	struct condition empty = {0};

	ck_assert(!may(always[0], false));
	for (size_t i = 3; i < sizeof(always) / sizeof(always[0]); i++) {
		ck_assert_msg(may(always[i], true), "%s", always[i]);
		ck_assert_msg(!may(always[i], false), "%s", always[i]);
	}
	ck_assert(!may(always[1], false));
	ck_assert(!may(always[2], false));
	ck_assert(!possible_is(&empty, true, range, NULL));
	ck_assert(possible_is(&empty, false, range, NULL));
}
END_TEST

/* crossed: so many choices, each among `n` flags of its own, and then what
 * cannot be. May it hold? */
static bool
crossed(int choices, int n)
{
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);
	struct condition c;
	char near[64] = "";
	bool answer;

	for (int i = 0; i < choices; i++) {
		text_add(&t, "(flag");
		for (int j = 1; j < n; j++)
			text_add(&t, " or flag");
		text_add(&t, ") and ");
	}
	text_add(&t, "full < 100%");
	ck_assert_ptr_null(condition_parse(a, t.at, symbols, &c, near));
	for (uint32_t i = 0; i < c.n; i++)
		c.ops[i].on = (int32_t)i; /* each another's */
	answer = possible_is(&c, true, range, NULL);
	arena_free(a);
	return answer;
}

/* 2^15 ways are gone through, 3^10 are not: what is not decided may be. */
START_TEST(what_would_take_too_long_may_be)
{
	ck_assert(!crossed(15, 2));
	ck_assert(crossed(10, 3));
}
END_TEST

SUITE_MAIN("possible", what_no_value_satisfies_can_never_hold,
    what_some_value_satisfies_may_hold, what_always_holds_can_never_not,
    what_would_take_too_long_may_be)
