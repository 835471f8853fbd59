/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/interval.h -- how sure a count makes us: intervals of 95 % for
 * shares, differences of shares and quantiles. The five operations in a fixed
 * order, results as integers rounded outward, so that every machine gives the
 * same. Knows nothing of drills. */
#ifndef REPLAY_JUDGE_INTERVAL_H
#define REPLAY_JUDGE_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

/* A share or a difference of shares, in ppm, and its interval. */
struct interval {
	int64_t ppm, low, high;
};

/* interval_wilson: the share k of n; of nothing, anything from 0 to 1 and 0.
 * Source: Wilson, Probable inference, JASA 22 (1927). */
struct interval interval_wilson(uint64_t k, uint64_t n);

/* interval_side: on which side of `wanted_ppm` the share lies: 1 if at or
 * above it from end to end, -1 if below it, 0 if it cannot be said. */
int interval_side(struct interval i, int64_t wanted_ppm);

/* interval_paired: the difference that a change makes to a share, where of n
 * pairs `gained` have what they had not and `lost` the reverse.
 * Source: Bonett and Price, Adjusted Wald interval for paired proportions,
 *         J. Educ. Behav. Stat. 37 (2012). */
struct interval interval_paired(uint64_t gained, uint64_t lost, uint64_t n);

/* interval_mean: the mean of n shares by weights (of any sum above 0), from
 * their intervals; the shares independent.
 * Source: Zou and Donner (MOVER), Statistics in Medicine 27 (2008). */
struct interval interval_mean(
    const struct interval *shares, const int64_t *weights, uint32_t n);

/* Places in a sorted sample of n, from 1: that of its own quantile, and such
 * that the quantile it was drawn from lies between them 95 times in a hundred
 * or more, whatever the distribution. `low` 0, `high` n + 1: no such bound. */
struct interval_places {
	uint64_t at, low, high;
};

/* interval_quantile: those of the quantile `ppm`; n at least 1. By the exact
 * binomial law. Order: the square root of n.
 * Source: David and Nagaraja, Order Statistics, 7.1. */
struct interval_places interval_quantile(uint64_t n, int64_t ppm);

#endif
