/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/crew.h -- who has a task in hand, who speaks for them, and how
 * they are let go. Knows people and things; what comes of the work is not
 * theirs. */
#ifndef REPLAY_DRILL_CREW_H
#define REPLAY_DRILL_CREW_H

#include <stdbool.h>
#include <stdint.h>

#include "replay/drill/fact.h"

struct drill;

/* crew_next: the next person who has the task in hand, from `from` on; as
 * many as there are people if none. */
uint32_t crew_next(const struct drill *d, uint32_t task, uint32_t from);

/* crew_lead: who speaks for the task's people, as an entity: the first of its
 * first role that has one; 0 if nobody has it in hand. */
uint32_t crew_lead(const struct drill *d, uint32_t task);

/* crew_is_leaving: has one of the task's people been called away, or is his
 * relief at work? */
bool crew_is_leaving(const struct drill *d, uint32_t task);

/* crew_let_go: because of fact `why` the task's people are free, and so is
 * what it had of things; no attempt and no limit runs any more. */
void crew_let_go(struct drill *d, uint32_t task, uint32_t why);

/* crew_done: the attempt in hand came off: say so as `act` on `on`, let the
 * people go. Return: the fact. */
uint32_t crew_done(struct drill *d, uint32_t task, enum fact_act act,
    uint32_t on, int64_t value);

#endif
