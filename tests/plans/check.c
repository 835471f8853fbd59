/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/check.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

START_TEST(check_finds_nothing_in_a_sound_plan)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_str_eq(edits_check(a, edits_clean(a)), "");
	arena_free(a);
}
END_TEST

START_TEST(check_is_not_silenced_by_another_document)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct document *other = cases_document(a, "[]", &faults);
	const struct plan *plan;

	faults_add(&faults, GRADE_ERROR, "type", other->values, NULL);
	ck_assert_int_eq(plan_read(a, "tests/cases/check/late/plan.json",
			     &faults, &plan, &err),
	    0);
	check_plan(a, plan, &faults);
	ck_assert(check_passes(plan, &faults));
	ck_assert_uint_eq(faults.findings, 1);
	faults_add(&faults, GRADE_ERROR, "type", plan->at, NULL);
	ck_assert(!check_passes(plan, &faults));
	arena_free(a);
}
END_TEST

START_TEST(check_says_nothing_of_what_is_no_plan)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct plan plan = {
	    .organisation = arena_alloc(a, sizeof(struct organisation))};

	plan.at = cases_document(a, "[]", &faults)->values;
	check_plan(a, &plan, &faults);
	ck_assert_uint_eq(faults.n, 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("check", check_finds_nothing_in_a_sound_plan,
    check_is_not_silenced_by_another_document,
    check_says_nothing_of_what_is_no_plan)
