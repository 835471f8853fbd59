/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/hours.h"

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static struct instant
instant(const char *s)
{
	struct instant at;

	ck_assert(instant_parse(s, &at));
	return at;
}

/* As any calendar shows them. */
START_TEST(an_instant_has_the_weekday_and_hour_of_its_own_clock)
{
	ck_assert_uint_eq(hours_weekday(instant("1970-01-01T00:00Z")), 3);
	ck_assert_uint_eq(hours_weekday(instant("1970-01-01T00:00+08:00")), 3);
	ck_assert_uint_eq(hours_weekday(instant("2026-03-01T23:59+08:00")), 6);
	ck_assert_uint_eq(hours_weekday(instant("2026-03-02T00:00+08:00")), 0);
	ck_assert_uint_eq(hours_hour(instant("2026-03-02T00:59+08:00")), 0);
	ck_assert_uint_eq(hours_hour(instant("2026-03-02T23:00-03:30")), 23);
	ck_assert_uint_eq(hours_hour(instant("1970-01-01T00:00+08:00")), 0);
}
END_TEST

/* take: 400 trials of a duty from 09:00 to 17:00, begun at any hour of
 * Saturday 2 March 2024, or at noon of Saturday the 9th. */
static struct campaign
take(struct arena *a, uint64_t trials)
{
	const struct stage *s = play_stage(a, "tests/cases/drill/starts", 0);
	struct campaign c = campaign_new(a, cases_arena(64 << 20), s);
	struct drill *d = drill_new(a, s);

	for (uint64_t t = 0; t < trials; t++) {
		const struct fact *f;
		uint32_t n;

		drill_reset(d, t);
		ck_assert_int_eq(drill_run(d), DRILL_OVER);
		f = drill_facts(d, &n);
		(void)campaign_take(&c, t, f, n);
	}
	return c;
}

START_TEST(hours_that_nobody_covers_fail_and_the_others_do_not)
{
	struct arena *a = cases_arena(256 << 20);
	struct campaign c = take(a, 400);
	struct hours h;

	hours_of(&c, &h);
	for (uint32_t day = 0; day < HOURS_DAYS; day++)
		for (uint32_t hour = 0; hour < HOURS_OF_DAY; hour++) {
			const struct hours_cell *x = &h.at[day][hour];
			bool duty = hour >= 9 && hour < 17;

			if (day != 5) {
				ck_assert_int_eq(x->weight, 0);
				ck_assert_uint_eq(x->tested, 0);
				continue;
			}
			ck_assert_int_eq(x->weight, hour == 12 ? 7 : 1);
			ck_assert_uint_eq(x->tested, hour == 12 ? 2 : 1);
			ck_assert_int_eq(x->met.ppm, duty ? 1000000 : 0);
		}
	ck_assert_uint_eq(hours_untried(&c), 0);
	arena_free(c.scratch);
	arena_free(a);
}
END_TEST

/* Wilson: 0 of 19 is at most 16.8 %, 0 of 20 at most 16.1 %; 15 of 20 at most
 * 88.8 %, 16 of 20 at most 91.9 %. */
START_TEST(an_hour_fails_surely_or_is_not_said_to)
{
	struct hours_cell x = {1, 1, 19, interval_wilson(0, 19)};

	ck_assert(!hours_fails(&x, 900000));
	x = (struct hours_cell){1, 1, 20, interval_wilson(15, 20)};
	ck_assert(hours_fails(&x, 900000));
	x = (struct hours_cell){1, 1, 20, interval_wilson(16, 20)};
	ck_assert(!hours_fails(&x, 900000));
}
END_TEST

START_TEST(the_worst_starts_stand_first_in_their_order)
{
	struct arena *a = cases_arena(256 << 20);
	struct campaign c = take(a, 400);
	uint32_t worst[20];

	ck_assert_uint_eq(hours_worst(&c, worst, 0), 0);
	ck_assert_uint_eq(hours_worst(&c, worst, 3), 3);
	ck_assert_uint_eq(worst[0], 0);
	ck_assert_uint_eq(worst[2], 2);
	ck_assert_uint_eq(hours_worst(&c, worst, 20), 20);
	ck_assert_uint_eq(worst[8], 8);
	ck_assert_uint_eq(worst[9], 17); /* then those from 17:00 on */
	ck_assert_uint_eq(worst[15], 23);
	ck_assert_uint_eq(worst[16], 9); /* and then the duty's */
	c.starts[12][CAMPAIGN_MET]--;    /* had one of them failed */
	ck_assert_uint_eq(hours_worst(&c, worst, 20), 20);
	ck_assert_uint_eq(worst[16], 12);
	arena_free(c.scratch);
	arena_free(a);
}
END_TEST

START_TEST(what_was_not_tried_is_counted_and_not_ranked)
{
	struct arena *a = cases_arena(256 << 20);
	struct campaign c = take(a, 2); /* the first two places: by outset_of */
	uint32_t worst[25];

	ck_assert_uint_eq(hours_untried(&c), 23);
	ck_assert_uint_eq(hours_worst(&c, worst, 25), 2);
	arena_free(c.scratch);
	arena_free(a);
}
END_TEST

SUITE_MAIN("hours", an_instant_has_the_weekday_and_hour_of_its_own_clock,
    hours_that_nobody_covers_fail_and_the_others_do_not,
    an_hour_fails_surely_or_is_not_said_to,
    the_worst_starts_stand_first_in_their_order,
    what_was_not_tried_is_counted_and_not_ranked)
