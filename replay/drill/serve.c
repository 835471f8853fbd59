/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/serve.h"

#include "replay/drill/attempt.h"
#include "replay/drill/crew.h"
#include "replay/drill/flow.h"
#include "replay/drill/line.h"
#include "replay/drill/people.h"
#include "replay/drill/state.h"
#include "replay/drill/store.h"

/* free_of: the role's next free person for this task, of those a decision has
 * not passed by already; STAGE_NONE if none. */
static int32_t
free_of(const struct drill *d, uint32_t role, uint32_t task)
{
	struct range members = d->stage->roles[role].members;

	for (uint32_t i = d->tasks[task].passed; i < members.n; i++) {
		int32_t person = people_member(d, members, i);

		if (person != STAGE_NONE &&
		    d->people[person].status == PERSON_FREE &&
		    !d->people[person].outgoing &&
		    d->people[person].task == STAGE_NONE)
			return person;
	}
	return STAGE_NONE;
}

/* seat: find the role somebody: who is free, else who was taken for another
 * role of the task and can be replaced there; each is asked once. An
 * augmenting path, so that a crew is found wherever there is one. */
static bool
seat(struct drill *d, uint32_t role, uint32_t task)
{
	struct range members = d->stage->roles[role].members;
	int32_t p = free_of(d, role, task);

	if (p != STAGE_NONE) {
		d->people[p].task = (int32_t)task;
		d->people[p].seat = role;
		return true;
	}
	for (uint32_t i = d->tasks[task].passed; i < members.n; i++) {
		p = people_member(d, members, i);
		if (p == STAGE_NONE || d->people[p].task != (int32_t)task ||
		    d->people[p].seat == role || d->people[p].asked)
			continue;
		d->people[p].asked = true;
		if (seat(d, d->people[p].seat, task)) {
			d->people[p].seat = role;
			return true;
		}
	}
	return false;
}

/* take: take up to `n` free people for the role. Return: how many lack. */
static uint32_t
take(struct drill *d, uint32_t role, uint32_t task, uint32_t n)
{
	for (; n > 0; n--) {
		for (uint32_t i = 0; i < d->stage->counts[ENTITY_PERSON]; i++)
			d->people[i].asked = false;
		if (!seat(d, role, task))
			return n;
	}
	return 0;
}

/* put_back: whom the task has taken or claimed. */
static void
put_back(struct drill *d, uint32_t task)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_PERSON]; i++) {
		d->people[i].claimed = 0;
		if (d->people[i].task == (int32_t)task)
			d->people[i].task = STAGE_NONE;
	}
}

/* ---- off milder steps ---- */

/* is_milder: is he at a step of a scene graded less, and would he stay? */
static bool
is_milder(const struct drill *d, int32_t person, uint32_t task)
{
	const struct stage_task *tasks = d->stage->tasks;
	const struct drill_person *p = &d->people[person];

	return p->status == PERSON_BUSY && !p->leaving && !p->outgoing &&
	       p->claimed == 0 && tasks[p->task].step_number != STAGE_NONE &&
	       line_rank(d, tasks[p->task].scene) >
		   line_rank(d, tasks[task].scene);
}

/* rather: rather him than the best so far? Off the mildest scene, then off
 * what was begun last. */
static bool
rather(const struct drill *d, int32_t person, int32_t best)
{
	uint32_t x = (uint32_t)d->people[person].task;
	uint32_t y = (uint32_t)d->people[best].task;
	int32_t a = line_rank(d, d->stage->tasks[x].scene);
	int32_t b = line_rank(d, d->stage->tasks[y].scene);

	return a != b ? a > b : d->tasks[x].start_fact > d->tasks[y].start_fact;
}

/* claim: up to `n` of the role's people for the task, off milder steps.
 * Return: how many lack all the same. */
