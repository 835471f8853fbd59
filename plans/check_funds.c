/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/fillers.h"
#include "plans/funds.h"

/* is_preapproved: may it be spent unasked at some grade? */
static bool
is_preapproved(const struct organisation *org, int64_t amount)
{
	for (uint32_t i = 0; i < org->safeguards.n; i++)
		if (org->safeguards.at[i].preapproved >= amount)
			return true;
	return false;
}

/* check_asked: is it said how those asked decide, and who else does when one
 * is silent? */
static void
check_asked(
    struct checking *c, const struct step *s, const char *amount, int32_t role)
{
	const struct filler *f = &c->fillers->of[role];

	if (c->org->approval == NULL)
		checking_add(c, GRADE_ERROR, "approval-undeclared", s->at,
		    "step", s->id);
	if (f->n == 1 && !f->more)
		faults_add(c->faults, GRADE_FINDING, "approval-alone", s->at,
		    "step", s->id, "amount", amount, "role",
		    c->org->roles.at[role].id, NULL);
}

static void
check_cost(struct checking *c, const struct step *s)
{
	int64_t cost = funds_cost(c->org, s);
	int32_t role = funds_approver(c->org, cost);
	struct text amount = text_new(c->arena);

	text_int(&amount, cost);
	if (role >= 0)
		check_asked(c, s, amount.at, role);
	else if (!is_preapproved(c->org, cost))
		faults_add(c->faults, GRADE_FINDING, "approver-none", s->at,
		    "step", s->id, "amount", amount.at, NULL);
}

/* check_empty: a safeguard that does nothing. */
static void
check_empty(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->safeguards.n; i++) {
		const struct safeguard *s = &c->org->safeguards.at[i];

		if (s->call.n == 0 && s->preapproved == 0)
			checking_add(c, GRADE_NOTE, "safeguard-empty", s->at,
			    NULL, NULL);
	}
}

void
check_funds(struct checking *c)
{
	for (uint32_t i = 0; i < c->steps_n; i++)
		if (funds_asks(c->plan, c->steps[i]))
			check_cost(c, c->steps[i]);
	check_empty(c);
}

span_ms
check_funds_least(struct checking *c, const struct step *step)
{
	return funds_asks(c->plan, step) && c->org->approval != NULL
		   ? dist_quantile_ms(
			 c->org->approval->duration, CHECKING_BEST_PPM)
		   : 0;
}

void
check_funds_times(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		const struct scene *s = &c->plan->scenes.at[i];
		span_ms rto = s->objectives->rto;

		for (uint32_t j = 0; j < c->steps_n; j++) {
			span_ms asked = check_funds_least(c, c->steps[j]);
			span_ms left =
			    rto - dist_quantile_ms(
				      c->steps[j]->duration, CHECKING_BEST_PPM);

			if (c->owners[j] == (uint32_t)s->procedure.index &&
			    rto != SPAN_NEVER && left >= 0 && asked > left)
				faults_add(c->faults, GRADE_FINDING,
				    "approval-above-rto", c->steps[j]->at,
				    "step", c->steps[j]->id, "scene", s->id,
				    "least", checking_span(c, asked), "left",
				    checking_span(c, left), NULL);
		}
	}
}
