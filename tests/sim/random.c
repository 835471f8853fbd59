/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/random.h"

#include <math.h>
#include <stddef.h>

#include "tests/suite.h"

/* Source: Random123's kat_vectors, "philox2x64 10". */
START_TEST(philox_gives_the_published_vectors)
{
	static const struct {
		uint64_t c0, c1, key, out0, out1;
	} cases[] = {
	    {0, 0, 0, 0xca00a0459843d731, 0x66c24222c9a845b5},
	    {UINT64_MAX, UINT64_MAX, UINT64_MAX, 0x65b021d60cd8310f,
		0x4d02f3222f86df20},
	    {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,
		0x0a5e742c2997341c, 0xb0f883d38000de5d},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct random_pair got =
		    random_philox(cases[i].c0, cases[i].c1, cases[i].key);

		ck_assert_uint_eq(got.value, cases[i].out0);
		ck_assert_uint_eq(got.choice, cases[i].out1);
	}
}
END_TEST

START_TEST(draw_lays_out_trial_purpose_occurrence)
{
	struct random_pair got = random_draw(5, 6, 0xabcdef0123, 0x45, 0x6789);
	struct random_pair same = random_philox(6, 0xabcdef0123456789, 5);

	ck_assert_uint_eq(got.value, same.value);
	ck_assert_uint_eq(got.choice, same.choice);
}
END_TEST

/* Oracle: printf 'person\0dba-1' | sha256sum */
START_TEST(entity_is_the_head_of_its_sha256)
{
	ck_assert_uint_eq(
	    random_entity("person", "dba-1"), UINT64_C(0x5bf41a19c1ec05e2));
	ck_assert_uint_ne(random_entity("a", "bc"), random_entity("ab", "c"));
}
END_TEST

START_TEST(odds_of_nothing_never_and_of_everything_always_happen)
{
	ck_assert(!random_happens(0, random_threshold(0)));
	ck_assert(random_happens(UINT64_MAX, random_threshold(1000000)));
	ck_assert(random_happens(0, random_threshold(1)));
	ck_assert(!random_happens(UINT64_MAX, random_threshold(999999)));
	ck_assert_uint_eq(random_threshold(500000), UINT32_C(1) << 31);
}
END_TEST

/* Five standard deviations of a binomial; the draws are fixed. */
START_TEST(odds_are_met_as_often_as_they_say)
{
	static const uint32_t odds[] = {100, 50000, 350000, 999000};
	enum { DRAWS = 200000 };

	for (size_t i = 0; i < sizeof(odds) / sizeof(odds[0]); i++) {
		double p = odds[i] / 1e6;
		int n = 0;

		for (unsigned k = 0; k < DRAWS; k++)
			n += random_happens(random_draw(1, i, k, 3, 0).value,
			    random_threshold(odds[i]));
		ck_assert_double_eq_tol(
		    n, DRAWS * p, 5 * sqrt(DRAWS * p * (1 - p)));
	}
}
END_TEST

SUITE_MAIN("random", philox_gives_the_published_vectors,
    draw_lays_out_trial_purpose_occurrence, entity_is_the_head_of_its_sha256,
    odds_of_nothing_never_and_of_everything_always_happen,
    odds_are_met_as_often_as_they_say)
