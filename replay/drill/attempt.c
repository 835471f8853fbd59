/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/attempt.h"

#include "replay/drill/crew.h"
#include "replay/drill/find.h"
#include "replay/drill/flow.h"
#include "replay/drill/form.h"
#include "replay/drill/people.h"
#include "replay/drill/ready.h"
#include "replay/drill/sham.h"
#include "replay/drill/state.h"
#include "replay/drill/strain.h"
#include "replay/drill/world.h"

/* better: is this copy worth more than the best so far? In the author's
 * order the first is; otherwise the newest. */
static bool
better(const struct drill *d, const struct stage_task *s, int32_t best,
    uint32_t copy)
{
	if (best == STAGE_NONE)
		return true;
	return s->copies.n == 0 &&
	       world_consistent(d, copy) > world_consistent(d, (uint32_t)best);
}

static int32_t
choose_copy(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct stage_data *data = &d->stage->data[s->restores];
	uint32_t n = s->copies.n > 0 ? s->copies.n : data->copies.n;
	int32_t best = STAGE_NONE;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t copy = s->copies.n > 0
				    ? stage_at(d->stage, s->copies, i)
				    : data->copies.first + i;
		uint64_t bit = UINT64_C(1) << (copy - data->copies.first);

		if ((d->tasks[task].tried & bit) == 0 &&
		    world_consistent(d, copy) != SPAN_NEVER &&
		    better(d, s, best, copy))
			best = (int32_t)copy;
	}
	return best;
}

/* has_copy: is there something to restore from, if that is the task? */
static bool
has_copy(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t fact;

	if (s->restores == STAGE_NONE)
		return true;
	t->copy = choose_copy(d, task);
	if (t->copy != STAGE_NONE) {
		t->consistent = world_consistent(d, (uint32_t)t->copy);
		return true;
	}
	fact = state_say(d, FACT_NO_COPY, s->scene, state_task(task),
	    fact_entity(ENTITY_DATA, (uint32_t)s->restores), 0, t->start_fact);
	crew_let_go(d, task, fact);
	flow_give_up(d, task, fact);
	return false;
}

static bool
will_fail(struct drill *d, uint32_t task, uint32_t nth)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	struct random_pair luck = state_draw(d, s->luck, LUCK_FAILS, nth);

	if (t->copy != STAGE_NONE && d->copies[t->copy].unreadable)
		return true;
	if (t->forced > 0) {
		t->forced--;
		return true;
	}
	return random_happens(
	    luck.value, random_threshold((uint32_t)strain_fails(d, task)));
}

/* length: how long the nth attempt takes, as it will end. Work that shares
 * its scene's luck is longer or shorter with all such work of the scene. */
static span_ms
length(const struct drill *d, uint32_t task, uint32_t nth)
{
	const struct stage *stage = d->stage;
	const struct stage_task *s = &stage->tasks[task];
	bool other = d->tasks[task].will_fail && s->failed_duration.n > 0;
	span_ms own = table_draw(other ? &s->failed_duration : &s->duration,
	    state_draw(
		d, s->luck, other ? LUCK_FAILED_DURATION : LUCK_DURATION, nth));

	if (!(other ? s->failed_shares : s->duration_shares))
		return own;
	return span_times(own,
	    table_draw(&stage->shared_luck,
		state_draw(d, stage->scenes[s->scene].luck, LUCK_SHARED, 0)));
}

/* wrong_in: the step, or the one within what it calls, whose diagnosis is
 * wrong; STAGE_NONE if none is. */
static int32_t
wrong_in(const struct drill *d, uint32_t task)
{
	struct range r = d->stage->tasks[task].inner;
	int32_t wrong = STAGE_NONE;

	if (d->tasks[task].sham && d->stage->tasks[task].misleads)
		return (int32_t)task;
	for (uint32_t i = r.first; i < r.first + r.n && wrong == STAGE_NONE;
	     i++)
		wrong = wrong_in(d, i);
	return wrong;
}

/* misled_by: what it waited for, or its call did, whose diagnosis is wrong,
 * though nobody knows; STAGE_NONE if all are right. */
static int32_t
misled_by(const struct drill *d, uint32_t task)
{
	int32_t wrong = STAGE_NONE;

	for (int32_t x = (int32_t)task; x != STAGE_NONE && wrong == STAGE_NONE;
	     x = d->stage->tasks[x].call) {
		struct range before = d->stage->tasks[x].before;

		for (uint32_t i = 0; i < before.n && wrong == STAGE_NONE; i++)
			wrong = wrong_in(d, stage_at(d->stage, before, i));
	}
	return wrong;
}

/* too_early: is it begun though what it waits for is not done? Once only. */
static bool
too_early(struct drill *d, uint32_t task)
{
	struct drill_task *t = &d->tasks[task];
	bool early = t->early && t->before > 0;

	t->early = false;
	if (early)
		(void)state_say(d, FACT_OUT_OF_ORDER,
		    d->stage->tasks[task].scene, crew_lead(d, task),
		    state_task(task), t->before, t->start_fact);
	return early;
}

