/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/find.h"

#include "replay/drill/flow.h"
#include "replay/drill/ready.h"
#include "replay/drill/sham.h"
#include "replay/drill/state.h"

void
find_failed(struct drill *d, uint32_t task, uint32_t by, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t fact = state_say(d, FACT_NO_EFFECT, s->scene, by,
	    state_task(task), t->attempts, why);

	sham_end(d, task);
	d->scenes[s->scene].last_fact = fact;
	flow_undo(d, task);
	d->c->world_changed = true; /* nobody need confirm any more */
	t->fooled = s->misleads;
	if (flow_is_dropped(d, task) || ++t->misses > s->retries) {
		flow_give_up(d, task, fact);
		return;
	}
	state_turn(d, task, TASK_IDLE);
	if (flow_may_start(d, task))
		ready_release(d, task, fact);
}

void
find_out(struct drill *d, const struct sham_search *search, uint32_t by,
    uint32_t why)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++)
		if (d->tasks[i].sham && sham_shows(d, i, search))
			find_failed(
			    d, i, by, why != 0 ? why : d->tasks[i].sham_fact);
}

/* is_verified_by: is it one of those the other looks at, or done instead, or
 * one that such a step calls? */
static bool
is_verified_by(const struct drill *d, uint32_t task, uint32_t other)
{
	struct range verifies = d->stage->tasks[other].verifies;

	for (int32_t x = (int32_t)task; x != STAGE_NONE;
	     x = d->tasks[x].stands_for != STAGE_NONE ? d->tasks[x].stands_for
						      : d->stage->tasks[x].call)
		for (uint32_t i = 0; i < verifies.n; i++)
			if (stage_at(d->stage, verifies, i) == (uint32_t)x)
				return true;
	return false;
}

bool
find_by_looking(struct drill *d, uint32_t task, uint32_t why)
{
	bool good = true;

	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++) {
		if (!d->tasks[i].sham || !is_verified_by(d, i, task))
			continue;
		state_turn(d, task, TASK_IDLE);
		find_failed(d, i, d->facts[why].by, why);
		good = false;
	}
	return good;
}
