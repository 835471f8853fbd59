/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/way.h"

struct drill_path
way_never(void)
{
	return (struct drill_path){SPAN_NEVER, 0};
}

struct drill_path
way_now(const struct drill *d)
{
	return (struct drill_path){state_now(d), 0};
}

span_ms
way_rest(span_ms length, span_ms gone)
{
	return length > gone ? length - gone : 0;
}

struct drill_path
way_on(struct drill_path p, span_ms median, span_ms p90)
{
	uint64_t s = (uint64_t)(way_rest(p90, median) / SPAN_SECOND);

	if (p.at == SPAN_NEVER)
		return p;
	p.at += median;
	p.spread =
	    s * s > UINT64_MAX - p.spread ? UINT64_MAX : p.spread + s * s;
	return p;
}

struct drill_path
way_later(struct drill_path a, struct drill_path b)
{
	return b.at > a.at ? b : a;
}

struct drill_path
way_sooner(struct drill_path a, struct drill_path b)
{
	return b.at < a.at ? b : a;
}

struct drill_path
way_at_work(const struct drill *d, uint32_t task, struct drill_path p)
{
	const struct stage_task *s = &d->stage->tasks[task];
	int32_t slowest = STATE_USUAL;

	for (uint32_t i = 0; i < s->tools.n; i++) {
		int32_t pace = d->tools[stage_at(d->stage, s->tools, i)].pace;

		if (pace > slowest)
			slowest = pace;
	}
	return way_on(p,
	    state_at_pace(table_median(&s->duration), STATE_USUAL, slowest),
	    state_at_pace(s->duration_p90, STATE_USUAL, slowest));
}

/* still: what is left, at the task's pace, of a length of work of which so
 * much has been done. */
static span_ms
still(const struct drill_task *t, span_ms length, span_ms done)
{
	return state_at_pace(way_rest(length, done), STATE_USUAL, t->pace);
}

struct way_span
way_lead(const struct drill *d, uint32_t task)
{
	struct range needs = d->stage->tasks[task].needs;
	struct way_span lead = {0, 0};

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++) {
		const struct stage_resource *r =
		    &d->stage->resources[d->stage->needs[i].resource];
		span_ms median = table_median(&r->lead);

		lead.median = median > lead.median ? median : lead.median;
		lead.p90 = r->lead_p90 > lead.p90 ? r->lead_p90 : lead.p90;
	}
	return lead;
}

struct way_span
way_order(const struct drill *d, struct way_span lead)
{
	span_ms order = d->stage->order_delay;

	return (struct way_span){lead.median > order ? lead.median : order,
	    lead.p90 > order ? lead.p90 : order};
}

/* ordered: work whose order, or what it needs, is on its way. */
static struct drill_path
ordered(const struct drill *d, uint32_t task)
{
	span_ms gone = state_now(d) - d->facts[d->tasks[task].start_fact].at;
	struct way_span wait = way_order(d, way_lead(d, task));

	return way_at_work(d, task,
	    way_on(way_now(d), way_rest(wait.median, gone),
		way_rest(wait.p90, gone)));
}

struct drill_path
way_in_hand(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct drill_task *t = &d->tasks[task];
	span_ms done;

	if (t->status != TASK_RUNNING)
		return ordered(d, task);
	done = t->worked +
	       state_at_pace(state_now(d) - t->paced_at, t->pace, STATE_USUAL);
	return way_on(way_now(d), still(t, table_median(&s->duration), done),
	    still(t, s->duration_p90, done));
}
