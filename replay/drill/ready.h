/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/ready.h -- a task is ready: nothing but people, things and leave
 * to spend is missing any more. Knows the lines and the funds, not why its turn
 * has come. */
#ifndef REPLAY_DRILL_READY_H
#define REPLAY_DRILL_READY_H

#include <stdint.h>

struct drill;

/* ready_release: nothing but people is missing any more, because of fact
 * `why`: into the line with it. The task must be idle. */
void ready_release(struct drill *d, uint32_t task, uint32_t why);

/* ready_withdraw: nobody need do it any more, unless it is in hand. */
void ready_withdraw(struct drill *d, uint32_t task);

/* ready_leave: it stands in no line and asks for nothing any more. */
void ready_leave(struct drill *d, uint32_t task);

/* ready_rearm: idle again, as if it had never been ready. */
void ready_rearm(struct drill *d, uint32_t task);

/* ready_approve: an approval came off: the step it is of goes on, if it still
 * waits for it. Source: docs/semantics.md, 19. */
void ready_approve(struct drill *d, uint32_t approval);

/* ready_spend: what may be spent unasked has changed, as fact `why` says: the
 * scene's steps that need not ask any more go on. */
void ready_spend(struct drill *d, uint32_t scene, uint32_t why);

#endif
