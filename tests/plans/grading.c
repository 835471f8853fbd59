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
		struct grade_rule rule = {.grade = 0};
		struct organisation org = {.grading = {&rule, 1}};
		const struct condition_op *falls;
		const char *symbol = NULL;
		char near[64];

		ck_assert_ptr_null(condition_parse(
		    a, rules[i].when, organisation_symbols, &rule.when, near));
		grading_falls(&org, &falls);
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

/* Tables of several rules, worst first; which of them falls, from 1. */
static const struct {
	const char *when[GRADES];
	uint32_t falls;
} tables[] = {
    {{"level:shop < 20%", "level:shop >= 20% and level:shop < 50%"}, 0},
    {{"level:shop < 20%", "level:shop > 20% and level:shop < 50%"}, 2},
    {{"level:shop < 20%", "level:shop < 50% and not (level:shop < 20%)"}, 0},
    {{"report:shop > 5", "report:shop >= 2 and report:shop <= 5"}, 0},
    {{"report:shop > 5", "report:shop >= 2 and report:shop <= 4"}, 2},
    {{"alarm:ping and elapsed > 1h", "alarm:ping and elapsed <= 1h"}, 0},
    {{"alarm:ping and during:peak", "alarm:ping and not during:peak"}, 0},
    {{"elapsed > 1h and report:shop", "elapsed <= 1h and report:shop < 3"}, 2},
};

START_TEST(grading_looks_at_the_table_not_at_signs)
{
	struct arena *a = cases_arena(1 << 20);

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		struct grade_rule rule[2] = {{.grade = 0}, {.grade = 1}};
		struct organisation org = {.grading = {rule, 2}};
		const struct condition_op *falls[2];
		char near[64];

		for (int j = 0; j < 2; j++)
			ck_assert_ptr_null(condition_parse(a, tables[i].when[j],
			    organisation_symbols, &rule[j].when, near));
		grading_falls(&org, falls);
		for (uint32_t j = 0; j < 2; j++)
			ck_assert_msg(
			    (falls[j] != NULL) == (tables[i].falls == j + 1),
			    "table %zu, rule %u", i, j + 1);
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
    grading_looks_at_the_table_not_at_signs,
    grading_without_rules_or_with_the_lowest_is_total)
