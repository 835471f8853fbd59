/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/strain.h"

#include "base/arena.h"
#include "base/file.h"
#include "replay/drill/drill.h"
#include "replay/drill/state.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { LOOK = 2, FIX, TELL }; /* tasks of the case: after two response acts */

/* until: the drill of a case, played as far as all that happens by then. */
static struct drill *
until(struct arena *a, const char *name, span_ms at)
{
	struct drill *d = drill_new(
	    a, play_stage(a, file_join(a, "tests/cases/drill", name), 0));

	while (drill_next(d) <= at)
		ck_assert_int_eq(drill_step(d), DRILL_GOES_ON);
	return d;
}

/* With procedures missing a diagnosis errs in 0.01 x 50 = 0.5, under high
 * stress in 1. An action under high stress by declaration errs in 0.001 x 50 x
 * 2 = 0.1, under extreme stress in 0.25; with 0.1 of its own that is
 * 0.19 and 0.325. */
START_TEST(stress_raises_the_odds_of_errors_while_it_lasts)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = until(a, "stressed", 4 * SPAN_MINUTE);

	ck_assert_int_eq(strain_seems(d, LOOK), 500000);
	ck_assert_int_eq(strain_fails(d, TELL), 190000);
	d = until(a, "stressed", 5 * SPAN_MINUTE);
	ck_assert_int_eq(strain_seems(d, LOOK), 1000000);
	ck_assert_int_eq(strain_fails(d, LOOK), 0);
	ck_assert_int_eq(strain_fails(d, TELL), 190000);
	ck_assert_int_eq(strain_fails(d, FIX), 0);
	d = until(a, "stressed", 15 * SPAN_MINUTE);
	ck_assert_int_eq(strain_seems(d, LOOK), 500000);
	arena_free(a);
}
END_TEST

START_TEST(stress_of_one_person_is_that_of_his_work)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = until(a, "stressed", 16 * SPAN_MINUTE);
	uint32_t boss = 1;

	ck_assert_int_eq(strain_fails(d, TELL), 190000);
	d->people[boss].task = TELL;
	ck_assert_int_eq(strain_fails(d, TELL), 325000);
	ck_assert_int_eq(strain_seems(d, LOOK), 500000);
	arena_free(a);
}
END_TEST

/* An action errs in 0.001, ten times that where time is barely enough; too
 * little is no worse. A diagnosis with expansive time errs in 0.01 x 0.01. */
START_TEST(the_time_there_is_counts_as_the_attempt_begins)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_int_eq(
	    strain_seems(until(a, "pressed", 13 * SPAN_MINUTE), LOOK), 100);
	ck_assert_int_eq(
	    strain_fails(until(a, "pressed", 24 * SPAN_MINUTE), FIX), 1000);
	ck_assert_int_eq(
	    strain_fails(until(a, "pressed", 45 * SPAN_MINUTE), TELL), 10000);
	arena_free(a);
}
END_TEST

/* What misled once may mislead again: (1 + 0.5) / 2. It says nothing of how
 * likely the same people fail at it. */
START_TEST(a_wrong_diagnosis_is_likely_to_be_made_again)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = until(a, "stressed", 4 * SPAN_MINUTE);

	d->tasks[LOOK].misses = 1;
	ck_assert_int_eq(strain_seems(d, LOOK), 500000);
	d->tasks[LOOK].fooled = true;
	ck_assert_int_eq(strain_seems(d, LOOK), 750000);
	ck_assert_int_eq(strain_fails(d, LOOK), 0);
	d->tasks[TELL].misses = 1;
	ck_assert_int_eq(strain_fails(d, TELL), 595000);
	arena_free(a);
}
END_TEST

PLAY_TEST(time_is_what_deadline_and_estimate_leave, "pressed")
PLAY_TEST(an_attempt_goes_by_the_stress_it_begins_under, "stressed")
PLAY_TEST(work_left_takes_as_long_as_its_slowest_tool_lets_it, "tool-impaired")

PLAY_TEST(who_is_at_work_for_too_long_errs_more, "tired")

SUITE_MAIN("strain", a_wrong_diagnosis_is_likely_to_be_made_again,
    who_is_at_work_for_too_long_errs_more,
    the_time_there_is_counts_as_the_attempt_begins,
    time_is_what_deadline_and_estimate_leave,
    stress_raises_the_odds_of_errors_while_it_lasts,
    stress_of_one_person_is_that_of_his_work,
    an_attempt_goes_by_the_stress_it_begins_under,
    work_left_takes_as_long_as_its_slowest_tool_lets_it)
