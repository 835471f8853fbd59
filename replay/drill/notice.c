/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/notice.h"

#include "replay/drill/crew.h"
#include "replay/drill/ready.h"
#include "replay/drill/state.h"

static const struct stage_notice *
notice_of(const struct drill *d, uint32_t task)
{
	return &d->stage->notices[d->stage->tasks[task].notice];
}

/* fall_due: to be sent within `left`. Where a grade reached late has left no
 * time, it is late by grading: due at once, and nobody's slowness. */
static void
fall_due(struct drill *d, uint32_t task, span_ms left, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t on = state_task(task);
	bool graded = d->facts[why].act == FACT_GRADED ||
		      d->facts[why].act == FACT_REGRADED;
	uint32_t due =
	    state_say(d, FACT_DUE, scene, 0, on, left > 0 ? left : 0, why);

	d->tasks[task].due = true;
	if (left < 0)
		(void)state_say(d, FACT_LATE, scene, 0, on, graded, due);
	else
		state_arm(d, task, TASK_SLOT_DEADLINE, left);
	ready_release(d, task, due);
}

void
notice_reached(struct drill *d, uint32_t scene, enum notice_from from,
    span_ms at, uint32_t why)
{
	struct range r = d->stage->scenes[scene].notices;
	struct drill_scene *x = &d->scenes[scene];

	x->reached[from] = at;
	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		const struct stage_notice *n = notice_of(d, i);

		if (d->tasks[i].due || x->reached[n->from] == SPAN_NEVER ||
		    (n->of < GRADES - 1 && x->peak > n->of))
			continue;
		fall_due(
		    d, i, x->reached[n->from] + n->within - state_now(d), why);
	}
}

void
notice_forget(struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].notices;

	for (int i = 0; i < NOTICE_FROMS; i++)
		d->scenes[scene].reached[i] = SPAN_NEVER;
	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		if (d->tasks[i].status == TASK_ORDERED ||
		    d->tasks[i].status == TASK_RUNNING)
			continue;
		state_arm(d, i, TASK_SLOT_DEADLINE, SPAN_NEVER);
		state_arm(d, i, TASK_SLOT_AGAIN, SPAN_NEVER);
		ready_withdraw(d, i);
		state_calm(d, i);
	}
}

/* A repeat must be out `every` after the last one; the time allowed to make
 * it, `within`, ends then. */
void
notice_sent(struct drill *d, uint32_t task)
{
	const struct stage_notice *n = notice_of(d, task);
	uint32_t scene = d->stage->tasks[task].scene;

	d->tasks[task].start_fact =
	    crew_done(d, task, FACT_DONE, state_task(task), 0);
	state_arm(d, task, TASK_SLOT_DEADLINE, SPAN_NEVER);
	if (n->every != SPAN_NEVER && !d->scenes[scene].confirmed)
		state_arm(d, task, TASK_SLOT_AGAIN,
		    n->every > n->within ? n->every - n->within : 0);
}

void
notice_again(struct drill *d, uint32_t task)
{
	const struct stage_notice *n = notice_of(d, task);

	if (d->scenes[d->stage->tasks[task].scene].confirmed)
		return;
	ready_rearm(d, task);
	fall_due(d, task, n->every < n->within ? n->every : n->within,
	    d->tasks[task].start_fact);
}
