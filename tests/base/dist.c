/* SPDX-License-Identifier: Apache-2.0 */
#include "base/dist.h"

#include <stdlib.h>

#include "tests/suite.h"

static const double shares[] = {
    1e-9, 1e-5, 0.01, 0.3, 0.5, 0.9, 0.99999, 1 - 1e-9};

enum { SHARES = sizeof(shares) / sizeof(shares[0]) };

/* Oracle: python3-mpmath at mp.dps = 45, p = mpf(the double above):
 *   lognormal    a*exp(s*z), z = findroot(lambda t: log(ncdf(t)/p), z0)
 *   exponential  -a*log1p(-p);  Weibull  a*(-log1p(-p))**(1/s)
 *   gamma, PERT  150 bisections of log x on gammainc(s, 0, x,
 *                regularized=True) and betainc(al, 6-al, 0, x, …)
 *   triangular   a+sqrt(p*(c-a)*(b-a)), c-sqrt((1-p)*(c-a)*(c-b)) */
static const struct {
	struct dist d;
	double ms[SHARES];
} cases[] = {
    {{.kind = DIST_UNIFORM, .a = 60000, .b = 3600000},
	{60000.00354, 60035.4, 95400.0, 1122000.0, 1830000.0, 3246000.0,
	    3599964.6, 3599999.99646}},
    {{.kind = DIST_TRIANGULAR, .a = 0, .c = 900000},
	{0.0004500000001125, 4.500011250056251, 4511.306604042041,
	    147005.976119332, 263603.8969321072, 615395.0105848459,
	    897153.9501058549, 899971.539501461}},
    {{.kind = DIST_TRIANGULAR, .a = 60000, .b = 300000, .c = 1800000},
	{60020.43526363911, 62043.526363911165, 124621.97768561405,
	    448334.36087174277, 657634.0341204137, 1289118.409022208,
	    1794891.1840902336, 1799948.9118416246}},
    {{.kind = DIST_PERT, .a = 0, .b = 600000, .c = 3600000},
	{3.937532879737561, 989.4020503723028, 63808.506505756035,
	    594076.146514462, 907034.3177085974, 1866965.5538938458,
	    3407072.0198092973, 3577107.7206047955}},
    {{.kind = DIST_PERT, .a = 60000, .b = 1800000, .c = 1800000},
	{87577.14154882338, 234000.0, 752706.4767630852, 1427645.3689381236,
	    1574757.980135256, 1763718.1505080997, 1799996.51998608,
	    1799999.999652}},
    {{.kind = DIST_LOGNORMAL, .a = 60000, .shape_ppm = 800000},
	{494.65187345523174, 1978.6839007045426, 9330.291549609703,
	    39441.720501875316, 60000.0, 167266.07611494014, 1819391.1613275309,
	    7277845.706079983}},
    {{.kind = DIST_EXPONENTIAL, .a = 600000},
	{0.0006000000003, 6.000030000200002, 6030.201512100864,
	    214004.96636323942, 415888.3083359672, 1381551.0557964277,
	    6907755.278984868, 12433959.519137006}},
    {{.kind = DIST_WEIBULL, .a = 600000, .shape_ppm = 700000},
	{8.336972972193807e-08, 0.04318144881917286, 839.6987374874752,
	    137575.36741034992, 355434.0677712803, 1975159.783298964,
	    19684791.17051488, 45583306.01387832}},
    {{.kind = DIST_GAMMA, .a = 600000, .shape_ppm = 500000},
	{9.42477796076938e-13, 9.424777961262861e-05, 94.2527147458212,
	    89083.11709952727, 272961.85387174366, 1623326.072457249,
	    11706852.57879976, 22394935.86391123}},
    {{.kind = DIST_GAMMA, .a = 600000, .shape_ppm = 20000000},
	{104226.864280613, 188501.0532363975, 332463.9187946274,
	    523079.0899042642, 590030.1726991701, 777075.8581997628,
	    1351186.3595108576, 1780237.102395095}},
};

START_TEST(quantiles_agree_with_mpmath)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (size_t k = 0; k < SHARES; k++) {
			double got = dist_quantile(&cases[i].d, shares[k]);

			ck_assert_msg(got / cases[i].ms[k] - 1 < 1e-11 &&
					  got / cases[i].ms[k] - 1 > -1e-11,
			    "case %zu at %.17g: %.17g, not %.17g", i, shares[k],
			    got, cases[i].ms[k]);
		}
	}
}
END_TEST

START_TEST(quantiles_never_fall)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double last = 0;

		for (int k = 1; k < 4000; k++) {
			double q = dist_quantile(&cases[i].d, k / 4000.0);

			ck_assert_double_ge(q, last);
			last = q;
		}
	}
}
END_TEST

