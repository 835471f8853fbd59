/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/ladder.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "sim/table.h"

#define CERTAIN 4294967296.0 /* the threshold of odds 1 */

/* rung_at: when rung `nth` is climbed, counted through the repeats; never
 * before the one before it (docs/semantics.md, 3). */
static span_ms
rung_at(const struct stage *stage, const struct stage_ladder *l, uint32_t nth,
    span_ms before)
{
	uint32_t place = l->rungs.first + nth % l->rungs.n;
	span_ms at = (span_ms)(nth / l->rungs.n) * l->repeat_every +
		     stage->rungs[place].after;

	return at > before ? at : before;
}

/* ---- whom ---- */

static bool
has(const struct ladder_rung *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->n; i++)
		if (r->people[i] == person)
			return true;
	return false;
}

/* name: whom the rung names at its instant, by calendar or himself. */
static void
name(struct arena *arena, const struct stage *stage, struct range people,
    struct ladder_rung *r)
{
	r->people = arena_array(arena, people.n, sizeof(*r->people));
	for (uint32_t i = 0; i < people.n; i++) {
		uint32_t entry = stage_at(stage, people, i);
		uint32_t calendar = entry >> STAGE_CALENDAR_SHIFT;
		uint32_t person = entry & STAGE_PERSON_MASK;

		if (calendar > 0 && stage_on_call(stage, calendar - 1, r->at) !=
					(int32_t)person)
			continue;
		if (!has(r, person))
			r->people[r->n++] = person;
	}
}

static void
call(struct climb *l, struct ladder_rung *r)
{
	r->is_wasted = r->n > 0;
	for (uint32_t i = 0; i < r->n; i++) {
		uint32_t person = r->people[i];

		if (l->pages_n[person] == 0)
			r->is_wasted = false;
		if (l->pages_n[person] < LADDER_PAGES)
			l->pages[person][l->pages_n[person]++] = r->at;
	}
}

struct climb
ladder_climb(struct arena *arena, const struct stage *stage, uint32_t number)
{
	const struct stage_ladder *s = &stage->ladders[number];
	uint32_t people = stage->counts[ENTITY_PERSON];
	struct climb l = {.n = s->rungs.n * (s->repeats + 1)};
	span_ms at = 0;

	l.rungs = arena_array(arena, l.n, sizeof(*l.rungs));
	l.pages = arena_array(arena, people, sizeof(*l.pages));
	l.pages_n = arena_array(arena, people, sizeof(*l.pages_n));
	for (uint32_t i = 0; i < l.n; i++) {
		struct ladder_rung *r = &l.rungs[i];

		at = rung_at(stage, s, i, at);
		r->at = at;
		r->number = i + 1;
		name(arena, stage,
		    stage->rungs[s->rungs.first + i % s->rungs.n].people, r);
		r->acked = ladder_acked(stage, &l, at);
		call(&l, r);
		/* calling again is what a repeat is for */
		r->is_wasted = r->is_wasted && i < s->rungs.n;
	}
	return l;
}

/* ---- how likely ---- */

/* Odds of a page: that it will be answered at all, and by an instant. */
struct odds {
	double ever, by;
};

/* page_odds: of a page sent at `from`: each channel in turn brings it or
 * fails, taking its time. */
static struct odds
page_odds(const struct stage *stage, const struct stage_person *p, span_ms from,
    span_ms at)
{
	struct odds o = {0, 0};
	double answers = p->answers / CERTAIN;
	double left = 1; /* odds that all channels so far have failed */
	span_ms sent = from;

	if (p->channels.n == 0)
		return (struct odds){answers,
		    answers * table_share(&p->acknowledges, at - from)};
	for (uint32_t i = 0; i < p->channels.n; i++) {
		const struct stage_channel *c =
		    &stage->channels[p->channels.first + i];
		double brings = left * (1 - c->fails / CERTAIN);

		sent += c->delay;
		o.ever += answers * brings;
		o.by +=
		    answers * brings * table_share(&p->acknowledges, at - sent);
		left -= brings;
	}
	return o;
}

/* person_acked: a page is sent only if those before it will not be answered
 * (docs/semantics.md, 4). */
static double
person_acked(const struct stage *stage, const struct climb *l, uint32_t person,
    span_ms at)
{
	double silent = 1; /* odds that no page so far will be answered */
	double acked = 0;

	for (uint8_t i = 0; i < l->pages_n[person]; i++) {
		struct odds o = page_odds(
		    stage, &stage->people[person], l->pages[person][i], at);

		acked += silent * o.by;
		silent *= 1 - o.ever;
	}
	return acked;
}

double
ladder_acked(const struct stage *stage, const struct climb *climb, span_ms at)
{
	double nobody = 1;

	for (uint32_t i = 0; i < stage->counts[ENTITY_PERSON]; i++)
		nobody *= 1 - person_acked(stage, climb, i, at);
	return 1 - nobody;
}

double
ladder_never(const struct stage *stage, const struct climb *climb)
{
	double nobody = 1;

	for (uint32_t i = 0; i < stage->counts[ENTITY_PERSON]; i++)
		for (uint8_t j = 0; j < climb->pages_n[i]; j++)
			nobody *= 1 - page_odds(stage, &stage->people[i],
					  climb->pages[i][j], SPAN_LONGEST)
					  .ever;
	return nobody;
}

span_ms
ladder_lost(const struct climb *climb)
{
	span_ms lost = 0;

	for (uint32_t i = 0; i + 1 < climb->n; i++)
		if (climb->rungs[i].n == 0)
			lost += climb->rungs[i + 1].at - climb->rungs[i].at;
	return lost;
}
