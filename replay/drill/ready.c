/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/ready.h"

#include <assert.h>

#include "replay/drill/crew.h"
#include "replay/drill/fund.h"
#include "replay/drill/line.h"
#include "replay/drill/state.h"

/* queue: the task waits for people and things, because of fact `why`. */
static void
queue(struct drill *d, uint32_t task, uint32_t why)
{
	d->tasks[task].waited = false;
	d->tasks[task].ready_fact = why;
	line_join(d, task);
	d->c->crew_changed = true;
}

/* ask: for leave to spend what the step costs. Whoever is deciding on that
 * already is not asked again; where nobody may, it waits for a worse grade. */
static void
ask(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	int32_t approval = s->approval;
	uint32_t role =
	    approval == STAGE_NONE
		? 0
		: fact_entity(ENTITY_ROLE,
		      stage_at(d->stage, d->stage->tasks[approval].roles, 0));

	t->waited = true;
	t->waits_for = role;
	t->waits_fact = state_say(d, FACT_ASKED, s->scene, role,
	    state_task(task), s->cost, t->ready_fact);
	if (approval == STAGE_NONE || state_is_busy(d, (uint32_t)approval))
		return;
	state_calm(d, (uint32_t)approval);
	ready_release(d, (uint32_t)approval, t->waits_fact);
}

/* unask: nobody need decide any more, unless somebody is at it. */
static void
unask(struct drill *d, uint32_t task)
{
	int32_t approval = d->stage->tasks[task].approval;

	if (approval != STAGE_NONE)
		ready_withdraw(d, (uint32_t)approval);
}

static bool
is_asking(const struct drill *d, uint32_t task)
{
	return d->tasks[task].status == TASK_WAITING && !d->tasks[task].in_line;
}

void
ready_approve(struct drill *d, uint32_t approval)
{
	uint32_t step = (uint32_t)d->stage->tasks[approval].approves;
	uint32_t fact = crew_done(d, approval, FACT_APPROVED, state_task(step),
	    d->stage->tasks[step].cost);

	if (!is_asking(d, step))
		return;
	d->tasks[step].approved = true;
	queue(d, step, fact);
}

void
ready_spend(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (is_asking(d, i) && fund_is_free(d, i)) {
			unask(d, i);
			queue(d, i, why);
		}
}

void
ready_release(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	assert(t->status == TASK_IDLE);
	state_turn(d, task, TASK_WAITING);
	t->in_vain = false;
	t->ready_fact =
	    state_say(d, FACT_READY, s->scene, 0, state_task(task), 0, why);
	if (fund_is_free(d, task))
		queue(d, task, t->ready_fact);
	else
		ask(d, task);
	if (s->max_decision != SPAN_NEVER)
		state_arm(d, task, TASK_SLOT_LIMIT, s->max_decision);
}

void
ready_leave(struct drill *d, uint32_t task)
{
	line_leave(d, task);
	unask(d, task);
}

void
ready_withdraw(struct drill *d, uint32_t task)
{
	if (d->tasks[task].status != TASK_WAITING)
		return;
	ready_leave(d, task);
	state_arm(d, task, TASK_SLOT_LIMIT, SPAN_NEVER);
	state_calm(d, task);
}

void
ready_rearm(struct drill *d, uint32_t task)
{
	state_turn(d, task, TASK_IDLE);
}