static void
begin(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t nth = t->attempts;

	if (!has_copy(d, task))
		return;
	state_turn(d, task, TASK_RUNNING);
	t->attempts++;
	t->start_fact = state_say(d, FACT_START, s->scene, crew_lead(d, task),
	    state_task(task), t->attempts, t->start_fact);
	if (s->response == RESPONSE_SUSTAIN)
		d->c->world_changed = true; /* he looks at once */
	strain_take(d, task);
	strain_press(d, task);
	t->misled = too_early(d, task) ? (int32_t)task : misled_by(d, task);
	t->will_fail = t->misled != STAGE_NONE || will_fail(d, task, nth);
	t->will_seem = !t->will_fail && sham_is_coming(d, task, nth);
	state_arm(d, task, TASK_SLOT_WORK,
	    form_begin(d, task, strain_work(d, task, length(d, task, nth))));
	if (s->timeout != SPAN_NEVER)
		state_arm(d, task, TASK_SLOT_LIMIT, s->timeout);
}

/* astray: the attempt came to nothing because of a wrong diagnosis, or for
 * being made too early. That it failed is how this is found out; the diagnosis
 * is made again, and the step waits for what it should have. It is no failure
 * of the step's own method. */
static void
astray(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t by = d->facts[why].by;
	int32_t diagnosis = d->tasks[task].misled;

	d->tasks[task].misled = STAGE_NONE;
	crew_let_go(d, task, why);
	state_turn(d, task, TASK_IDLE);
	if (d->tasks[diagnosis].sham)
		find_failed(d, (uint32_t)diagnosis, by, why);
	else if (flow_may_start(d, task))
		ready_release(d, task, why);
}

/* miss: the attempt came to nothing, as fact `why` says. Trying again is no
 * new order: the same people go on. */
static void
miss(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	bool again;

	if (t->misled != STAGE_NONE) {
		astray(d, task, why);
		return;
	}
	if (t->copy != STAGE_NONE && d->copies[t->copy].unreadable) {
		uint32_t first = d->stage->data[s->restores].copies.first;

		why = state_say(d, FACT_COPY_UNREADABLE, s->scene,
		    state_task(task),
		    fact_entity(ENTITY_COPY, (uint32_t)t->copy), 0, why);
		t->tried |= UINT64_C(1) << ((uint32_t)t->copy - first);
		again = choose_copy(d, task) != STAGE_NONE;
	} else {
		t->misses++;
		t->fooled = false;
		again = t->misses <= s->retries;
	}
	again = again && !flow_is_dropped(d, task);
	if (again && !crew_is_leaving(d, task)) {
		t->start_fact = why;
		begin(d, task);
		return;
	}
	crew_let_go(d, task, why);
	if (!again) {
		flow_give_up(d, task, why);
		return;
	}
	state_turn(d, task, TASK_IDLE);
	ready_release(d, task, why);
}

void
attempt_order(struct drill *d, uint32_t task, uint32_t why, span_ms wait)
{
	d->tasks[task].start_fact = why;
	state_turn(d, task, TASK_ORDERED);
	if (wait == 0)
		begin(d, task);
	else
		state_arm(d, task, TASK_SLOT_WORK, wait);
}

/* seem: a step is reported done that has changed nothing. */
static void
seem(struct drill *d, uint32_t task)
{
	uint32_t fact =
	    crew_done(d, task, FACT_SEEMS_DONE, state_task(task), 0);

	sham_begin(d, task, fact);
	d->c->world_changed = true; /* somebody may ask whether it is back */
	flow_go_on(d, task, fact);
}

/* goes_over: does the step switch anybody to a standby? */
static bool
goes_over(const struct drill *d, const struct stage_task *s)
{
	for (uint32_t i = 0; i < s->effects.n / STAGE_EFFECT; i++)
		if (stage_effect(d->stage, s, i).switches == SWITCH_TO_STANDBY)
			return true;
	return false;
}

/* bring_back: the data the step restores; one that goes over to a standby
 * leaves behind what has not got there yet. */
static void
bring_back(struct drill *d, uint32_t task, uint32_t fact)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	if (t->copy == STAGE_NONE)
		return;
	if (goes_over(d, s) && d->data[s->restores].lost_at == SPAN_NEVER) {
		t->consistent = world_consistent(d, (uint32_t)t->copy);
		world_lose(d, (uint32_t)s->restores, state_task(task));
	}
	world_restore(d, (uint32_t)t->copy, t->consistent, s->scene, fact);
}

