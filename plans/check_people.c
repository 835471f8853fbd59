/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "plans/fillers.h"

/* What a calendar may hold, so that rolling it out ends soon. */
enum {
	CALENDARS_MOST = 64,
	LAYERS_MOST = 32,
	RESTRICTIONS_MOST = 64,
	DATES_MOST = 400
};

/* decides: does the plan, or its standby, wait for this role's word? */
static bool
decides(const struct checking *c, int32_t role)
{
	const struct act *approval = checking_act(c, RESPONSE_AUTHORISE);
	const struct act *standby = checking_act(c, RESPONSE_DECIDE);

	return (approval != NULL && approval->role.index == role) ||
	       (standby != NULL && standby->role.index == role);
}

static void
check_roles(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->roles.n; i++) {
		const struct role *r = &c->org->roles.at[i];
		const struct filler *f = &c->fillers->of[i];
		bool waited_for = decides(c, (int32_t)i);

		if (r->primary.n == 0 && r->on_call.id[0] == '\0')
			checking_add(c, GRADE_FINDING, "role-empty", r->at,
			    "role", r->id);
		else if (f->n == 1 && !f->more)
			checking_add(c, waited_for ? GRADE_FINDING : GRADE_NOTE,
			    waited_for ? "approver-alone" : "role-alone", r->at,
			    "role", r->id);
	}
}

/* repeats: is the id the name itself, written small? Source: ids are of seats;
 * names of people have no place in a plan (docs/formats.md). */
static bool
repeats(const char *id, const char *name)
{
	int words = 0;

	for (const char *s = name;; s++, id++) {
		bool first = s == name || s[-1] == ' ';

		words += first;
		if (*s == '\0' || *id == '\0')
			return *s == *id && words > 1;
		if (first ? *s < 'A' || *s > 'Z' || *id != *s - 'A' + 'a'
			  : *id != (*s == ' ' ? '-' : *s))
			return false;
	}
}

/* check_luck: only work shares a scene's luck; said where nothing does. */
static void
check_luck(struct checking *c, const struct person *p)
{
	if (p->acknowledges->shared_luck && p->acknowledges->prior == NULL)
		checking_add(c, GRADE_NOTE, "luck-unshared", p->at, "member",
		    "acknowledges");
	if (p->travel->shared_luck && p->travel->prior == NULL)
		checking_add(
		    c, GRADE_NOTE, "luck-unshared", p->at, "member", "travel");
}

static bool
mark_calendar(bool *used, const struct calendar *calendar)
{
	bool all = true;

	for (uint32_t i = 0; i < calendar->layers.n; i++)
		all &= checking_mark(used, &calendar->layers.at[i].people);
	for (uint32_t i = 0; i < calendar->overrides.n; i++)
		all &= checking_mark(
		    used, &(struct refs){&calendar->overrides.at[i].person, 1});
	return all;
}

static void
check_used(struct checking *c)
{
	uint32_t n = c->org->people.n;
	bool *used = arena_array(c->arena, n, sizeof(*used));
	bool all = true;

	for (uint32_t i = 0; i < n; i++) {
		const struct person *p = &c->org->people.at[i];

		check_luck(c, p);
		if (repeats(p->id, p->name.en))
			checking_add(c, GRADE_NOTE, "id-names-person", p->at,
			    "id", p->id);
	}
	for (uint32_t i = 0; i < c->org->roles.n; i++) {
		all &= checking_mark(used, &c->org->roles.at[i].primary);
		all &= checking_mark(used, &c->org->roles.at[i].deputies);
	}
	for (uint32_t i = 0; i < c->org->calendars.n; i++)
		all &= mark_calendar(used, &c->org->calendars.at[i]);
	for (uint32_t i = 0; i < c->plan->ladders.n; i++)
		for (uint32_t j = 0; j < c->plan->ladders.at[i].steps.n; j++)
			all &= checking_mark(
			    used, &c->plan->ladders.at[i].steps.at[j].people);
	for (uint32_t i = 0; i < n && all; i++)
		if (!used[i])
			checking_add(c, GRADE_NOTE, "person-unused",
			    c->org->people.at[i].at, "person",
			    c->org->people.at[i].id);
}

