/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/certain.h"

#include <string.h>

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "sim/random.h"

/* Each is another drill to play: a bound for what nobody would read. */
enum { MOST = 256, SURELY = 1000000 };

static const char *const names[CERTAIN_ODDS] = {
    [CERTAIN_ANSWERS] = "answers",
    [CERTAIN_CHANNELS] = "channels",
    [CERTAIN_MISSES] = "misses",
    [CERTAIN_FAILS] = "fails",
};

const char *
certain_name(enum certain_odds odds)
{
	return names[odds];
}

/* ---- what a path passes through ---- */

struct list {
	struct certain *at;
	uint32_t n;
};

static void
enter(struct list *l, enum certain_odds odds, uint32_t on)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (l->at[i].odds == odds && l->at[i].on == on)
			return;
	if (l->n < MOST)
		l->at[l->n++] = (struct certain){.odds = odds, .on = on};
}

static void
enter_person(struct list *l, const struct stage *stage, uint32_t on)
{
	const struct stage_person *p = &stage->people[fact_number(on)];

	if (p->answers_origin == ORIGIN_DEFAULT)
		enter(l, CERTAIN_ANSWERS, on);
	if (p->channels.n == 0)
		enter(l, CERTAIN_CHANNELS, on);
}

static void
enter_step(struct list *l, const struct stage *stage, uint32_t on)
{
	const struct stage_task *t = &stage->tasks[fact_number(on)];

	if (t->fails_origin == ORIGIN_DEFAULT && t->human == STAGE_NONE)
		enter(l, CERTAIN_FAILS, on);
}

static void
enter_fact(struct list *l, const struct stage *stage, const struct fact *f,
    const struct fact *why)
{
	if ((f->act == FACT_ACK || f->act == FACT_START) &&
	    fact_kind(f->by) == ENTITY_PERSON)
		enter_person(l, stage, f->by);
	if (f->act == FACT_ALARM && fact_kind(f->by) == ENTITY_MONITOR &&
	    stage->monitors[fact_number(f->by)].misses_origin == ORIGIN_DEFAULT)
		enter(l, CERTAIN_MISSES, f->by);
	if (f->act == FACT_DONE && why->act == FACT_START &&
	    fact_kind(why->on) == ENTITY_TASK)
		enter_step(l, stage, why->on);
}

struct certain *
certain_list(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct path *path, uint32_t *n)
{
	struct list l = {arena_array(arena, MOST, sizeof(*l.at)), 0};

	for (uint32_t i = 0; i < path->n; i++) {
		const struct stretch *s = &path->at[i];

		/* What took no time is no stretch, yet led to one. */
		for (uint32_t f = s->fact; f != 0 && facts[f].at >= s->from;
		     f = facts[f].why)
			enter_fact(&l, stage, &facts[f], &facts[facts[f].why]);
	}
	*n = l.n;
	return l.at;
}

/* ---- and if it never were so ---- */

/* with: a copy of an array of the stage, to change one item of it. */
#define WITH(arena, array, n)                                                  \
	memcpy(arena_array((arena), (n), sizeof(*(array))), (array),           \
	    (n) * sizeof(*(array)))

/* cut_off: give a person one way only, which never works. */
static void
cut_off(struct arena *a, struct stage *s, uint32_t person)
{
	uint32_t n = s->channels_n;
	struct stage_channel *channels =
	    arena_array(a, (size_t)n + 1, sizeof(*channels));
	struct stage_person *people =
	    WITH(a, s->people, s->counts[ENTITY_PERSON]);

	if (n > 0)
		memcpy(channels, s->channels, n * sizeof(*channels));
	channels[n] = (struct stage_channel){.fails = random_threshold(SURELY)};
	people[person].channels = (struct range){n, 1};
	s->channels = channels;
	s->channels_n = n + 1;
	s->people = people;
}

struct stage
certain_stage(
    struct arena *a, const struct stage *stage, const struct certain *certain)
{
	struct stage s = *stage;
	uint32_t i = fact_number(certain->on);
	struct stage_person *people;
	struct stage_monitor *monitors;
	struct stage_task *tasks;

	switch (certain->odds) {
	case CERTAIN_ANSWERS:
		s.people = people = WITH(a, s.people, s.counts[ENTITY_PERSON]);
		people[i].answers = random_threshold(0);
		break;
	case CERTAIN_CHANNELS:
		cut_off(a, &s, i);
		break;
	case CERTAIN_MISSES:
		s.monitors = monitors =
		    WITH(a, s.monitors, s.counts[ENTITY_MONITOR]);
		monitors[i].misses = random_threshold(SURELY);
		break;
	case CERTAIN_FAILS:
		s.tasks = tasks = WITH(a, s.tasks, s.counts[ENTITY_TASK]);
		tasks[i].fails_ppm = SURELY;
		break;
	case CERTAIN_ODDS:
		break;
	}
	return s;
}
