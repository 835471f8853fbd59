/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/store.h"

#include "replay/drill/state.h"

static uint32_t
entity(uint32_t resource)
{
	return fact_entity(ENTITY_RESOURCE, resource);
}

static struct range
needs_of(const struct drill *d, uint32_t task)
{
	return d->stage->tasks[task].needs;
}

/* is_used_up: supplies are taken once for a step, however often it is tried. */
static bool
is_used_up(const struct drill *d, uint32_t resource)
{
	int32_t kind = d->stage->resources[resource].kind;

	return kind == RESOURCE_CONSUMABLE || kind == RESOURCE_FUND;
}

static bool
is_supplied(const struct drill *d, uint32_t task, uint32_t resource)
{
	return d->tasks[task].supplied && is_used_up(d, resource);
}

/* available: of what there is, neither in use nor missing; what is both may
 * be missing without being free. */
static int64_t
available(const struct drill *d, uint32_t resource)
{
	const struct drill_resource *r = &d->resources[resource];
	int64_t left = r->stock - r->used - r->missing;

	return left > 0 ? left : 0;
}

int64_t
store_short(const struct drill *d, uint32_t task, const struct stage_need *need)
{
	int64_t there = available(d, need->resource);

	if (is_supplied(d, task, need->resource) || there >= need->amount)
		return 0;
	return need->amount - there;
}

bool
store_comes_back(const struct drill *d, uint32_t resource)
{
	return !is_used_up(d, resource);
}

int32_t
store_lacks(const struct drill *d, uint32_t task)
{
	struct range needs = needs_of(d, task);

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++)
		if (store_short(d, task, &d->stage->needs[i]) > 0)
			return (int32_t)d->stage->needs[i].resource;
	return STAGE_NONE;
}

/* ---- deliveries ---- */

static void
order(struct drill *d, uint32_t resource, uint32_t scene, uint32_t why)
{
	const struct stage_resource *s = &d->stage->resources[resource];
	struct drill_resource *r = &d->resources[resource];

	if (r->coming || r->orders >= s->times)
		return;
	r->coming = true;
	r->ordered_at = state_now(d);
	r->news = state_say(d, FACT_ORDERED, scene, 0, entity(resource),
	    s->batch, r->news > why ? r->news : why);
	state_after(d, s->slot,
	    table_draw(
		&s->takes, state_draw(d, s->luck, LUCK_DELIVERY, r->orders++)));
}

void
store_order(struct drill *d, uint32_t task, uint32_t why)
{
	struct range needs = needs_of(d, task);

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++)
		if (store_short(d, task, &d->stage->needs[i]) > 0)
			order(d, d->stage->needs[i].resource,
			    d->stage->tasks[task].scene, why);
}

void
store_delivery(struct drill *d, uint32_t resource)
{
	const struct stage_resource *s = &d->stage->resources[resource];
	struct drill_resource *r = &d->resources[resource];
	uint32_t scene = d->facts[r->news].incident;
	bool fails = state_now(d) < r->cut_until ||
		     random_happens(state_draw(d, s->luck, LUCK_DELIVERY_FAILS,
					r->orders - 1)
					.value,
			 s->fails);

	r->coming = false;
	d->c->crew_changed = true; /* who waits may go on, or order again */
	if (!fails)
		r->stock += s->batch;
	r->news = state_say(d, fails ? FACT_UNDELIVERED : FACT_DELIVERED, scene,
	    0, entity(resource), s->batch, r->news);
}

/* ---- use ---- */

/* fetch: how long until it is there: nothing where people are at the site
 * already. */
