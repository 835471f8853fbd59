/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/expectations.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/judge/expect.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

#define CASE "tests/cases/drill/expected/"

enum { CAP = 1 << 28 };

static const char *
section(struct arena *a, const char *plan, const char *scenario)
{
	struct report_input in;
	struct text t = text_new(a);
	struct page p;

	ck_assert(sample_play(a, plan, scenario, &in));
	p = page_new(&t, LANGUAGE_EN, &in);
	text_add(&t, "");
	expectations_write(&p);
	return sample_plain(t.at);
}

START_TEST(each_expected_action_has_a_row)
{
	struct arena *a = cases_arena(CAP);
	const char *s = section(a, CASE "plan.json", CASE "scenario.json");

	ck_assert_ptr_nonnull(strstr(
	    s, "5.5 of 11 points (50%).</p><p class=\"note\">10 more points"));
	ck_assert_ptr_nonnull(
	    strstr(s, "<td>a; boss</td><td>12:01:30</td><td>12:02:00</td>"
		      "<td>1 of 2 in time</td><td>1.5\u00a0/\u00a03</td>"));
	ck_assert_ptr_nonnull(strstr(s, "<td>lead or a</td>"));
	ck_assert_ptr_nonnull(
	    strstr(s, "<td>2.5\u00a0/\u00a04</td><td>62.5%</td>"));
	ck_assert_uint_eq(sample_count(s, "<tr class=\"bad\">"), 4);
	ck_assert_uint_eq(sample_count(s, "<tr class=\"none\">"), 3);
	arena_free(a);
}
END_TEST

START_TEST(a_scenario_that_expects_nothing_has_no_section)
{
	struct arena *a = cases_arena(CAP);

	ck_assert_str_eq(section(a, "tests/cases/drill/rto-equal/plan.json",
			     "tests/cases/drill/rto-equal/scenario.json"),
	    "");
	arena_free(a);
}
END_TEST

START_TEST(points_have_no_more_decimals_than_they_need)
{
	struct arena *a = cases_arena(CAP);
	static const struct {
		int64_t points;
		const char *said;
	} all[] = {{0, "0"}, {7000, "7"}, {2500, "2.5"}, {333, "0.333"}};

	for (int i = 0; i < 4; i++) {
		struct text t = text_new(a);

		expectations_points(&t, all[i].points);
		ck_assert_str_eq(t.at, all[i].said);
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("expectations", each_expected_action_has_a_row,
    a_scenario_that_expects_nothing_has_no_section,
    points_have_no_more_decimals_than_they_need)
