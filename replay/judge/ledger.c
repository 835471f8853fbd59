/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/ledger.h"

#include <string.h>

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"

enum { SCRATCH = 512 << 20, NONE = 0, TWICE = 2 };

static const char *const class_names[LEDGER_CLASSES] = {
    [LEDGER_MEASURED] = "measured",
    [LEDGER_DECLARED] = "declared",
    [LEDGER_DEFAULT] = "default",
    [LEDGER_FOLLOWS] = "follows",
};

static const char *const input_names[LEDGER_INPUTS] = {
    [LEDGER_NONE] = "none",
    [LEDGER_DURATION] = "duration",
    [LEDGER_FAILED_DURATION] = "failed_duration",
    [LEDGER_ACKNOWLEDGES] = "acknowledges",
    [LEDGER_TRAVEL] = "travel",
    [LEDGER_ANSWER_WITHIN] = "answer_within",
    [LEDGER_REPEAT_EVERY] = "repeat_every",
    [LEDGER_ORDER_DELAY] = "order_delay",
    [LEDGER_LEAD] = "lead",
    [LEDGER_DELIVERY] = "delivery",
    [LEDGER_HANDOVER] = "handover",
};

const char *ledger_class_name(enum ledger_class class)
{
	return class_names[class];
}

const char *
ledger_input_name(enum ledger_input input)
{
	return input_names[input];
}

/* ---- what a stretch rests on ---- */

struct rest {
	enum ledger_class class;
	enum origin origin;
	enum ledger_input input;
	uint32_t on;
};

static enum ledger_class
class_of(enum origin origin)
{
	static const enum ledger_class classes[ORIGINS] = {
	    [ORIGIN_NONE] = LEDGER_DECLARED,
	    [ORIGIN_PUBLISHED] = LEDGER_MEASURED,
	    [ORIGIN_DERIVED] = LEDGER_MEASURED,
	    [ORIGIN_ASSUMED] = LEDGER_DECLARED,
	    [ORIGIN_PRIOR] = LEDGER_DEFAULT,
	    [ORIGIN_DEFAULT] = LEDGER_DEFAULT,
	};

	return classes[origin];
}

static struct rest
rests(enum ledger_input input, uint32_t on, enum origin origin)
{
	return (struct rest){class_of(origin), origin, input, on};
}

/* of_work: between an attempt's start and whatever ended it. */
static struct rest
of_work(const struct stage *stage, const struct fact *f, uint32_t task)
{
	const struct stage_task *t = &stage->tasks[fact_number(task)];

	if (f->act == FACT_FAILED && t->failed_duration.n > 0)
		return rests(LEDGER_FAILED_DURATION, task, t->failed_origin);
	if (f->act == FACT_TIMEOUT || f->act == FACT_OVERDUE)
		return rests(LEDGER_NONE, task, ORIGIN_NONE); /* a limit */
	return rests(LEDGER_DURATION, task, t->duration_origin);
}

/* of_call: from a call, or from its time running out, to the next one. */
static struct rest
of_call(const struct stage *stage, const struct fact *f)
{
	uint32_t n = fact_number(f->by);

	if (f->act == FACT_PAGE && fact_kind(f->by) == ENTITY_ROLE)
		return rests(
		    LEDGER_ANSWER_WITHIN, f->by, stage->roles[n].answer_origin);
	if (f->act == FACT_RUNG && f->value > stage->ladders[n].rungs.n)
		return rests(LEDGER_REPEAT_EVERY, f->by,
		    stage->ladders[n].repeat_origin);
	return rests(LEDGER_NONE, f->by, ORIGIN_NONE);
}

static struct rest
of_sign(const struct stage *stage, const struct fact *f)
{
	uint32_t n = fact_number(f->by);

	return rests(LEDGER_NONE, f->by,
	    fact_kind(f->by) == ENTITY_MONITOR ? stage->monitors[n].origin
					       : stage->injects[n].origin);
}

