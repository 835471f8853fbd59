/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/eta.h"

#include "replay/drill/fund.h"
#include "replay/drill/known.h"
#include "replay/drill/people.h"
#include "replay/drill/state.h"
#include "replay/drill/supply.h"
#include "replay/drill/way.h"

static const struct drill_path never = {SPAN_NEVER, 0};

/* root: the largest whole number whose square is at most n. */
static uint64_t
root(uint64_t n)
{
	uint64_t r = 0;

	for (uint64_t bit = UINT64_C(1) << 31; bit > 0; bit >>= 1)
		if ((r + bit) * (r + bit) <= n)
			r += bit;
	return r;
}

/* ---- people ---- */

static struct drill_path
travelled(
    const struct drill *d, uint32_t person, struct drill_path p, span_ms gone)
{
	const struct stage_person *s = &d->stage->people[person];

	return way_on(p, way_rest(table_median(&s->travel), gone),
	    way_rest(s->travel_p90, gone));
}

/* answered: when he acknowledges a page that went out so long ago. */
static struct drill_path
answered(
    const struct drill *d, uint32_t person, struct drill_path p, span_ms gone)
{
	const struct stage_person *s = &d->stage->people[person];

	return way_on(p, way_rest(table_median(&s->acknowledges), gone),
	    way_rest(s->acknowledges_p90, gone));
}

/* taken_over: the end of a hand-over that is under way. */
static struct drill_path
taken_over(const struct drill *d, const struct drill_person *heir)
{
	span_ms gone = state_now(d) - d->facts[heir->free_fact].at;

	return way_on(way_now(d),
	    way_rest(table_median(&d->stage->handover), gone),
	    way_rest(d->stage->handover_p90, gone));
}

/* What people are wanted for: when nothing but they and things are missing,
 * when the things are there, and how long it takes to fetch them. */
struct work {
	struct drill_path ready, there;
	struct way_span lead;
};

/* free_from: when he is at work and has nothing in hand, if he is wanted from
 * `p` on; and whether that is then his first order. */
static struct drill_path
free_from(
    const struct drill *d, uint32_t person, struct drill_path p, bool *fresh)
{
	const struct drill_person *x = &d->people[person];
	span_ms since;

	*fresh = x->fresh && x->status != PERSON_BUSY;
	if (x->outgoing || x->status == PERSON_HANDING)
		return never;
	if (x->status == PERSON_TAKING)
		return way_later(p, taken_over(d, x));
	if (x->status == PERSON_FREE)
		return p;
	if (x->status == PERSON_BUSY)
		return way_later(p, way_in_hand(d, (uint32_t)x->task));
	*fresh = true;
	if (x->status == PERSON_COMING) {
		since = state_now(d) - d->facts[x->free_fact].at;
		return way_later(p, travelled(d, person, way_now(d), since));
	}
	if (x->status == PERSON_PAGED && !x->given_up) {
		since = state_now(d) - d->facts[x->page_fact].at;
		return way_later(
		    p, travelled(d, person,
			   answered(d, person, way_now(d), since), 0));
	}
	if (x->pages >= PEOPLE_ROUNDS)
		return never;
	return travelled(d, person, answered(d, person, p, 0), 0);
}

/* from: when he could set about it. */
static struct drill_path
from(const struct drill *d, uint32_t person, const struct work *w)
{
	bool fresh;
	struct drill_path p = free_from(d, person, w->ready, &fresh);
	struct way_span wait = fresh ? w->lead : way_order(d, w->lead);

	return way_on(way_later(p, w->there), wait.median, wait.p90);
}

/* next: of the role's people, the first who could set about it, of those
 * behind `last` of them in that order; STAGE_NONE if there is none. */
static int32_t
next(const struct drill *d, struct range members, const struct work *w,
    int32_t last, struct drill_path *when)
{
	struct drill_path after = *when;
	int32_t best = STAGE_NONE;

	for (uint32_t i = 0; i < members.n; i++) {
		int32_t person = people_member(d, members, i);
		struct drill_path x =
		    person == STAGE_NONE ? never : from(d, (uint32_t)person, w);

		if (x.at == SPAN_NEVER || x.at < after.at ||
		    (x.at == after.at && (int32_t)i <= last))
			continue;
		if (best == STAGE_NONE || x.at < when->at) {
			best = (int32_t)i;
			*when = x;
		}
	}
	return best;
}

