/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/scenes.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

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
	scenes_write(&p);
	return sample_plain(t.at);
}

START_TEST(each_scene_has_a_verdict_of_its_own)
{
	struct arena *a = cases_arena(CAP);
	const char *s =
	    section(a, "tests/cases/drill/second-incident/plan.json",
		"tests/cases/drill/second-incident/scenario.json");

	/* What the first lost, the second never had. */
	ck_assert_ptr_nonnull(strstr(s,
	    "<tr class=\"bad\"><td>down</td><td>not graded</td><td>12:00</td>"
	    "<td>12:17</td><td>17 min</td><td>1 h</td><td>not met</td></tr>"));
	ck_assert_ptr_nonnull(strstr(s,
	    "<tr><td>dead</td><td>not graded</td><td>13:00</td>"
	    "<td>13:17</td><td>17 min</td><td>1 h</td><td>met</td></tr>"));
	arena_free(a);
}
END_TEST

START_TEST(what_is_said_of_one_says_of_which)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t = text_new(a);

	ck_assert(sample_play(a, "tests/cases/drill/second-missed/plan.json",
	    "tests/cases/drill/second-missed/scenario.json", &in));
	for (uint32_t i = 0; i < in.facts_n; i++) {
		scenes_tell(&t, LANGUAGE_EN, &in, i);
		text_add(&t, "\n");
	}
	ck_assert_ptr_nonnull(strstr(t.at, "boss authorises the plan (down)"));
	ck_assert_ptr_nonnull(strstr(t.at, "boss authorises the plan (dead)"));
	ck_assert_ptr_nonnull(strstr(t.at, "warning opened: dead\n"));
	ck_assert_ptr_nonnull(strstr(t.at, "ping raises an alarm about web\n"));
	arena_free(a);
}
END_TEST

START_TEST(none_hides_behind_another)
{
	struct arena *a = cases_arena(CAP);
	const char *s = section(a, "tests/cases/drill/second-missed/plan.json",
	    "tests/cases/drill/second-missed/scenario.json");

	ck_assert_ptr_nonnull(strstr(s,
	    "<section class=\"verdict not-met\">\n<p class=\"big\">Verdict: "
	    "objectives NOT met in 1 of 2 scenes</p>"));
	arena_free(a);
}
END_TEST

START_TEST(a_scene_that_never_came_up_is_not_told)
{
	struct arena *a = cases_arena(CAP);

	ck_assert_str_eq(section(a, "tests/cases/drill/two-scenes/plan.json",
			     "tests/cases/drill/rto-equal/scenario.json"),
	    "");
	arena_free(a);
}
END_TEST

SUITE_MAIN("scenes", each_scene_has_a_verdict_of_its_own,
    what_is_said_of_one_says_of_which, none_hides_behind_another,
    a_scene_that_never_came_up_is_not_told)
