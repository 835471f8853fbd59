/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/way.h"

#include "tests/play.h"
#include "tests/suite.h"

START_TEST(a_way_goes_on_by_medians_and_spreads_by_squares)
{
	struct drill_path p = way_on((struct drill_path){0, 0}, 60000, 63000);

	p = way_on(p, 60000, 64000);
	ck_assert_int_eq(p.at, 120000);
	ck_assert_uint_eq(p.spread, 3 * 3 + 4 * 4);
	p = way_on(p, 1000, 500); /* no later than at the median */
	ck_assert_uint_eq(p.spread, 25);
	p = way_on(way_never(), 1000, 2000);
	ck_assert_int_eq(p.at, SPAN_NEVER);
}
END_TEST

START_TEST(of_equal_ways_the_first_counts)
{
	struct drill_path a = {1000, 1};
	struct drill_path b = {1000, 2};

	ck_assert_uint_eq(way_later(a, b).spread, 1);
	ck_assert_uint_eq(way_sooner(a, b).spread, 1);
	b.at++;
	ck_assert_uint_eq(way_later(a, b).spread, 2);
	ck_assert_uint_eq(way_sooner(b, a).spread, 1);
}
END_TEST

PLAY_TEST(what_is_being_fetched_takes_its_lead, "eta-things")

SUITE_MAIN("way", a_way_goes_on_by_medians_and_spreads_by_squares,
    of_equal_ways_the_first_counts, what_is_being_fetched_takes_its_lead)