static span_ms
fetch(struct drill *d, uint32_t task, const struct stage_need *need)
{
	const struct stage_resource *s = &d->stage->resources[need->resource];
	bool all_there = s->kind == RESOURCE_SITE;

	for (uint32_t p = 0;
	     p < d->stage->counts[ENTITY_PERSON] && s->kind == RESOURCE_SITE;
	     p++) {
		if (d->people[p].task != (int32_t)task)
			continue;
		all_there =
		    all_there && d->people[p].site == (int32_t)need->resource;
		d->people[p].site = (int32_t)need->resource;
	}
	if (all_there)
		return 0;
	return table_draw(&s->lead, state_draw(d, d->stage->tasks[task].luck,
					LUCK_LEAD, d->tasks[task].fetches++));
}

span_ms
store_take(struct drill *d, uint32_t task, uint32_t why, uint32_t *slowest)
{
	struct range needs = needs_of(d, task);
	span_ms longest = 0;

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++) {
		const struct stage_need *need = &d->stage->needs[i];
		span_ms span;
		uint32_t fact;

		if (is_supplied(d, task, need->resource))
			continue;
		if (is_used_up(d, need->resource))
			d->resources[need->resource].stock -= need->amount;
		else
			d->resources[need->resource].used += need->amount;
		fact = state_say(d, FACT_TAKEN, d->stage->tasks[task].scene,
		    state_task(task), entity(need->resource), need->amount,
		    why);
		span = fetch(d, task, need);
		if (span <= longest)
			continue;
		longest = span;
		*slowest = fact;
	}
	d->tasks[task].supplied = true;
	d->tasks[task].equipped = needs.n > 0;
	return longest;
}

void
store_give_back(struct drill *d, uint32_t task, uint32_t why)
{
	struct range needs = needs_of(d, task);

	if (!d->tasks[task].equipped)
		return;
	d->tasks[task].equipped = false;
	for (uint32_t i = needs.first; i < needs.first + needs.n; i++) {
		const struct stage_need *need = &d->stage->needs[i];

		if (is_used_up(d, need->resource))
			continue;
		d->resources[need->resource].used -= need->amount;
		(void)state_say(d, FACT_RETURNED, d->stage->tasks[task].scene,
		    state_task(task), entity(need->resource), need->amount,
		    why);
		d->c->crew_changed = true;
	}
}

/* ---- injects ---- */

/* cut: whoever delivers it cannot, from now on, for so long. */
static void
cut(struct drill *d, uint32_t resource, span_ms length)
{
	struct drill_resource *r = &d->resources[resource];
	span_ms now = state_now(d);
	span_ms until = length > SPAN_NEVER - now ? SPAN_NEVER : now + length;

	if (r->cut_until < until)
		r->cut_until = until;
}

void
store_miss(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	uint32_t resource = (uint32_t)s->resource;
	struct drill_resource *r = &d->resources[resource];
	int64_t left = r->stock - r->missing;
	int64_t amount = s->amount == 0 || s->amount > left ? left : s->amount;

	if (s->missing == MISSING_SUPPLIER) {
		cut(d, resource, s->length);
		(void)state_say(d, FACT_CUT_OFF, 0,
		    fact_entity(ENTITY_INJECT, inject), entity(resource), 0, 0);
		return;
	}
	r->missing += amount;
	d->injects[inject].taken += amount;
	(void)state_say(d, FACT_MISSING, 0, fact_entity(ENTITY_INJECT, inject),
	    entity(resource), amount, 0);
	state_after(d, s->slot + INJECT_PASS, s->length);
}

void
store_find(struct drill *d, uint32_t inject)
{
	uint32_t resource = (uint32_t)d->stage->injects[inject].resource;
	int64_t amount = d->injects[inject].taken;

	d->resources[resource].missing -= amount;
	d->injects[inject].taken = 0;
	(void)state_say(d, FACT_FOUND, 0, fact_entity(ENTITY_INJECT, inject),
	    entity(resource), amount, 0);
	d->c->crew_changed = true;
}

void
store_add(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_resource *r = &d->resources[s->resource];

	r->stock += s->amount;
	r->news =
	    state_say(d, FACT_ADDED, 0, fact_entity(ENTITY_INJECT, inject),
		entity((uint32_t)s->resource), s->amount, 0);
	d->c->crew_changed = true;
}
