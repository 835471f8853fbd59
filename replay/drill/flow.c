/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/flow.h"

#include "replay/drill/known.h"
#include "replay/drill/line.h"
#include "replay/drill/ready.h"
#include "replay/drill/sham.h"
#include "replay/drill/state.h"

bool
flow_is_set_aside(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	bool standby = d->scenes[s->scene].standby;

	if (s->step_number == STAGE_NONE)
		return false;
	return s->standby ? !standby
			  : standby && !d->stage->scenes[s->scene].beside;
}

bool
flow_is_dropped(const struct drill *d, uint32_t task)
{
	int32_t call = d->stage->tasks[task].call;

	return flow_is_set_aside(d, task) ||
	       (call != STAGE_NONE && d->tasks[call].status != TASK_RUNNING);
}

/* is_kept_back: is it too soon to fall back: before the business has
 * confirmed, or the service it goes back to is reported whole? */
static bool
is_kept_back(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->stage == STAGE_FALLBACK && s->step_number != STAGE_NONE &&
	       (!d->scenes[s->scene].confirmed || !sham_is_whole(d, task));
}

/* is_wanted: does its condition, if it has one, hold by what is known? */
static bool
is_wanted(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->when.n == 0 ||
	       known_holds(d, &s->when, d->scenes[s->scene].warned_at);
}

/* has_turn: is all done that it waits for, or do its people not wait? Nobody
 * hastens to what is not wanted yet. */
static bool
has_turn(const struct drill *d, uint32_t task)
{
	const struct drill_task *t = &d->tasks[task];

	return t->before <= 0 || (t->early && is_wanted(d, task));
}

bool
flow_may_start(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct drill_task *t = &d->tasks[task];
	enum scene_status status = d->scenes[s->scene].status;

	if (t->status != TASK_IDLE || !has_turn(d, task) ||
	    flow_is_dropped(d, task) || s->response != STAGE_NONE ||
	    (s->is_alternative && !t->called))
		return false;
	if (is_kept_back(d, task))
		return false;
	return status == SCENE_ACTIVE ||
	       (status == SCENE_ACKNOWLEDGED && s->first_aid);
}

static uint32_t
say_skipped(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact =
	    state_say(d, FACT_SKIPPED, scene, 0, state_task(task), 0, why);

	d->scenes[scene].last_fact = fact;
	return fact;
}

static void set_about(struct drill *d, uint32_t task, uint32_t why);

void
flow_make_ready(struct drill *d, uint32_t task, uint32_t why)
{
	struct drill_task *t = &d->tasks[task];

	if (is_wanted(d, task)) {
		set_about(d, task, why);
		return;
	}
	state_turn(d, task, TASK_DONE);
	t->ready_fact = say_skipped(d, task, why);
	t->skipped = d->c->skipped;
	d->c->skipped = task + 1;
	d->c->crew_changed = true;
}

void
flow_hasten(struct drill *d, uint32_t task, uint32_t why)
{
	struct drill_task *t = &d->tasks[task];

	if (t->status != TASK_IDLE || t->before <= 0)
		return;
	t->early = true;
	if (flow_may_start(d, task))
		flow_make_ready(d, task, why);
}

bool
flow_is_call(const struct drill *d, uint32_t task)
{
	return d->stage->tasks[task].inner.n > 0;
}

/* is_counted: is its call done only when it is? */
static bool
is_counted(const struct drill *d, uint32_t task)
{
	return d->stage->tasks[task].call != STAGE_NONE &&
	       !d->stage->tasks[task].is_alternative;
}

/* end_call: all it called is done, the last of it as fact `why` says. */
static void
end_call(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact =
	    state_say(d, FACT_DONE, scene, 0, state_task(task), 0, why);

	state_turn(d, task, TASK_DONE);
	d->scenes[scene].last_fact = fact;
	flow_go_on(d, task, fact);
}

/* begin_call: nobody does it; its steps may start from here on. */
static void
begin_call(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	struct range r = s->inner;

	state_turn(d, task, TASK_RUNNING);
	t->ready_fact =
	    state_say(d, FACT_READY, s->scene, 0, state_task(task), 0, why);
	t->start_fact = state_say(
	    d, FACT_START, s->scene, 0, state_task(task), 1, t->ready_fact);
	t->left = 0;
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		t->left += is_counted(d, i) && d->tasks[i].status != TASK_DONE;
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (flow_may_start(d, i))
			flow_make_ready(d, i, t->start_fact);
	if (t->left == 0)
		end_call(d, task, t->start_fact);
}

/* set_about: the step's turn has come, and it is wanted. */
static void
set_about(struct drill *d, uint32_t task, uint32_t why)
{
	if (flow_is_call(d, task))
		begin_call(d, task, why);
	else
		ready_release(d, task, why);
}