static uint32_t
claim(struct drill *d, uint32_t role, uint32_t task, uint32_t n)
{
	struct range members = d->stage->roles[role].members;
	int32_t best = 0;

	if (!d->stage->preempts || line_gives_way(d, task))
		return n;
	for (; n > 0 && best != STAGE_NONE; n--) {
		best = STAGE_NONE;
		for (uint32_t i = d->tasks[task].passed; i < members.n; i++) {
			int32_t p = people_member(d, members, i);

			if (p != STAGE_NONE && is_milder(d, p, task) &&
			    (best == STAGE_NONE || rather(d, p, best)))
				best = p;
		}
		if (best == STAGE_NONE)
			return n;
		d->people[best].claimed = role + 1;
	}
	return n;
}

/* seize: interrupt what those claimed are doing; nobody is wanted for them. */
static void
seize(struct drill *d, uint32_t task, uint32_t stands_for)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_PERSON]; i++) {
		struct drill_person *p = &d->people[i];

		if (p->claimed == 0)
			continue;
		d->wanted[p->claimed - 1] -= stands_for;
		p->claimed = 0;
		if (p->task != STAGE_NONE)
			attempt_interrupt(d, (uint32_t)p->task, task);
		p->task = (int32_t)task;
	}
}

/* ---- all at once, or nothing ---- */

/* tell: say what the task waits for, once; again where a thing comes to be
 * lacking, or another one. The whole wait counts as waiting for the last. */
static void
tell(struct drill *d, uint32_t task, uint32_t lacks)
{
	struct drill_task *t = &d->tasks[task];
	bool thing = fact_kind(lacks) == ENTITY_RESOURCE;

	if (t->waited &&
	    (t->waits_for == lacks ||
		(!thing && fact_kind(t->waits_for) != ENTITY_RESOURCE)))
		return;
	t->waited = true;
	t->waits_for = lacks;
	t->waits_fact = state_say(d, FACT_WAITS, d->stage->tasks[task].scene,
	    lacks, state_task(task), thing ? WAIT_RESOURCE : WAIT_PERSON,
	    t->ready_fact);
}

/* call: let roles find whoever is wanted, and suppliers bring what lacks. */
static void
call(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	uint32_t why = d->tasks[task].waits_fact;

	for (uint32_t i = 0; i < s->roles.n; i++) {
		uint32_t role = stage_at(d->stage, s->roles, i);

		if (d->wanted[role] > 0)
			people_call(d, role, d->wanted[role], s->scene, why);
	}
	store_order(d, task, why);
}

/* man: take all people the task needs, off milder steps where that is allowed,
 * or none and note who is wanted, by it and by all it stands for. */
static bool
man(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	uint32_t stands_for = line_stands_for(d, task);
	int32_t thing = store_lacks(d, task);
	uint32_t lacks = thing == STAGE_NONE
			     ? 0
			     : fact_entity(ENTITY_RESOURCE, (uint32_t)thing);
	uint32_t lacking = 0;
	uint32_t left = 0;

	for (uint32_t i = 0; i < s->roles.n; i++) {
		uint32_t role = stage_at(d->stage, s->roles, i);
		uint32_t lack = take(d, role, task, s->people);

		if (lack > 0 && lacking == 0)
			lacks = fact_entity(ENTITY_ROLE, role);
		lacking += lack;
		d->wanted[role] += lack * stands_for;
		left += claim(d, role, task, lack);
	}
	if (thing == STAGE_NONE && left == 0) {
		seize(d, task, stands_for);
		return true;
	}
	put_back(d, task);
	tell(d, task, lacks);
	call(d, task);
	return false;
}

/* came: the last of the task's people to come by a page or to take over. */
static uint32_t
came(const struct drill *d, uint32_t task)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];
	uint32_t last = 0;

	for (uint32_t p = crew_next(d, task, 0); p < n;
	     p = crew_next(d, task, p + 1))
		if (d->people[p].free_fact > last)
			last = d->people[p].free_fact;
	return d->facts[last].act == FACT_ACK ||
		       d->facts[last].act == FACT_ARRIVE ||
		       d->facts[last].act == FACT_HANDED_OVER ||
		       d->facts[last].act == FACT_REPEATED
		   ? last
		   : 0;
}

/* grant: the fact that gave the task what it waited for: whoever came last to
 * it by his page or by taking over, the delivery, else the wait that ended,
 * else that it was ready. */
