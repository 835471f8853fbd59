/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/fire.h -- injects that come when a condition holds, and those
 * that need not happen at all: when they come, not what they do. */
#ifndef REPLAY_DRILL_FIRE_H
#define REPLAY_DRILL_FIRE_H

#include <stdint.h>

struct drill;

/* fire_came: an inject does something: so it came. */
void fire_came(struct drill *d, uint32_t inject);

/* fire_held: its condition has held: it comes, from its beginning. */
void fire_held(struct drill *d, uint32_t inject);

/* fire_look: time has passed its not_before, or a span its condition compares
 * it with. */
void fire_look(struct drill *d, uint32_t inject);

/* fire_settle: what is known or true has changed: judge every condition. */
void fire_settle(struct drill *d);

/* fire_end: the drill is over: say which injects that might have come did
 * not. */
void fire_end(struct drill *d);

#endif