START_TEST(quantiles_stay_within_ten_years)
{
	struct dist wild = {
	    .kind = DIST_LOGNORMAL, .a = SPAN_DAY, .shape_ppm = 100000000};
	struct dist thin = {
	    .kind = DIST_GAMMA, .a = SPAN_DAY, .shape_ppm = 10000};

	ck_assert_double_eq(dist_quantile(&wild, 0.999), (double)SPAN_LONGEST);
	ck_assert_int_eq(dist_quantile_ms(&wild, 999000), SPAN_LONGEST);
	ck_assert_int_eq(dist_quantile_ms(&wild, 1000), 0);
	ck_assert_int_eq(dist_quantile_ms(&thin, 1), 0);
}
END_TEST

START_TEST(a_degenerate_distribution_is_fixed)
{
	static const span_ms same[] = {700, 700};
	const struct dist fixed[] = {dist_fixed(700),
	    {.kind = DIST_UNIFORM, .a = 700, .b = 700},
	    {.kind = DIST_TRIANGULAR, .a = 700, .b = 700, .c = 700},
	    {.kind = DIST_PERT, .a = 700, .b = 700, .c = 700},
	    {.kind = DIST_LOGNORMAL, .a = 700, .shape_ppm = 0},
	    {.kind = DIST_EMPIRICAL, .n = 2, .values = same}};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		ck_assert(dist_is_fixed(&fixed[i]));
		ck_assert_int_eq(dist_quantile_ms(&fixed[i], 1), 700);
		ck_assert_int_eq(dist_quantile_ms(&fixed[i], 999999), 700);
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert(!dist_is_fixed(&cases[i].d));
}
END_TEST

START_TEST(sigma_of_p95_puts_p95_where_it_was_asked)
{
	struct dist d = {.kind = DIST_LOGNORMAL, .a = 10 * SPAN_MINUTE};

	ck_assert_int_eq(dist_sigma_of_p95(60000, 60000), 0);
	/* log(4) / 1.6448536269514722 */
	ck_assert_int_eq(dist_sigma_of_p95(60000, 240000), 842807);
	d.shape_ppm = dist_sigma_of_p95(d.a, 45 * SPAN_MINUTE);
	ck_assert_int_le(
	    llabs(dist_quantile_ms(&d, 950000) - 45 * SPAN_MINUTE), 3);
}
END_TEST

START_TEST(an_empirical_quantile_is_the_smallest_value_with_that_share)
{
	span_ms values[100];
	struct dist d = {.kind = DIST_EMPIRICAL, .n = 100, .values = values};

	for (int i = 0; i < 100; i++)
		values[i] = 1000 * (i + 1);
	ck_assert_int_eq(dist_quantile_ms(&d, 70000), 7000);
	ck_assert_int_eq(dist_quantile_ms(&d, 70001), 8000);
	ck_assert_int_eq(dist_quantile_ms(&d, 1), 1000);
	ck_assert_int_eq(dist_quantile_ms(&d, 999999), 100000);
	ck_assert_double_eq(dist_quantile(&d, 0.5), 50000);
}
END_TEST

START_TEST(a_mixture_of_one_part_has_its_quantiles)
{
	static const int32_t weights[] = {400000, 600000};
	static const int32_t ppm[] = {1, 50000, 300000, 500000, 950000, 999999};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct dist *parts[] = {&cases[i].d, &cases[i].d};
		struct dist twice = {.kind = DIST_MIXTURE,
		    .n = 2,
		    .parts = parts,
		    .weights_ppm = weights};

		for (size_t k = 0; k < sizeof(ppm) / sizeof(ppm[0]); k++)
			ck_assert_int_eq(dist_quantile_ms(&twice, ppm[k]),
			    dist_quantile_ms(&cases[i].d, ppm[k]));
	}
}
END_TEST

START_TEST(a_mixture_weighs_its_parts)
{
	static const int32_t weights[] = {250000, 750000};
	static const span_ms values[] = {1000, 1000, 4000};
	struct dist soon = {.kind = DIST_UNIFORM, .a = 0, .b = 1000};
	struct dist late = {.kind = DIST_EMPIRICAL, .n = 3, .values = values};
	const struct dist *parts[] = {&soon, &late};
	struct dist d = {.kind = DIST_MIXTURE,
	    .n = 2,
	    .parts = parts,
	    .weights_ppm = weights};

	ck_assert(!dist_is_fixed(&d));
	ck_assert_int_eq(dist_quantile_ms(&d, 125000), 500);
	ck_assert_int_eq(dist_quantile_ms(&d, 500000), 1000);
	ck_assert_int_eq(dist_quantile_ms(&d, 750000), 1000);
	ck_assert_int_eq(dist_quantile_ms(&d, 750001), 4000);
}
END_TEST

SUITE_MAIN("dist", quantiles_agree_with_mpmath, quantiles_never_fall,
    quantiles_stay_within_ten_years, a_degenerate_distribution_is_fixed,
    sigma_of_p95_puts_p95_where_it_was_asked,
    an_empirical_quantile_is_the_smallest_value_with_that_share,
    a_mixture_of_one_part_has_its_quantiles, a_mixture_weighs_its_parts)
