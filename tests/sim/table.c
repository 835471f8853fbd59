/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/dist.h"
#include "sim/random.h"
#include "tests/suite.h"

#define RANGE 18446744073709551616.0 /* 2^64 */

static struct arena *
new_arena(void)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 20, &err);

	ck_assert_ptr_nonnull(a);
	return a;
}

/* Means in closed form: lognormal m e^(s^2/2), Weibull a Gamma(1 + 1/k),
 * PERT (a + 4 b + c) / 6; deviations likewise, rounded. */
static const struct {
	struct dist d;
	double mean;
	double deviation;
} curves[] = {
    {{.kind = DIST_UNIFORM, .a = 60000, .b = 3600000}, 1830000, 1021910},
    {{.kind = DIST_TRIANGULAR, .a = 60000, .b = 300000, .c = 1800000}, 720000,
	384968},
    {{.kind = DIST_PERT, .a = 0, .b = 600000, .c = 3600000}, 1000000, 609449},
    {{.kind = DIST_LOGNORMAL, .a = 60000, .shape_ppm = 800000}, 82627.665865,
	78234},
    {{.kind = DIST_EXPONENTIAL, .a = 600000}, 600000, 600000},
    {{.kind = DIST_WEIBULL, .a = 600000, .shape_ppm = 700000}, 759494.103634,
	1110703},
    {{.kind = DIST_GAMMA, .a = 600000, .shape_ppm = 500000}, 600000, 848528},
    {{.kind = DIST_GAMMA, .a = 600000, .shape_ppm = 20000000}, 600000, 134164},
};

enum { CURVES = sizeof(curves) / sizeof(curves[0]) };

/* off: how far the draw at `value` is from the quantile, relatively; what
 * rounding to ms explains, knots and result, is none of it. */
static double
off(const struct table *t, const struct dist *d, uint64_t value, double p)
{
	struct random_pair luck = {value, 0};
	double want = dist_quantile(d, p);
	double by = fabs((double)table_draw(t, luck) - want);

	return by <= 1 ? 0 : (by - 1) / want;
}

START_TEST(draws_follow_the_quantiles)
{
	for (size_t i = 0; i < CURVES; i++) {
		struct arena *a = new_arena();
		struct table t = table_compile(a, &curves[i].d);

		for (int k = 0; k < 20000; k++) {
			double p = (k + 0.5) / 20000;
			double by =
			    off(&t, &curves[i].d, (uint64_t)(p * RANGE), p);

			/* the middle 98 %: 1 in 3000; beyond: 1 in 200 */
			ck_assert_msg(by < (p > 0.01 && p < 0.99 ? 3e-4 : 5e-3),
			    "curve %zu at %g: off by %g", i, p, by);
		}
		arena_free(a);
	}
}
END_TEST

START_TEST(draws_follow_the_tails)
{
	for (size_t i = 0; i < CURVES; i++) {
		struct arena *a = new_arena();
		struct table t = table_compile(a, &curves[i].d);

		for (int k = 1; k < 1000; k++) {
			double p = 1e-8 * k;
			uint64_t value = (uint64_t)(p * RANGE);

			if (p < 1.0 / (1 << 24))
				continue;
			ck_assert_double_lt(
			    off(&t, &curves[i].d, value, p), 2e-3);
			ck_assert_double_lt(
			    off(&t, &curves[i].d, ~value, 1 - p), 5e-4);
		}
		arena_free(a);
	}
}
END_TEST

START_TEST(draws_never_fall_as_the_value_rises)
{
	for (size_t i = 0; i < CURVES; i++) {
		struct arena *a = new_arena();
		struct table t = table_compile(a, &curves[i].d);
		span_ms last = 0;

		for (unsigned bit = 0; bit < 64; bit++) {
			for (uint64_t k = 0; k < 64; k++) {
				uint64_t v = UINT64_C(1) << bit;
				struct random_pair luck = {v + (v >> 6) * k, 0};
				span_ms got = table_draw(&t, luck);

				ck_assert_int_ge(got, last);
				last = got;
			}
		}
		ck_assert_int_ge(
		    table_draw(&t, (struct random_pair){UINT64_MAX, 0}), last);
		arena_free(a);
	}
}
END_TEST

