/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/procedure.h"

#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define EVERY_MEMBER "tests/cases/plan/valid/every-member/input.json"

START_TEST(procedure_holds_what_its_author_wrote)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan = NULL;
	const struct step *restore;

	ck_assert_int_eq(plan_read(a, EVERY_MEMBER, &faults, &plan, &err), 0);
	restore = &plan->procedures.at[0].steps.at[1];
	ck_assert_str_eq(restore->id, "recover/restore");
	ck_assert_int_eq(restore->fails_ppm, FIELDS_PRIOR);
	ck_assert_int_eq(restore->alternatives.at[0].index, 2);
	ck_assert_int_eq(restore->copies.at[0].index, 3);
	ck_assert(procedure_declares(restore, "failed_duration"));
	ck_assert(!procedure_declares(restore, "first_aid"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("procedure", procedure_holds_what_its_author_wrote)
