/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios/starts.h"

#include "base/arena.h"
#include "base/faults.h"
#include "base/names.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define OPEN "tests/cases/scenario/valid/starts/input.json"

static const struct scenario *
read(struct arena *a, const char *path)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct scenario *s = NULL;

	ck_assert_int_eq(scenario_read(a, path, NULL, &faults, &s, &err), 0);
	ck_assert_uint_eq(faults.n, 0);
	return s;
}

/* 2026-03-02T00:00+08:00 is 1772380800 s after 1970 (date -d … +%s). */
#define MONDAY INT64_C(1772380800000)

START_TEST(a_window_stands_for_its_parts_the_last_of_them_shorter)
{
	struct arena *a = cases_arena(4 << 20);
	const struct starts *all = &read(a, OPEN)->starts;

	ck_assert_uint_eq(all->n, 3);
	ck_assert(!starts_is_window(&all->at[0]));
	ck_assert_int_eq(starts_count(&all->at[0]), 1);
	ck_assert_int_eq(starts_count(&all->at[1]), 168); /* hours of a week */
	ck_assert_int_eq(starts_count(&all->at[2]), 2);   /* 1 h and 30 min */
	ck_assert_int_eq(starts_first(&all->at[1]).ms, MONDAY);
	ck_assert_int_eq(starts_last(&all->at[1]), MONDAY + 7 * SPAN_DAY);
	ck_assert_int_eq(all->at[0].weight, 5);
	ck_assert(all->at[2].by_chance);
	arena_free(a);
}
END_TEST

START_TEST(the_window_of_a_scenario_holds_all_its_drills)
{
	struct arena *a = cases_arena(4 << 20);
	const struct scenario *s = read(a, OPEN);
	span_ms length;

	/* The first listed is on 4 March, the earliest on the 2nd; the last
	 * ends with the week; the horizon is 2 h. */
	ck_assert_int_eq(s->start.ms, MONDAY + 2 * SPAN_DAY + 3 * SPAN_HOUR);
	ck_assert_int_eq(scenario_window(s, &length).ms, MONDAY);
	ck_assert_int_eq(length, 7 * SPAN_DAY + 2 * SPAN_HOUR);
	arena_free(a);
}
END_TEST

SUITE_MAIN("starts", a_window_stands_for_its_parts_the_last_of_them_shorter,
    the_window_of_a_scenario_holds_all_its_drills)