/* Four standard errors; the draws are fixed. */
START_TEST(means_are_those_of_the_closed_form)
{
	enum { DRAWS = 1000000 };

	for (size_t i = 0; i < CURVES; i++) {
		struct arena *a = new_arena();
		struct table t = table_compile(a, &curves[i].d);
		double sum = 0;

		for (unsigned k = 0; k < DRAWS; k++)
			sum +=
			    (double)table_draw(&t, random_draw(11, i, k, 1, 0));
		ck_assert_double_eq_tol(sum / DRAWS, curves[i].mean,
		    4 * curves[i].deviation / sqrt(DRAWS));
		arena_free(a);
	}
}
END_TEST

START_TEST(median_is_the_rounded_one_and_half_the_draws_reach_it)
{
	for (size_t i = 0; i < CURVES; i++) {
		struct arena *a = new_arena();
		struct table t = table_compile(a, &curves[i].d);
		struct random_pair half = {UINT64_C(1) << 63, 0};

		ck_assert_int_eq(
		    table_median(&t), dist_quantile_ms(&curves[i].d, 500000));
		ck_assert_int_eq(table_draw(&t, half), table_median(&t));
		arena_free(a);
	}
}
END_TEST

START_TEST(a_fixed_table_gives_its_value_whatever_the_luck)
{
	struct arena *a = new_arena();
	struct dist d = dist_fixed(123456);
	struct table t = table_compile(a, &d);

	for (uint64_t k = 0; k < 1000; k++)
		ck_assert_int_eq(
		    table_draw(&t, random_draw(1, 2, k, 3, 4)), 123456);
	ck_assert_int_eq(table_median(&t), 123456);
	arena_free(a);
}
END_TEST

START_TEST(an_empirical_table_gives_each_value_its_equal_share)
{
	static const span_ms values[] = {1000, 5000, 7000};
	struct arena *a = new_arena();
	struct dist d = {.kind = DIST_EMPIRICAL, .n = 3, .values = values};
	struct table t = table_compile(a, &d);
	int count[3] = {0};

	for (int k = 0; k < 3000; k++) {
		struct random_pair luck = {
		    (uint64_t)((k + 0.5) / 3000 * RANGE), 0};
		span_ms got = table_draw(&t, luck);

		count[got == 1000 ? 0 : got == 5000 ? 1 : 2]++;
		ck_assert(got == 1000 || got == 5000 || got == 7000);
	}
	ck_assert_int_eq(count[0], 1000);
	ck_assert_int_eq(count[1], 1000);
	ck_assert_int_eq(table_median(&t), 5000);
	arena_free(a);
}
END_TEST

START_TEST(a_mixture_lets_the_choice_pick_and_the_value_draw)
{
	static const int32_t weights[] = {250000, 0, 750000};
	struct dist soon = dist_fixed(1);
	struct dist never = dist_fixed(2);
	struct dist late = {.kind = DIST_UNIFORM, .a = 1000, .b = 2000};
	const struct dist *parts[] = {&soon, &never, &late};
	struct dist d = {.kind = DIST_MIXTURE,
	    .n = 3,
	    .parts = parts,
	    .weights_ppm = weights};
	struct arena *a = new_arena();
	struct table t = table_compile(a, &d);
	uint64_t quarter = UINT64_C(1) << 62;

	ck_assert_int_eq(table_draw(&t, (struct random_pair){quarter, 0}), 1);
	ck_assert_int_eq(
	    table_draw(&t, (struct random_pair){quarter, quarter - 1}), 1);
	ck_assert_int_eq(
	    table_draw(&t, (struct random_pair){quarter, quarter}), 1250);
	ck_assert_int_eq(
	    table_draw(&t, (struct random_pair){quarter, UINT64_MAX}), 1250);
	ck_assert_int_eq(table_median(&t), dist_quantile_ms(&d, 500000));
	arena_free(a);
}
END_TEST

static struct digest
digest_of_table(const struct dist *d)
{
	struct arena *a = new_arena();
	struct table t = table_compile(a, d);
	struct digester digester;
	struct digest sum;

	digest_start(&digester);
	table_digest(&t, &digester);
	sum = digest_end(&digester);
	arena_free(a);
	return sum;
}

