/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/known.h -- conditions asked of what is known: alarms seen,
 * reports taken, levels sampled or looked at, time gone; of
 * what is true only by known_truly. */
#ifndef REPLAY_DRILL_KNOWN_H
#define REPLAY_DRILL_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct condition;
struct drill;

/* known_learn: what is known has changed, as fact `fact` says. */
void known_learn(struct drill *d, uint32_t fact);

/* known_holds: is it true of what is known now? `elapsed` counts from `since`,
 * an instant of the drill: 0, or where something began. */
bool known_holds(
    const struct drill *d, const struct condition *c, span_ms since);

/* known_truly: the same, since 0, with the levels that users see, known or
 * not; for what happens to people, never for what they do. */
bool known_truly(const struct drill *d, const struct condition *c);

/* known_next: how long until time alone may change whether it holds: until it
 * passes one of the spans the condition compares it with; SPAN_NEVER. */
span_ms known_next(
    const struct drill *d, const struct condition *c, span_ms since);

#endif
