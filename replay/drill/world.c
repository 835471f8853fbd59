/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/world.h"

#include "replay/drill/state.h"

enum { FULL = 1000000, RAMP = 10 /* steps */ };

/* What is asked about: what is so, or what was reported to be. */
enum view { TRUTH, CLAIM };

static int32_t
level_of(const struct drill *d, uint32_t service, enum view view)
{
	const struct drill_service *x = &d->services[service];

	return view == TRUTH ? x->seen_ppm : x->seems_ppm;
}

/* carried: the level at which a group carries what needs it: that of its
 * k-th best service. */
static int32_t
carried(const struct drill *d, const struct stage_group *g, enum view view)
{
	int32_t best = 0;

	for (uint32_t i = 0; i < g->members.n; i++) {
		int32_t level =
		    level_of(d, stage_at(d->stage, g->members, i), view);
		uint32_t as_good = 0;

		for (uint32_t j = 0; j < g->members.n; j++)
			as_good +=
			    level_of(d, stage_at(d->stage, g->members, j),
				view) >= level;
		if (as_good >= g->at_least && level > best)
			best = level;
	}
	return best;
}

/* served: the level users have of it under a load: all of its own, unless that
 * is more than it can carry. */
static int32_t
served(const struct drill_service *x, int32_t load, enum view view)
{
	int64_t own = view == TRUTH ? x->own_ppm : x->claim_ppm;
	int64_t capacity =
	    view == TRUTH ? x->capacity_ppm : x->claim_capacity_ppm;

	if (load <= capacity)
		return (int32_t)own;
	return (int32_t)((own * capacity + load / 2) / load);
}

/* carrier: the service that users of this one have: itself, or its standby. */
static uint32_t
carrier(const struct drill *d, uint32_t service, enum view view)
{
	const struct drill_service *x = &d->services[service];

	return (view == TRUTH ? x->switched : x->claim_switched)
		   ? (uint32_t)d->stage->services[service].standby
		   : service;
}

static int32_t
seen_level(const struct drill *d, uint32_t service, enum view view)
{
	uint32_t by = carrier(d, service, view);
	const struct stage_service *s = &d->stage->services[by];
	int32_t level =
	    served(&d->services[by], d->services[service].load_ppm, view);

	for (uint32_t i = s->needs.first; i < s->needs.first + s->needs.n;
	     i++) {
		int32_t most = carried(d, &d->stage->groups[i], view);

		if (most < level)
			level = most;
	}
	return level;
}

/* spread: recompute what users see, each service after all it needs. */
static void
spread(struct drill *d, uint32_t scene, uint32_t why)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SERVICE]; i++) {
		uint32_t service = d->stage->service_order[i];
		int32_t level = seen_level(d, service, TRUTH);

		if (level == d->services[service].seen_ppm)
			continue;
		d->services[service].seen_ppm = level;
		d->services[service].level_fact = state_say(d, FACT_LEVEL,
		    scene, 0, fact_entity(ENTITY_SERVICE, service), level, why);
		d->c->world_changed = true;
	}
}

/* newest: of the injects of this act in force on the service, the one that
 * began last; STAGE_NONE if there is none. */
static int32_t
newest(const struct drill *d, int32_t act, int32_t service)
{
	int32_t best = STAGE_NONE;

	for (uint32_t i = 0; i < d->stage->counts[ENTITY_INJECT]; i++) {
		const struct stage_inject *s = &d->stage->injects[i];

		if (d->injects[i].active && s->act == act &&
		    s->service == service &&
		    (best == STAGE_NONE ||
			d->injects[i].since >= d->injects[best].since))
			best = (int32_t)i;
	}
	return best;
}

static bool
is_newest(const struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];

	return newest(d, s->act, s->service) == (int32_t)inject;
}

/* turn: an inject has begun, moved or passed: say so, and let its service
 * have what the newest one in force now makes of it. */
static void
turn(struct drill *d, uint32_t inject, enum fact_act act)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_service *x = &d->services[s->service];
	bool fault = s->act == INJECT_FAULT;
	int32_t top = newest(d, s->act, s->service);
	int32_t level = fault ? x->base_ppm : FULL;

	if (top != STAGE_NONE)
		level = d->injects[top].level_ppm;
	*(fault ? &x->own_ppm : &x->load_ppm) = level;
	if (d->stage->services[s->service].standby != STAGE_NONE)
		d->c->world_changed = true; /* perhaps to fall back to it */
	spread(d, 0,
	    state_say(d, act, 0, fact_entity(ENTITY_INJECT, inject),
		fact_entity(ENTITY_SERVICE, (uint32_t)s->service), level, 0));
}

