/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/grading.h"

#include <string.h>

#include "base/arena.h"
#include "plans/organisation.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* A table of one rule. */
static const struct {
	const char *when;
	const char *falls; /* the symbol by which it may; NULL: none */
	bool total;        /* it holds while nothing has happened */
} rules[] = {
    {"level:shop <= 100%", NULL, true},
    {"elapsed >= 0s", NULL, true},
    {"elapsed > 0s", NULL, false},
    {"alarm:ping = 1", NULL, false},
    {"report:shop != 0 and alarm:ping", NULL, false},
    {"not report:shop < 2", NULL, false},
    {"not level:shop > 50%", NULL, false},
    {"level:shop = 0 or level:shop != 1", NULL, false},
    {"not (not alarm:ping)", NULL, false},
    {"not alarm:ping", "alarm", true},
    {"alarm:ping != 1", "alarm", true},
    {"report:shop = 1", "report", false},
    {"level:shop >= 50%", "level", true},
    {"level:shop = 50%", "level", false},
    {"level:shop <= 1 and not (elapsed > 2h)", "elapsed", true},
    {"not (report:shop and elapsed < 2h)", "report", true},
};

START_TEST(grading_knows_what_may_fall_as_it_gets_worse)
{
	struct arena *a = cases_arena(1 << 20);

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct grade_rule rule = {0};
		struct organisation org = {.grading = {&rule, 1}};
		const struct condition_op *falls;
		const char *symbol = NULL;
		char near[64];

		ck_assert_ptr_null(condition_parse(
		    a, rules[i].when, organisation_symbols, &rule.when, near));
		falls = grading_falls(&rule.when);
		if (falls != NULL)
			symbol = organisation_symbols[falls->symbol].name;
		if (rules[i].falls == NULL)
			ck_assert_msg(symbol == NULL, "%s", rules[i].when);
		else
			ck_assert_pstr_eq(symbol, rules[i].falls);
		ck_assert_msg(grading_is_total(&org) == rules[i].total, "%s",
		    rules[i].when);
	}
	arena_free(a);
}
END_TEST

START_TEST(grading_without_rules_or_with_the_lowest_is_total)
{
	struct grade_rule rule = {.grade = GRADES - 1};
	struct organisation org = {.grading = {&rule, 0}};

	ck_assert(grading_is_total(&org));
	org.grading.n = 1;
	ck_assert(grading_is_total(&org));
}
END_TEST

SUITE_MAIN("grading", grading_knows_what_may_fall_as_it_gets_worse,
    grading_without_rules_or_with_the_lowest_is_total)
