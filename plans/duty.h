/* SPDX-License-Identifier: Apache-2.0 */
/* plans/duty.h -- who is on call when: a calendar of layers, restrictions and
 * overrides as one flat list. Knows calendars and clocks; knows no drill. */
#ifndef PLANS_DUTY_H
#define PLANS_DUTY_H

#include <stdint.h>

struct arena;
struct calendar;
struct zone;

/* More stretches than this nobody plans for; ten years of changes twice a
 * day are less. */
enum { DUTY_MOST = 10000, DUTY_NOBODY = -1, DUTY_OPEN = 0 };

/* duty (值班): somebody's, or nobody's, until the next one begins. */
struct duty {
	int64_t from;   /* ms since 1970-01-01T00:00:00Z */
	int32_t person; /* DUTY_NOBODY: nobody is on call; of a calendar of
			   hours DUTY_OPEN within them, else DUTY_NOBODY */
};

/* duty_roll: the calendar from `from` to `until`: the first duty begins at
 * `from`, the last goes on to `until`, neighbours differ.
 * Owns:   `*out` in `arena`.
 * Return: how many; 0 if there are more than DUTY_MOST, or an empty window.
 * Source: docs/semantics.md, 4. */
uint32_t duty_roll(struct arena *arena, const struct calendar *calendar,
    const struct zone *zone, int64_t from, int64_t until,
    const struct duty **out);

/* duty_at: the number of the duty that runs at an instant not before the
 * first; at a change it is the new one. */
uint32_t duty_at(const struct duty *duties, uint32_t n, int64_t at);

#endif