/* manned: when so many of the role could set about it together. */
static struct drill_path
manned(const struct drill *d, uint32_t role, uint32_t n, const struct work *w)
{
	struct range members = d->stage->roles[role].members;
	struct drill_path when = {0};
	int32_t last = STAGE_NONE;

	for (; n > 0; n--) {
		last = next(d, members, w, last, &when);
		if (last == STAGE_NONE)
			return never;
	}
	return when;
}

/* ---- steps ---- */

/* stand_in: the end of whatever has taken the place of a failed step. */
static struct drill_path
stand_in(const struct drill *d, uint32_t task)
{
	struct range r = d->stage->scenes[d->stage->tasks[task].scene].tasks;
	struct drill_path best = never;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (d->tasks[i].stands_for == (int32_t)task &&
		    d->paths[i].at < best.at)
			best = d->paths[i];
	return best;
}

/* is_needless: will it be skipped, if what is known now is so then? */
static bool
is_needless(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return d->tasks[task].status == TASK_IDLE && s->when.n > 0 &&
	       !known_holds(d, &s->when, d->scenes[s->scene].warned_at);
}

static struct drill_path ready(const struct drill *d, uint32_t task);

/* called: when the steps of a call may start; never, if they need not. */
static struct drill_path
called(const struct drill *d, uint32_t call)
{
	if (d->tasks[call].status == TASK_RUNNING)
		return way_now(d);
	if (d->tasks[call].status != TASK_IDLE || is_needless(d, call))
		return never;
	return ready(d, call);
}

/* ready: when nothing but people is missing. */
static struct drill_path
ready(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_path p = way_now(d);

	if (d->tasks[task].status == TASK_WAITING)
		return p;
	if (s->is_alternative && !d->tasks[task].called)
		return never;
	if (s->call != STAGE_NONE)
		p = called(d, (uint32_t)s->call);
	for (uint32_t i = 0; i < s->before.n; i++)
		p = way_later(p, d->paths[stage_at(d->stage, s->before, i)]);
	return p;
}

/* returned: when the last of the steps that a call waits for is done. */
static struct drill_path
returned(const struct drill *d, uint32_t call)
{
	struct range r = d->stage->tasks[call].inner;
	struct drill_path last = called(d, call);

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (!d->stage->tasks[i].is_alternative)
			last = way_later(last, d->paths[i]);
	return last;
}

/* approved: when its cost is, of a step that is ready at `p`. */
static struct drill_path
approved(const struct drill *d, uint32_t task, struct drill_path p)
{
	int32_t n = d->stage->tasks[task].approval;
	const struct stage_task *s;

	if (fund_is_free(d, task) || p.at == SPAN_NEVER)
		return p;
	if (n == STAGE_NONE)
		return never;
	s = &d->stage->tasks[n];
	if (d->tasks[n].status == TASK_ORDERED ||
	    d->tasks[n].status == TASK_RUNNING)
		return way_in_hand(d, (uint32_t)n);
	return way_on(manned(d, stage_at(d->stage, s->roles, 0), 1,
			  &(struct work){p, p, {0, 0}}),
	    table_median(&s->duration), s->duration_p90);
}

/* end: of a step, by the ends of others as they are foreseen so far. */
static struct drill_path
end(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	enum task_status status = d->tasks[task].status;
	struct work w;
	struct drill_path p;

	if (status == TASK_DONE)
		return way_now(d);
	if (status == TASK_FAILED)
		return stand_in(d, task);
	if (is_needless(d, task))
		return ready(d, task);
	if (s->inner.n > 0)
		return returned(d, task);
	if (status == TASK_ORDERED || status == TASK_RUNNING)
		return way_in_hand(d, task);
	w.ready = approved(d, task, ready(d, task));
	w.there = p = supply_there(d, task, w.ready);
	w.lead = way_lead(d, task);
	for (uint32_t i = 0; i < s->roles.n && p.at != SPAN_NEVER; i++)
		p = way_later(p,
		    manned(d, stage_at(d->stage, s->roles, i), s->people, &w));
	return way_at_work(d, task, p);
}

