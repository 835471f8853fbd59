/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/driver.h -- what recovery time hangs on: how much of its
 * variance goes with one piece of luck alone, such as how long a step takes or
 * whether a person answers. Luck is a function of who draws, so it is reckoned
 * beside the drill, not in it; the first draw of each stands for all.
 * Source: Saltelli et al., Global Sensitivity Analysis (2008), 4.5: the first-
 *         order index, here from equal bins of the uniform drawn. */
#ifndef REPLAY_JUDGE_DRIVER_H
#define REPLAY_JUDGE_DRIVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "replay/drill/stage.h"
#include "replay/judge/interval.h"
#include "replay/judge/sum.h"

struct arena;

enum { DRIVER_BINS = 32, DRIVER_MOST = 1024 /* of one stage */ };

struct driver {
	uint32_t entity;
	enum luck luck; /* what it is drawn for */
	uint64_t key;   /* who draws */
	uint32_t nth;   /* occurrence of the first draw */
	bool mixed;     /* the choice of the part counts as well */
};

/* Trials whose uniform fell into one bin, and their recovery times. */
struct driver_bin {
	uint64_t n;
	struct sum sum;
};

/* driver_list: the luck of a stage that can make a difference, in the order
 * of the document: tasks and what they share, people,
 * resources, injects. At most
 * DRIVER_MOST. Owns: in `arena`. */
struct driver *driver_list(
    struct arena *arena, const struct stage *stage, uint32_t *n);

/* driver_bin: where its uniform falls in a trial, 0 to DRIVER_BINS - 1. */
uint32_t driver_bin(const struct driver *driver, uint64_t seed, uint64_t trial);

/* driver_index: the share of the variance that goes with it, and its
 * interval, as for an analysis of variance; `squares` is the sum of squares of
 * all recovery times in the bins. Of too few trials: 0, from 0 to 1.
 * Source: Smithson, Confidence Intervals (2003), 4: the noncentral F law, by
 *         its mean and variance. */
struct interval driver_index(
    const struct driver_bin bins[DRIVER_BINS], const struct sum *squares);

/* driver_name: "duration", "answers", …; a static string, "" for luck that is
 * never listed. */
const char *driver_name(enum luck luck);

#endif
