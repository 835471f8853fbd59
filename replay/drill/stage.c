/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/stage.h"

#include <assert.h>

const struct stage_name *
stage_name(const struct stage *stage, uint32_t entity)
{
	static const struct stage_name none = {"", {"", ""}};
	enum entity_kind kind = fact_kind(entity);

	if (kind == ENTITY_NONE)
		return &none;
	return &stage->names[kind][fact_number(entity)];
}

bool
stage_reaches(const struct stage *stage, uint32_t scene, uint32_t service)
{
	struct range reach = stage->scenes[scene].reach;

	for (uint32_t i = 0; i < reach.n; i++)
		if (stage_at(stage, reach, i) == service)
			return true;
	return false;
}

struct stage_effect
stage_effect(
    const struct stage *stage, const struct stage_task *task, uint32_t i)
{
	uint32_t first = STAGE_EFFECT * i;

	return (struct stage_effect){stage_at(stage, task->effects, first),
	    (int32_t)stage_at(stage, task->effects, first + 1),
	    (int32_t)stage_at(stage, task->effects, first + 2),
	    stage_at(stage, task->effects, first + 3) != 0,
	    (int32_t)stage_at(stage, task->effects, first + 4),
	    (int32_t)stage_at(stage, task->effects, first + 5),
	    (int32_t)stage_at(stage, task->effects, first + 6),
	    stage_at(stage, task->effects, first + 7)};
}

/* duty_after: the number of the calendar's first duty after an instant; one
 * past its last if none is. */
