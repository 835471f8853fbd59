/* SPDX-License-Identifier: Apache-2.0 */
#include "base/elementary.h"

#include <math.h>
#include <stddef.h>

#include "tests/suite.h"

/* Oracle for every table: python3-mpmath at mp.dps = 40, each argument taken
 * as the double it reads as: log, exp, log1p, loggamma, ncdf, erfinv,
 * gammainc(a, 0, x, regularized=True), betainc(a, b, 0, x, …). */
struct point {
	double x;
	double value;
};

#define CHECK_POINTS(f, points, error)                                         \
	for (size_t i = 0; i < sizeof(points) / sizeof((points)[0]); i++)      \
	close_to(f((points)[i].x), (points)[i].value, error)

/* close_to: relative to the value where it is above 1e-300. */
static void
close_to(double got, double want, double error)
{
	double off = fabs(got - want) / fmax(fabs(want), 1e-300);

	ck_assert_msg(
	    off <= error, "%.17g, not %.17g: off by %g", got, want, off);
}

START_TEST(log_is_right_to_the_last_bits)
{
	static const struct point points[] = {
	    {1e-300, -690.7755278982137},
	    {0.001, -6.907755278982137},
	    {0.7071, -0.346583180371942},
	    {0.9999999, -1.0000000494736474e-07},
	    {1.0000001, 9.999999505838704e-08},
	    {1.4142135, 0.3465735461755332},
	    {2.0, 0.6931471805599453},
	    {10.0, 2.302585092994046},
	    {1e+300, 690.7755278982137},
	};

	CHECK_POINTS(elementary_log, points, 5e-16);
}
END_TEST

START_TEST(exp_is_right_to_the_last_bits)
{
	static const struct point points[] = {
	    {-700.0, 9.85967654375977e-305},
	    {-20.5, 1.2501528663867426e-09},
	    {-0.3466, 0.7070881069410189},
	    {-1e-09, 0.999999999},
	    {0.0, 1.0},
	    {1e-09, 1.000000001},
	    {0.5, 1.6487212707001282},
	    {1.0, 2.718281828459045},
	    {50.25, 6.657293676747253e+21},
	    {700.0, 1.0142320547350045e+304},
	};

	CHECK_POINTS(elementary_exp, points, 5e-16);
}
END_TEST

START_TEST(exp_has_ends)
{
	ck_assert_double_eq(elementary_exp(-709), 0);
	ck_assert_double_eq(elementary_exp(-1e300), 0);
	ck_assert_double_eq(elementary_exp(1e300), elementary_exp(709));
}
END_TEST

START_TEST(pow_of_zero_is_zero)
{
	ck_assert_double_eq(elementary_pow(0, 0.5), 0);
	close_to(elementary_pow(2, 10), 1024, 1e-15);
	close_to(elementary_pow(1e-9, 1 / 0.7), 1.3894954943731375e-13, 2e-15);
}
END_TEST

START_TEST(log1p_is_exact_near_zero)
{
	static const struct point points[] = {
	    {-0.999, -6.907755278982136},
	    {-0.5, -0.6931471805599453},
	    {-1e-09, -1.0000000005000001e-09},
	    {1e-17, 1e-17},
	    {1e-09, 9.999999995e-10},
	    {0.25, 0.22314355131420976},
	    {3.0, 1.3862943611198906},
	};

	CHECK_POINTS(elementary_log1p, points, 5e-16);
}
END_TEST

START_TEST(log_gamma_agrees_with_mpmath)
{
	static const struct point points[] = {
	    {0.01, 4.599479878042022},
	    {0.5, 0.5723649429247001},
	    {1.5, -0.12078223763524522},
	    {5.0, 3.1780538303479458},
	    {9.5, 11.689333420797269},
	    {10.0, 12.801827480081469},
	    {1000.0, 5905.220423209181},
	};

	CHECK_POINTS(elementary_log_gamma, points, 2e-14);
}
END_TEST

