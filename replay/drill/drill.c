/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/drill.h"

#include "replay/drill/attempt.h"
#include "replay/drill/fire.h"
#include "replay/drill/flow.h"
#include "replay/drill/notice.h"
#include "replay/drill/people.h"
#include "replay/drill/relief.h"
#include "replay/drill/scene.h"
#include "replay/drill/serve.h"
#include "replay/drill/standby.h"
#include "replay/drill/state.h"
#include "replay/drill/steps.h"
#include "replay/drill/store.h"
#include "replay/drill/strain.h"
#include "replay/drill/watch.h"
#include "replay/drill/world.h"

/* spoil_step: the step's next attempts fail, or only seem to come off, in
 * every scene that has it. */
static void
spoil_step(struct drill *d, const struct stage_inject *x)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++) {
		if (d->stage->tasks[i].step_number != x->step)
			continue;
		if (x->act == INJECT_STEP_FAILS)
			d->tasks[i].forced += x->times;
		else
			d->tasks[i].hollow += x->times;
	}
}

/* spoil: what nobody notices yet. */
static void
spoil(struct drill *d, const struct stage_inject *x, uint32_t by)
{
	uint32_t on = 0;

	if (x->act == INJECT_COPY_UNREADABLE) {
		d->copies[x->copy].unreadable = true;
		on = fact_entity(ENTITY_COPY, (uint32_t)x->copy);
	} else if (x->act == INJECT_STANDBY_BEHIND) {
		world_lag(d, (uint32_t)x->copy, x->length);
		on = fact_entity(ENTITY_COPY, (uint32_t)x->copy);
	} else {
		spoil_step(d, x);
	}
	(void)state_say(d, FACT_INJECT, 0, by, on, 0, 0);
}

/* hasten: the step is not to wait, in every scene that has it and where its
 * turn has not come yet. */
static void
hasten(struct drill *d, const struct stage_inject *x, uint32_t by)
{
	uint32_t why = state_say(d, FACT_INJECT, 0, by, 0, 0, 0);

	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++)
		if (d->stage->tasks[i].step_number == x->step)
			flow_hasten(d, i, why);
}

static void
inject(struct drill *d, uint32_t number)
{
	const struct stage_inject *x = &d->stage->injects[number];
	uint32_t by = fact_entity(ENTITY_INJECT, number);

	switch ((enum inject_act)x->act) {
	case INJECT_FAULT:
		world_fault(d, number);
		break;
	case INJECT_LOAD:
		world_load(d, number);
		break;
	case INJECT_MONITOR_DOWN:
		watch_blind(d, number);
		break;
	case INJECT_FALSE_ALARM:
		watch_deceive(d, number);
		break;
	case INJECT_DATA_LOST:
		world_lose(d, (uint32_t)x->data, by);
		break;
	case INJECT_ABSENT:
		(void)state_say(d, FACT_ABSENT, 0, by,
		    fact_entity(ENTITY_PERSON, (uint32_t)x->person), 0, 0);
		people_leave(d, (uint32_t)x->person, x->length);
		break;
	case INJECT_OVERRIDE:
		scene_override(d, number);
		break;
	case INJECT_OVERREACTION:
		scene_overreact(d, number);
		break;
	case INJECT_MESSAGE:
		if (x->claims)
			watch_claim(d, number);
		else if (x->about != STAGE_NONE)
			watch_report(d, (uint32_t)x->about, by);
		else
			(void)state_say(d, FACT_INJECT, 0, by, 0, 0, 0);
		break;
	case INJECT_CHANNEL_DOWN:
		(void)state_say(
		    d, FACT_CHANNEL_DOWN, 0, by, 0, x->channel + 1, 0);
		people_cut(d, x->channel, x->length);
		state_after(d, x->slot + INJECT_PASS, x->length);
		break;
	case INJECT_RESOURCE_MISSING:
		store_miss(d, number);
		break;
	case INJECT_STRESS:
	case INJECT_TOOL_IMPAIRED:
		strain_begin(d, number);
		break;
	case INJECT_RESOURCE_ADDED:
		store_add(d, number);
		break;
	case INJECT_STANDBY_BEHIND:
	case INJECT_COPY_UNREADABLE:
	case INJECT_STEP_FAILS:
	case INJECT_STEP_FALSE:
		spoil(d, x, by);
		break;
	case INJECT_STEP_EARLY:
		hasten(d, x, by);
		break;
	}
}

/* pass: what an inject does passes by itself. */
static void
pass(struct drill *d, uint32_t number)
{
	int32_t act = d->stage->injects[number].act;

	if (act == INJECT_CHANNEL_DOWN)
		people_join(d, number);
	else if (act == INJECT_MONITOR_DOWN)
		watch_see(d, number);
	else if (act == INJECT_FALSE_ALARM)
		watch_undeceive(d, number);
	else if (act == INJECT_OVERRIDE)
		scene_release(d, number);
	else if (act == INJECT_RESOURCE_MISSING)
		store_find(d, number);
	else if (act == INJECT_STRESS || act == INJECT_TOOL_IMPAIRED)
		strain_pass(d, number);
	else
		world_pass(d, number);
}

/* came_off: a task that is no step. */
static void
came_off(struct drill *d, uint32_t task)
{
	if (d->stage->tasks[task].notice != STAGE_NONE)
		notice_sent(d, task);
	else
		scene_act(d, task);
}

