/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/strain.h"

#include "replay/drill/crew.h"
#include "replay/drill/eta.h"
#include "replay/drill/state.h"

/* ---- people ---- */

/* bears: do those who have the task in hand bear this stress? */
static bool
bears(const struct drill *d, uint32_t task, const struct stage_inject *x)
{
	return x->person == STAGE_NONE ||
	       d->people[x->person].task == (int32_t)task;
}

/* stress: the worst level, as declared or by an inject in force; worse levels
 * come first. */
static int32_t
stress(const struct drill *d, uint32_t task, const struct stage_human *h)
{
	int32_t worst = h->stress;

	for (uint32_t i = 0; i < d->stage->counts[ENTITY_INJECT]; i++) {
		const struct stage_inject *x = &d->stage->injects[i];
		int32_t level = SPAR_H_STRESS_NOMINAL - 1 - x->stress;

		if (d->injects[i].active && x->act == INJECT_STRESS &&
		    level < worst && bears(d, task, x))
			worst = level;
	}
	return worst;
}

/* tired_at: of those who have the task in hand, the first who has been at work
 * for too long; STAGE_NONE if all are rested. */
static int32_t
tired_at(const struct drill *d, uint32_t task)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];

	if (d->stage->tires_after == SPAN_NEVER)
		return STAGE_NONE;
	for (uint32_t p = crew_next(d, task, 0); p < n;
	     p = crew_next(d, task, p + 1))
		if (state_now(d) - d->people[p].since >= d->stage->tires_after)
			return (int32_t)p;
	return STAGE_NONE;
}

/* time_of: the level of time its people have. Where the drill leaves too little
 * they err as those who barely have enough: that nobody can be in time, which
 * SPAR-H counts as an error, the drill sees by itself. */
static int32_t
time_of(const struct drill *d, uint32_t task, const struct stage_human *h)
{
	enum { BARELY = 1 };

	if (!h->pressure)
		return h->time;
	return d->tasks[task].time < BARELY ? BARELY : d->tasks[task].time;
}

/* left: the time there is for an attempt begun now: up to the step's deadline,
 * and what the scene's estimate leaves beside the attempt's own median;
 * SPAN_NEVER if neither is known. */
static span_ms
left(const struct drill *d, uint32_t task, span_ms median)
{
	const struct stage_task *s = &d->stage->tasks[task];
	span_ms activated = d->scenes[s->scene].reached[NOTICE_ACTIVATION];
	span_ms limit = eta_limit(d, s->scene);
	span_ms time = SPAN_NEVER;
	struct eta eta;

	if (limit != SPAN_NEVER && eta_of(d, s->scene, &eta) &&
	    eta.at != SPAN_NEVER)
		time = median + limit - eta.at;
	if (s->deadline != SPAN_NEVER && activated != SPAN_NEVER &&
	    activated + s->deadline - state_now(d) < time)
		time = activated + s->deadline - state_now(d);
	return time;
}

void
strain_press(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct stage_human *h;
	span_ms median = strain_work(d, task, table_median(&s->duration));
	span_ms time;

	if (s->human == STAGE_NONE)
		return;
	if (tired_at(d, task) != STAGE_NONE)
		(void)state_say(d, FACT_TIRED, s->scene,
		    fact_entity(ENTITY_PERSON, (uint32_t)tired_at(d, task)),
		    state_task(task), 0, d->tasks[task].start_fact);
	if (!d->stage->humans[s->human].pressure)
		return;
	h = &d->stage->humans[s->human];
	time = left(d, task, median);
	d->tasks[task].time =
	    time == SPAN_NEVER
		? h->time
		: spar_h_time_level(
		      s->misleads ? SPAR_H_DIAGNOSIS : SPAR_H_ACTION, time,
		      median);
	if (d->tasks[task].time != h->time)
		(void)state_say(d, FACT_PRESSED, s->scene, 0, state_task(task),
		    d->tasks[task].time + 1, d->tasks[task].start_fact);
}

/* either: the odds of one or the other, both independent; rounded half up. */
static int32_t
either(int32_t a, int32_t b)
{
	return a + b - (int32_t)(((int64_t)a * b + 500000) / 1000000);
}

/* with_people: the task's own odds, and those of its people's errors. */
static int32_t
with_people(const struct drill *d, uint32_t task, int32_t own)
{
	const struct stage_human *h =
	    &d->stage->humans[d->stage->tasks[task].human];

	bool tired = tired_at(d, task) != STAGE_NONE;

	return either(
	    own, h->odds_ppm[tired][time_of(d, task, h)][stress(d, task, h)]);
}