START_TEST(normal_quantile_agrees_with_mpmath)
{
	static const struct point points[] = {
	    {1e-12, -7.034483825301132},
	    {1e-09, -5.9978070150076865},
	    {1e-05, -4.264890793922825},
	    {0.025, -1.9599639845400543},
	    {0.075, -1.439531470938456},
	    {0.3, -0.5244005127080408},
	    {0.75, 0.6744897501960817},
	    {0.95, 1.6448536269514722},
	    {0.99999, 4.264890793923841},
	};

	CHECK_POINTS(elementary_normal_quantile, points, 1e-15);
}
END_TEST

START_TEST(normal_agrees_with_mpmath)
{
	static const struct point points[] = {
	    {-6.0, 9.86587645037698e-10},
	    {-1.5, 0.06680720126885807},
	    {-0.1, 0.460172162722971},
	    {0.0, 0.5},
	    {0.5, 0.6914624612740131},
	    {2.0, 0.9772498680518208},
	    {5.0, 0.9999997133484281},
	};

	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++)
		ck_assert_double_eq_tol(
		    elementary_normal(points[i].x), points[i].value, 1e-15);
}
END_TEST

START_TEST(gamma_agrees_with_mpmath)
{
	static const struct {
		double a, x, value;
	} points[] = {
	    {0.01, 1e-09, 0.8174689566624787},
	    {0.5, 0.2, 0.4729107431344619},
	    {1.0, 1.0, 0.6321205588285577},
	    {2.5, 9.0, 0.9970535954121197},
	    {20.0, 15.0, 0.12478121503252482},
	    {1000.0, 1010.0, 0.6276789447369947},
	};

	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++)
		close_to(elementary_gamma(points[i].a, points[i].x),
		    points[i].value, 1e-12);
	ck_assert_double_eq(elementary_gamma(2, 0), 0);
}
END_TEST

START_TEST(beta_agrees_with_mpmath)
{
	static const struct {
		double a, b, x, value;
	} points[] = {
	    {1.0, 5.0, 0.01, 0.0490099501},
	    {3.0, 3.0, 0.5, 0.5},
	    {1.5, 4.5, 0.9, 0.9999216156651799},
	    {50.0, 3.0, 0.95, 0.5145695221630198},
	    {2.0, 300.0, 0.01, 0.8038364237148566},
	};

	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++)
		close_to(elementary_beta(points[i].a, points[i].b, points[i].x),
		    points[i].value, 1e-12);
	ck_assert_double_eq(elementary_beta(2, 3, 0), 0);
	ck_assert_double_eq(elementary_beta(2, 3, 1), 1);
}
END_TEST

/* The functions are good to some 1e-12 of the whole, the inverses to ten
 * digits of x over all shapes an author may write. */
START_TEST(inverses_undo_gamma_and_beta)
{
	static const double shapes[] = {0.05, 0.3, 1, 1.7, 4, 30, 1000};
	static const double shares[] = {1e-9, 1e-4, 0.2, 0.5, 0.51, 0.9, 0.999};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		double a = shapes[i];

		for (size_t k = 0; k < sizeof(shares) / sizeof(shares[0]);
		     k++) {
			double p = shares[k];
			double x = elementary_gamma_quantile(a, p);

			close_to(elementary_gamma(a, x), p, 1e-11);
			if (a < 1)
				continue;
			x = elementary_beta_quantile(a, 5, p);
			ck_assert_double_eq_tol(
			    elementary_beta(a, 5, x), p, 1e-12 + p * 1e-11);
		}
	}
}
END_TEST

SUITE_MAIN("elementary", log_is_right_to_the_last_bits,
    exp_is_right_to_the_last_bits, exp_has_ends, pow_of_zero_is_zero,
    log1p_is_exact_near_zero, log_gamma_agrees_with_mpmath,
    normal_quantile_agrees_with_mpmath, normal_agrees_with_mpmath,
    gamma_agrees_with_mpmath, beta_agrees_with_mpmath,
    inverses_undo_gamma_and_beta)
