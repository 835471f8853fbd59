/* SPDX-License-Identifier: Apache-2.0 */
#include "base/priors.h"

#include <math.h> /* sqrt alone: IEEE 754 rounds it correctly */
#include <stddef.h>
#include <string.h>

/* Between incidents, the log-sd of a step's length; the rest is within. */
enum { SHARED_SIGMA_PPM = 740000, ONE_PPM = 1000000 };

/* Medians exp(mu), sigmas of the fitted log-minutes. */
static const struct prior priors[] = {
    {"ack", 9, 1182451, 2055000},
    {"decide", 2, 355081, 238000},
    {"diag", 19, 1628386, 1445000},
    {"failed", 11, 2623710, 1498000},
    {"failover", 4, 848394, 1523000},
    {"restart", 35, 5035885, 1538000},
    {"restore", 17, 15809156, 1167000},
    {"revert", 11, 956561, 1530000},
    {"verify", 9, 6935057, 1231000},
};

enum { PRIORS = sizeof(priors) / sizeof(priors[0]) };

const struct prior *
priors_at(int i)
{
	return i < PRIORS ? &priors[i] : NULL;
}

const struct prior *
priors_find(const char *name)
{
	for (int i = 0; i < PRIORS; i++)
		if (strcmp(priors[i].name, name) == 0)
			return &priors[i];
	return NULL;
}

struct dist
priors_dist(const struct prior *prior)
{
	return (struct dist){.kind = DIST_LOGNORMAL,
	    .a = prior->median,
	    .shape_ppm = prior->sigma_ppm,
	    .prior = prior,
	    .shared_luck = true};
}

struct dist
priors_within(const struct dist *d)
{
	struct dist within = *d;
	double all = (double)d->shape_ppm;
	double rest = all * all - (double)SHARED_SIGMA_PPM * SHARED_SIGMA_PPM;

	if (d->prior != NULL)
		within.shape_ppm = rest > 0 ? (int64_t)(sqrt(rest) + 0.5) : 0;
	return within;
}

struct dist
priors_shared(void)
{
	return (struct dist){.kind = DIST_LOGNORMAL,
	    .a = ONE_PPM,
	    .shape_ppm = SHARED_SIGMA_PPM};
}