static void
begin(struct drill *d, uint32_t inject)
{
	d->injects[inject].active = true;
	d->injects[inject].since = d->c->facts;
	state_after(d, d->stage->injects[inject].slot + INJECT_PASS,
	    d->stage->injects[inject].length);
}

void
world_fault(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_inject *x = &d->injects[inject];

	begin(d, inject);
	x->level_ppm = s->level_ppm;
	turn(d, inject, FACT_FAULT);
	if (++x->begun < s->times)
		state_after(d, s->slot, s->every);
}

void
world_load(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_inject *x = &d->injects[inject];
	int64_t n = s->ramp == 0 ? RAMP : x->begun;

	if (!x->active) {
		begin(d, inject);
		x->from_ppm = d->services[s->service].load_ppm;
	}
	x->level_ppm =
	    (int32_t)(((RAMP - n) * x->from_ppm + n * s->level_ppm + RAMP / 2) /
		      RAMP);
	if (n > 0 && is_newest(d, inject))
		turn(d, inject, FACT_LOAD);
	if (n < RAMP)
		state_after(
		    d, s->slot, s->ramp * (n + 1) / RAMP - s->ramp * n / RAMP);
	x->begun++;
}

void
world_pass(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	bool counted = is_newest(d, inject);

	d->injects[inject].active = false;
	if (s->act == INJECT_LOAD)
		state_after(d, s->slot, SPAN_NEVER); /* the ramp ends here */
	if (counted)
		turn(d, inject,
		    s->act == INJECT_LOAD ? FACT_LOAD : FACT_FAULT_OVER);
}

/* mend: whatever faults are in force on the service, it has this level. */
static void
mend(struct drill *d, uint32_t service, int32_t level)
{
	d->services[service].own_ppm = level;
	d->services[service].base_ppm = level;
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_INJECT]; i++)
		if (d->stage->injects[i].act == INJECT_FAULT &&
		    d->stage->injects[i].service == (int32_t)service)
			d->injects[i].active = false;
}

/* go_over: users of the service go over to its standby, or back. */
static void
go_over(struct drill *d, const struct stage_effect *effect, uint32_t scene,
    uint32_t why)
{
	bool to = effect->switches == SWITCH_TO_STANDBY;

	if (d->services[effect->service].switched == to)
		return;
	d->services[effect->service].switched = to;
	(void)state_say(d, FACT_SWITCHED, scene, 0,
	    fact_entity(ENTITY_SERVICE, effect->service), to, why);
}

void
world_break(struct drill *d, uint32_t service, int32_t level, uint32_t scene,
    uint32_t why)
{
	struct drill_service *x = &d->services[service];

	x->base_ppm = level < x->base_ppm ? level : x->base_ppm;
	x->own_ppm = level < x->own_ppm ? level : x->own_ppm;
	spread(d, scene,
	    state_say(d, FACT_SECOND_FAULT, scene, 0,
		fact_entity(ENTITY_SERVICE, service), x->own_ppm, why));
}

void
world_set(struct drill *d, const struct stage_effect *effect, uint32_t scene,
    uint32_t why)
{
	if (effect->switches != STAGE_NONE)
		go_over(d, effect, scene, why);
	if (d->stage->services[effect->service].standby != STAGE_NONE)
		d->c->world_changed = true; /* perhaps to fall back to it */
	if (effect->capacity_ppm != STAGE_NONE)
		d->services[effect->service].capacity_ppm =
		    effect->capacity_ppm;
	if (effect->level_ppm != STAGE_NONE &&
	    (effect->lowers ||
		effect->level_ppm >= d->services[effect->service].own_ppm))
		mend(d, effect->service, effect->level_ppm);
	spread(d, scene, why);
}

/* ---- what was reported ---- */

void
world_claim_none(struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SERVICE]; i++) {
		struct drill_service *x = &d->services[i];

		x->claim_ppm = x->own_ppm;
		x->claim_capacity_ppm = x->capacity_ppm;
		x->claim_switched = x->switched;
	}
}

