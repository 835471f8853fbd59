/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/hours.h -- in which hours a plan fails: of a campaign whose
 * scenario leaves its start open, how likely the objectives are met by the
 * hour of the week it starts in, and by the start itself. Weekdays and hours
 * are those of the offset a start was written with. */
#ifndef REPLAY_JUDGE_HOURS_H
#define REPLAY_JUDGE_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "replay/judge/interval.h"

struct campaign;

enum { HOURS_DAYS = 7, HOURS_OF_DAY = 24 };

/* Of fewer trials an interval is too kind to what it leaves out. */
enum { HOURS_ENOUGH = 20 };

/* All starts within one hour of the week. */
struct hours_cell {
	int64_t weight;
	uint32_t tested;     /* starts of which some trial tested something */
	uint64_t trials;     /* that did */
	struct interval met; /* of these, by weight */
};

struct hours {
	struct hours_cell at[HOURS_DAYS][HOURS_OF_DAY]; /* from Monday */
};

/* hours_of: by hour of the week. */
void hours_of(const struct campaign *c, struct hours *out);

/* hours_fails: does what starts in this hour surely meet its objectives more
 * rarely than `asked` ppm? */
bool hours_fails(const struct hours_cell *x, int64_t asked);

/* hours_weekday: 0 for Monday, by the instant's own clock. */
uint32_t hours_weekday(struct instant at);

/* hours_hour: 0 to 23, by the instant's own clock. */
uint32_t hours_hour(struct instant at);

/* hours_met: of one start, by the number of its outset. Of none tested: 0,
 * from 0 to 1. */
struct interval hours_met(const struct campaign *c, uint32_t start);

/* hours_worst: the numbers of at most `n` starts tested, those that meet most
 * rarely first, the earlier in the document first among equals.
 * Return: how many there are. */
uint32_t hours_worst(const struct campaign *c, uint32_t *out, uint32_t n);

/* hours_untried: how many starts no trial has had. */
uint32_t hours_untried(const struct campaign *c);

#endif
