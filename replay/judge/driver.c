/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/driver.h"

#include <math.h>
#include <stddef.h>

#include "base/arena.h"
#include "sim/random.h"

#define Z 1.959963984540054 /* of 95 %, both sides */

enum { FEWEST = 8 * DRIVER_BINS /* trials */, ONE = 1000000 };

/* Of luck that can be listed below; of other, nothing. */
static const char *const names[] = {
    [LUCK_INJECT_AT] = "inject_at",
    [LUCK_ANSWERS] = "answers",
    [LUCK_ACKNOWLEDGES] = "acknowledges",
    [LUCK_TRAVEL] = "travel",
    [LUCK_FAILS] = "fails",
    [LUCK_DURATION] = "duration",
    [LUCK_FAILED_DURATION] = "failed_duration",
    [LUCK_CHANNEL] = "channel",
    [LUCK_SHARED] = "shared",
    [LUCK_MISSES] = "misses",
    [LUCK_FALSE_ALARMS] = "false_alarms",
    [LUCK_HAPPENS] = "happens",
    [LUCK_SEEMS] = "seems",
    [LUCK_LEAD] = "lead",
    [LUCK_DELIVERY] = "delivery",
    [LUCK_DELIVERY_FAILS] = "delivery_fails",
    [LUCK_CHOICE] = "choice",
    [LUCK_SECOND_FAULT] = "second_fault",
    [LUCK_HANDOVER] = "handover",
    [LUCK_REPEATS] = "repeats",
};

const char *
driver_name(enum luck luck)
{
	const char *name =
	    luck < sizeof(names) / sizeof(names[0]) ? names[luck] : NULL;

	return name == NULL ? "" : name;
}

/* ---- which there are ---- */

struct listing {
	struct driver *at;
	uint32_t n;
};

static void
enter(struct listing *l, uint32_t entity, enum luck luck, uint64_t key)
{
	if (l->n < DRIVER_MOST)
		l->at[l->n++] =
		    (struct driver){.entity = entity, .luck = luck, .key = key};
}

static void
enter_table(struct listing *l, uint32_t entity, enum luck luck, uint64_t key,
    const struct table *t)
{
	uint32_t n = l->n;

	if (t->n <= 1 && t->kind != TABLE_MIXTURE)
		return;
	enter(l, entity, luck, key);
	if (l->n > n)
		l->at[n].mixed = t->kind == TABLE_MIXTURE;
}

static void
enter_odds(struct listing *l, uint32_t entity, enum luck luck, uint64_t key,
    uint32_t threshold)
{
	if (random_happens(0, threshold) &&
	    !random_happens(UINT64_MAX, threshold))
		enter(l, entity, luck, key);
}

/* list_lead: how long what a task fetches first takes to come. */
static void
list_lead(struct listing *l, const struct stage *stage, uint32_t task)
{
	const struct stage_task *t = &stage->tasks[task];

	if (t->needs.n > 0)
		enter_table(l, fact_entity(ENTITY_TASK, task), LUCK_LEAD,
		    t->luck,
		    &stage->resources[stage->needs[t->needs.first].resource]
			 .lead);
}

static void
list_second_faults(struct listing *l, const struct stage *stage, uint32_t task)
{
	const struct stage_task *t = &stage->tasks[task];

	for (uint32_t i = 0; i < t->effects.n / STAGE_EFFECT; i++)
		enter_odds(l, fact_entity(ENTITY_TASK, task), LUCK_SECOND_FAULT,
		    t->luck, stage_effect(stage, t, i).odds);
}

static void
list_tasks(struct listing *l, const struct stage *stage)
{
	bool shared = false;

	for (uint32_t i = 0; i < stage->counts[ENTITY_TASK]; i++) {
		const struct stage_task *t = &stage->tasks[i];
		uint32_t entity = fact_entity(ENTITY_TASK, i);

		if (t->scene != stage->scene)
			continue;
		shared = shared || t->duration_shares || t->failed_shares;
		enter_table(l, entity, LUCK_DURATION, t->luck, &t->duration);
		list_lead(l, stage, i);
		if (t->fails_ppm > 0 && t->fails_ppm < ONE)
			enter(l, entity, LUCK_FAILS, t->luck);
		list_second_faults(l, stage, i);
		if (t->seems_ppm > 0 && t->seems_ppm < ONE)
			enter(l, entity, LUCK_SEEMS, t->luck);
		if (t->fails_ppm > 0 && t->failed_duration.n > 0)
			enter_table(l, entity, LUCK_FAILED_DURATION, t->luck,
			    &t->failed_duration);
	}
	if (shared && stage->shared_luck.n > 0)
		enter(l, fact_entity(ENTITY_SCENE, stage->scene), LUCK_SHARED,
		    stage->scenes[stage->scene].luck);
}

