/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/notice.h -- notices (通报): who must be told, and by when. Each
 * is a task of its scene that holds nothing up: due once its time has begun to
 * count and the emergency is graded badly enough, late when its limit passes
 * unsent. Knows no party and no regulation. Source: docs/semantics.md, 12. */
#ifndef REPLAY_DRILL_NOTICE_H
#define REPLAY_DRILL_NOTICE_H

#include <stdint.h>

#include "base/span.h"
#include "plans/plan.h"

struct drill;

/* notice_reached: what the time of some of the scene's notices counts from
 * came at `at`, as fact `why` says: those that apply fall due. */
void notice_reached(struct drill *d, uint32_t scene, enum notice_from from,
    span_ms at, uint32_t why);

/* notice_forget: a false alarm: what is due, unless it is in hand, is not any
 * more. */
void notice_forget(struct drill *d, uint32_t scene);

/* notice_sent: the work for a notice came off. */
void notice_sent(struct drill *d, uint32_t task);

/* notice_again: one that is repeated falls due again, unless the business has
 * confirmed since. */
void notice_again(struct drill *d, uint32_t task);

#endif
