/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/drill.h -- one drill, start to end: a pure function of a stage
 * and a trial number. `next` says when something happens, `step` lets it
 * happen; whoever drives (flat out, paced, a campaign, a re-execution) gets
 * the same facts. Knows no clock, no document, no language. */
#ifndef REPLAY_DRILL_DRILL_H
#define REPLAY_DRILL_DRILL_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"

struct arena;
struct drill;
struct fact;
struct stage;

enum drill_result {
	DRILL_GOES_ON,
	DRILL_OVER,   /* closed, or its horizon is reached */
	DRILL_RUNAWAY /* it would go on for ever */
};

/* drill_new: a drill of this stage, ready for trial 0.
 * Owns: borrows `stage`; all memory it will ever use is `arena`'s. */
struct drill *drill_new(struct arena *arena, const struct stage *stage);

/* drill_literally: let it take every turn of every monitor, also those that
 * change nothing: the same facts from more events. Before its first step, or
 * a reset. */
void drill_literally(struct drill *d);

/* drill_reset: make it ready for another trial, as if new. */
void drill_reset(struct drill *d, uint64_t trial);

/* drill_next: the instant of the next event; SPAN_NEVER when it is over. */
span_ms drill_next(const struct drill *d);

/* drill_step: let the next event happen, and all that follows from it at
 * once. Facts already there do not change. */
MUST_CHECK enum drill_result drill_step(struct drill *d);

/* drill_run: step until it is over. */
MUST_CHECK enum drill_result drill_run(struct drill *d);

/* drill_facts: the facts so far, and how many; valid until the next reset. */
const struct fact *drill_facts(const struct drill *d, uint32_t *n);

/* drill_blamed: after DRILL_RUNAWAY, the entity it could not get past. */
uint32_t drill_blamed(const struct drill *d);

#endif