static struct rest
rest_of(const struct stage *stage, const struct fact *f, const struct fact *why)
{
	const struct rest follows = {
	    LEDGER_FOLLOWS, ORIGIN_NONE, LEDGER_NONE, 0};
	const struct stage_person *p;

	if (f->act == FACT_HORIZON || f->act == FACT_INTERRUPTED)
		return follows;
	if (why->act == FACT_START && fact_kind(why->on) == ENTITY_TASK)
		return of_work(stage, f, why->on);
	if (f->act == FACT_ALARM || f->act == FACT_REPORT ||
	    (f->act == FACT_NO_EFFECT && fact_kind(f->by) == ENTITY_MONITOR))
		return of_sign(stage, f);
	if (f->act == FACT_PAGE || f->act == FACT_RUNG)
		return of_call(stage, f);
	if (f->act == FACT_ACK || f->act == FACT_ARRIVE) {
		p = &stage->people[fact_number(f->by)];
		return f->act == FACT_ACK
			   ? rests(LEDGER_ACKNOWLEDGES, f->by,
				 p->acknowledges_origin)
			   : rests(LEDGER_TRAVEL, f->by, p->travel_origin);
	}
	if (f->act == FACT_DELIVERED || f->act == FACT_UNDELIVERED)
		return rests(LEDGER_DELIVERY, f->on,
		    stage->resources[fact_number(f->on)].takes_origin);
	if (f->act == FACT_START && why->act == FACT_TAKEN)
		return rests(LEDGER_LEAD, why->on,
		    stage->resources[fact_number(why->on)].lead_origin);
	if (f->act == FACT_START && why->act != FACT_WAITS)
		return rests(LEDGER_ORDER_DELAY, 0, stage->order_origin);
	if (f->act == FACT_HANDED_OVER)
		return rests(LEDGER_HANDOVER, 0, stage->handover_origin);
	if (f->act == FACT_WARNING || f->act == FACT_OVERDUE ||
	    f->act == FACT_ETA || f->act == FACT_DUTY_OVER)
		/* a hold, a limit, a checkpoint, a calendar */
		return rests(LEDGER_NONE, f->on, ORIGIN_NONE);
	return follows;
}

static void
enter(struct ledger *l, const struct rest *r, span_ms length)
{
	uint32_t i = 0;

	while (i < l->n &&
	       (l->defaults[i].input != r->input || l->defaults[i].on != r->on))
		i++;
	if (i == l->n)
		l->defaults[l->n++] =
		    (struct ledger_entry){.input = r->input, .on = r->on};
	l->defaults[i].sum += length;
}

struct ledger
ledger_sum(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct path *path)
{
	struct ledger l = {.defaults = arena_array(
			       arena, path->n, sizeof(struct ledger_entry))};

	for (uint32_t i = 0; i < path->n; i++) {
		const struct stretch *s = &path->at[i];
		const struct fact *f = &facts[s->fact];
		struct rest r = rest_of(stage, f, &facts[f->why]);
		span_ms length = s->to - s->from;

		l.by_class[r.class] += length;
		if (r.origin == ORIGIN_PRIOR)
			l.prior += length;
		if (r.class == LEDGER_DEFAULT && r.input != LEDGER_NONE)
			enter(&l, &r, length);
	}
	l.certain = certain_list(arena, stage, facts, path, &l.certain_n);
	return l;
}

uint32_t
ledger_uncalibrated(const struct fact *facts, uint32_t n)
{
	static const bool counts[FACT_ACTS] = {[FACT_REPEATS] = true,
	    [FACT_TIRED] = true,
	    [FACT_OVERLOADED] = true,
	    [FACT_OVERREACTED] = true,
	    [FACT_OUT_OF_ORDER] = true};
	uint32_t all = 0;

	for (uint32_t i = 0; i < n; i++)
		all += counts[facts[i].act];
	return all;
}

/* ---- what if it were otherwise ---- */

/* with: a copy of an array of the stage, to change one item of it. */
#define WITH(arena, array, n)                                                  \
	memcpy(arena_array((arena), (n), sizeof(*(array))), (array),           \
	    (n) * sizeof(*(array)))

