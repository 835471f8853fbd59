/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/cover.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/duty.h"
#include "plans/plan.h"
#include "plans/zones.h"

/* A calendar rolled out. */
struct roll {
	const struct duty *duties;
	uint32_t n;
};

struct cover {
	struct arena *arena;
	const struct plan *plan;
	struct roll *rolls; /* of each calendar; n == 0: not rolled out */
	struct instant from;
	int64_t until;
	struct faults *faults;
};

void
cover_zones(const struct plan *plan, struct faults *faults)
{
	for (uint32_t i = 0; i < plan->organisation->calendars.n; i++) {
		const struct calendar *c = &plan->organisation->calendars.at[i];

		if (zones_find(plan->zones, c->zone) == NULL)
			faults_add(faults, GRADE_ERROR, "zone-unknown",
			    value_get(c->at, "zone"), "zone", c->zone, NULL);
	}
}

static const char *
span_text(const struct cover *c, span_ms span)
{
	struct text t = text_new(c->arena);

	span_write(&t, span);
	return t.at;
}

/* instant_text: with the offset of the window's start. */
static const char *
instant_text(const struct cover *c, int64_t at)
{
	struct text t = text_new(c->arena);

	instant_write(&t, (struct instant){at, c->from.offset_min});
	return t.at;
}

/* A stretch in which nobody is on call by any of a rung's calendars. */
struct gaps {
	span_ms sum;
	int64_t first;
};

/* next_change: the first instant after `at` at which a roll changes. */
static int64_t
next_change(const struct cover *c, const struct roll *r, int64_t at)
{
	uint32_t i = duty_at(r->duties, r->n, at);

	return i + 1 < r->n ? r->duties[i + 1].from : c->until;
}

/* gaps_of: of several calendars together; each is rolled out. */
static struct gaps
gaps_of(const struct cover *c, const struct refs *calendars)
{
	struct gaps g = {0, c->until};

	for (int64_t at = c->from.ms; at < c->until;) {
		int64_t next = c->until;
		bool anybody = false;

		for (uint32_t i = 0; i < calendars->n; i++) {
			const struct roll *r =
			    &c->rolls[calendars->at[i].index];
			uint32_t now = duty_at(r->duties, r->n, at);
			int64_t change = next_change(c, r, at);

			anybody |= r->duties[now].person != DUTY_NOBODY;
			if (change < next)
				next = change;
		}
		if (!anybody) {
			g.sum += next - at;
			if (at < g.first)
				g.first = at;
		}
		at = next;
	}
	return g;
}

static void
check_calendar(struct cover *c, uint32_t number)
{
	const struct calendar *x = &c->plan->organisation->calendars.at[number];
	struct ref ref = {x->id, x->at, (int32_t)number};
	struct gaps g = gaps_of(c, &(struct refs){&ref, 1});
	struct text covered = text_new(c->arena);

	if (g.sum == 0 || x->hours.n > 0)
		return;
	text_ppm(&covered,
	    (int64_t)(1000000 -
		      (double)g.sum * 1e6 / (double)(c->until - c->from.ms) +
		      0.5));
	faults_add(c->faults, GRADE_FINDING, "uncovered", x->at, "calendar",
	    x->id, "span", span_text(c, g.sum), "share", covered.at, "first",
	    instant_text(c, g.first), NULL);
}

/* calendars_of: those a rung calls by; false if somebody is called anyway. */
static bool
calendars_of(struct cover *c, const struct ladder_step *s, struct refs *out)
{
	bool only = s->people.n == 0;

	*out = (struct refs){
	    arena_array(c->arena, s->roles.n, sizeof(*out->at)), 0};
	for (uint32_t i = 0; i < s->roles.n; i++) {
		const struct role *r =
		    &c->plan->organisation->roles.at[s->roles.at[i].index];

		only = only && r->primary.n == 0;
		if (r->on_call.index >= 0)
			out->at[out->n++] = r->on_call;
	}
	return only && out->n > 0;
}

static void
check_rungs(struct cover *c, const struct ladder *l)
{
	for (uint32_t i = 0; i < l->steps.n; i++) {
		struct refs calendars;
		struct gaps g;

		if (!calendars_of(c, &l->steps.at[i], &calendars))
			continue;
		g = gaps_of(c, &calendars);
		if (g.sum > 0)
			faults_add(c->faults, GRADE_FINDING,
			    "rung-empty-at-times", l->steps.at[i].at, "ladder",
			    l->id, "span", span_text(c, g.sum), "first",
			    instant_text(c, g.first), NULL);
	}
}

/* check_pair: on call in both at once, added up over everybody. */
static void
check_pair(struct cover *c, uint32_t one, uint32_t other)
{
	const struct organisation *org = c->plan->organisation;
	const struct roll *a = &c->rolls[one];
	const struct roll *b = &c->rolls[other];
	struct gaps g = {0, c->until};
	int32_t first = DUTY_NOBODY;

	for (int64_t at = c->from.ms; at < c->until;) {
		int32_t x = a->duties[duty_at(a->duties, a->n, at)].person;
		int32_t y = b->duties[duty_at(b->duties, b->n, at)].person;
		int64_t next = next_change(c, a, at);

		if (next_change(c, b, at) < next)
			next = next_change(c, b, at);
		if (x == y && x != DUTY_NOBODY) {
			if (g.sum == 0)
				first = x;
			g.sum += next - at;
		}
		at = next;
	}
	if (g.sum > 0)
		faults_add(c->faults, GRADE_NOTE, "double-booked",
		    org->calendars.at[other].at, "person",
		    org->people.at[first].id, "calendar",
		    org->calendars.at[one].id, "other",
		    org->calendars.at[other].id, "span", span_text(c, g.sum),
		    NULL);
}

/* roll_out: every calendar over the window. Return: are all of them? */
static bool
roll_out(struct cover *c)
{
	const struct organisation *org = c->plan->organisation;
	bool all = true;

	for (uint32_t i = 0; i < org->calendars.n; i++) {
		const struct calendar *x = &org->calendars.at[i];
		struct roll *r = &c->rolls[i];

		r->n =
		    duty_roll(c->arena, x, zones_find(c->plan->zones, x->zone),
			c->from.ms, c->until, &r->duties);
		if (r->n == 0)
			faults_add(c->faults, GRADE_ERROR, "calendar-busy",
			    x->at, "calendar", x->id, NULL);
		all = all && r->n > 0;
	}
	return all;
}

void
cover_check(struct arena *arena, const struct plan *plan, struct instant from,
    span_ms length, struct faults *faults)
{
	uint32_t n = plan->organisation->calendars.n;
	struct cover c = {arena, plan,
	    arena_array(arena, n, sizeof(struct roll)), from, from.ms + length,
	    faults};

	if (!roll_out(&c))
		return;
	for (uint32_t i = 0; i < n; i++) {
		check_calendar(&c, i);
		for (uint32_t j = i + 1; j < n; j++)
			check_pair(&c, i, j);
	}
	for (uint32_t i = 0; i < plan->ladders.n; i++)
		check_rungs(&c, &plan->ladders.at[i]);
}
