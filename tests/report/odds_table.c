/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_table.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/odds.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

#define CASE "tests/cases/drill/known-odds/"

enum { CAP = 1 << 28 };

static const char *
written(struct arena *a, const struct odds *odds,
    void (*write)(struct page *, const struct campaign *))
{
	struct text t = text_new(a);
	struct report_input in = {.stage = odds->of.campaigns[0].stage};
	struct page p = page_new(&t, LANGUAGE_EN, &in);

	text_add(&t, "");
	write(&p, odds->of.campaigns);
	return t.at;
}

static struct odds
known(struct arena *a)
{
	struct odds odds;

	ck_assert(sample_odds(
	    a, CASE "plan.json", CASE "scenario.json", 1024, &odds));
	return odds;
}

START_TEST(a_stage_that_never_came_has_no_row)
{
	struct arena *a = cases_arena(CAP);
	struct odds odds = known(a);
	const char *s = written(a, &odds, odds_table_stages);

	ck_assert_ptr_nonnull(
	    strstr(s, "<td>acknowledged</td><td>1 min</td><td>1 min</td>"));
	ck_assert_ptr_null(strstr(s, "verified"));
	ck_assert_ptr_null(strstr(s, "data lost"));
	arena_free(a);
}
END_TEST

START_TEST(who_alone_is_called_is_missed)
{
	struct arena *a = cases_arena(CAP);
	struct odds odds = known(a);
	const char *s = written(a, &odds, odds_table_absences);

	ck_assert_ptr_nonnull(strstr(s, "<td>b</td>"));
	ck_assert_ptr_nonnull(strstr(s, "<td>ping</td>"));
	ck_assert_ptr_null(strstr(s, "<td>a</td>"));
	arena_free(a);
}
END_TEST

START_TEST(one_step_drives_it_and_takes_the_time)
{
	struct arena *a = cases_arena(CAP);
	struct odds odds = known(a);
	const char *s = written(a, &odds, odds_table_drivers);

	ck_assert_uint_eq(sample_count(s, "<tr><td>"), 1);
	ck_assert_ptr_nonnull(
	    strstr(s, "<td>mend/fix</td><td>how long it takes</td>"));
	s = written(a, &odds, odds_table_spent);
	ck_assert_ptr_nonnull(strstr(s, "<tbody>\n<tr><td>mend/fix</td>"));
	ck_assert_str_eq(written(a, &odds, odds_table_notices), "");
	arena_free(a);
}
END_TEST

START_TEST(scenarios_stand_side_by_side_if_there_are_several)
{
	struct arena *a = cases_arena(CAP);
	struct odds odds = known(a);
	struct campaign twice[] = {odds.of.campaigns[0], odds.of.campaigns[0]};
	const struct scenario *both[] = {odds.scenarios[0], odds.scenarios[0]};
	const int64_t weights[] = {12, 1};
	struct text t = text_new(a);
	struct report_input in = {.stage = twice[0].stage};
	struct page p = page_new(&t, LANGUAGE_EN, &in);

	odds_table_scenarios(&p, &odds);
	ck_assert_uint_eq(t.len, 0);
	odds.scenarios = both;
	odds.of = (struct summary_of){twice, weights, 2};
	odds_table_scenarios(&p, &odds);
	ck_assert_uint_eq(sample_count(t.at, "<td>known odds</td>"), 2);
	ck_assert_ptr_nonnull(strstr(t.at, "<td>12</td>"));
	ck_assert_uint_eq(sample_count(t.at, "<td>1 h 43 min</td>"), 2);
	arena_free(a);
}
END_TEST

SUITE_MAIN("odds_table", a_stage_that_never_came_has_no_row,
    who_alone_is_called_is_missed, one_step_drives_it_and_takes_the_time,
    scenarios_stand_side_by_side_if_there_are_several)
