/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/reach.h"

static const struct resource *
resource_at(const struct checking *c, const struct ref *ref)
{
	return ref->index < 0 ? NULL : &c->org->resources.at[ref->index];
}

static const char *
amount_text(struct checking *c, int64_t amount)
{
	struct text t = text_new(c->arena);

	text_int(&t, amount);
	return t.at;
}

/* people_of: how many do the step together. */
static int64_t
people_of(const struct step *s)
{
	return s->people * s->roles.n;
}

/* ever: how much of it there can be, everything delivered. */
static int64_t
ever(const struct resource *r)
{
	return r->stock + (r->delivery == NULL
				  ? 0
				  : r->delivery->amount * r->delivery->times);
}

/* ---- needs ---- */

static void
check_amount(struct checking *c, const struct step *s, const struct ref *ref,
    int64_t amount)
{
	const struct resource *r = resource_at(c, ref);

	if (r != NULL && amount > ever(r))
		faults_add(c->faults, GRADE_FINDING, "need-above-stock",
		    ref->at, "step", s->id, "resource", r->id, "need",
		    amount_text(c, amount), "stock", amount_text(c, ever(r)),
		    NULL);
}

/* check_kind: people find room at a site; all else is used. */
static void
check_kind(struct checking *c, const struct step *s, const struct ref *ref,
    bool as_site)
{
	const struct resource *r = resource_at(c, ref);

	if (r != NULL && (r->kind == RESOURCE_SITE) != as_site)
		faults_add(c->faults, GRADE_ERROR,
		    as_site ? "no-site" : "site-as-need", ref->at, "step",
		    s->id, "resource", r->id, NULL);
}

static void
check_needs(struct checking *c, const struct step *s)
{
	for (uint32_t i = 0; i < s->resources.n; i++) {
		const struct need *n = &s->resources.at[i];

		check_kind(c, s, &n->resource, false);
		check_amount(c, s, &n->resource, n->amount);
		for (uint32_t j = 0; j < i; j++)
			if (n->resource.index >= 0 &&
			    s->resources.at[j].resource.index ==
				n->resource.index)
				faults_add(c->faults, GRADE_ERROR, "need-twice",
				    n->at, "step", s->id, "resource",
				    n->resource.id, NULL);
	}
	check_kind(c, s, &s->site, true);
	check_amount(c, s, &s->site, people_of(s));
}

/* amount_of: how much of it the step takes. */
static int64_t
amount_of(const struct step *s, int32_t resource)
{
	if (s->site.index == resource)
		return people_of(s);
	for (uint32_t i = 0; i < s->resources.n; i++)
		if (s->resources.at[i].resource.index == resource)
			return s->resources.at[i].amount;
	return 0;
}

/* ---- resources ---- */

/* What a procedure's own steps take of a resource. */
struct draft {
	int64_t most; /* by one step */
	int64_t sum;  /* by all of them, alternatives apart */
};

static struct draft
draft_of(struct checking *c, uint32_t procedure, int32_t resource)
{
	const struct procedure *p = &c->plan->procedures.at[procedure];
	bool *stands_in = arena_array(c->arena, c->steps_n, sizeof(bool));
	struct draft d = {0, 0};

	for (uint32_t i = 0; i < p->steps.n; i++)
		(void)checking_mark(stands_in, &p->steps.at[i].alternatives);
	for (uint32_t i = 0; i < c->steps_n; i++) {
		int64_t amount = c->owners[i] == procedure
				     ? amount_of(c->steps[i], resource)
				     : 0;

		if (amount > d.most)
			d.most = amount;
		if (!stands_in[i])
			d.sum += amount;
	}
	return d;
}

/* check_consumable: is there enough for a whole procedure? */
static void
check_consumable(struct checking *c, int32_t number)
{
	const struct resource *r = &c->org->resources.at[number];
	bool enough = true;

	for (uint32_t i = 0; i < c->plan->procedures.n; i++) {
		struct draft d = draft_of(c, i, number);

		if (d.sum <= ever(r) || d.most > ever(r))
			continue; /* or check_amount has said so */
		enough = false;
		faults_add(c->faults, GRADE_FINDING, "consumable-short", r->at,
		    "resource", r->id, "procedure",
		    c->plan->procedures.at[i].id, "need", amount_text(c, d.sum),
		    "stock", amount_text(c, ever(r)), NULL);
	}
	if (enough && r->delivery == NULL && r->kind == RESOURCE_CONSUMABLE)
		checking_add(
		    c, GRADE_NOTE, "consumable-once", r->at, "resource", r->id);
}