static void
happen(struct drill *d, const struct stage_slot *slot)
{
	switch ((enum purpose)slot->purpose) {
	case PURPOSE_INJECT:
		fire_came(d, slot->number);
		inject(d, slot->number);
		break;
	case PURPOSE_FIRE:
		fire_held(d, slot->number);
		inject(d, slot->number);
		break;
	case PURPOSE_WATCH:
		fire_look(d, slot->number);
		break;
	case PURPOSE_PASS:
		pass(d, slot->number);
		break;
	case PURPOSE_BACK:
		people_back(d, slot->number);
		break;
	case PURPOSE_ACK:
		scene_acked(d, slot->number, people_ack(d, slot->number));
		break;
	case PURPOSE_ARRIVE:
		people_arrive(d, slot->number);
		break;
	case PURPOSE_DUTY:
		relief_change(d, slot->number);
		break;
	case PURPOSE_HANDED:
		relief_done(d, slot->number);
		break;
	case PURPOSE_CALL:
		people_unanswered(d, slot->number);
		break;
	case PURPOSE_LOOK:
		scene_look(d);
		break;
	case PURPOSE_HOLD:
		scene_held(d, slot->number);
		break;
	case PURPOSE_START:
		scene_start(d, slot->number);
		break;
	case PURPOSE_CHECK:
		standby_check(d, slot->number);
		break;
	case PURPOSE_RUNG:
		scene_rung(d, slot->number);
		break;
	case PURPOSE_WORK:
		if (attempt_work(d, slot->number))
			came_off(d, slot->number);
		break;
	case PURPOSE_LIMIT:
		attempt_limit(d, slot->number);
		break;
	case PURPOSE_DEADLINE:
		steps_deadline(d, slot->number);
		break;
	case PURPOSE_AGAIN:
		notice_again(d, slot->number);
		break;
	case PURPOSE_DELIVERY:
		store_delivery(d, slot->number);
		break;
	case PURPOSE_POLL:
		watch_sample(d, slot->number);
		break;
	case PURPOSE_SEEN:
		watch_alarm(d, slot->number);
		break;
	case PURPOSE_HORIZON:
		scene_horizon(d);
		break;
	case PURPOSES:
		break;
	}
}

/* blame: the entity a slot belongs to, as near as it can be named. */
static uint32_t
blame(const struct stage *stage, const struct stage_slot *slot)
{
	switch ((enum purpose)slot->purpose) {
	case PURPOSE_INJECT:
	case PURPOSE_PASS:
	case PURPOSE_FIRE:
	case PURPOSE_WATCH:
		return fact_entity(ENTITY_INJECT, slot->number);
	case PURPOSE_BACK:
	case PURPOSE_ACK:
	case PURPOSE_ARRIVE:
		return fact_entity(ENTITY_PERSON, slot->number);
	case PURPOSE_HANDED:
		return fact_entity(
		    ENTITY_PERSON, stage->posts[slot->number].person);
	case PURPOSE_CALL:
		return fact_entity(ENTITY_ROLE, slot->number);
	case PURPOSE_LOOK:
	case PURPOSE_HOLD:
	case PURPOSE_START:
	case PURPOSE_CHECK:
	case PURPOSE_RUNG:
		return fact_entity(ENTITY_SCENE, slot->number);
	case PURPOSE_WORK:
	case PURPOSE_LIMIT:
	case PURPOSE_DEADLINE:
	case PURPOSE_AGAIN:
		return state_task(slot->number);
	case PURPOSE_DELIVERY:
		return fact_entity(ENTITY_RESOURCE, slot->number);
	case PURPOSE_POLL:
	case PURPOSE_SEEN:
		return fact_entity(ENTITY_MONITOR, slot->number);
	case PURPOSE_DUTY:
	case PURPOSE_HORIZON:
	case PURPOSES:
		break;
	}
	return 0;
}

struct drill *
drill_new(struct arena *arena, const struct stage *stage)
{
	return state_new(arena, stage);
}

void
drill_literally(struct drill *d)
{
	d->literal = true;
}

void
drill_reset(struct drill *d, uint64_t trial)
{
	state_reset(d, trial);
}

span_ms
drill_next(const struct drill *d)
{
	return d->c->over ? SPAN_NEVER : engine_next(d->engine);
}

/* is_unsettled: does anything follow at once from what has happened? */
static bool
is_unsettled(const struct drill *d)
{
	return d->c->known_changed || d->c->world_changed ||
	       d->c->crew_changed || d->c->put_off;
}

enum drill_result
drill_step(struct drill *d)
{
	struct queue_event event;
	enum engine_result taken = ENGINE_IDLE;

	if (!d->c->over)
		taken = engine_take(d->engine, &event);
	if (taken == ENGINE_IDLE)
		return DRILL_OVER;
	if (taken == ENGINE_RUNAWAY) {
		d->blamed = blame(d->stage, &d->stage->slots[event.slot]);
		return DRILL_RUNAWAY;
	}
	happen(d, &d->stage->slots[event.slot]);
	while (!d->c->over && is_unsettled(d)) {
		watch_settle(d);
		if (d->c->crew_changed)
			relief_settle(d);
		if (d->c->crew_changed)
			serve_round(d);
		else if (!d->c->known_changed && !d->c->world_changed)
			serve_rest(d);
		if (d->c->known_changed || d->c->world_changed)
			fire_settle(d);
		scene_settle(d);
	}
	if (d->c->over)
		fire_end(d);
	if (d->c->full)
		return DRILL_RUNAWAY;
	return d->c->over ? DRILL_OVER : DRILL_GOES_ON;
}

enum drill_result
drill_run(struct drill *d)
{
	enum drill_result result;

	do
		result = drill_step(d);
	while (result == DRILL_GOES_ON);
	return result;
}

const struct fact *
drill_facts(const struct drill *d, uint32_t *n)
{
	*n = d->c->facts;
	return d->facts;
}

uint32_t
drill_blamed(const struct drill *d)
{
	return d->blamed;
}