static bool
is_step(const struct drill *d, uint32_t task, bool standby)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->response == STAGE_NONE && s->standby == standby;
}

/* foresee: the ends of all steps of one procedure. A step that waits for a
 * later one is put right by the next pass. */
static void
foresee(const struct drill *d, struct range r, bool standby)
{
	bool changed = true;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		d->paths[i] = never;
	for (uint32_t pass = 0; changed && pass <= r.n; pass++) {
		changed = false;
		for (uint32_t i = r.first; i < r.first + r.n; i++) {
			struct drill_path p;

			if (!is_step(d, i, standby))
				continue;
			p = end(d, i);
			changed = changed || p.at != d->paths[i].at ||
				  p.spread != d->paths[i].spread;
			d->paths[i] = p;
		}
	}
}

/* ---- services ---- */

/* mark_help: the service, and all that it needs. */
static void
mark_help(const struct drill *d, uint32_t service)
{
	const struct stage *s = d->stage;
	uint32_t n = s->counts[ENTITY_SERVICE];

	for (uint32_t i = 0; i < n; i++)
		d->helps[i] = i == service;
	for (uint32_t i = n; i-- > 0;) {
		uint32_t x = s->service_order[i];
		struct range needs = s->services[x].needs;

		for (uint32_t g = needs.first;
		     d->helps[x] && g < needs.first + needs.n; g++)
			for (uint32_t j = 0; j < s->groups[g].members.n; j++)
				d->helps[stage_at(s, s->groups[g].members, j)] =
				    true;
	}
}

static bool
helps(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	for (uint32_t i = 0; i < s->effects.n / STAGE_EFFECT; i++)
		if (d->helps[stage_effect(d->stage, s, i).service])
			return true;
	return false;
}

/* mended: when the last step left that helps a service is done. */
static struct drill_path
mended(
    const struct drill *d, struct range tasks, uint32_t service, bool standby)
{
	struct drill_path last = {-1, 0};

	mark_help(d, service);
	for (uint32_t i = tasks.first; i < tasks.first + tasks.n; i++)
		if (is_step(d, i, standby) && d->tasks[i].status != TASK_DONE &&
		    d->stage->tasks[i].stage != STAGE_FALLBACK &&
		    !is_needless(d, i) && d->paths[i].at != SPAN_NEVER &&
		    helps(d, i))
			last = way_later(last, d->paths[i]);
	return last.at < 0 ? never : last;
}

static bool
is_down(const struct drill *d, uint32_t service)
{
	return d->services[service].known_ppm <
	       d->stage->services[service].minimum_ppm;
}

/* back: when one procedure has brought back all that is known to be down. */
static struct drill_path
back(const struct drill *d, uint32_t scene, bool standby)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	struct drill_path last = way_now(d);

	foresee(d, s->tasks, standby);
	for (uint32_t i = 0; i < s->scope.n; i++) {
		uint32_t service = stage_at(d->stage, s->scope, i);

		if (is_down(d, service))
			last = way_later(
			    last, mended(d, s->tasks, service, standby));
	}
	return last;
}

bool
eta_of(const struct drill *d, uint32_t scene, struct eta *out)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	bool standby = d->scenes[scene].standby;
	struct drill_path p = never;
	bool down = false;

	for (uint32_t i = 0; i < s->scope.n; i++)
		down = down || is_down(d, stage_at(d->stage, s->scope, i));
	if (!down)
		return false;
	if (!standby || s->beside)
		p = back(d, scene, false);
	if (standby) {
		struct drill_path other = back(d, scene, true);

		p = other.at < p.at ? other : p;
	}
	out->at = p.at;
	out->p90 = p.at == SPAN_NEVER
		       ? SPAN_NEVER
		       : p.at + (span_ms)root(p.spread) * SPAN_SECOND;
	return true;
}

span_ms
eta_limit(const struct drill *d, uint32_t scene)
{
	const struct objectives *o = &d->stage->scenes[scene].objectives;
	const struct drill_scene *x = &d->scenes[scene];
	span_ms from = o->rto_clock == CLOCK_DECLARATION ||
			       o->rto_clock == CLOCK_ACTIVATION
			   ? x->reached[NOTICE_ACTIVATION]
			   : x->found_at;

	return from == SPAN_NEVER ? SPAN_NEVER : from + o->rto;
}
