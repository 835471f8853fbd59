/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/steps.h -- the steps of a scene as one: released, set aside,
 * stood down, done again, and whether any is still at work. */
#ifndef REPLAY_DRILL_STEPS_H
#define REPLAY_DRILL_STEPS_H

#include <stdbool.h>
#include <stdint.h>

struct drill;

/* steps_release: every step of the scene that may start, because of fact
 * `why`: all after activation, only first aid (先期处置) before. */
void steps_release(struct drill *d, uint32_t scene, uint32_t why);

/* steps_reopen: what has been undone since must be done again: the steps done
 * whose effect is there no more, in their order, because of fact `why`.
 * Return: are there any? Source: docs/semantics.md, 5. */
bool steps_reopen(struct drill *d, uint32_t scene, uint32_t why);

/* steps_set_aside: withdraw the steps the scene does not go on with, now that
 * it uses its standby; what is in hand is finished. */
void steps_set_aside(struct drill *d, uint32_t scene);

/* steps_stand_down: the scene's tasks as if none had ever been ready, save
 * those in hand; luck is not used twice. */
void steps_stand_down(struct drill *d, uint32_t scene);

/* steps_deadline: say that the step is late, unless it is done, or an
 * alternative that nobody has called for. */
void steps_deadline(struct drill *d, uint32_t task);

/* steps_are_idle: is no task of the scene waiting or in hand, but perhaps a
 * grading done again? */
bool steps_are_idle(const struct drill *d, uint32_t scene);

/* steps_reason: the fact of what the scene's first busy task is busy with, or
 * waiting for; 0 if none is. */
uint32_t steps_reason(const struct drill *d, uint32_t scene);

#endif
