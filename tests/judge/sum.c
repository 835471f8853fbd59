/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/sum.h"

#include <stddef.h>

#include "tests/suite.h"

START_TEST(a_sum_outgrows_64_bits)
{
	struct sum s = {0};
	struct sum t = {0};

	for (int i = 0; i < 4; i++)
		sum_add(&s, INT64_MAX);
	/* 4 * (2^63 - 1) = 2^65 - 4 */
	ck_assert_uint_eq(s.high, 1);
	ck_assert_uint_eq(s.low, UINT64_MAX - 3);
	ck_assert_int_eq(sum_mean(&s, 4), INT64_MAX);
	sum_square(&t, INT64_C(1) << 40);
	ck_assert_uint_eq(t.high, 65536);
	ck_assert_uint_eq(t.low, 0);
	ck_assert_double_eq(sum_double(&t), 1208925819614629174706176.0);
	sum_merge(&t, &s);
	ck_assert_uint_eq(t.high, 65537);
}
END_TEST

START_TEST(shares_and_means_round_half_up)
{
	struct sum part = {0, 1};
	struct sum whole = {0, 3};
	struct sum none = {0};

	ck_assert_int_eq(sum_share(&part, &whole), 333333);
	part.low = 2;
	ck_assert_int_eq(sum_share(&part, &whole), 666667);
	ck_assert_int_eq(sum_share(&part, &none), 0);
	whole.low = 5;
	ck_assert_int_eq(sum_mean(&whole, 2), 3);
	ck_assert_int_eq(sum_mean(&whole, 0), 0);
}
END_TEST

SUITE_MAIN("sum", a_sum_outgrows_64_bits, shares_and_means_round_half_up)
