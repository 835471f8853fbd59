/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/hours.h"

#include <string.h>

#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"

/* 1 January 1970 was a Thursday. */
enum { THURSDAY = 3 };

/* clock: ms since 1970-01-01T00:00 by the instant's own clock, never below
 * 0: no instant is before 1970 in UTC by more than its offset. */
static int64_t
clock(struct instant at)
{
	return at.ms + at.offset_min * SPAN_MINUTE + 7 * SPAN_DAY;
}

uint32_t
hours_weekday(struct instant at)
{
	return (uint32_t)((clock(at) / SPAN_DAY + THURSDAY) % HOURS_DAYS);
}

uint32_t
hours_hour(struct instant at)
{
	return (uint32_t)(clock(at) / SPAN_HOUR % HOURS_OF_DAY);
}

struct interval
hours_met(const struct campaign *c, uint32_t start)
{
	return interval_wilson(
	    c->starts[start][CAMPAIGN_MET], c->starts[start][CAMPAIGN_TESTED]);
}

/* cell_of: all starts of one hour of the week. */
static struct hours_cell
cell_of(const struct campaign *c, uint32_t day, uint32_t hour)
{
	struct interval shares[STARTS_MOST];
	int64_t weights[STARTS_MOST];
	struct hours_cell cell = {.met = interval_wilson(0, 0)};

	for (uint32_t i = 0; i < campaign_starts(c->stage); i++) {
		const struct outset *o = &c->stage->outsets.at[i];

		if (hours_weekday(o->at) != day || hours_hour(o->at) != hour)
			continue;
		cell.weight += o->weight;
		if (c->starts[i][CAMPAIGN_TESTED] == 0)
			continue;
		cell.trials += c->starts[i][CAMPAIGN_TESTED];
		weights[cell.tested] = o->weight;
		shares[cell.tested++] = hours_met(c, i);
	}
	if (cell.tested > 0)
		cell.met = interval_mean(shares, weights, cell.tested);
	return cell;
}

void
hours_of(const struct campaign *c, struct hours *out)
{
	for (uint32_t day = 0; day < HOURS_DAYS; day++)
		for (uint32_t hour = 0; hour < HOURS_OF_DAY; hour++)
			out->at[day][hour] = cell_of(c, day, hour);
}

bool
hours_fails(const struct hours_cell *x, int64_t asked)
{
	return x->trials >= HOURS_ENOUGH && interval_side(x->met, asked) < 0;
}

uint32_t
hours_worst(const struct campaign *c, uint32_t *out, uint32_t n)
{
	uint32_t found = 0;

	for (uint32_t i = 0; n > 0 && i < campaign_starts(c->stage); i++) {
		int64_t met = hours_met(c, i).ppm;
		uint32_t at = found;

		if (c->starts[i][CAMPAIGN_TESTED] == 0)
			continue;
		while (at > 0 && hours_met(c, out[at - 1]).ppm > met)
			at--;
		if (at == n)
			continue;
		found += found < n;
		memmove(
		    &out[at + 1], &out[at], (found - at - 1) * sizeof(*out));
		out[at] = i;
	}
	return found;
}

uint32_t
hours_untried(const struct campaign *c)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < campaign_starts(c->stage); i++)
		n += c->starts[i][CAMPAIGN_TRIALS] == 0;
	return n;
}
