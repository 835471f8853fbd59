/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_plan.h"

#include "base/arena.h"
#include "base/file.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static const struct stage *
staged(struct arena *a, const char *name)
{
	return play_stage(a, file_join(a, "tests/cases/drill", name), 0);
}

START_TEST(a_step_is_a_task_of_every_scene_that_has_it)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a, "scene-unnoticed");

	/* authorise, confirm and fix, for either scene */
	ck_assert_uint_eq(s->counts[ENTITY_TASK], 6);
	ck_assert_int_eq(s->tasks[2].step_number, 0);
	ck_assert_int_eq(s->tasks[5].step_number, 0);
	ck_assert_uint_ne(s->tasks[2].luck, s->tasks[5].luck);
	arena_free(a);
}
END_TEST

START_TEST(who_waits_for_whom_is_known_from_both_sides)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a, "alternatives");
	const struct stage_task *fix = &s->tasks[2];
	const struct stage_task *tidy = &s->tasks[5];

	ck_assert_uint_eq(tidy->before.n, 1);
	ck_assert_uint_eq(stage_at(s, tidy->before, 0), 2);
	ck_assert_uint_eq(fix->after.n, 1);
	ck_assert_uint_eq(stage_at(s, fix->after, 0), 5);
	ck_assert_uint_eq(fix->alternatives.n, 2);
	ck_assert(!fix->is_alternative && !tidy->is_alternative);
	ck_assert(s->tasks[3].is_alternative && s->tasks[4].is_alternative);
	arena_free(a);
}
END_TEST

SUITE_MAIN("compile-plan", a_step_is_a_task_of_every_scene_that_has_it,
    who_waits_for_whom_is_known_from_both_sides)
