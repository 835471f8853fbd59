/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/interval.h"

#include <stddef.h>

#include "tests/suite.h"

/* near: the published figure has four decimals, ours is rounded outward. */
static void
near(int64_t ppm, double published)
{
	ck_assert_double_eq_tol((double)ppm / 1e6, published, 0.00006);
}

START_TEST(wilson_gives_the_published_intervals)
{
	/* Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
	static const struct {
		uint64_t k, n;
		double low, high;
	} rows[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605},
	    {0, 20, 0.0000, 0.1611}, {1, 29, 0.0061, 0.1718}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct interval x = interval_wilson(rows[i].k, rows[i].n);

		near(x.low, rows[i].low);
		near(x.high, rows[i].high);
	}
	ck_assert_int_eq(interval_wilson(1, 4).ppm, 250000);
}
END_TEST

START_TEST(all_and_none_are_certain_at_their_own_end)
{
	for (uint64_t n = 1; n < 5000; n++) {
		ck_assert_int_eq(interval_wilson(0, n).low, 0);
		ck_assert_int_eq(interval_wilson(n, n).high, 1000000);
		ck_assert_int_eq(interval_wilson(n, n).low,
		    1000000 - interval_wilson(0, n).high);
	}
	ck_assert_int_eq(interval_wilson(0, 0).low, 0);
	ck_assert_int_eq(interval_wilson(0, 0).high, 1000000);
}
END_TEST

START_TEST(equality_is_on_the_good_side)
{
	struct interval x = {900000, 880000, 920000};

	ck_assert_int_eq(interval_side(x, 880000), 1);
	ck_assert_int_eq(interval_side(x, 880001), 0);
	ck_assert_int_eq(interval_side(x, 920000), 0);
	ck_assert_int_eq(interval_side(x, 920001), -1);
}
END_TEST

START_TEST(pairs_that_differ_make_the_difference)
{
	/* By hand: 11/102 - 3/102 = 0.078431; half 1.96 sqrt((14/102 -
	 * 0.078431^2) / 102) = 0.070268. */
	struct interval x = interval_paired(10, 2, 100);

	ck_assert_int_eq(x.ppm, 80000);
	near(x.low, 0.008163);
	near(x.high, 0.148699);
	ck_assert_int_eq(interval_paired(2, 10, 100).ppm, -80000);
	ck_assert_int_eq(interval_paired(0, 0, 0).low, -1000000);
}
END_TEST

START_TEST(a_mean_of_shares_is_surer_than_each)
{
	/* By hand: mean 0.5; 0.5 +- sqrt(2 * (0.5 * 0.1)^2) = 0.0707. */
	static const struct interval two[] = {
	    {400000, 300000, 500000}, {600000, 500000, 700000}};
	static const int64_t even[] = {3, 3};
	static const int64_t one[] = {0, 7};
	struct interval x = interval_mean(two, even, 2);

	ck_assert_int_eq(x.ppm, 500000);
	near(x.low, 0.4293);
	near(x.high, 0.5707);
	ck_assert_int_eq(interval_mean(two, one, 2).low, 500000);
	ck_assert_int_eq(interval_mean(two, even, 1).high, 500000);
}
END_TEST

START_TEST(places_of_quantiles_follow_the_binomial_law)
{
	/* From tables of the binomial distribution: P(X <= 39) = 0.0176 and
	 * P(X <= 40) = 0.0284 for n = 100 and 1/2; (1/2)^5 = 0.03125;
	 * (1/2)^6 = 0.0156; 0.99^100 = 0.366. */
	static const struct {
		uint64_t n;
		int64_t ppm;
		uint64_t at, low, high;
	} rows[] = {{100, 500000, 50, 40, 61}, {5, 500000, 3, 0, 6},
	    {6, 500000, 3, 1, 6}, {100, 990000, 99, 97, 101},
	    {1, 500000, 1, 0, 2}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct interval_places p =
		    interval_quantile(rows[i].n, rows[i].ppm);

		ck_assert_uint_eq(p.at, rows[i].at);
		ck_assert_uint_eq(p.low, rows[i].low);
		ck_assert_uint_eq(p.high, rows[i].high);
	}
}
END_TEST

START_TEST(places_of_large_samples_follow_the_normal_law)
{
	/* n/2 -+ 1.96 sqrt(n)/2 for n = 10^8: 49990200 and 50009800. */
	struct interval_places p = interval_quantile(100000000, 500000);

	ck_assert_uint_eq(p.at, 50000000);
	ck_assert_double_eq_tol((double)p.low, 49990200.2, 3);
	ck_assert_double_eq_tol((double)p.high, 50009800.8, 3);
}
END_TEST

SUITE_MAIN("interval", wilson_gives_the_published_intervals,
    all_and_none_are_certain_at_their_own_end, equality_is_on_the_good_side,
    pairs_that_differ_make_the_difference, a_mean_of_shares_is_surer_than_each,
    places_of_quantiles_follow_the_binomial_law,
    places_of_large_samples_follow_the_normal_law)