START_TEST(tables_that_draw_differently_digest_differently)
{
	struct dist d = {.kind = DIST_LOGNORMAL, .a = 60000, .shape_ppm = 1};
	struct dist same = d;
	struct dist other = d;
	struct digest sum = digest_of_table(&d);
	struct digest again = digest_of_table(&same);
	struct digest moved;

	other.a++;
	moved = digest_of_table(&other);
	ck_assert_mem_eq(sum.byte, again.byte, DIGEST_SIZE);
	ck_assert_mem_ne(sum.byte, moved.byte, DIGEST_SIZE);
}
END_TEST

/* The same bits with every compiler, level and machine: raise `semantics`
 * before this changes. */
START_TEST(quantiles_and_draws_are_the_same_bits_everywhere)
{
	struct digester digester;
	struct digest sum;
	char hex[DIGEST_HEX];

	digest_start(&digester);
	for (size_t i = 0; i < CURVES; i++) {
		struct arena *a = new_arena();
		struct table t = table_compile(a, &curves[i].d);

		for (unsigned k = 0; k < 12500; k++) {
			struct random_pair luck = random_draw(1, i, k, 0, 0);
			double p = ((double)(luck.value >> 12) + 0.5) /
				   4503599627370496.0;
			double q = dist_quantile(&curves[i].d, p);
			int64_t bits;

			memcpy(&bits, &q, sizeof(bits));
			digest_add_int(&digester, bits);
			digest_add_int(&digester, table_draw(&t, luck));
		}
		table_digest(&t, &digester);
		arena_free(a);
	}
	sum = digest_end(&digester);
	digest_hex(&sum, hex);
	ck_assert_str_eq(hex,
	    "63dcbc8f6e26403af7a4f08af11d21d9964e7d12d747adbeffbce284ace7fb76");
}
END_TEST

START_TEST(table_times_draws_so_many_times_as_much)
{
	static const span_ms values[] = {1000, 2000, 7000};
	struct dist spread = {
	    .kind = DIST_LOGNORMAL, .a = 60000, .shape_ppm = 1000000};
	struct dist seen = {.kind = DIST_EMPIRICAL, .n = 3, .values = values};
	const struct dist *parts[] = {&spread, &seen};
	static const int32_t weights[] = {500000, 500000};
	struct dist both = {.kind = DIST_MIXTURE,
	    .n = 2,
	    .parts = parts,
	    .weights_ppm = weights};
	struct arena *a = new_arena();
	struct table once = table_compile(a, &both);
	struct table none = table_times(a, &once, 0);
	struct table twice = table_times(a, &once, 2);

	for (unsigned i = 0; i < 1000; i++) {
		struct random_pair luck = random_draw(1, 2, 3, 4, i);
		span_ms ms = table_draw(&once, luck);

		ck_assert_int_eq(table_draw(&none, luck), 0);
		/* Between knots a draw is rounded, once or before doubling. */
		ck_assert_int_le(llabs(table_draw(&twice, luck) - 2 * ms), 1);
	}
	ck_assert_int_eq(table_median(&twice), 2 * table_median(&once));
	arena_free(a);
}
END_TEST

START_TEST(table_share_is_the_draws_that_are_no_longer)
{
	struct arena *a = new_arena();
	struct dist uniform = {.kind = DIST_UNIFORM, .a = 0, .b = 1000000};
	struct dist fixed = dist_fixed(7);
	struct table u = table_compile(a, &uniform);
	struct table f = table_compile(a, &fixed);

	for (span_ms at = 1000; at < 1000000; at += 9973)
		ck_assert(fabs(table_share(&u, at) - (double)at / 1e6) < 1e-5);
	ck_assert(table_share(&u, -1) == 0);
	ck_assert(table_share(&u, 1000000) == 1);
	ck_assert(table_share(&f, 6) == 0);
	ck_assert(table_share(&f, 7) == 1);
	arena_free(a);
}
END_TEST

SUITE_MAIN("table", table_times_draws_so_many_times_as_much,
    draws_follow_the_quantiles, draws_follow_the_tails,
    draws_never_fall_as_the_value_rises, means_are_those_of_the_closed_form,
    median_is_the_rounded_one_and_half_the_draws_reach_it,
    a_fixed_table_gives_its_value_whatever_the_luck,
    an_empirical_table_gives_each_value_its_equal_share,
    a_mixture_lets_the_choice_pick_and_the_value_draw,
    tables_that_draw_differently_digest_differently,
    quantiles_and_draws_are_the_same_bits_everywhere,
    table_share_is_the_draws_that_are_no_longer)
