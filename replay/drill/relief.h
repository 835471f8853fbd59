/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/relief.h -- who goes off duty while an emergency lasts hands
 * over to whoever comes on (交接班). Knows calendars and people; which orders
 * there are is not its business.
 * Source: docs/semantics.md, 22. */
#ifndef REPLAY_DRILL_RELIEF_H
#define REPLAY_DRILL_RELIEF_H

#include <stdint.h>

struct drill;

/* relief_change: somebody else, or nobody, is on duty by the calendar. */
void relief_change(struct drill *d, uint32_t calendar);

/* relief_settle: let everybody hand over who has to and can; page whoever is to
 * relieve them. Comes before orders are given. */
void relief_settle(struct drill *d);

/* relief_done: whoever holds the post has handed over, or whoever has taken
 * over has done a step over. */
void relief_done(struct drill *d, uint32_t post);

#endif
