/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/grade.h"

#include <string.h>

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_grade_rises_at_once, "grade-elapsed", "grade-raised")
PLAY_TEST(a_grade_falls_late, "grade-lowered", "grade-lowered-by-itself",
    "grade-asked-in-vain")
PLAY_TEST(a_scene_is_graded_by_what_concerns_it, "graded-by-its-own")
PLAY_TEST(a_grade_may_heed_the_hour, "graded-by-the-hour")
PLAY_TEST(a_grade_may_be_given_once, "grade-once")
PLAY_TEST(
    a_worse_grade_calls_its_safeguards_once, "safeguards", "safeguards-on-call")

START_TEST(a_grade_does_not_heed_the_order_of_rules)
{
	static const int orders[][3] = {
	    {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "grade-raised");

	ck_assert_uint_eq(p.stage->grading_n, 3);
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct stage other = *p.stage;
		struct grade_rule rules[3];
		struct play q;

		for (int j = 0; j < 3; j++)
			rules[j] = p.stage->grading[orders[i][j]];
		other.grading = rules;
		q = play_on(a, &other);
		ck_assert_uint_eq(q.n, p.n);
		ck_assert_mem_eq(q.facts, p.facts, p.n * sizeof(*p.facts));
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("grade", a_grade_rises_at_once, a_grade_falls_late,
    a_scene_is_graded_by_what_concerns_it, a_grade_may_heed_the_hour,
    a_grade_may_be_given_once, a_worse_grade_calls_its_safeguards_once,
    a_grade_does_not_heed_the_order_of_rules)
