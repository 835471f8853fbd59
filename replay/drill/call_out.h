/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/call_out.h -- call-out drills (通讯演练): the ladder of one
 * scene is climbed from the start on, and when somebody, or everybody, has
 * answered it is over. Knows who is called; knows no task.
 * Source: docs/semantics.md, 18. */
#ifndef REPLAY_DRILL_CALL_OUT_H
#define REPLAY_DRILL_CALL_OUT_H

#include <stdbool.h>
#include <stdint.h>

struct drill;

/* call_out_spares: has this person answered, so that no rung need call him
 * again? Never in a full drill. */
bool call_out_spares(const struct drill *d, uint32_t person);

/* call_out_heard: fact `why` may have been the last that was missing: somebody
 * has acknowledged, or a rung was called. Closes the scene if so. */
void call_out_heard(struct drill *d, uint32_t why);

#endif