/* check_conduct: how people do, where it can never come to that. */
static void
check_conduct(struct checking *c)
{
	const struct value *at = c->org->at;
	bool errs = false;

	if (at == NULL)
		return;
	for (uint32_t i = 0; i < c->plan->procedures.n; i++)
		for (uint32_t j = 0; j < c->plan->procedures.at[i].steps.n; j++)
			errs |=
			    c->plan->procedures.at[i].steps.at[j].human != NULL;
	if (c->org->tires_after != SPAN_NEVER && !errs)
		checking_add(c, GRADE_NOTE, "tires-unused",
		    value_get(at, "tires_after"), NULL, NULL);
	if (c->org->calendars.n == 0 &&
	    (value_get(at, "handover") != NULL || c->org->repeats_ppm > 0))
		checking_add(c, GRADE_NOTE, "handover-unused",
		    value_get(at, "handover") != NULL
			? value_get(at, "handover")
			: value_get(at, "handover_repeats"),
		    NULL, NULL);
}

/* is_large: does a calendar hold more than anybody plans by hand? */
static bool
is_large(const struct calendar *calendar)
{
	uint32_t restrictions = 0;

	for (uint32_t i = 0; i < calendar->layers.n; i++)
		restrictions += calendar->layers.at[i].restrictions.n;
	restrictions += calendar->hours.n;
	return restrictions > RESTRICTIONS_MOST ||
	       calendar->layers.n > LAYERS_MOST ||
	       calendar->overrides.n > DATES_MOST ||
	       calendar->holidays.n > DATES_MOST;
}

/* check_hours: a calendar has people or hours, and roles need people. */
static void
check_hours(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->calendars.n; i++) {
		const struct calendar *x = &c->org->calendars.at[i];

		if (x->hours.n > 0 && x->layers.n + x->overrides.n > 0)
			checking_add(c, GRADE_ERROR, "calendar-both", x->at,
			    "calendar", x->id);
	}
	for (uint32_t i = 0; i < c->org->roles.n; i++) {
		const struct role *r = &c->org->roles.at[i];

		if (r->on_call.index >= 0 &&
		    c->org->calendars.at[r->on_call.index].hours.n > 0)
			checking_add(c, GRADE_ERROR, "calendar-hours",
			    r->on_call.at, "calendar", r->on_call.id);
	}
}

/* check_empty: a layer or an override that ends before it has begun. */
static void
check_empty(struct checking *c, const struct calendar *x)
{
	for (uint32_t i = 0; i < x->layers.n; i++) {
		const struct layer *l = &x->layers.at[i];

		if (l->until.ms != 0 && l->until.ms <= l->from.ms)
			checking_add(c, GRADE_ERROR, "layer-empty", l->at,
			    "calendar", x->id);
	}
	for (uint32_t i = 0; i < x->overrides.n; i++) {
		const struct override *o = &x->overrides.at[i];

		if (o->until.ms <= o->from.ms)
			checking_add(c, GRADE_ERROR, "override-empty", o->at,
			    "calendar", x->id);
	}
}

static void
check_calendars(struct checking *c)
{
	if (c->org->calendars.n > CALENDARS_MOST)
		checking_add(
		    c, GRADE_ERROR, "calendars-most", c->org->at, "most", "64");
	for (uint32_t i = 0; i < c->org->calendars.n; i++) {
		const struct calendar *x = &c->org->calendars.at[i];

		if (is_large(x))
			checking_add(c, GRADE_ERROR, "calendar-large", x->at,
			    "calendar", x->id);
		check_empty(c, x);
	}
}

void
check_people(struct checking *c)
{
	check_roles(c);
	check_used(c);
	check_conduct(c);
	check_calendars(c);
	check_hours(c);
}
