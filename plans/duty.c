/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/duty.h"

#include <stdlib.h>

#include "base/arena.h"
#include "plans/organisation.h"
#include "plans/zones.h"

/* The instants at which somebody else may be on call. */
struct breaks {
	int64_t *at;
	uint32_t n;
	bool full;
};

/* A calendar on its clock. */
struct rota {
	const struct calendar *calendar;
	const struct zone *zone;
	int64_t from, until;
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && a < 0);
}

/* day: the date the zone's clock shows, in days since 1970-01-01. */
static int64_t
day(const struct rota *r, int64_t at)
{
	return floor_div(zones_wall(r->zone, at), SPAN_DAY);
}

/* day_bit: what FIELD_DAYS calls a date: a holiday is no day of the week. */
static int32_t
day_bit(const struct calendar *c, int64_t date)
{
	for (uint32_t i = 0; i < c->holidays.n; i++)
		if (c->holidays.at[i].date == date)
			return FIELDS_HOLIDAY;
	/* 1970-01-01 was a Thursday, day 3. */
	return 1 << (int)(((date + 3) % 7 + 7) % 7);
}

/* ---- who ---- */

/* first_turn: what the clock shows when turn 0 begins. */
static int64_t
first_turn(const struct rota *r, const struct layer *l)
{
	return zones_wall(
	    r->zone, l->turns_from.ms != 0 ? l->turns_from.ms : l->from.ms);
}

static int64_t
turn_begins(const struct rota *r, const struct layer *l, int64_t nth)
{
	return zones_utc(r->zone, first_turn(r, l) + nth * l->turn);
}

/* turn_at: the number of the turn that runs; negative before turn 0. */
static int64_t
turn_at(const struct rota *r, const struct layer *l, int64_t at)
{
	int64_t nth =
	    floor_div(zones_wall(r->zone, at) - first_turn(r, l), l->turn);

	/* A clock that was put back shows less than has passed. */
	while (turn_begins(r, l, nth + 1) <= at)
		nth++;
	while (turn_begins(r, l, nth) > at)
		nth--;
	return nth;
}

/* shift: the restriction's stretch that begins on a date. */
static void
shift(const struct rota *r, const struct restriction *x, int64_t date,
    int64_t *from, int64_t *to)
{
	int64_t end = date + (x->to <= x->from);

	*from = zones_utc(r->zone, date * SPAN_DAY + x->from);
	*to = zones_utc(r->zone, end * SPAN_DAY + x->to);
}

static bool
counts(const struct rota *r, const struct layer *l, int64_t at)
{
	int64_t today = day(r, at);

	for (uint32_t i = 0; i < l->restrictions.n; i++) {
		const struct restriction *x = &l->restrictions.at[i];

		for (int64_t date = today - 1; date <= today + 1; date++) {
			int64_t from;
			int64_t to;

			if ((x->days & day_bit(r->calendar, date)) == 0)
				continue;
			shift(r, x, date, &from, &to);
			if (from <= at && at < to)
				return true;
		}
	}
	return l->restrictions.n == 0;
}

/* layer_ends: when it counts no more; never, if nobody said. */
static int64_t
layer_ends(const struct layer *l)
{
	return l->until.ms != 0 ? l->until.ms : INT64_MAX;
}

/* turn_of: whose turn it is; those before turn 0 go by the same order. */
static int32_t
turn_of(const struct rota *r, const struct layer *l, int64_t at)
{
	int64_t n = l->people.n;

	return l->people.at[(turn_at(r, l, at) % n + n) % n].index;
}

/* hours_of: a calendar's hours as a layer of nobody's. */
static struct layer
hours_of(const struct calendar *c)
{
	return (struct layer){.restrictions = {c->hours.at, c->hours.n}};
}

/* who: on call at this instant: the last override, else the last layer. */
static int32_t
who(const struct rota *r, int64_t at)
{
	const struct calendar *c = r->calendar;
	struct layer hours = hours_of(c);

	if (c->hours.n > 0)
		return counts(r, &hours, at) ? DUTY_OPEN : DUTY_NOBODY;
	for (uint32_t i = c->overrides.n; i-- > 0;) {
		const struct override *o = &c->overrides.at[i];

		if (o->from.ms <= at && at < o->until.ms)
			return o->person.index;
	}
	for (uint32_t i = c->layers.n; i-- > 0;) {
		const struct layer *l = &c->layers.at[i];

		if (l->from.ms <= at && at < layer_ends(l) && l->people.n > 0 &&
		    counts(r, l, at))
			return turn_of(r, l, at);
	}
	return DUTY_NOBODY;
}

/* ---- when ---- */

static void
add(const struct rota *r, struct breaks *b, int64_t at)
{
	if (at <= r->from || at >= r->until)
		return;
	if (b->n == DUTY_MOST)
		b->full = true;
	else
		b->at[b->n++] = at;
}

static void
add_layer(const struct rota *r, struct breaks *b, const struct layer *l)
{
	int64_t begin = l->from.ms > r->from ? l->from.ms : r->from;
	int64_t end = layer_ends(l) < r->until ? layer_ends(l) : r->until;
	int64_t last = day(r, end) + 1;

	add(r, b, l->from.ms);
	add(r, b, end);
	if (l->people.n > 1 && begin < end)
		for (int64_t nth = turn_at(r, l, begin);
		     !b->full && turn_begins(r, l, nth) < end; nth++)
			add(r, b, turn_begins(r, l, nth));
	for (uint32_t i = 0; i < l->restrictions.n; i++) {
		const struct restriction *x = &l->restrictions.at[i];

		for (int64_t date = day(r, begin) - 1; !b->full && date <= last;
		     date++) {
			int64_t from;
			int64_t to;

			if ((x->days & day_bit(r->calendar, date)) == 0)
				continue;
			shift(r, x, date, &from, &to);
			add(r, b, from);
			add(r, b, to);
		}
	}
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static struct breaks
breaks_of(struct arena *arena, const struct rota *r)
{
	struct breaks b = {arena_array(arena, DUTY_MOST, sizeof(*b.at)), 0, 0};
	const struct calendar *c = r->calendar;
	struct layer hours = hours_of(c);

	if (c->hours.n > 0)
		add_layer(r, &b, &hours);
	for (uint32_t i = 0; i < c->overrides.n; i++) {
		add(r, &b, c->overrides.at[i].from.ms);
		add(r, &b, c->overrides.at[i].until.ms);
	}
	for (uint32_t i = 0; i < c->layers.n && !b.full; i++)
		add_layer(r, &b, &c->layers.at[i]);
	qsort(b.at, b.n, sizeof(*b.at), compare);
	return b;
}

uint32_t
duty_roll(struct arena *arena, const struct calendar *calendar,
    const struct zone *zone, int64_t from, int64_t until,
    const struct duty **out)
{
	struct rota r = {calendar, zone, from, until};
	struct breaks b = breaks_of(arena, &r);
	struct duty *duties;
	uint32_t n = 0;

	if (b.full || from >= until)
		return 0;
	duties = arena_array(arena, b.n + 1, sizeof(*duties));
	duties[n++] = (struct duty){from, who(&r, from)};
	for (uint32_t i = 0; i < b.n; i++) {
		int32_t person = who(&r, b.at[i]);

		if (person != duties[n - 1].person)
			duties[n++] = (struct duty){b.at[i], person};
	}
	*out = duties;
	return n;
}

uint32_t
duty_at(const struct duty *duties, uint32_t n, int64_t at)
{
	uint32_t low = 1;
	uint32_t high = n;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (duties[middle].from <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}