/* depending: the odds of an attempt that may go wrong as the last one did:
 * whose diagnosis is wrong, or that fails. Source: SPAR-H, NUREG/CR-6883, high
 * dependency (1 + p)/2. */
static int32_t
depending(const struct drill *d, uint32_t task, bool wrong, int32_t odds)
{
	const struct drill_task *t = &d->tasks[task];

	if (t->misses == 0 || t->fooled != wrong ||
	    d->stage->tasks[task].independent || odds == 0)
		return odds;
	return (1000000 + odds + 1) / 2;
}

int32_t
strain_fails(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return depending(d, task, false,
	    s->human == STAGE_NONE || s->misleads
		? s->fails_ppm
		: with_people(d, task, s->fails_ppm));
}

int32_t
strain_seems(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->misleads ? depending(d, task, true,
				 with_people(d, task, s->seems_ppm))
			   : s->seems_ppm;
}

/* ---- tools ---- */

/* tool_pace: per cent of what work with the tool usually takes. */
static int32_t
tool_pace(const struct drill *d, uint32_t tool)
{
	int32_t slowest = STATE_USUAL;

	for (uint32_t i = 0; i < d->stage->counts[ENTITY_INJECT]; i++) {
		const struct stage_inject *x = &d->stage->injects[i];

		if (d->injects[i].active && x->act == INJECT_TOOL_IMPAIRED &&
		    x->tool == (int32_t)tool && x->pace_percent > slowest)
			slowest = x->pace_percent;
	}
	return slowest;
}

/* find: what its people find its tools to be. Return: the pace of the task's
 * work: what its slowest tool makes of it. */
static int32_t
find(struct drill *d, uint32_t task)
{
	struct range tools = d->stage->tasks[task].tools;
	int32_t slowest = STATE_USUAL;

	for (uint32_t i = 0; i < tools.n; i++) {
		uint32_t tool = stage_at(d->stage, tools, i);

		d->tools[tool].pace = tool_pace(d, tool);
		if (d->tools[tool].pace > slowest)
			slowest = d->tools[tool].pace;
	}
	return slowest;
}

void
strain_take(struct drill *d, uint32_t task)
{
	struct drill_task *t = &d->tasks[task];

	t->pace = find(d, task);
	t->paced_at = state_now(d);
	t->worked = 0;
}

span_ms
strain_work(const struct drill *d, uint32_t task, span_ms length)
{
	return state_at_pace(length, STATE_USUAL, d->tasks[task].pace);
}

/* turn: what is left of work in hand takes as long as its tools now let it. */
static void
turn(struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++) {
		uint32_t slot = d->stage->tasks[i].slot;
		struct drill_task *t = &d->tasks[i];
		int32_t was = t->pace;
		span_ms left;

		if (t->status != TASK_RUNNING ||
		    d->stage->tasks[i].tools.n == 0)
			continue;
		t->pace = find(d, i);
		if (t->pace == was)
			continue;
		t->worked +=
		    state_at_pace(state_now(d) - t->paced_at, was, STATE_USUAL);
		t->paced_at = state_now(d);
		left = engine_due(d->engine, slot) - state_now(d);
		state_after(d, slot, state_at_pace(left, was, t->pace));
	}
}

/* ---- injects ---- */

/* say: of the person, the tool, or everybody. */
static void
say(struct drill *d, uint32_t inject, enum fact_act act, int64_t value)
{
	const struct stage_inject *x = &d->stage->injects[inject];
	uint32_t on = 0;

	if (x->act == INJECT_TOOL_IMPAIRED)
		on = fact_entity(ENTITY_TOOL, (uint32_t)x->tool);
	else if (x->person != STAGE_NONE)
		on = fact_entity(ENTITY_PERSON, (uint32_t)x->person);
	(void)state_say(
	    d, act, 0, fact_entity(ENTITY_INJECT, inject), on, value, 0);
}

void
strain_begin(struct drill *d, uint32_t inject)
{
	const struct stage_inject *x = &d->stage->injects[inject];

	d->injects[inject].active = true;
	state_after(d, x->slot + INJECT_PASS, x->length);
	if (x->act == INJECT_STRESS) {
		say(d, inject, FACT_STRESSED, x->stress + 1);
		return;
	}
	say(d, inject, FACT_IMPAIRED, x->pace_percent);
	turn(d);
}

void
strain_pass(struct drill *d, uint32_t inject)
{
	d->injects[inject].active = false;
	if (d->stage->injects[inject].act == INJECT_STRESS) {
		say(d, inject, FACT_CALMED, 0);
		return;
	}
	say(d, inject, FACT_REPAIRED, 0);
	turn(d);
}
