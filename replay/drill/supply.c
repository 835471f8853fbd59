/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/supply.h"

#include "replay/drill/store.h"
#include "replay/drill/way.h"

/* delivered: when suppliers have brought so much that lacks: what is on its
 * way, and orders after it, one at a time, from when the task is ready. */
static struct drill_path
delivered(const struct drill *d, uint32_t resource, int64_t lacks,
    struct drill_path ready)
{
	const struct stage_resource *s = &d->stage->resources[resource];
	const struct drill_resource *r = &d->resources[resource];
	span_ms gone = r->coming ? state_now(d) - r->ordered_at : 0;
	struct drill_path p = r->coming ? way_now(d) : ready;
	span_ms median = table_median(&s->takes);
	uint32_t left = s->times - r->orders + r->coming;

	for (; lacks > 0 && left > 0; left--) {
		p = way_on(
		    p, way_rest(median, gone), way_rest(s->takes_p90, gone));
		lacks -= s->batch;
		gone = 0;
	}
	return lacks > 0 ? way_never() : p;
}

/* held: how much of it the task has in hand, and will give back. */
static int64_t
held(const struct drill *d, uint32_t task, uint32_t resource)
{
	struct range needs = d->stage->tasks[task].needs;

	if (!d->tasks[task].equipped || !store_comes_back(d, resource))
		return 0;
	for (uint32_t i = needs.first; i < needs.first + needs.n; i++)
		if (d->stage->needs[i].resource == resource)
			return d->stage->needs[i].amount;
	return 0;
}

/* returned: when those who have it in hand have given back so much that
 * lacks. */
static struct drill_path
returned(const struct drill *d, uint32_t resource, int64_t lacks)
{
	struct drill_path last = {-1, 0};

	while (lacks > 0) {
		struct drill_path next = way_never();

		for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++)
			if (held(d, i, resource) > 0 &&
			    way_in_hand(d, i).at > last.at)
				next = way_sooner(next, way_in_hand(d, i));
		if (next.at == SPAN_NEVER)
			return next;
		last = next;
		for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++)
			if (held(d, i, resource) > 0 &&
			    way_in_hand(d, i).at == last.at)
				lacks -= held(d, i, resource);
	}
	return last;
}

struct drill_path
supply_there(const struct drill *d, uint32_t task, struct drill_path ready)
{
	struct range needs = d->stage->tasks[task].needs;
	struct drill_path p = ready;

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++) {
		uint32_t resource = d->stage->needs[i].resource;
		int64_t lacks = store_short(d, task, &d->stage->needs[i]);

		if (lacks > 0)
			p = way_later(
			    p, way_sooner(delivered(d, resource, lacks, ready),
				   returned(d, resource, lacks)));
	}
	return p;
}