/* change: what the step changes, and what may break by it. */
static void
change(struct drill *d, uint32_t task, uint32_t fact)
{
	const struct stage_task *s = &d->stage->tasks[task];
	uint32_t n = s->effects.n / STAGE_EFFECT;

	for (uint32_t i = 0; i < n; i++) {
		struct stage_effect e = stage_effect(d->stage, s, i);
		uint32_t nth = (d->tasks[task].attempts - 1u) * n + i;

		if (e.odds > 0 &&
		    random_happens(
			state_draw(d, s->luck, LUCK_SECOND_FAULT, nth).value,
			e.odds))
			world_break(d, (uint32_t)e.breaks, e.broken_ppm,
			    s->scene, fact);
		world_set(d, &e, s->scene, fact);
	}
}

/* succeed: a step is done: its effects, and who may go on now. */
static void
succeed(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct range scope = d->stage->scenes[s->scene].scope;
	uint32_t fact = crew_done(d, task, FACT_DONE, state_task(task), 0);

	bring_back(d, task, fact);
	change(d, task, fact);
	for (uint32_t i = 0; i < scope.n; i++) {
		struct drill_service *x =
		    &d->services[stage_at(d->stage, scope, i)];

		x->known_ppm = x->seen_ppm;
	}
	d->c->known_changed = true;
	d->c->cause = fact;
	sham_forget(d);
	if (d->c->shams > 0) /* somebody may ask whether it is back */
		d->c->world_changed = true;
	if (find_by_looking(d, task, fact))
		flow_go_on(d, task, fact);
}

bool
attempt_work(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	if (t->status == TASK_ORDERED)
		begin(d, task);
	else if (s->step_number == STAGE_NONE)
		return true;
	else if (t->will_fail)
		miss(d, task,
		    state_say(d, FACT_FAILED, s->scene, crew_lead(d, task),
			state_task(task), t->attempts, t->start_fact));
	else if (t->will_seem)
		seem(d, task);
	else
		succeed(d, task);
	return false;
}

/* place: where in the role's line he stands. */
static uint32_t
place(const struct drill *d, uint32_t role, uint32_t who)
{
	struct range members = d->stage->roles[role].members;
	uint32_t i = 0;

	while (i < members.n &&
	       people_member(d, members, i) != (int32_t)fact_number(who))
		i++;
	return i;
}

/* is_last: does nobody stand in the role's line from there on? */
static bool
is_last(const struct drill *d, uint32_t role, uint32_t from)
{
	struct range members = d->stage->roles[role].members;

	for (uint32_t i = from; i < members.n; i++)
		if (people_member(d, members, i) != STAGE_NONE)
			return false;
	return true;
}

/* overdue: nobody has decided: whoever sat on it is out of it, and all before
 * him; the last in line keeps it. That nobody else is left to ask is said
 * once. */
static void
overdue(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t role = stage_at(d->stage, s->roles, 0);
	bool in_hand = t->status != TASK_WAITING;
	uint32_t who = in_hand ? crew_lead(d, task) : 0;
	uint32_t next = place(d, role, who) + 1;
	bool last = in_hand ? is_last(d, role, next) : !people_give_up(d, role);
	uint32_t fact;

	state_arm(d, task, TASK_SLOT_LIMIT, s->max_decision);
	if (!in_hand)
		t->passed = 0;
	if (last && t->in_vain)
		return;
	t->in_vain = last;
	fact = state_say(d, FACT_OVERDUE, s->scene, who, state_task(task), last,
	    in_hand ? t->start_fact : t->ready_fact);
	if (in_hand && !last) {
		t->passed = next;
		crew_let_go(d, task, fact);
		state_turn(d, task, TASK_IDLE);
		ready_release(d, task, fact);
	}
}

void
attempt_interrupt(struct drill *d, uint32_t task, uint32_t by)
{
	uint32_t fact = state_say(d, FACT_INTERRUPTED,
	    d->stage->tasks[task].scene, state_task(by), state_task(task),
	    d->tasks[task].attempts, d->tasks[task].start_fact);

	crew_let_go(d, task, fact);
	state_turn(d, task, TASK_IDLE);
	if (flow_may_start(d, task))
		ready_release(d, task, fact);
}

void
attempt_call_off(struct drill *d, uint32_t task, uint32_t why)
{
	enum task_status status = d->tasks[task].status;
	uint32_t fact;

	if (status != TASK_WAITING && status != TASK_ORDERED)
		return;
	fact = state_say(d, FACT_CALLED_OFF, d->stage->tasks[task].scene,
	    crew_lead(d, task), state_task(task), 0, why);
	crew_let_go(d, task, fact);
	ready_leave(d, task);
	state_calm(d, task);
}

void
attempt_limit(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct drill_task *t = &d->tasks[task];

	if (s->max_decision != SPAN_NEVER)
		overdue(d, task);
	else if (t->status == TASK_RUNNING)
		miss(d, task,
		    state_say(d, FACT_TIMEOUT, s->scene, crew_lead(d, task),
			state_task(task), t->attempts, t->start_fact));
}