void
world_claim(struct drill *d, const struct stage_effect *effect)
{
	struct drill_service *x = &d->services[effect->service];

	if (effect->switches != STAGE_NONE)
		x->claim_switched = effect->switches == SWITCH_TO_STANDBY;
	if (effect->level_ppm > x->claim_ppm)
		x->claim_ppm = effect->level_ppm;
	if (effect->capacity_ppm > x->claim_capacity_ppm)
		x->claim_capacity_ppm = effect->capacity_ppm;
}

void
world_seem(struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SERVICE]; i++) {
		uint32_t service = d->stage->service_order[i];

		d->services[service].seems_ppm = seen_level(d, service, CLAIM);
	}
}

bool
world_lacks(const struct drill *d, const struct stage_effect *effect)
{
	const struct drill_service *x = &d->services[effect->service];

	if (effect->switches != STAGE_NONE)
		return x->switched != (effect->switches == SWITCH_TO_STANDBY);
	return x->own_ppm < effect->level_ppm ||
	       x->capacity_ppm < effect->capacity_ppm;
}

bool
world_claims_whole(const struct drill *d, uint32_t service)
{
	const struct drill_service *x = &d->services[service];

	return served(x, x->load_ppm, CLAIM) == FULL;
}

/* ---- what became of it ---- */

bool
world_is_back(const struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;

	for (uint32_t i = 0; i < scope.n; i++) {
		uint32_t service = stage_at(d->stage, scope, i);

		if (d->services[service].seen_ppm <
		    d->stage->services[service].minimum_ppm)
			return false;
	}
	return true;
}

bool
world_is_whole(const struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;

	for (uint32_t i = 0; i < scope.n; i++)
		if (d->services[stage_at(d->stage, scope, i)].seen_ppm <
		    1000000)
			return false;
	return true;
}

void
world_lose(struct drill *d, uint32_t data, uint32_t by)
{
	bool there = d->data[data].lost_at == SPAN_NEVER;

	(void)state_say(d, there ? FACT_DATA_LOST : FACT_INJECT, 0, by,
	    fact_entity(ENTITY_DATA, data), 0, 0);
	if (there)
		d->data[data].lost_at = state_now(d);
}

/* last_run: the consistent instant of the last run that was before `loss`
 * and is finished `now`. */
static span_ms
last_run(const struct stage_copy *c, span_ms loss, span_ms now)
{
	span_ms latest = loss - 1 < now - c->takes ? loss - 1 : now - c->takes;

	if (!c->timed || c->from > latest)
		return SPAN_NEVER;
	if (c->every == SPAN_NEVER)
		return c->from;
	return c->from + (latest - c->from) / c->every * c->every;
}

span_ms
world_consistent(const struct drill *d, uint32_t copy)
{
	const struct stage_copy *c = &d->stage->copies[copy];
	bool lost = d->data[c->data].lost_at != SPAN_NEVER;
	span_ms loss = lost ? d->data[c->data].lost_at : state_now(d);

	if (c->follows && lost)
		return SPAN_NEVER;
	if (c->kind == COPY_LOG || c->kind == COPY_REPLICA)
		return loss - c->lag - d->copies[copy].behind;
	return last_run(c, loss - d->copies[copy].behind, state_now(d));
}

void
world_lag(struct drill *d, uint32_t copy, span_ms by)
{
	span_ms lost = d->data[d->stage->copies[copy].data].lost_at;

	if (lost == SPAN_NEVER || lost == state_now(d))
		d->copies[copy].behind += by;
	else
		d->copies[copy].later += by;
}

/* catch_up: what fell behind since the data was lost, does so now. */
static void
catch_up(struct drill *d, uint32_t data)
{
	struct range copies = d->stage->data[data].copies;

	for (uint32_t i = copies.first; i < copies.first + copies.n; i++) {
		d->copies[i].behind += d->copies[i].later;
		d->copies[i].later = 0;
	}
}

void
world_restore(struct drill *d, uint32_t copy, span_ms consistent,
    uint32_t scene, uint32_t why)
{
	uint32_t data = d->stage->copies[copy].data;
	span_ms loss = d->data[data].lost_at;

	if (loss == SPAN_NEVER)
		return;
	catch_up(d, data);
	(void)state_say(d, FACT_DATA_RESTORED, scene,
	    fact_entity(ENTITY_COPY, copy), fact_entity(ENTITY_DATA, data),
	    loss - consistent, why);
	d->data[data].lost_at = SPAN_NEVER;
}
