/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/driver.h"

#include <string.h>

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "sim/random.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { TRIALS = 20000 };

static const struct driver *
driver_of(
    const struct driver *list, uint32_t n, uint32_t entity, enum luck luck)
{
	for (uint32_t i = 0; i < n; i++)
		if (list[i].entity == entity && list[i].luck == luck)
			return &list[i];
	return NULL;
}

START_TEST(only_luck_that_can_differ_is_listed)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	uint32_t n;
	struct driver *list = driver_list(a, s, &n);

	/* The time the one step takes, and whether a answers. */
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(list[0].luck, LUCK_DURATION);
	ck_assert_int_eq(fact_kind(list[0].entity), ENTITY_TASK);
	ck_assert_int_eq(list[1].luck, LUCK_ANSWERS);
	ck_assert_uint_eq(list[1].entity, fact_entity(ENTITY_PERSON, 0));
	ck_assert_ptr_null(driver_of(list, n, list[0].entity, LUCK_FAILS));
	arena_free(a);
}
END_TEST

START_TEST(its_bins_are_equally_likely)
{
	struct driver plain = {.luck = LUCK_DURATION, .key = 7};
	struct driver mixed = {.luck = LUCK_DURATION, .key = 7, .mixed = true};
	int counts[2][DRIVER_BINS] = {{0}};

	for (uint64_t i = 0; i < TRIALS; i++) {
		counts[0][driver_bin(&plain, 1, i)]++;
		counts[1][driver_bin(&mixed, 1, i)]++;
	}
	/* 625 each, with a standard deviation of 25. */
	for (int i = 0; i < DRIVER_BINS; i++) {
		ck_assert_int_gt(counts[0][i], 500);
		ck_assert_int_lt(counts[0][i], 750);
		ck_assert_int_gt(counts[1][i], 500);
		ck_assert_int_lt(counts[1][i], 750);
	}
}
END_TEST

/* index_of: of luck `which` in y = 3 u + v, both uniform (the 1st index is 0.9
 * of the variance, the 2nd 0.1), or in luck that has no part in y. */
static struct interval
index_of(int which)
{
	struct driver drivers[3] = {{.key = 1, .luck = LUCK_DURATION},
	    {.key = 2, .luck = LUCK_DURATION},
	    {.key = 3, .luck = LUCK_DURATION}};
	struct driver_bin bins[DRIVER_BINS] = {{0}};
	struct sum squares = {0};

	for (uint64_t i = 0; i < TRIALS; i++) {
		uint32_t bin = driver_bin(&drivers[which], 1, i);
		uint64_t u = random_draw(1, 1, i, LUCK_DURATION, 0).value;
		uint64_t v = random_draw(1, 2, i, LUCK_DURATION, 0).value;
		int64_t y = (int64_t)(3 * (u >> 40) + (v >> 40));

		bins[bin].n++;
		sum_add(&bins[bin].sum, y);
		sum_square(&squares, y);
	}
	return driver_index(bins, &squares);
}

START_TEST(the_variance_is_divided_as_arithmetic_has_it)
{
	static const int64_t truth[] = {900000, 100000, 0};

	for (int i = 0; i < 3; i++) {
		struct interval x = index_of(i);

		ck_assert_int_le(x.low, truth[i]);
		ck_assert_int_ge(x.high, truth[i]);
		ck_assert_int_le(x.high - x.low, 20000);
		ck_assert_int_le(x.low, x.ppm);
		ck_assert_int_ge(x.high, x.ppm);
	}
}
END_TEST

START_TEST(where_nothing_varies_nothing_drives)
{
	struct driver_bin bins[DRIVER_BINS] = {{0}};
	struct sum squares = {0};

	ck_assert_int_eq(driver_index(bins, &squares).high, 1000000);
	for (int i = 0; i < DRIVER_BINS; i++)
		for (int j = 0; j < 100; j++) {
			bins[i].n++;
			sum_add(&bins[i].sum, 5);
			sum_square(&squares, 5);
		}
	ck_assert_int_eq(driver_index(bins, &squares).ppm, 0);
	ck_assert_int_eq(driver_index(bins, &squares).high, 0);
}
END_TEST

START_TEST(every_luck_has_a_name)
{
	for (int i = LUCK_INJECT_AT; i <= LUCK_CHOICE; i++)
		ck_assert_int_gt(strlen(driver_name((enum luck)i)), 0);
}
END_TEST

SUITE_MAIN("driver", only_luck_that_can_differ_is_listed,
    its_bins_are_equally_likely, the_variance_is_divided_as_arithmetic_has_it,
    where_nothing_varies_nothing_drives, every_luck_has_a_name)