/* count_in: a step is done; perhaps it was the last its call waited for. */
static void
count_in(struct drill *d, uint32_t task, uint32_t why)
{
	int32_t call = d->stage->tasks[task].call;

	if (is_counted(d, task) && --d->tasks[call].left == 0 &&
	    d->tasks[call].status == TASK_RUNNING)
		end_call(d, (uint32_t)call, why);
}

void
flow_undo(struct drill *d, uint32_t task)
{
	flow_hold_back(d, task);
	for (int32_t i = d->tasks[task].stands_for; i != STAGE_NONE;
	     i = d->tasks[i].stands_for) {
		state_turn(d, (uint32_t)i, TASK_FAILED);
		flow_hold_back(d, (uint32_t)i);
	}
}

/* count_out: a step is not done after all; nor, then, is its call. */
static void
count_out(struct drill *d, uint32_t task)
{
	int32_t call = d->stage->tasks[task].call;

	if (!is_counted(d, task))
		return;
	d->tasks[call].left++;
	if (d->tasks[call].status == TASK_DONE) {
		state_turn(d, (uint32_t)call, TASK_RUNNING);
		flow_undo(d, (uint32_t)call);
	}
}

/* call_off: what it called and nobody has in hand is not done any more. */
static void
call_off(struct drill *d, uint32_t task)
{
	struct range r = d->stage->tasks[task].inner;

	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		if (flow_is_call(d, i) && d->tasks[i].status == TASK_RUNNING) {
			state_turn(d, i, TASK_IDLE);
			call_off(d, i);
		}
		ready_withdraw(d, i);
	}
}

/* fail_call: a step is given up, and nothing stands in for it: so is its call,
 * which may have an alternative. */
static void
fail_call(struct drill *d, uint32_t task, uint32_t why)
{
	int32_t call = d->stage->tasks[task].call;

	if (call == STAGE_NONE || d->tasks[call].status != TASK_RUNNING)
		return;
	flow_give_up(d, (uint32_t)call, why);
	call_off(d, (uint32_t)call);
}

static void
release_after(struct drill *d, uint32_t task, uint32_t why)
{
	struct range after = d->stage->tasks[task].after;

	for (uint32_t i = 0; i < after.n; i++) {
		uint32_t next = stage_at(d->stage, after, i);

		d->tasks[next].before--;
		if (flow_may_start(d, next))
			flow_make_ready(d, next, why);
	}
	count_in(d, task, why);
}

void
flow_skip(struct drill *d)
{
	while (d->c->skipped != 0) {
		uint32_t task = d->c->skipped - 1;

		d->c->skipped = d->tasks[task].skipped;
		release_after(d, task, d->tasks[task].ready_fact);
	}
}

/* replace: let the task's next alternative, if any, take its place. */
static bool
replace(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	while (t->alternatives < s->alternatives.n) {
		uint32_t next =
		    stage_at(d->stage, s->alternatives, t->alternatives++);
		struct drill_task *x = &d->tasks[next];
		uint32_t fact;

		if (x->status != TASK_IDLE || x->called)
			continue; /* it stands in for another already */
		if (!is_wanted(d, next)) {
			(void)say_skipped(d, next, why);
			continue;
		}
		x->stands_for = (int32_t)task;
		x->called = true;
		fact = state_say(
		    d, FACT_ALTERNATIVE, s->scene, 0, state_task(next), 0, why);
		if (flow_may_start(d, next))
			set_about(d, next, fact);
		return true;
	}
	return false;
}

void
flow_give_up(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact =
	    state_say(d, FACT_GAVE_UP, scene, 0, state_task(task), 0, why);
	int32_t t = (int32_t)task;

	state_turn(d, task, TASK_FAILED);
	d->scenes[scene].last_fact = fact;
	while (t != STAGE_NONE && !flow_is_dropped(d, task) &&
	       !replace(d, (uint32_t)t, fact))
		t = d->tasks[t].stands_for;
	if (t == STAGE_NONE)
		fail_call(d, task, fact);
}

void
flow_go_on(struct drill *d, uint32_t task, uint32_t why)
{
	for (int32_t i = d->tasks[task].stands_for; i != STAGE_NONE;
	     i = d->tasks[i].stands_for) {
		state_turn(d, (uint32_t)i, TASK_DONE);
		release_after(d, (uint32_t)i, why);
	}
	release_after(d, task, why);
}

void
flow_hold_back(struct drill *d, uint32_t task)
{
	struct range after = d->stage->tasks[task].after;

	for (uint32_t i = 0; i < after.n; i++) {
		uint32_t next = stage_at(d->stage, after, i);

		d->tasks[next].before++;
		if (d->tasks[next].status == TASK_WAITING) {
			ready_leave(d, next);
			state_turn(d, next, TASK_IDLE);
		}
	}
	count_out(d, task);
}
