/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/scene.h"

#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define EVERY_MEMBER "tests/cases/plan/valid/every-member/input.json"

START_TEST(scene_holds_what_its_author_wrote)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan = NULL;
	const struct scene *scene;

	ck_assert_int_eq(plan_read(a, EVERY_MEMBER, &faults, &plan, &err), 0);
	scene = &plan->scenes.at[0];
	ck_assert_int_eq(scene->objectives->rto, 4 * SPAN_HOUR);
	ck_assert_int_eq(scene->objectives->p_met_ppm, 900000);
	ck_assert_int_eq(scene->objectives->rto_clock, CLOCK_DETECTION);
	ck_assert_int_eq(scene->scope.at[1].index, 0);
	ck_assert_uint_eq(scene->trigger.n, 6);
	arena_free(a);
}
END_TEST

SUITE_MAIN("scene", scene_holds_what_its_author_wrote)