/* most_of: what one step that the scene may come to takes of it at most. */
static int64_t
most_of(struct checking *c, const struct scene *s, int32_t resource)
{
	int64_t most = 0;

	checking_uses(c, s);
	for (uint32_t i = 0; i < c->steps_n; i++)
		if (c->calls->state[c->owners[i]] == REACH_DONE &&
		    amount_of(c->steps[i], resource) > most)
			most = amount_of(c->steps[i], resource);
	return most;
}

/* check_shared: can two scenes at once both have what they need of it? */
static void
check_shared(struct checking *c, int32_t number)
{
	const struct resource *r = &c->org->resources.at[number];
	const struct scene *other = NULL;
	int64_t others = 0;
	bool used = false;

	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		const struct scene *s = &c->plan->scenes.at[i];
		int64_t most = most_of(c, s, number);

		used = used || most > 0;
		if (most > 0 && other != NULL && others + most > r->stock) {
			faults_add(c->faults, GRADE_NOTE, "resource-shared",
			    r->at, "resource", r->id, "scene", other->id,
			    "other", s->id, NULL);
			return;
		}
		if (most > others) {
			other = s;
			others = most;
		}
	}
	if (!used)
		checking_add(
		    c, GRADE_NOTE, "resource-unused", r->at, "resource", r->id);
}

/* check_luck: only work shares a scene's luck. */
static void
check_luck(struct checking *c, const struct resource *r)
{
	if (r->lead->shared_luck && r->lead->prior == NULL)
		checking_add(
		    c, GRADE_NOTE, "luck-unshared", r->at, "member", "lead");
	if (r->delivery != NULL && r->delivery->takes->shared_luck &&
	    r->delivery->takes->prior == NULL)
		checking_add(c, GRADE_NOTE, "luck-unshared", r->delivery->at,
		    "member", "takes");
}

/* check_tools: is every tool used? */
static void
check_tools(struct checking *c)
{
	bool *used = arena_array(c->arena, c->org->tools.n, 1);
	bool all = true;

	for (uint32_t i = 0; i < c->steps_n; i++)
		all &= checking_mark(used, &c->steps[i]->tools);
	for (uint32_t i = 0; i < c->org->tools.n && all; i++)
		if (!used[i])
			checking_add(c, GRADE_NOTE, "tool-unused",
			    c->org->tools.at[i].at, "tool",
			    c->org->tools.at[i].id);
}

void
check_resources(struct checking *c)
{
	check_tools(c);
	for (uint32_t i = 0; i < c->steps_n; i++)
		check_needs(c, c->steps[i]);
	for (uint32_t i = 0; i < c->org->resources.n; i++) {
		check_luck(c, &c->org->resources.at[i]);
		check_shared(c, (int32_t)i);
		if (c->org->resources.at[i].kind == RESOURCE_CONSUMABLE ||
		    c->org->resources.at[i].kind == RESOURCE_FUND)
			check_consumable(c, (int32_t)i);
	}
}

/* ---- time ---- */

/* least: until so much of it is there to work with, if all goes well. */
static span_ms
least(const struct resource *r, int64_t amount)
{
	span_ms span = dist_quantile_ms(r->lead, CHECKING_BEST_PPM);
	int64_t lacks = amount - r->stock;

	if (lacks <= 0 || r->delivery == NULL)
		return span;
	return span +
	       (lacks + r->delivery->amount - 1) / r->delivery->amount *
		   dist_quantile_ms(r->delivery->takes, CHECKING_BEST_PPM);
}

span_ms
check_resources_least(struct checking *c, const struct step *step)
{
	span_ms most = 0;

	for (uint32_t i = 0; i < c->org->resources.n; i++) {
		int64_t amount = amount_of(step, (int32_t)i);

		if (amount > 0 &&
		    least(&c->org->resources.at[i], amount) > most)
			most = least(&c->org->resources.at[i], amount);
	}
	return most;
}

void
check_resources_times(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		const struct scene *s = &c->plan->scenes.at[i];
		span_ms rto = s->objectives->rto;

		checking_uses(c, s);
		for (uint32_t j = 0; j < c->steps_n; j++) {
			span_ms span = check_resources_least(c, c->steps[j]);

			if (c->calls->state[c->owners[j]] == REACH_DONE &&
			    rto != SPAN_NEVER && span > rto)
				faults_add(c->faults, GRADE_FINDING,
				    "lead-above-rto", c->steps[j]->at, "step",
				    c->steps[j]->id, "scene", s->id, "least",
				    checking_span(c, span), "rto",
				    checking_span(c, rto), NULL);
		}
	}
}
