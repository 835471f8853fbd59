/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/world.h"

#include "replay/drill/state.h"

/* carried: the level at which a group carries what needs it: that of its
 * k-th best service. */
static int32_t
carried(const struct drill *d, const struct stage_group *g)
{
	int32_t best = 0;

	for (uint32_t i = 0; i < g->members.n; i++) {
		int32_t level =
		    d->services[stage_at(d->stage, g->members, i)].seen_ppm;
		uint32_t as_good = 0;

		for (uint32_t j = 0; j < g->members.n; j++)
			as_good +=
			    d->services[stage_at(d->stage, g->members, j)]
				.seen_ppm >= level;
		if (as_good >= g->at_least && level > best)
			best = level;
	}
	return best;
}

static int32_t
seen_level(const struct drill *d, uint32_t service)
{
	const struct stage_service *s = &d->stage->services[service];
	int32_t level = d->services[service].own_ppm;

	for (uint32_t i = s->needs.first; i < s->needs.first + s->needs.n;
	     i++) {
		int32_t most = carried(d, &d->stage->groups[i]);

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
		int32_t level = seen_level(d, service);

		if (level == d->services[service].seen_ppm)
			continue;
		d->services[service].seen_ppm = level;
		d->services[service].level_fact = state_say(d, FACT_LEVEL,
		    scene, 0, fact_entity(ENTITY_SERVICE, service), level, why);
		d->c->world_changed = true;
	}
}

void
world_set(struct drill *d, uint32_t service, int32_t own_ppm, uint32_t scene,
    uint32_t why)
{
	d->services[service].own_ppm = own_ppm;
	spread(d, scene, why);
}

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
world_restore(struct drill *d, uint32_t copy, span_ms consistent,
    uint32_t scene, uint32_t why)
{
	uint32_t data = d->stage->copies[copy].data;
	span_ms loss = d->data[data].lost_at;

	if (loss == SPAN_NEVER)
		return;
	(void)state_say(d, FACT_DATA_RESTORED, scene,
	    fact_entity(ENTITY_COPY, copy), fact_entity(ENTITY_DATA, data),
	    loss - consistent, why);
	d->data[data].lost_at = SPAN_NEVER;
}
