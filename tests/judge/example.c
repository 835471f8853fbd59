/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/example.h"

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

static uint64_t
found(const struct example *e, span_ms length)
{
	uint64_t trial = UINT64_MAX;

	ck_assert(example_find(e, length, &trial));
	return trial;
}

START_TEST(the_least_trial_of_a_length_is_found)
{
	struct arena *a = cases_arena(1 << 20);
	struct example e = {0};
	uint64_t trial = 42;

	example_take(a, &e, SPAN_HOUR, 9);
	example_take(a, &e, SPAN_HOUR, 0);
	example_take(a, &e, SPAN_HOUR, 5);
	example_take(a, &e, SPAN_NEVER, 7);
	ck_assert_uint_eq(found(&e, SPAN_HOUR), 0);
	ck_assert_uint_eq(found(&e, SPAN_NEVER), 7);
	ck_assert(!example_find(&e, SPAN_DAY, &trial));
	ck_assert_uint_eq(trial, 42);
	arena_free(a);
}
END_TEST

START_TEST(examples_merge_in_any_order)
{
	struct arena *a = cases_arena(1 << 20);
	struct example e[2] = {0};
	struct example both[2] = {0};

	example_take(a, &e[0], SPAN_HOUR, 3);
	example_take(a, &e[0], SPAN_DAY, 8);
	example_take(a, &e[1], SPAN_HOUR, 2);
	example_take(a, &e[1], SPAN_NEVER, 1);
	for (int i = 0; i < 2; i++) {
		example_merge(a, &both[i], &e[i]);
		example_merge(a, &both[i], &e[1 - i]);
		ck_assert_uint_eq(found(&both[i], SPAN_HOUR), 2);
		ck_assert_uint_eq(found(&both[i], SPAN_DAY), 8);
		ck_assert_uint_eq(found(&both[i], SPAN_NEVER), 1);
	}
	arena_free(a);
}
END_TEST

START_TEST(what_stands_at_every_place_makes_the_same_again)
{
	struct arena *a = cases_arena(1 << 20);
	struct example e = {0};
	struct example copy = {0};

	example_take(a, &e, SPAN_MINUTE, 3);
	example_take(a, &e, SPAN_NEVER, 4);
	for (uint32_t i = 0; i < EXAMPLE_PLACES; i++)
		example_set(a, &copy, i, example_at(&e, i));
	ck_assert_uint_eq(found(&copy, SPAN_MINUTE), 3);
	ck_assert_uint_eq(found(&copy, SPAN_NEVER), 4);
	arena_free(a);
}
END_TEST

SUITE_MAIN("example", the_least_trial_of_a_length_is_found,
    examples_merge_in_any_order,
    what_stands_at_every_place_makes_the_same_again)
