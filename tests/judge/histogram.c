/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/histogram.h"

#include <stddef.h>

#include "base/arena.h"
#include "sim/random.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(buckets_follow_one_another_without_gap_or_overlap)
{
	span_ms at = 0;

	for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
		ck_assert_int_eq(histogram_least(i), at);
		ck_assert_int_ge(histogram_most(i), at);
		ck_assert_uint_eq(histogram_bucket(at), i);
		ck_assert_uint_eq(histogram_bucket(histogram_most(i)), i);
		/* no wider than 1 in 2048 of what is in it */
		ck_assert_int_le((histogram_most(i) - at) * HISTOGRAM_SUB, at);
		at = histogram_most(i) + 1;
	}
	ck_assert_int_gt(at, SPAN_LONGEST);
}
END_TEST

START_TEST(one_value_is_every_quantile_of_itself)
{
	struct arena *a = cases_arena(1 << 20);
	struct histogram h = {0};

	for (int i = 0; i < 1000; i++)
		histogram_take(a, &h, 7 * SPAN_HOUR + 53 * SPAN_MINUTE);
	for (int64_t ppm = 10000; ppm < 1000000; ppm += 10000) {
		struct quantile q = histogram_quantile(&h, ppm);

		ck_assert_int_eq(q.at, 28380000);
		ck_assert(q.low == 28380000 || q.low == 0);
		ck_assert(q.high == 28380000 || q.high == SPAN_NEVER);
	}
	arena_free(a);
}
END_TEST

START_TEST(what_has_no_end_is_longer_than_anything)
{
	struct arena *a = cases_arena(1 << 20);
	struct histogram h = {0};

	for (int i = 1; i <= 900; i++)
		histogram_take(a, &h, i);
	for (int i = 0; i < 100; i++)
		histogram_take(a, &h, SPAN_NEVER);
	ck_assert_int_eq(histogram_quantile(&h, 500000).at, 500);
	/* Bin(1000, 1/2): P(X <= 468) = 0.0231, P(X <= 469) = 0.0268 */
	ck_assert_int_eq(histogram_quantile(&h, 500000).low, 469);
	ck_assert_int_eq(histogram_quantile(&h, 500000).high, 532);
	ck_assert_int_eq(histogram_quantile(&h, 900000).at, 900);
	ck_assert_int_eq(histogram_quantile(&h, 900000).high, SPAN_NEVER);
	ck_assert_int_eq(histogram_quantile(&h, 950000).at, SPAN_NEVER);
	ck_assert_int_eq(histogram_quantile(&h, 950000).low, SPAN_NEVER);
	arena_free(a);
}
END_TEST

START_TEST(of_nothing_nothing_is_known)
{
	struct histogram h = {0};
	struct quantile q = histogram_quantile(&h, 500000);

	ck_assert_int_eq(q.at, SPAN_NEVER);
	ck_assert_int_eq(q.low, 0);
	ck_assert_int_eq(q.high, SPAN_NEVER);
}
END_TEST

static span_ms
length(uint64_t i)
{
	struct random_pair r = random_draw(1, 2, i, 3, 4);

	return r.choice % 10 == 0
		   ? SPAN_NEVER
		   : (span_ms)(r.value % (UINT64_C(1) << (10 + i % 29)));
}

static void
check_same(const struct histogram *x, const struct histogram *y)
{
	ck_assert_uint_eq(x->n, y->n);
	ck_assert_uint_eq(x->never, y->never);
	ck_assert_int_eq(x->least, y->least);
	ck_assert_int_eq(x->most, y->most);
	for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++)
		ck_assert_uint_eq(histogram_at(x, i), histogram_at(y, i));
}

START_TEST(merging_is_counting_in_any_order)
{
	struct arena *a = cases_arena(16 << 20);
	struct histogram all = {0};
	struct histogram parts[3] = {{0}};
	struct histogram forth = {0};
	struct histogram back = {0};

	for (uint64_t i = 0; i < 20000; i++) {
		histogram_take(a, &all, length(i));
		histogram_take(a, &parts[i % 7 % 3], length(i));
	}
	for (int i = 0; i < 3; i++) {
		histogram_merge(a, &forth, &parts[i]);
		histogram_merge(a, &back, &parts[2 - i]);
	}
	check_same(&all, &forth);
	check_same(&all, &back);
	arena_free(a);
}
END_TEST

SUITE_MAIN("histogram", buckets_follow_one_another_without_gap_or_overlap,
    one_value_is_every_quantile_of_itself,
    what_has_no_end_is_longer_than_anything, of_nothing_nothing_is_known,
    merging_is_counting_in_any_order)
