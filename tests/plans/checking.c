/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "plans/reach.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define CLEAN "tests/cases/check/clean/plan.json"

static struct checking
open_clean(struct arena *a, struct faults *faults)
{
	const struct plan *plan;
	struct error err = ERROR_INIT;

	*faults = faults_new(a);
	ck_assert_int_eq(plan_read(a, CLEAN, faults, &plan, &err), 0);
	return checking_new(a, plan, faults);
}

START_TEST(checking_lists_steps_and_what_rests_on_what)
{
	struct arena *a = cases_arena(4 << 20);
	struct faults faults;
	struct checking c = open_clean(a, &faults);

	ck_assert_uint_eq(c.steps_n, 5);
	ck_assert_str_eq(c.steps[4]->id, "recover/tell");
	ck_assert_uint_eq(c.owners[4], 0);
	ck_assert_uint_eq(c.waits->of[2]->n, 1); /* restore waits for stop */
	ck_assert_int_eq(c.waits->of[2]->at[0].index, 1);
	ck_assert_int_eq(c.needs->of[1]->at[0].index, 0); /* shop needs db */
	arena_free(a);
}
END_TEST

START_TEST(checking_answers_what_the_plan_declares)
{
	struct arena *a = cases_arena(4 << 20);
	struct faults faults;
	struct checking c = open_clean(a, &faults);
	bool used[2] = {false, false};
	struct ref refs[] = {{"shop", NULL, 1}, {"shelf", NULL, -1}};

	ck_assert_str_eq(checking_act(&c, RESPONSE_CLOSE)->role.id, "boss");
	ck_assert(checking_watched(&c, 1) && !checking_watched(&c, 0));
	ck_assert(checking_mark(used, &(struct refs){refs, 1}));
	ck_assert(!checking_mark(used, &(struct refs){refs, 2}));
	ck_assert(!used[0] && used[1]);
	ck_assert_str_eq(checking_span(&c, 90000), "1m30s");
	arena_free(a);
}
END_TEST

SUITE_MAIN("checking", checking_lists_steps_and_what_rests_on_what,
    checking_answers_what_the_plan_declares)