static void
list_people(struct listing *l, const struct stage *stage)
{
	for (uint32_t i = 0; i < stage->counts[ENTITY_PERSON]; i++) {
		const struct stage_person *p = &stage->people[i];
		uint32_t entity = fact_entity(ENTITY_PERSON, i);
		uint32_t n;

		enter_odds(l, entity, LUCK_ANSWERS, p->luck, p->answers);
		enter_table(
		    l, entity, LUCK_ACKNOWLEDGES, p->luck, &p->acknowledges);
		n = l->n;
		enter_table(l, entity, LUCK_TRAVEL, p->luck, &p->travel);
		if (l->n > n) /* drawn when the first answer has been */
			l->at[n].nth = 1;
		if (p->channels.n > 0)
			enter_odds(l, entity, LUCK_CHANNEL, p->luck,
			    stage->channels[p->channels.first].fails);
	}
}

/* list_handovers: of whoever may go off duty. */
static void
list_handovers(struct listing *l, const struct stage *stage)
{
	for (uint32_t i = 0; i < stage->posts_n; i++) {
		uint32_t person = stage->posts[i].person;
		uint32_t j = 0;

		while (stage->posts[j].person != person)
			j++;
		if (j < i)
			continue;
		enter_table(l, fact_entity(ENTITY_PERSON, person),
		    LUCK_HANDOVER, stage->people[person].luck,
		    &stage->handover);
		enter_odds(l, fact_entity(ENTITY_PERSON, person), LUCK_REPEATS,
		    stage->people[person].luck, stage->repeats);
	}
}

static void
list_resources(struct listing *l, const struct stage *stage)
{
	for (uint32_t i = 0; i < stage->counts[ENTITY_RESOURCE]; i++) {
		const struct stage_resource *r = &stage->resources[i];
		uint32_t entity = fact_entity(ENTITY_RESOURCE, i);

		if (r->times == 0)
			continue;
		enter_odds(l, entity, LUCK_DELIVERY_FAILS, r->luck, r->fails);
		enter_table(l, entity, LUCK_DELIVERY, r->luck, &r->takes);
	}
}

static void
list_injects(struct listing *l, const struct stage *stage)
{
	for (uint32_t i = 0; i < stage->counts[ENTITY_INJECT]; i++) {
		const struct stage_inject *x = &stage->injects[i];
		uint32_t entity = fact_entity(ENTITY_INJECT, i);

		enter_odds(l, entity, LUCK_HAPPENS, x->luck, x->happens);
		if (x->choice == (int32_t)i && x->weight < x->weights)
			enter(l, entity, LUCK_CHOICE, x->luck);
		enter_table(l, entity, LUCK_INJECT_AT, x->luck, &x->when);
	}
}

struct driver *
driver_list(struct arena *arena, const struct stage *stage, uint32_t *n)
{
	struct listing l = {
	    arena_array(arena, DRIVER_MOST, sizeof(struct driver)), 0};

	list_tasks(&l, stage);
	list_people(&l, stage);
	list_handovers(&l, stage);
	list_resources(&l, stage);
	list_injects(&l, stage);
	*n = l.n;
	return l.at;
}

/* ---- how much ---- */

/* driver_bin: of a mixture, eight bins of the choice by four of the value. */
uint32_t
driver_bin(const struct driver *driver, uint64_t seed, uint64_t trial)
{
	struct random_pair r =
	    random_draw(seed, driver->key, trial, driver->luck, driver->nth);

	if (driver->mixed)
		return (uint32_t)(r.choice >> 61) << 2 |
		       (uint32_t)(r.value >> 62);
	return (uint32_t)(r.value >> 59);
}

/* Recovery times taken apart: what lies between bins, what within. */
struct variance {
	double n, bins, between, within;
};

static struct variance
take_apart(const struct driver_bin *bins, const struct sum *squares)
{
	struct variance v = {0};
	double sum = 0;
	double mean;

	for (int i = 0; i < DRIVER_BINS; i++) {
		v.n += (double)bins[i].n;
		v.bins += bins[i].n > 0;
		sum += sum_double(&bins[i].sum);
	}
	if (v.n == 0)
		return v;
	mean = sum / v.n;
	for (int i = 0; i < DRIVER_BINS; i++) {
		double n = (double)bins[i].n;
		double off;

		if (bins[i].n == 0)
			continue;
		off = sum_double(&bins[i].sum) / n - mean;
		v.between += n * off * off;
	}
	v.within = sum_double(squares) - sum * mean - v.between;
	if (v.within < 0)
		v.within = 0;
	return v;
}

static int64_t
ppm(double lambda, double n)
{
	return lambda <= 0 ? 0 : (int64_t)(lambda / (lambda + n) * ONE + 0.5);
}

struct interval
driver_index(
    const struct driver_bin bins[DRIVER_BINS], const struct sum *squares)
{
	struct variance v = take_apart(bins, squares);
	double degrees = v.bins - 1;
	double
	    lambda; /* how far from chance: n times explained / unexplained */
	double known;
	double half;

	if (v.n < FEWEST || degrees < 1)
		return (struct interval){0, 0, ONE};
	if (v.within * v.n <= v.between)
		return v.between > 0 ? (struct interval){ONE, ONE, ONE}
				     : (struct interval){0, 0, 0};
	lambda = v.between / (v.within / (v.n - v.bins)) - degrees;
	known = lambda > 0 ? lambda : 0;
	half = Z * sqrt(2 * degrees + 4 * known + 2 * known * known / v.n);
	return (struct interval){
	    ppm(lambda, v.n), ppm(lambda - half, v.n), ppm(lambda + half, v.n)};
}