static uint32_t
duty_after(const struct stage *stage, uint32_t calendar, span_ms at)
{
	struct range r = stage->calendars[calendar];
	uint32_t low = r.first + 1;
	uint32_t high = r.first + r.n;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (stage->duties[middle].from <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int32_t
stage_on_call(const struct stage *stage, uint32_t calendar, span_ms at)
{
	return stage->duties[duty_after(stage, calendar, at) - 1].person;
}

span_ms
stage_next_duty(const struct stage *stage, uint32_t calendar, span_ms at)
{
	struct range r = stage->calendars[calendar];
	uint32_t next = duty_after(stage, calendar, at);

	return next < r.first + r.n ? stage->duties[next].from : SPAN_NEVER;
}

uint32_t
stage_post(const struct stage *stage, uint32_t calendar, uint32_t person)
{
	struct range r = stage->rotas[calendar].posts;
	uint32_t i = r.first;

	while (stage->posts[i].person != person) {
		i++;
		assert(i < r.first + r.n);
	}
	return i;
}

bool
stage_serves(const struct stage *stage, uint32_t entry)
{
	uint32_t calendar = entry >> STAGE_CALENDAR_SHIFT;

	return calendar == 0 || stage->serves[stage_post(stage, calendar - 1,
				    entry & STAGE_PERSON_MASK)];
}

struct stage
stage_of_trial(const struct stage *stage, uint64_t trial)
{
	uint32_t i = outset_of(stage->outsets, trial);
	struct stage s = *stage;

	s.start = stage->outsets.at[i].at;
	s.calendars = stage->starts[i].calendars;
	s.duties = stage->starts[i].duties;
	s.duties_n = stage->starts[i].duties_n;
	s.serves = stage->starts[i].serves;
	s.copies = stage->starts[i].copies;
	return s;
}

/* ---- the digest ---- */

static void
add_range(const struct range *r, struct digester *d)
{
	digest_add_int(d, r->first);
	digest_add_int(d, r->n);
}

static void
add_luck(uint64_t luck, struct digester *d)
{
	digest_add_int(d, (int64_t)luck);
}

static void
digest_duties(
    const struct stage *s, const struct stage_start *start, struct digester *d)
{
	for (uint32_t i = 0; i < s->calendars_n; i++)
		add_range(&start->calendars[i], d);
	for (uint32_t i = 0; i < start->duties_n; i++) {
		digest_add_int(d, start->duties[i].from);
		digest_add_int(d, start->duties[i].person);
	}
}

/* digest_starts: all but the first, whose place is in the organisation's. */
static void
digest_starts(const struct stage *s, struct digester *d)
{
	for (uint32_t i = 1; i < s->outsets.n; i++) {
		digest_add_int(d, s->outsets.at[i].at.ms);
		digest_add_int(d, s->outsets.at[i].weight);
		digest_duties(s, &s->starts[i], d);
		for (uint32_t j = 0; j < s->counts[ENTITY_COPY]; j++)
			digest_add_int(d, s->starts[i].copies[j].from);
	}
	if (s->outsets.n > 1) {
		digest_add_int(d, s->outsets.at[0].at.ms);
		digest_add_int(d, s->outsets.at[0].weight);
	}
}

static void
digest_organisation(const struct stage *s, struct digester *d)
{
	for (uint32_t i = 0; i < s->counts[ENTITY_PERSON]; i++) {
		const struct stage_person *p = &s->people[i];

		add_luck(p->luck, d);
		table_digest(&p->acknowledges, d);
		table_digest(&p->travel, d);
		digest_add_int(d, p->acknowledges_p90);
		digest_add_int(d, p->travel_p90);
		digest_add_int(d, p->answers);
		add_range(&p->channels, d);
	}
	for (uint32_t i = 0; i < s->channels_n; i++) {
		digest_add_int(d, s->channels[i].kind);
		digest_add_int(d, s->channels[i].delay);
		digest_add_int(d, s->channels[i].fails);
	}
	digest_duties(s,
	    &(struct stage_start){.calendars = s->calendars,
		.duties = s->duties,
		.duties_n = s->duties_n},
	    d);
	for (uint32_t i = 0; i < s->counts[ENTITY_ROLE]; i++) {
		add_range(&s->roles[i].members, d);
		digest_add_int(d, s->roles[i].called);
		digest_add_int(d, s->roles[i].answer_within);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_SERVICE]; i++) {
		digest_add_int(d, s->services[i].minimum_ppm);
		digest_add_int(d, s->services[i].capacity_ppm);
		add_range(&s->services[i].needs, d);
		digest_add_int(d, s->services[i].standby);
	}
	for (uint32_t i = 0; i < s->groups_n; i++) {
		digest_add_int(d, s->groups[i].at_least);
		add_range(&s->groups[i].members, d);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_DATA]; i++) {
		digest_add_int(d, s->data[i].service);
		add_range(&s->data[i].copies, d);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_COPY]; i++) {
		const struct stage_copy *c = &s->copies[i];

		digest_add_int(d, c->kind);
		digest_add_int(d, c->timed);
		digest_add_int(d, c->from);
		digest_add_int(d, c->every);
		digest_add_int(d, c->takes);
		digest_add_int(d, c->lag);
		digest_add_int(d, c->follows);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_MONITOR]; i++) {
		const struct stage_monitor *m = &s->monitors[i];

		digest_add_int(d, m->service);
		digest_add_int(d, m->interval);
		digest_add_int(d, m->hold);
		digest_add_int(d, m->delay);
		digest_add_int(d, m->below_ppm);
		add_luck(m->luck, d);
		digest_add_int(d, m->misses);
		digest_add_int(d, m->false_alarms);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_RESOURCE]; i++) {
		const struct stage_resource *r = &s->resources[i];

		add_luck(r->luck, d);
		digest_add_int(d, r->kind);
		digest_add_int(d, r->stock);
		table_digest(&r->lead, d);
		table_digest(&r->takes, d);
		digest_add_int(d, r->lead_p90);
		digest_add_int(d, r->takes_p90);
		digest_add_int(d, r->batch);
		digest_add_int(d, r->times);
		digest_add_int(d, r->fails);
	}
	for (uint32_t i = 0; i < s->grading_n; i++) {
		digest_add_int(d, s->grading[i].grade);
		condition_digest(&s->grading[i].when, d);
	}
	digest_add_int(d, s->grade_hold);
	digest_add_int(d, s->grade_automatic);
	digest_add_int(d, s->grade_once);
	digest_add_int(d, s->preempts);
	for (uint32_t i = 0; i < s->safeguards_n; i++) {
		digest_add_int(d, s->safeguards[i].grade);
		add_range(&s->safeguards[i].roles, d);
		digest_add_int(d, s->safeguards[i].preapproved);
	}
}