static uint32_t
grant(const struct drill *d, uint32_t task)
{
	const struct drill_task *t = &d->tasks[task];
	uint32_t last = 0;

	if (!t->waited)
		return t->ready_fact;
	if (fact_kind(t->waits_for) == ENTITY_ROLE)
		last = came(d, task);
	else if (d->facts[d->resources[fact_number(t->waits_for)].news].act ==
		 FACT_DELIVERED)
		last = d->resources[fact_number(t->waits_for)].news;
	return last > t->waits_fact ? last : t->waits_fact;
}

/* ---- rounds ---- */

/* order_time: what a further order takes: once as long for each so many, begun,
 * who are at work with it. */
static span_ms
order_time(struct drill *d, uint32_t task, uint32_t why)
{
	int64_t control = d->stage->span_of_control;
	span_ms wait = d->stage->order_delay;
	int64_t busy = 0;

	if (control == 0)
		return wait;
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_PERSON]; i++)
		busy += d->people[i].status == PERSON_BUSY;
	if (busy <= control || wait == 0)
		return wait;
	wait *= (busy + control - 1) / control;
	(void)state_say(d, FACT_OVERLOADED, d->stage->tasks[task].scene, 0,
	    state_task(task), wait, why);
	return wait;
}

static void
order(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	uint32_t n = d->stage->counts[ENTITY_PERSON];
	uint32_t why = grant(d, task);
	uint32_t start = why;
	uint32_t slowest = 0;
	span_ms wait;
	span_ms lead;
	bool fresh = true;

	for (uint32_t p = crew_next(d, task, 0); p < n;
	     p = crew_next(d, task, p + 1)) {
		fresh = fresh && d->people[p].fresh;
		d->people[p].fresh = false;
		d->people[p].status = PERSON_BUSY;
		if (s->step_number != STAGE_NONE)
			start = state_say(d, FACT_DISPATCH, s->scene,
			    fact_entity(ENTITY_PERSON, p), state_task(task), 0,
			    why);
	}
	lead = store_take(d, task, why, &slowest);
	wait = fresh ? 0 : order_time(d, task, start);
	if (lead > wait) {
		wait = lead;
		start = slowest;
	}
	attempt_order(d, task, start, wait);
}

/* hold: whoever may yet be given a task that waits stays. */
static void
hold(struct drill *d, uint32_t task)
{
	struct range roles = d->stage->tasks[task].roles;

	for (uint32_t i = 0; i < roles.n; i++) {
		struct range members =
		    d->stage->roles[stage_at(d->stage, roles, i)].members;

		for (uint32_t j = 0; j < members.n; j++)
			d->people[stage_at(d->stage, members, j) &
				  STAGE_PERSON_MASK]
			    .asked = true;
	}
}

/* stand_down: once nothing is going on any more, all whom no task waits for. */
static void
stand_down(struct drill *d)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];

	for (uint32_t i = 0; i < n; i++)
		d->people[i].asked = false;
	for (uint32_t i = 0; i < d->stage->lines_n; i++)
		if (d->lines[i].first != STAGE_NONE)
			hold(d, (uint32_t)d->lines[i].first);
	for (uint32_t i = 0; i < n; i++)
		if (!d->people[i].asked)
			people_stand_down(d, i);
}

/* serve: a round of turns, without those who give way, or with them. */
static void
serve(struct drill *d, bool all)
{
	int32_t task;

	flow_skip(d);
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_ROLE]; i++)
		d->wanted[i] = 0;
	d->c->crew_changed = false;
	d->c->put_off = false;
	line_round(d);
	while ((task = line_turn(d)) != STAGE_NONE) {
		bool later = !all && line_gives_way(d, (uint32_t)task);

		d->c->put_off = d->c->put_off || later;
		if (later || !man(d, (uint32_t)task)) {
			line_stay(d, (uint32_t)task);
			continue;
		}
		line_serve(d, (uint32_t)task);
		order(d, (uint32_t)task);
	}
	if (state_is_quiet(d))
		stand_down(d);
}

void
serve_round(struct drill *d)
{
	serve(d, false);
}

void
serve_rest(struct drill *d)
{
	serve(d, true);
}
