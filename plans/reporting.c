/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/reporting.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/organisation.h"
#include "plans/pack.h"
#include "plans/plan.h"

enum { STALE_DAYS = 2 * 365 };

static span_ms
least(span_ms a, span_ms b)
{
	return a < b ? a : b;
}

/* One regulation on its way to notices. */
struct binding {
	const struct regulation *by;
	const struct pack *pack; /* NULL: nothing to go by */
	int32_t kind;            /* of reporter, in the pack */
};

/* ---- reading ---- */

/* is_again: is a pack of this id among those read before? */
static bool
is_again(const struct plan *plan, const struct pack *pack)
{
	for (uint32_t i = 0; i < plan->packs_n; i++)
		if (strcmp(plan->packs[i]->id, pack->id) == 0)
			return true;
	return false;
}

/* find_pack: where the plan's documents are. */
static int
find_pack(struct arena *arena, const struct plan *plan, const struct value *v,
    struct faults *faults, const struct pack **out, struct error *err)
{
	const struct plan_enclosed *in = plan->enclosed;
	uint32_t i = plan->packs_n;

	if (in == NULL)
		return pack_open(arena, v, faults, out, err);
	*out = pack_enclosed(
	    arena, v, i < in->packs_n ? in->packs[i] : NULL, faults);
	return 0;
}

/* open_pack: the pack of one regulation; NULL if there is none to go by. */
static int
open_pack(struct arena *arena, struct plan *plan, const struct regulation *r,
    struct faults *faults, const struct pack **out, struct error *err)
{
	const struct value *v = value_get(r->at, "pack");

	*out = NULL;
	if (v == NULL || v->kind != VALUE_STRING)
		return 0; /* a fault already */
	if (find_pack(arena, plan, v, faults, out, err) != 0)
		return -1;
	if (*out != NULL && is_again(plan, *out)) {
		faults_add(faults, GRADE_ERROR, "pack-twice", v, "pack",
		    (*out)->id, NULL);
		*out = NULL;
	}
	if (*out != NULL)
		plan->packs[plan->packs_n++] = *out;
	return 0;
}

/* ---- does it fit? ---- */

static const char *
kinds_of(struct arena *arena, const struct pack *pack)
{
	struct text t = text_new(arena);

	for (uint32_t i = 0; i < pack->reporters.n; i++)
		text_fmt(
		    &t, "%s%s", i > 0 ? " | " : "", pack->reporters.at[i].id);
	return t.at;
}

/* reporter_of: the number of the organisation's kind in the pack; -1, said in
 * `faults`, if the pack knows no such kind. */
static int32_t
reporter_of(struct arena *arena, const struct regulation *r,
    const struct pack *pack, struct faults *faults)
{
	const struct value *v = value_get(r->at, "as");
	int32_t kind;

	if (v == NULL || v->kind != VALUE_STRING)
		return -1; /* a fault already */
	kind = pack_reporter(pack, r->as);
	if (kind < 0 && pack->reporters.n > 0)
		faults_add(faults, GRADE_ERROR, "choice", v, "value", r->as,
		    "choices", kinds_of(arena, pack), NULL);
	return kind;
}

/* check_limit: one of our own counts only if it is shorter. */
static void
check_limit(struct arena *arena, const struct regulation *r, span_ms most,
    struct faults *faults)
{
	struct text t = text_new(arena);

	if (r->within == SPAN_NEVER || r->within <= most)
		return;
	span_write(&t, most);
	faults_add(faults, GRADE_FINDING, "limit-longer",
	    value_get(r->at, "within"), "limit", t.at, NULL);
}

/* ---- notices ---- */

/* demand: the obligation as a notice; no id of an author has a slash. A limit
 * of our own is one for reports while the emergency lasts. */
static struct notice
demand(struct arena *arena, const struct regulation *r, const struct pack *pack,
    const struct obligation *o)
{
	struct text id = text_new(arena);

	text_fmt(&id, "%s/%s", pack->id, o->id);
	return (struct notice){.at = r->at,
	    .id = id.at,
	    .name = o->name,
	    .to = r->to,
	    .of = o->of,
	    .role = r->role,
	    .duration = r->duration,
	    .from = NOTICE_DISCOVERY,
	    .within = o->from == OBLIGATION_CLOSE ? o->within
						  : least(o->within, r->within),
	    .every = SPAN_NEVER,
	    .origin = r->origin,
	    .pack = pack,
	    .authority = o->to,
	    .legal = o->within,
	    .article = o->article,
	    .confidence = o->confidence};
}

/* operator_reports: all that the pack demands of this kind of reporter. */
static void
operator_reports(struct arena *arena, struct plan *plan,
    const struct binding *x, struct faults *faults)
{
	span_ms most = 0;

	for (uint32_t i = 0; i < x->pack->obligations.n; i++) {
		const struct obligation *o = &x->pack->obligations.at[i];
		bool later = o->from == OBLIGATION_CLOSE;
		struct notices *list = later ? &plan->later : &plan->notices;

		if (!pack_obliges(o, x->kind))
			continue;
		list->at[list->n++] = demand(arena, x->by, x->pack, o);
		if (!later && o->within > most)
			most = o->within;
	}
	check_limit(arena, x->by, most, faults);
}

