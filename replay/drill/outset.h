/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/outset.h -- the instants a scenario may start at, and which of
 * them a trial has. Trials are dealt out to the instants, not drawn for them:
 * each instant has its share by weight of any stretch of trials, to one or
 * two, and whoever knows the number of a trial knows its start.
 * Source: docs/semantics.md, 21. */
#ifndef REPLAY_DRILL_OUTSET_H
#define REPLAY_DRILL_OUTSET_H

#include <stdint.h>

#include "base/span.h"

struct arena;
struct scenario;

struct outset {
	struct instant at;
	int64_t weight;
	uint64_t until; /* the weights up to it, its own among them */
};

struct outsets {
	const struct outset *at;
	uint32_t n; /* one at least, once a stage is compiled */
};

/* outset_list: all instants, in the order of the document; of a scenario that
 * leaves nothing open, the one. `seed` draws those that stand anywhere in
 * their part of a window.
 * Owns: in `arena`. */
struct outsets outset_list(
    struct arena *arena, const struct scenario *scenario, uint64_t seed);

/* outset_of: the number of the instant that a trial starts at; trial 0 has
 * the first. */
uint32_t outset_of(struct outsets all, uint64_t trial);

/* outset_scenario: the same scenario, starting at this instant alone.
 * Owns: in `arena`; borrows what `scenario` holds. */
const struct scenario *outset_scenario(
    struct arena *arena, const struct scenario *scenario, struct instant at);

#endif
