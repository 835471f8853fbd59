/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/crew.h"

#include "replay/drill/people.h"
#include "replay/drill/state.h"
#include "replay/drill/store.h"

uint32_t
crew_next(const struct drill *d, uint32_t task, uint32_t from)
{
	while (from < d->stage->counts[ENTITY_PERSON] &&
	       d->people[from].task != (int32_t)task)
		from++;
	return from;
}

uint32_t
crew_lead(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	for (uint32_t i = 0; i < s->roles.n; i++) {
		uint32_t role = stage_at(d->stage, s->roles, i);
		struct range members = d->stage->roles[role].members;

		for (uint32_t j = 0; j < members.n; j++) {
			int32_t person = people_member(d, members, j);

			if (person != STAGE_NONE &&
			    d->people[person].task == (int32_t)task)
				return fact_entity(
				    ENTITY_PERSON, (uint32_t)person);
		}
	}
	return 0;
}

bool
crew_is_leaving(const struct drill *d, uint32_t task)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];

	for (uint32_t p = crew_next(d, task, 0); p < n;
	     p = crew_next(d, task, p + 1))
		if (d->people[p].leaving || d->people[p].outgoing)
			return true;
	return false;
}

void
crew_let_go(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];

	for (uint32_t p = crew_next(d, task, 0); p < n;
	     p = crew_next(d, task, p + 1))
		people_free(d, p, why);
	store_give_back(d, task, why);
	state_arm(d, task, TASK_SLOT_WORK, SPAN_NEVER);
	state_arm(d, task, TASK_SLOT_LIMIT, SPAN_NEVER);
}

uint32_t
crew_done(struct drill *d, uint32_t task, enum fact_act act, uint32_t on,
    int64_t value)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact = state_say(d, act, scene, crew_lead(d, task), on, value,
	    d->tasks[task].start_fact);

	state_turn(d, task, TASK_DONE);
	if (!state_is_beside(&d->stage->tasks[task]))
		d->scenes[scene].last_fact = fact;
	crew_let_go(d, task, fact);
	return fact;
}