/* first_report: the one with the shortest limit; NULL if there is none. */
static const struct obligation *
first_report(const struct pack *pack, int32_t kind)
{
	const struct obligation *first = NULL;

	for (uint32_t i = 0; i < pack->obligations.n; i++) {
		const struct obligation *o = &pack->obligations.at[i];

		if (o->from == OBLIGATION_DISCOVERY && pack_obliges(o, kind) &&
		    (first == NULL || o->within < first->within))
			first = o;
	}
	return first;
}

/* supplier_tells: a supplier does not report; it tells whom it serves, in the
 * time that one has, or less. */
static void
supplier_tells(struct arena *arena, struct plan *plan, const struct binding *x,
    struct faults *faults)
{
	const struct supplier_duty *duty = x->pack->supplier;
	const struct obligation *first = first_report(x->pack, x->kind);
	struct notice n;

	if (x->by->to.id[0] == '\0')
		faults_add(faults, GRADE_ERROR, "missing", x->by->at, "member",
		    "to", NULL);
	if (duty == NULL || first == NULL) {
		faults_add(faults, GRADE_FINDING, "pack-no-supplier",
		    value_get(x->by->at, "pack"), "pack", x->pack->id, NULL);
		return;
	}
	if (x->by->within == SPAN_NEVER)
		faults_add(
		    faults, GRADE_NOTE, "supplier-limit", x->by->at, NULL);
	check_limit(arena, x->by, first->within, faults);
	n = demand(arena, x->by, x->pack, first);
	n.name = duty->name;
	n.article = duty->article;
	n.confidence = duty->confidence;
	plan->notices.at[plan->notices.n++] = n;
}

/* make_room: for all that the packs could demand, after the author's own. */
static void
make_room(struct arena *arena, struct plan *plan)
{
	uint32_t most = 0;
	const struct notice *own = plan->notices.at;

	for (uint32_t i = 0; i < plan->packs_n; i++)
		most += plan->packs[i]->obligations.n;
	if (most == 0)
		return;
	plan->later.at = arena_array(arena, most, sizeof(*own));
	plan->notices.at =
	    arena_array(arena, plan->notices.n + most, sizeof(*own));
	if (plan->notices.n > 0)
		memcpy(plan->notices.at, own, plan->notices.n * sizeof(*own));
}

static void
add_notices(struct arena *arena, struct plan *plan,
    const struct binding *bindings, uint32_t n, struct faults *faults)
{
	make_room(arena, plan);
	for (uint32_t i = 0; i < n; i++) {
		if (bindings[i].kind < 0)
			continue;
		if (plan->organisation->our_role == ROLE_SUPPLIER)
			supplier_tells(arena, plan, &bindings[i], faults);
		else
			operator_reports(arena, plan, &bindings[i], faults);
	}
}

int
reporting_read(struct arena *arena, struct plan *plan, struct faults *faults,
    struct error *err)
{
	const struct organisation *org = plan->organisation;
	uint32_t n = org->regulation.n;
	struct binding bindings[PLAN_PACKS];

	if (n > 0 && value_get(org->at, "our_role") == NULL)
		faults_add(faults, GRADE_ERROR, "missing", org->at, "member",
		    "our_role", NULL);
	if (n > PLAN_PACKS) {
		faults_add(faults, GRADE_ERROR, "packs-most", org->at, NULL);
		return 0;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct binding *x = &bindings[i];

		*x = (struct binding){&org->regulation.at[i], NULL, -1};
		if (open_pack(arena, plan, x->by, faults, &x->pack, err) != 0)
			return -1;
		if (x->pack != NULL)
			x->kind = reporter_of(arena, x->by, x->pack, faults);
	}
	add_notices(arena, plan, bindings, n, faults);
	return 0;
}

/* ---- age ---- */

static const char *
date_text(struct arena *arena, int64_t days)
{
	struct text whole = text_new(arena);
	struct text date = text_new(arena);

	instant_write(&whole, (struct instant){days * SPAN_DAY, 0});
	text_bytes(&date, whole.at, 10);
	return date.at;
}

void
reporting_check(
    const struct plan *plan, struct instant at, struct faults *faults)
{
	int64_t today = at.ms / SPAN_DAY;

	for (uint32_t i = 0; i < plan->packs_n; i++) {
		const struct pack *p = plan->packs[i];

		if (today < p->in_force)
			faults_add(faults, GRADE_NOTE, "pack-early",
			    value_get(p->at, "in_force"), "pack", p->id, "date",
			    date_text(faults->arena, p->in_force), NULL);
		if (today - p->reviewed > STALE_DAYS)
			faults_add(faults, GRADE_NOTE, "pack-old",
			    value_get(p->at, "reviewed"), "pack", p->id, "date",
			    date_text(faults->arena, p->reviewed), NULL);
	}
}
