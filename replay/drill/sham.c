/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/sham.h"

#include "replay/drill/state.h"
#include "replay/drill/strain.h"
#include "replay/drill/world.h"

bool
sham_is_coming(struct drill *d, uint32_t task, uint32_t nth)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	int32_t odds;

	if (t->hollow > 0) {
		t->hollow--;
		return true;
	}
	odds = strain_seems(d, task);
	return odds > 0 &&
	       random_happens(state_draw(d, s->luck, LUCK_SEEMS, nth).value,
		   random_threshold((uint32_t)odds));
}

void
sham_begin(struct drill *d, uint32_t task, uint32_t fact)
{
	d->tasks[task].sham = true;
	d->tasks[task].sham_fact = fact;
	d->c->shams++;
}

void
sham_end(struct drill *d, uint32_t task)
{
	d->tasks[task].sham = false;
	d->c->shams--;
}

bool
sham_lacks(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	for (uint32_t i = 0; i < s->effects.n / STAGE_EFFECT; i++) {
		struct stage_effect e = stage_effect(d->stage, s, i);

		if (world_lacks(d, &e))
			return true;
	}
	return s->restores != STAGE_NONE &&
	       d->data[s->restores].lost_at != SPAN_NEVER;
}

/* leaves_nothing: does the step change nothing that could be looked at? */
static bool
leaves_nothing(const struct stage_task *s)
{
	return s->effects.n == 0 && s->restores == STAGE_NONE;
}

void
sham_forget(struct drill *d)
{
	for (uint32_t i = 0;
	     d->c->shams > 0 && i < d->stage->counts[ENTITY_TASK]; i++)
		if (d->tasks[i].sham && !sham_lacks(d, i) &&
		    !leaves_nothing(&d->stage->tasks[i]))
			sham_end(d, i);
}

/* is_going_on: is anybody at work yet, and still, in the task's scene? What
 * was reported there before, or is over, counts for nothing. */
static bool
is_going_on(const struct drill *d, uint32_t task)
{
	enum scene_status status =
	    d->scenes[d->stage->tasks[task].scene].status;

	return status == SCENE_ACKNOWLEDGED || status == SCENE_ACTIVE;
}

/* suppose: let all be as it was reported, but for one task. */
static void
suppose(struct drill *d, int32_t except)
{
	world_claim_none(d);
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++) {
		const struct stage_task *s = &d->stage->tasks[i];

		if (!d->tasks[i].sham || !is_going_on(d, i) ||
		    (int32_t)i == except)
			continue;
		for (uint32_t j = 0; j < s->effects.n / STAGE_EFFECT; j++) {
			struct stage_effect e = stage_effect(d->stage, s, j);

			world_claim(d, &e);
		}
	}
	world_seem(d);
}

/* bears: is it a step of the scene, or one that acts on what that rests on? */
static bool
bears(const struct drill *d, uint32_t task, uint32_t scene)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct range reach = d->stage->scenes[scene].reach;

	if (s->scene == scene)
		return true;
	for (uint32_t i = 0; i < s->effects.n / STAGE_EFFECT; i++)
		for (uint32_t j = 0; j < reach.n; j++)
			if (stage_at(d->stage, reach, j) ==
			    stage_effect(d->stage, s, i).service)
				return true;
	return false;
}

bool
sham_is_whole(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	suppose(d, STAGE_NONE);
	for (uint32_t i = 0; i < s->effects.n / STAGE_EFFECT; i++) {
		struct stage_effect e = stage_effect(d->stage, s, i);

		if (e.switches == SWITCH_BACK &&
		    !world_claims_whole(d, e.service))
			return false;
	}
	return true;
}

bool
sham_shows(struct drill *d, uint32_t task, const struct sham_search *search)
{
	const struct drill_service *x = &d->services[search->service];

	if (!is_going_on(d, task))
		return false;
	if (search->scene != STAGE_NONE)
		return bears(d, task, (uint32_t)search->scene) &&
		       sham_lacks(d, task);
	suppose(d, STAGE_NONE);
	if (x->seems_ppm < search->below_ppm)
		return false; /* it would alarm all the same */
	suppose(d, (int32_t)task);
	return x->seems_ppm < search->below_ppm;
}

bool
sham_is_back(struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;

	if (d->c->shams == 0)
		return false;
	suppose(d, STAGE_NONE);
	for (uint32_t i = 0; i < scope.n; i++) {
		uint32_t service = stage_at(d->stage, scope, i);

		if (d->services[service].seems_ppm <
		    d->stage->services[service].minimum_ppm)
			return false;
	}
	return true;
}
