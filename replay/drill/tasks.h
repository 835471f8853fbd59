/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/tasks.h -- who does what, and what comes of it: tasks become
 * ready, queue for people, are tried, fail, are tried again or replaced.
 * Knows the world and the people; what a response act means is the scene's. */
#ifndef REPLAY_DRILL_TASKS_H
#define REPLAY_DRILL_TASKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "replay/drill/fact.h"

struct drill;
struct sham_search;

/* tasks_release: nothing but people is missing any more, because of fact
 * `why`: into the queue with it. The task must be idle. */
void tasks_release(struct drill *d, uint32_t task, uint32_t why);

/* tasks_release_steps: release every step of the scene that may start: all
 * after activation, only first aid (先期处置) before. */
void tasks_release_steps(struct drill *d, uint32_t scene, uint32_t why);

/* tasks_crew: the next person who has the task in hand, from `from` on; as
 * many as there are people if none. */
uint32_t tasks_crew(const struct drill *d, uint32_t task, uint32_t from);

/* tasks_skip: release what waits for steps that are skipped. A list, for a
 * long row of such steps. */
void tasks_skip(struct drill *d);

/* tasks_order: its people have the order, because of fact `why`; it begins
 * when that has reached them, `wait` from now. */
void tasks_order(struct drill *d, uint32_t task, uint32_t why, span_ms wait);

/* tasks_interrupt: its people are needed for the task `by`: what was done is
 * lost, and it waits again, to be begun anew. */
void tasks_interrupt(struct drill *d, uint32_t task, uint32_t by);

/* tasks_work: the task's order has reached its people, or its attempt ends.
 * Return: is it a response act or a notice that came off? Whose it is must
 * then say so through tasks_done. */
bool tasks_work(struct drill *d, uint32_t task);

/* tasks_done: the attempt in hand came off: say so as `act` on `on`, let the
 * people go. Return: the fact. */
uint32_t tasks_done(struct drill *d, uint32_t task, enum fact_act act,
    uint32_t on, int64_t value);

/* tasks_find_out: the steps that only seemed to be done, and show now, have
 * failed: they are tried again, replaced or given up, and what waits for them
 * waits again. By whom, because of which fact; 0: of its seeming done.
 * Source: docs/semantics.md, 5. */
void tasks_find_out(struct drill *d, const struct sham_search *search,
    uint32_t by, uint32_t why);

/* tasks_approve: an approval came off: the step it is of goes on, if it still
 * waits for it. Source: docs/semantics.md, 19. */
void tasks_approve(struct drill *d, uint32_t approval);

/* tasks_spend: what may be spent unasked has changed, as fact `why` says: the
 * scene's steps that need not ask any more go on. */
void tasks_spend(struct drill *d, uint32_t scene, uint32_t why);

/* tasks_limit: the attempt has run into its timeout, or a decision into its
 * limit: the next person of the role is asked.
 * Source: docs/semantics.md, 4 and 5. */
void tasks_limit(struct drill *d, uint32_t task);

/* tasks_deadline: say that it is late, unless it is done, or an alternative
 * that nobody has called for. */
void tasks_deadline(struct drill *d, uint32_t task);

/* tasks_rearm: idle again, as if it had never been ready. */
void tasks_rearm(struct drill *d, uint32_t task);

/* tasks_reopen: what has been undone since must be done again: the steps done
 * whose effect is there no more, in their order, because of fact `why`.
 * Return: are there any? Source: docs/semantics.md, 5. */
bool tasks_reopen(struct drill *d, uint32_t scene, uint32_t why);

/* tasks_withdraw: nobody need do it any more, unless it is in hand. */
void tasks_withdraw(struct drill *d, uint32_t task);

/* tasks_set_aside: withdraw the steps the scene does not go on with, now that
 * it uses its standby; what is in hand is finished. */
void tasks_set_aside(struct drill *d, uint32_t scene);

/* tasks_stand_down: the scene's tasks as if none had ever been ready, save
 * those in hand; luck is not used twice. */
void tasks_stand_down(struct drill *d, uint32_t scene);

/* tasks_are_idle: is no task of the scene waiting or in hand, but perhaps a
 * grading done again? */
bool tasks_are_idle(const struct drill *d, uint32_t scene);

/* tasks_reason: the fact of what the scene's first busy task is busy with,
 * or waiting for; 0 if none is. */
uint32_t tasks_reason(const struct drill *d, uint32_t scene);

#endif
