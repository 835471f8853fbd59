/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_grading.h"

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static void
ck_rules(
    const struct stage *s, uint32_t scene, const uint32_t *rules, uint32_t n)
{
	struct range r = s->scenes[scene].grading;

	ck_assert_uint_eq(r.n, n);
	for (uint32_t i = 0; i < n; i++)
		ck_assert_uint_eq(stage_at(s, r, i), rules[i]);
}

/* The shop needs web, which needs db; pay stands alone. Rules: db is down,
 * the shop alarms, pay is down, time has gone. */
START_TEST(a_rule_counts_where_it_names_what_is_near_or_nothing)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "graded-by-its-own");

	ck_rules(p.stage, 0, (const uint32_t[]){0, 1, 3}, 3);
	ck_rules(p.stage, 1, (const uint32_t[]){2, 3}, 2);
	arena_free(a);
}
END_TEST

SUITE_MAIN(
    "compile-grading", a_rule_counts_where_it_names_what_is_near_or_nothing)
