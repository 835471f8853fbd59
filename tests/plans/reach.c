/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/reach.h"

#include "base/arena.h"
#include "base/fields.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* 0 -> 1 -> 2, 3 -> 1, 4 -> 4; -1 names nobody. */
static struct ref from_0[] = {{"1", NULL, 1}, {"?", NULL, -1}};
static struct ref from_1[] = {{"2", NULL, 2}};
static struct ref from_3[] = {{"1", NULL, 1}};
static struct ref from_4[] = {{"4", NULL, 4}};
static const struct refs lists[] = {
    {from_0, 2}, {from_1, 1}, {NULL, 0}, {from_3, 1}, {from_4, 1}};
static const struct refs *const of[] = {
    &lists[0], &lists[1], &lists[2], &lists[3], &lists[4]};

START_TEST(reach_visits_all_that_a_node_rests_on)
{
	struct arena *a = cases_arena(1 << 20);
	struct reach *r = reach_new(a, of, 5);
	static const uint8_t reached[] = {
	    REACH_DONE, REACH_DONE, REACH_DONE, REACH_UNSEEN, REACH_UNSEEN};

	reach_from(r, 0);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(r->state[i], reached[i]);
	reach_forget(r);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(r->state[i], REACH_UNSEEN);
	arena_free(a);
}
END_TEST

START_TEST(reach_orders_nodes_after_what_they_rest_on)
{
	struct arena *a = cases_arena(1 << 20);
	struct reach *r = reach_new(a, of, 4);
	static const uint32_t order[] = {2, 1, 0, 3};

	ck_assert_ptr_null(reach_circle(r));
	ck_assert_uint_eq(r->done, 4);
	for (int i = 0; i < 4; i++)
		ck_assert_uint_eq(r->order[i], order[i]);
	arena_free(a);
}
END_TEST

START_TEST(reach_names_each_reference_that_closes_a_circle)
{
	struct arena *a = cases_arena(1 << 20);
	struct reach *r = reach_new(a, of, 5);

	ck_assert_ptr_eq(reach_circle(r), from_4);
	ck_assert_ptr_null(reach_circle(r));
	arena_free(a);
}
END_TEST

SUITE_MAIN("reach", reach_visits_all_that_a_node_rests_on,
    reach_orders_nodes_after_what_they_rest_on,
    reach_names_each_reference_that_closes_a_circle)