/* vary: the stage with one figure times `factor`; all else is borrowed. */
static struct stage
vary(struct arena *a, const struct stage *stage, const struct ledger_entry *e,
    int64_t factor)
{
	struct stage s = *stage;
	uint32_t i = fact_number(e->on);
	struct stage_task *tasks;
	struct stage_person *people;
	struct stage_role *roles;
	struct stage_ladder *ladders;
	struct stage_resource *resources;

	switch (e->input) {
	case LEDGER_DURATION:
		s.tasks = tasks = WITH(a, s.tasks, s.counts[ENTITY_TASK]);
		tasks[i].duration = table_times(a, &tasks[i].duration, factor);
		break;
	case LEDGER_FAILED_DURATION:
		s.tasks = tasks = WITH(a, s.tasks, s.counts[ENTITY_TASK]);
		tasks[i].failed_duration =
		    table_times(a, &tasks[i].failed_duration, factor);
		break;
	case LEDGER_ACKNOWLEDGES:
		s.people = people = WITH(a, s.people, s.counts[ENTITY_PERSON]);
		people[i].acknowledges =
		    table_times(a, &people[i].acknowledges, factor);
		break;
	case LEDGER_TRAVEL:
		s.people = people = WITH(a, s.people, s.counts[ENTITY_PERSON]);
		people[i].travel = table_times(a, &people[i].travel, factor);
		break;
	case LEDGER_ANSWER_WITHIN:
		s.roles = roles = WITH(a, s.roles, s.counts[ENTITY_ROLE]);
		roles[i].answer_within *= factor;
		break;
	case LEDGER_REPEAT_EVERY:
		s.ladders = ladders =
		    WITH(a, s.ladders, s.counts[ENTITY_LADDER]);
		ladders[i].repeat_every *= factor;
		break;
	case LEDGER_ORDER_DELAY:
		s.order_delay *= factor;
		break;
	case LEDGER_HANDOVER:
		s.handover = table_times(a, &s.handover, factor);
		break;
	case LEDGER_LEAD:
	case LEDGER_DELIVERY:
		s.resources = resources =
		    WITH(a, s.resources, s.counts[ENTITY_RESOURCE]);
		if (e->input == LEDGER_LEAD)
			resources[i].lead =
			    table_times(a, &resources[i].lead, factor);
		else
			resources[i].takes =
			    table_times(a, &resources[i].takes, factor);
		break;
	case LEDGER_NONE:
	case LEDGER_INPUTS:
		break;
	}
	return s;
}

static enum verdict
verdict_of(struct arena *arena, const struct stage *stage, struct drill *d)
{
	struct timing t = timing_new(arena, stage, stage->scene);
	uint32_t n;
	const struct fact *facts = drill_facts(d, &n);

	timing_take(&t, stage, facts, n);
	return timing_judge(&t, stage).verdict;
}

/* turns: is the verdict another on this stage, made in the arena, which is
 * empty afterwards? */
static bool
turns(struct arena *arena, const struct stage *varied, uint64_t trial,
    enum verdict verdict)
{
	struct drill *d = drill_new(arena, varied);
	bool turned;

	drill_reset(d, trial);
	turned = drill_run(d) == DRILL_OVER &&
		 verdict_of(arena, varied, d) != verdict;
	arena_reset(arena);
	return turned;
}

int
ledger_turn(struct ledger *ledger, const struct stage *stage, uint64_t trial,
    enum verdict verdict, struct error *err)
{
	struct arena *arena;
	struct stage varied;

	if (ledger->n + ledger->certain_n == 0)
		return 0;
	arena = arena_new(SCRATCH, err);
	if (arena == NULL)
		return -1;
	for (uint32_t i = 0; i < ledger->n; i++) {
		struct ledger_entry *e = &ledger->defaults[i];

		varied = vary(arena, stage, e, NONE);
		e->turns_at_none = turns(arena, &varied, trial, verdict);
		varied = vary(arena, stage, e, TWICE);
		e->turns_at_twice = turns(arena, &varied, trial, verdict);
	}
	for (uint32_t i = 0; i < ledger->certain_n; i++) {
		varied = certain_stage(arena, stage, &ledger->certain[i]);
		ledger->certain[i].turns =
		    turns(arena, &varied, trial, verdict);
	}
	arena_free(arena);
	return 0;
}
