/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/scene.h -- what the organisation makes of what is known: a
 * scene's warning, ladder, verification, grade, authorisation, activation,
 * confirmation, close. */
#ifndef REPLAY_DRILL_SCENE_H
#define REPLAY_DRILL_SCENE_H

#include <stdint.h>

struct drill;

/* scene_override, scene_release: somebody keeps a scene from starting by
 * itself, and lets it again. */
void scene_override(struct drill *d, uint32_t inject);
void scene_release(struct drill *d, uint32_t inject);

/* scene_look: time alone may have changed whether a trigger holds, or the
 * grade. */
void scene_look(struct drill *d);

/* scene_held: the trigger has held: a warning is opened. */
void scene_held(struct drill *d, uint32_t scene);

/* scene_start: what starts a scene by itself has held: the plan is active
 * without anybody's leave. Source: docs/semantics.md, 3. */
void scene_start(struct drill *d, uint32_t scene);

/* scene_overreact: the inject's person starts its scene's plan though nothing
 * demands it. Source: docs/semantics.md, 23. */
void scene_overreact(struct drill *d, uint32_t inject);

/* scene_rung: the next rung of the ladder is climbed. */
void scene_rung(struct drill *d, uint32_t scene);

/* scene_acked: this person has just acknowledged, as fact `ack` says: so are
 * all warnings whose ladders have called him. */
void scene_acked(struct drill *d, uint32_t person, uint32_t ack);

/* scene_act: a response act came off. */
void scene_act(struct drill *d, uint32_t task);

/* scene_settle: draw what follows at once from what has just changed:
 * triggers, confirmation, close, being stuck. */
void scene_settle(struct drill *d);

/* scene_horizon: the time is over. */
void scene_horizon(struct drill *d);

#endif