static void
digest_task(const struct stage_task *t, struct digester *d)
{
	add_luck(t->luck, d);
	digest_add_int(d, t->scene);
	digest_add_int(d, t->response);
	digest_add_int(d, t->step_number);
	digest_add_int(d, t->call);
	add_range(&t->inner, d);
	digest_add_int(d, t->notice);
	digest_add_int(d, t->stage);
	add_range(&t->roles, d);
	digest_add_int(d, t->people);
	table_digest(&t->duration, d);
	digest_add_int(d, t->duration_p90);
	digest_add_int(d, t->standby);
	table_digest(&t->failed_duration, d);
	digest_add_int(d, t->duration_shares);
	digest_add_int(d, t->failed_shares);
	digest_add_int(d, t->fails_ppm);
	digest_add_int(d, t->retries);
	digest_add_int(d, t->independent);
	digest_add_int(d, t->seems_ppm);
	digest_add_int(d, t->misleads);
	digest_add_int(d, t->first_aid);
	digest_add_int(d, t->timeout);
	digest_add_int(d, t->deadline);
	digest_add_int(d, t->max_decision);
	add_range(&t->before, d);
	condition_digest(&t->when, d);
	add_range(&t->alternatives, d);
	add_range(&t->verifies, d);
	digest_add_int(d, t->restores);
	add_range(&t->copies, d);
	add_range(&t->effects, d);
	add_range(&t->needs, d);
	digest_add_int(d, t->cost);
	digest_add_int(d, t->may_cost);
	digest_add_int(d, t->approval);
	digest_add_int(d, t->approves);
	add_range(&t->tools, d);
	digest_add_int(d, t->human);
}

static void
digest_human(const struct stage_human *h, struct digester *d)
{
	for (int tired = 0; tired < 2; tired++)
		for (int i = 0; i < SPAR_H_TIMES; i++)
			for (int j = 0; j < SPAR_H_STRESSES; j++)
				digest_add_int(d, h->odds_ppm[tired][i][j]);
	digest_add_int(d, h->time);
	digest_add_int(d, h->stress);
	digest_add_int(d, h->pressure);
}

static void
digest_plan(const struct stage *s, struct digester *d)
{
	for (uint32_t i = 0; i < s->rungs_n; i++) {
		digest_add_int(d, s->rungs[i].after);
		add_range(&s->rungs[i].people, d);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_LADDER]; i++) {
		add_range(&s->ladders[i].rungs, d);
		digest_add_int(d, s->ladders[i].repeats);
		digest_add_int(d, s->ladders[i].repeat_every);
		digest_add_int(d, s->ladders[i].promise);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_SCENE]; i++) {
		const struct stage_scene *x = &s->scenes[i];

		add_luck(x->luck, d);
		condition_digest(&x->trigger, d);
		digest_add_int(d, x->hold);
		digest_add_int(d, x->automatic);
		condition_digest(&x->when, d);
		condition_digest(&x->inhibit, d);
		digest_add_int(d, x->start_hold);
		digest_add_int(d, x->checkpoints);
		digest_add_int(d, x->beside);
		add_range(&x->scope, d);
		add_range(&x->grading, d);
		digest_add_int(d, x->objectives.rto);
		digest_add_int(d, x->objectives.rpo);
		digest_add_int(d, x->objectives.mtpd);
		digest_add_int(d, x->objectives.rto_clock);
		for (int j = 0; j < TARGETS; j++)
			if (x->targets[j] != SPAN_NEVER) {
				digest_add_int(d, j);
				digest_add_int(d, x->targets[j]);
			}
		digest_add_int(d, x->ladder);
		for (int j = 0; j < RESPONSES; j++)
			digest_add_int(d, x->response[j]);
		digest_add_int(d, x->form);
		add_range(&x->tasks, d);
		add_range(&x->notices, d);
	}
	table_digest(&s->shared_luck, d);
	for (uint32_t i = 0; i < s->counts[ENTITY_TASK]; i++)
		digest_task(&s->tasks[i], d);
	for (uint32_t i = 0; i < s->humans_n; i++)
		digest_human(&s->humans[i], d);
	for (uint32_t i = 0; i < s->needs_n; i++) {
		digest_add_int(d, s->needs[i].resource);
		digest_add_int(d, s->needs[i].amount);
	}
	for (uint32_t i = 0; i < s->notices_n; i++) {
		digest_add_int(d, s->notices[i].of);
		digest_add_int(d, s->notices[i].from);
		digest_add_int(d, s->notices[i].within);
		digest_add_int(d, s->notices[i].every);
	}
}

