/* SPDX-License-Identifier: Apache-2.0 */
#include "base/priors.h"

#include <math.h>

#include "tests/suite.h"

/* mu and sigma of log-minutes as docs/people.md gives them. */
START_TEST(priors_are_the_fitted_lognormals)
{
	static const struct {
		const char *name;
		double mu, sigma;
	} fits[] = {{"ack", 2.981369, 2.055}, {"decide", 1.777674, 0.238},
	    {"diag", 3.300790, 1.445}, {"failed", 3.778149, 1.498},
	    {"failover", 2.648533, 1.523}, {"restart", 4.429609, 1.538},
	    {"restore", 5.573603, 1.167}, {"revert", 2.769340, 1.530},
	    {"verify", 4.750404, 1.231}};
	int n = 0;

	for (; priors_at(n) != NULL; n++) {
		const struct prior *p = priors_find(fits[n].name);
		struct dist d;

		ck_assert_ptr_eq(p, priors_at(n));
		d = priors_dist(p);
		ck_assert_double_eq_tol(
		    log((double)d.a / 60000), fits[n].mu, 1e-3);
		ck_assert_double_eq_tol(
		    (double)d.shape_ppm / 1e6, fits[n].sigma, 1e-9);
		ck_assert(d.shared_luck);
	}
	ck_assert_int_eq(n, sizeof(fits) / sizeof(fits[0]));
	ck_assert_ptr_null(priors_find("patience"));
	ck_assert_ptr_null(priors_find(""));
}
END_TEST

/* Variances of independent logarithms add up. */
START_TEST(priors_within_and_shared_make_the_whole)
{
	double shared = (double)priors_shared().shape_ppm / 1e6;

	for (int i = 0; priors_at(i) != NULL; i++) {
		struct dist d = priors_dist(priors_at(i));
		double all = (double)d.shape_ppm / 1e6;
		double within = (double)priors_within(&d).shape_ppm / 1e6;

		ck_assert_int_eq(priors_within(&d).a, d.a);
		if (all > shared)
			ck_assert_double_eq_tol(
			    within * within + shared * shared, all * all, 1e-5);
		else
			ck_assert_double_eq(within, 0);
	}
}
END_TEST

START_TEST(priors_leave_an_authors_own_as_it_is)
{
	struct dist d = {.kind = DIST_LOGNORMAL,
	    .a = 60000,
	    .shape_ppm = 900000,
	    .shared_luck = true};

	ck_assert_int_eq(priors_within(&d).shape_ppm, 900000);
	ck_assert_int_eq(priors_shared().a, 1000000);
	ck_assert_int_eq(priors_shared().shape_ppm, 740000);
}
END_TEST

SUITE_MAIN("priors", priors_are_the_fitted_lognormals,
    priors_within_and_shared_make_the_whole,
    priors_leave_an_authors_own_as_it_is)
