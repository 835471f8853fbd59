/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/call_out.h"

#include "replay/drill/state.h"

/* has_answered: what he is free by is his acknowledgement, wherever he has
 * gone since. */
static bool
has_answered(const struct drill *d, uint32_t person)
{
	return d->people[person].free_fact != 0;
}

bool
call_out_spares(const struct drill *d, uint32_t person)
{
	return d->stage->call_out && has_answered(d, person);
}

/* is_answered: has everybody called so far answered? */
static bool
is_answered(const struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_PERSON]; i++)
		if (d->people[i].pages > 0 && !has_answered(d, i))
			return false;
	return true;
}

/* is_complete: has every rung been called, repeats apart? */
static bool
is_complete(const struct drill *d)
{
	const struct stage *s = d->stage;
	const struct stage_ladder *l = &s->ladders[s->scenes[s->scene].ladder];

	return d->scenes[s->scene].rung >= l->rungs.n;
}

void
call_out_heard(struct drill *d, uint32_t why)
{
	uint32_t scene = d->stage->scene;

	if (d->stage->everybody && !(is_complete(d) && is_answered(d)))
		return;
	(void)state_say(
	    d, FACT_CLOSED, scene, 0, fact_entity(ENTITY_SCENE, scene), 0, why);
	d->scenes[scene].status = SCENE_CLOSED;
	d->c->over = true;
}