static void
digest_scenario(const struct stage *s, struct digester *d)
{
	for (uint32_t i = 0; i < s->counts[ENTITY_INJECT]; i++) {
		const struct stage_inject *x = &s->injects[i];

		add_luck(x->luck, d);
		digest_add_int(d, x->act);
		table_digest(&x->when, d);
		digest_add_int(d, x->service);
		digest_add_int(d, x->data);
		digest_add_int(d, x->person);
		digest_add_int(d, x->copy);
		digest_add_int(d, x->step);
		digest_add_int(d, x->about);
		digest_add_int(d, x->channel);
		digest_add_int(d, x->monitor);
		digest_add_int(d, x->resource);
		digest_add_int(d, x->missing);
		digest_add_int(d, x->amount);
		digest_add_int(d, x->stress);
		digest_add_int(d, x->tool);
		digest_add_int(d, x->pace_percent);
		digest_add_int(d, x->level_ppm);
		digest_add_int(d, x->length);
		digest_add_int(d, x->ramp);
		digest_add_int(d, x->every);
		digest_add_int(d, x->times);
		digest_add_int(d, x->happens);
		condition_digest(&x->condition, d);
		digest_add_int(d, x->sees_truth);
		digest_add_int(d, x->scene);
		digest_add_int(d, x->claims);
		digest_add_int(d, x->by_hand);
		digest_add_int(d, x->choice);
		digest_add_int(d, x->below);
		digest_add_int(d, x->weight);
		digest_add_int(d, x->weights);
		digest_add_int(d, x->not_before);
		digest_add_int(d, x->hold);
		digest_add_int(d, x->max);
	}
}

struct digest
stage_digest(const struct stage *stage)
{
	struct digester d;

	digest_start(&d);
	digest_add_int(&d, STAGE_SEMANTICS);
	digest_add_int(&d, (int64_t)stage->seed);
	digest_add_int(&d, stage->horizon);
	digest_add_int(&d, stage->order_delay);
	table_digest(&stage->handover, &d);
	digest_add_int(&d, stage->handover_p90);
	digest_add_int(&d, stage->repeats);
	digest_add_int(&d, stage->tires_after);
	digest_add_int(&d, stage->span_of_control);
	digest_add_int(&d, stage->scene);
	digest_add_int(&d, stage->call_out);
	digest_add_int(&d, stage->everybody);
	for (int kind = 0; kind < ENTITY_KINDS; kind++)
		digest_add_int(&d, stage->counts[kind]);
	for (uint32_t i = 0; i < stage->pool_n; i++)
		digest_add_int(&d, stage->pool[i]);
	digest_organisation(stage, &d);
	digest_plan(stage, &d);
	digest_scenario(stage, &d);
	digest_starts(stage, &d);
	return digest_end(&d);
}
