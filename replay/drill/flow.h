/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/flow.h -- what may start when: steps wait for others, are
 * skipped, call the steps of a procedure, are done, undone, or given up for an
 * alternative; and whoever waits for them goes on or waits again. Knows nothing
 * of people. Source: docs/semantics.md, 5. */
#ifndef REPLAY_DRILL_FLOW_H
#define REPLAY_DRILL_FLOW_H

#include <stdbool.h>
#include <stdint.h>

struct drill;

/* flow_is_set_aside: does the scene go the other way now: is the step one of
 * a standby not decided on, or of the default it stands in place of? */
bool flow_is_set_aside(const struct drill *d, uint32_t task);

/* flow_is_dropped: is it set aside, or is no step calling its procedure now? */
bool flow_is_dropped(const struct drill *d, uint32_t task);

/* flow_is_call: is it done by doing the steps of a procedure? */
bool flow_is_call(const struct drill *d, uint32_t task);

/* flow_may_start: is it idle, and does it wait for no other step? */
bool flow_may_start(struct drill *d, uint32_t task);

/* flow_hasten: the step, if it is not its turn yet, is to be begun as soon as
 * anybody is at work, whatever it waits for, once; now, because of fact `why`,
 * if they are. Source: docs/semantics.md, 23. */
void flow_hasten(struct drill *d, uint32_t task, uint32_t why);

/* flow_make_ready: its turn has come because of fact `why`: release the step,
 * or skip it. What waits for one that is skipped goes on with flow_skip. */
void flow_make_ready(struct drill *d, uint32_t task, uint32_t why);

/* flow_skip: release what waits for steps that are skipped. A list, for a
 * long row of such steps; to be called before people are sought. */
void flow_skip(struct drill *d);

/* flow_go_on: a step is done, as fact `why` says: so are those it stands in
 * for, and what waits for any of them may go on. */
void flow_go_on(struct drill *d, uint32_t task, uint32_t why);

/* flow_hold_back: what waits for the task waits again, unless it is under
 * way. */
void flow_hold_back(struct drill *d, uint32_t task);

/* flow_undo: the step is not done after all, nor what it stands in for. */
void flow_undo(struct drill *d, uint32_t task);

/* flow_give_up: for good, because of fact `why`; an alternative of its own, or
 * else of the step it stands in for, takes its place. */
void flow_give_up(struct drill *d, uint32_t task, uint32_t why);

#endif
