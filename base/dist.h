/* SPDX-License-Identifier: Apache-2.0 */
/* base/dist.h -- how long a thing may take: the distributions an author may
 * write, and their quantile functions, computed with our own elementary
 * functions (+ - * / sqrt only) so that every machine gets the same bits.
 * Knows no random numbers and no JSON; sim/table turns a distribution into
 * the integer table the drill draws from. */
#ifndef BASE_DIST_H
#define BASE_DIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum dist_kind {
	DIST_FIXED,       /* a */
	DIST_UNIFORM,     /* a to b */
	DIST_TRIANGULAR,  /* a lowest, b likeliest, c highest */
	DIST_PERT,        /* a lowest, b likeliest, c highest; shape 4 */
	DIST_LOGNORMAL,   /* a median, shape_ppm sigma of the logarithm */
	DIST_EXPONENTIAL, /* a mean */
	DIST_WEIBULL,     /* a scale, shape_ppm shape */
	DIST_GAMMA,       /* a mean, shape_ppm shape */
	DIST_EMPIRICAL, /* `values`, each as likely; steps, no interpolation */
	DIST_MIXTURE    /* `parts` with `weights_ppm`, which sum to 1e6 */
};

struct prior; /* base/priors.h */

struct dist {
	enum dist_kind kind;
	bool shared_luck;          /* long where the whole incident is long */
	const struct prior *prior; /* it stands for; NULL: the author's own */
	uint32_t n;                /* of values or parts */
	span_ms a, b, c;
	int64_t shape_ppm;               /* 1e4 to 1e9; a sigma 0 to 1e8 */
	const span_ms *values;           /* ascending; borrowed */
	const struct dist *const *parts; /* none a mixture; borrowed */
	const int32_t *weights_ppm;      /* borrowed */
};

/* dist_fixed: always `a` ms. */
struct dist dist_fixed(span_ms a);

/* dist_sigma_of_p95: sigma (ppm) of the lognormal with this median and 95 %
 * quantile; both above 0, p95 >= median. */
int64_t dist_sigma_of_p95(span_ms median, span_ms p95);

/* dist_quantile: the p-quantile in ms (not rounded), 0 < p < 1; never below
 * 0 nor above SPAN_LONGEST. Relative error below 1e-11 for p from 1e-9 to
 * 1 - 1e-9. Not for mixtures: ask their parts.
 * Source: PERT as the beta of Malcolm and others, Operations Research 7,
 *         1959: alpha = 1 + 4 (b - a) / (c - a), alpha + beta = 6. */
double dist_quantile(const struct dist *d, double p);

/* dist_quantile_ms: the p-quantile, p in ppm (1..999999), rounded half up to
 * ms; for mixtures too: the least m with the share p of the rounded parts at
 * or below m, found by bisection. */
span_ms dist_quantile_ms(const struct dist *d, int32_t p_ppm);

/* dist_is_fixed: does it always give the same value? */
bool dist_is_fixed(const struct dist *d);

#endif
