/* SPDX-License-Identifier: Apache-2.0 */
/* base/priors.h -- how long things took in published incidents: a lognormal
 * for each kind of work, for who has no figure of his own. Long steps come in
 * company: what all steps of one incident share is told apart from what each
 * has by itself. Published incidents are longer than everyday ones. Knows no
 * document and no drill.
 * Source: docs/people.md: 117 durations read from 35 published incidents. */
#ifndef BASE_PRIORS_H
#define BASE_PRIORS_H

#include <stdint.h>

#include "base/dist.h"

/* prior (先验时长): the lognormal fitted to one kind of work. */
struct prior {
	const char *name;
	uint32_t n; /* durations it was fitted to */
	span_ms median;
	int64_t sigma_ppm;
};

/* priors_at: the i-th prior; NULL behind the last. */
const struct prior *priors_at(int i);

/* priors_find: the prior of this name; NULL if there is none. */
const struct prior *priors_find(const char *name);

/* priors_dist: the prior as a distribution, taken by itself. */
struct dist priors_dist(const struct prior *prior);

/* priors_within: what is left of a duration within one incident, to be
 * multiplied by its shared luck: a prior with its variance reduced by the
 * shared one, to 0 at least; another's as its author wrote it. */
struct dist priors_within(const struct dist *d);

/* priors_shared: the shared luck itself: a multiplier in ppm, median 1. */
struct dist priors_shared(void);

#endif
