/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/steps.h"

#include "replay/drill/flow.h"
#include "replay/drill/line.h"
#include "replay/drill/ready.h"
#include "replay/drill/sham.h"
#include "replay/drill/state.h"

void
steps_release(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (flow_may_start(d, i))
			flow_make_ready(d, i, why);
}

/* is_undone: was the step done, and is its effect there no more? A fall back
 * that was followed by a relapse is to be made again. */
static bool
is_undone(const struct drill *d, uint32_t task)
{
	return d->tasks[task].status == TASK_DONE &&
	       d->stage->tasks[task].response == STAGE_NONE &&
	       (d->stage->tasks[task].stage == STAGE_FALLBACK ||
		   sham_lacks(d, task));
}

/* ahead_of: how many of those it waits for are not done. */
static int32_t
ahead_of(const struct drill *d, uint32_t task)
{
	struct range before = d->stage->tasks[task].before;
	int32_t n = 0;

	for (uint32_t i = 0; i < before.n; i++)
		n +=
		    d->tasks[stage_at(d->stage, before, i)].status != TASK_DONE;
	return n;
}

/* take_back: the step, and what was done in its place, as if never done. */
static void
take_back(struct drill *d, uint32_t task)
{
	struct range others = d->stage->tasks[task].alternatives;

	flow_hold_back(d, task);
	state_calm(d, task);
	for (uint32_t i = 0; i < others.n; i++) {
		uint32_t other = stage_at(d->stage, others, i);

		if (!state_is_busy(d, other))
			state_calm(d, other);
	}
}

bool
steps_reopen(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;
	bool any = false;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (is_undone(d, i)) {
			take_back(d, i);
			any = true;
		}
	for (uint32_t i = r.first; i < r.first + r.n && any; i++)
		if (d->tasks[i].status == TASK_IDLE)
			d->tasks[i].before = ahead_of(d, i);
	if (any)
		steps_release(d, scene, why);
	return any;
}

void
steps_set_aside(struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (flow_is_set_aside(d, i))
			ready_withdraw(d, i);
}

void
steps_stand_down(struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].tasks;
	struct range notices = d->stage->scenes[scene].notices;

	for (uint32_t i = notices.first; i < notices.first + notices.n; i++)
		line_leave(d, i);
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		line_leave(d, i);
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (flow_is_call(d, i) ||
		    (d->tasks[i].status != TASK_ORDERED &&
			d->tasks[i].status != TASK_RUNNING)) {
			state_arm(d, i, TASK_SLOT_LIMIT, SPAN_NEVER);
			state_calm(d, i);
		} else
			d->tasks[i].stands_for = STAGE_NONE;
}

void
steps_deadline(struct drill *d, uint32_t task)
{
	const struct drill_task *t = &d->tasks[task];

	if (t->status != TASK_DONE && !flow_is_set_aside(d, task) &&
	    (!d->stage->tasks[task].is_alternative || t->called))
		(void)state_say(d, FACT_LATE, d->stage->tasks[task].scene, 0,
		    state_task(task), 0, t->ready_fact);
}

/* holds_up: is the task busy, and more than a grading done again? */
static bool
holds_up(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return state_is_busy(d, task) &&
	       (s->response != RESPONSE_GRADE ||
		   d->scenes[s->scene].grade == STAGE_NONE);
}

bool
steps_are_idle(const struct drill *d, uint32_t scene)
{
	int32_t grade = d->stage->scenes[scene].response[RESPONSE_GRADE];
	uint32_t again = grade != STAGE_NONE &&
			 state_is_busy(d, (uint32_t)grade) &&
			 !holds_up(d, (uint32_t)grade);

	return d->scenes[scene].busy == again;
}

uint32_t
steps_reason(const struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		const struct drill_task *t = &d->tasks[i];

		if (!holds_up(d, i))
			continue;
		if (t->status != TASK_WAITING)
			return t->start_fact;
		return t->waited ? t->waits_fact : t->ready_fact;
	}
	return 0;
}
