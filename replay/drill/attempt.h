/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/attempt.h -- a task in hand: ordered, tried, failed, tried
 * again, come off; what it changes in the world. Knows the world, the people
 * and what may start; what a response act means is the scene's. */
#ifndef REPLAY_DRILL_ATTEMPT_H
#define REPLAY_DRILL_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct drill;

/* attempt_order: its people have the order, because of fact `why`; it begins
 * when that has reached them, `wait` from now. */
void attempt_order(struct drill *d, uint32_t task, uint32_t why, span_ms wait);

/* attempt_interrupt: its people are needed for the task `by`: what was done is
 * lost, and it waits again, to be begun anew. */
void attempt_interrupt(struct drill *d, uint32_t task, uint32_t by);

/* attempt_call_off: nobody need do the task any more, as fact `why` says,
 * unless somebody has begun it. */
void attempt_call_off(struct drill *d, uint32_t task, uint32_t why);

/* attempt_work: the task's order has reached its people, or its attempt ends.
 * Return: is it a response act or a notice that came off? Whose it is must
 * then say so through crew_done. */
bool attempt_work(struct drill *d, uint32_t task);

/* attempt_limit: the attempt has run into its timeout, or a decision into its
 * limit: the next person of the role is asked.
 * Source: docs/semantics.md, 4 and 5. */
void attempt_limit(struct drill *d, uint32_t task);

#endif
