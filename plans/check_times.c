/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "plans/reach.h"

/* response_least: verify, grade and authorise, if all goes well. */
static span_ms
response_least(struct checking *c)
{
	span_ms sum = 0;

	for (int i = 0; i <= RESPONSE_AUTHORISE; i++) {
		const struct act *act = checking_act(c, (enum response)i);

		if (act != NULL)
			sum +=
			    dist_quantile_ms(act->duration, CHECKING_BEST_PPM);
	}
	return sum;
}

/* measure_steps: the earliest end of every step after the acknowledgement,
 * each taking its 5 % quantile; the plan is known to have no circle. */
static void
measure_steps(struct checking *c)
{
	span_ms activated = response_least(c);

	c->least = arena_array(c->arena, c->steps_n, sizeof(*c->least));
	for (uint32_t i = 0; i < c->waits->done; i++) {
		uint32_t node = c->waits->order[i];
		const struct step *s = c->steps[node];
		span_ms start = s->first_aid ? 0 : activated;

		for (uint32_t j = 0; j < s->after.n; j++) {
			int32_t before = s->after.at[j].index;

			if (c->least[before] > start)
				start = c->least[before];
		}
		c->least[node] =
		    start + check_resources_least(c, s) +
		    dist_quantile_ms(s->duration, CHECKING_BEST_PPM);
	}
}

static void
check_deadlines(struct checking *c)
{
	span_ms activated = response_least(c);

	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];
		span_ms least = c->least[i] - activated;

		if (s->deadline != SPAN_NEVER && least > s->deadline)
			faults_add(c->faults, GRADE_FINDING,
			    "deadline-impossible", s->at, "step", s->id,
			    "deadline", checking_span(c, s->deadline), "least",
			    checking_span(c, least), NULL);
	}
}

/* is_used_by: may the scene come to this procedure? */
static bool
is_used_by(const struct scene *s, uint32_t procedure)
{
	return s->procedure.index == (int32_t)procedure ||
	       (s->standby != NULL &&
		   s->standby->procedure.index == (int32_t)procedure);
}

/* check_timeouts: an attempt that is always cut short. */
static void
check_timeouts(struct checking *c)
{
	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];
		span_ms least =
		    dist_quantile_ms(s->duration, CHECKING_BEST_PPM);

		if (s->timeout < least)
			faults_add(c->faults, GRADE_FINDING,
			    "timeout-impossible", s->at, "step", s->id,
			    "timeout", checking_span(c, s->timeout), "least",
			    checking_span(c, least), NULL);
	}
}

static span_ms
median(const struct dist *d)
{
	return dist_quantile_ms(d, 500000);
}

/* check_decision: is the approver, called from scratch, mostly too slow? */
static void
check_decision(struct checking *c)
{
	const struct act *act = checking_act(c, RESPONSE_AUTHORISE);
	const struct role *role;
	const struct person *p;
	span_ms takes;

	if (act == NULL || act->max_decision == SPAN_NEVER)
		return;
	role = &c->org->roles.at[act->role.index];
	if (role->primary.n == 0)
		return;
	p = &c->org->people.at[role->primary.at[0].index];
	takes =
	    median(p->acknowledges) + median(p->travel) + median(act->duration);
	if (takes > act->max_decision)
		faults_add(c->faults, GRADE_FINDING, "decision-short", act->at,
		    "limit", checking_span(c, act->max_decision), "person",
		    p->id, "takes", checking_span(c, takes), NULL);
}

/* raise_least: the earliest end of a step of the scene's procedures that lifts
 * the service to its minimum by itself; SPAN_NEVER if none does anything. */
static span_ms
raise_least(struct checking *c, const struct scene *s, int32_t service)
{
	span_ms least = SPAN_NEVER;
	const uint8_t *helps = c->needs->state;

	reach_forget(c->needs);
	reach_from(c->needs, (uint32_t)service);

	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *x = c->steps[i];

		if (!is_used_by(s, c->owners[i]))
			continue;
		for (uint32_t j = 0; j < x->effects.n; j++)
			if (x->effects.at[j].level_ppm >=
				c->org->services.at[service].minimum_ppm &&
			    helps[x->effects.at[j].service.index] ==
				REACH_DONE &&
			    c->least[i] < least)
				least = c->least[i];
	}
	return least;
}

static void
check_recovery(struct checking *c, const struct scene *s)
{
	span_ms worst = 0;
	/* what passes between acknowledgement and the start of the clock */
	span_ms before = s->objectives->rto_clock == CLOCK_ACTIVATION ||
				 s->objectives->rto_clock == CLOCK_DECLARATION
			     ? response_least(c)
			     : 0;

	for (uint32_t i = 0; i < s->scope.n; i++) {
		int32_t service = s->scope.at[i].index;
		span_ms least = raise_least(c, s, service);

		if (least == SPAN_NEVER)
			checking_add(c, GRADE_FINDING, "never-restored",
			    s->scope.at[i].at, "service", s->scope.at[i].id);
		else if (least > worst)
			worst = least;
	}
	if (worst > 0 && s->objectives->rto != SPAN_NEVER &&
	    worst - before > s->objectives->rto)
		faults_add(c->faults, GRADE_FINDING, "rto-impossible", s->at,
		    "scene", s->id, "rto", checking_span(c, s->objectives->rto),
		    "least", checking_span(c, worst - before), NULL);
}

/* worst_loss: how much a copy may lose at the worst moment. */
static span_ms
worst_loss(const struct copy *copy)
{
	if (copy->kind == COPY_LOG || copy->kind == COPY_REPLICA)
		return copy->lag;
	if (copy->every == SPAN_NEVER)
		return SPAN_NEVER;
	return copy->every + copy->takes;
}

static span_ms
least_loss(const struct data *data)
{
	span_ms least = SPAN_NEVER;

	for (uint32_t i = 0; i < data->copies.n; i++) {
		const struct copy *copy = &data->copies.at[i];

		if (!copy->follows && worst_loss(copy) < least)
			least = worst_loss(copy);
	}
	return least;
}

/* clock_least: from the disruption to the start of the RTO's clock, if all
 * goes well; the mtpd counts from the disruption, whatever the clock. */
static span_ms
clock_least(struct checking *c, const struct scene *s)
{
	if (s->objectives->rto_clock == CLOCK_DECLARATION ||
	    (s->objectives->rto_clock == CLOCK_ACTIVATION &&
		(s->automatic == NULL || !s->automatic->armed)))
		return s->hold + response_least(c);
	return 0;
}

static void
check_objectives(struct checking *c, const struct scene *s)
{
	const struct objectives *o = s->objectives;

	span_ms sum = clock_least(c, s) + o->rto + o->wrt;

	if (o->mtpd != SPAN_NEVER && o->rto != SPAN_NEVER && sum > o->mtpd)
		faults_add(c->faults, GRADE_FINDING, "mtpd-short", o->at, "sum",
		    checking_span(c, sum), "mtpd", checking_span(c, o->mtpd),
		    NULL);
	reach_forget(c->needs);
	for (uint32_t i = 0; i < s->scope.n; i++)
		reach_from(c->needs, (uint32_t)s->scope.at[i].index);
	for (uint32_t i = 0; i < c->org->data.n; i++) {
		const struct data *d = &c->org->data.at[i];
		span_ms loss = least_loss(d);

		if (o->rpo != SPAN_NEVER && d->copies.n > 0 && loss > o->rpo &&
		    c->needs->state[d->service.index] == REACH_DONE)
			faults_add(c->faults, GRADE_FINDING, "rpo-unkept",
			    d->at, "data", d->id, "loss",
			    checking_span(c, loss), "rpo",
			    checking_span(c, o->rpo), NULL);
	}
}

void
check_times(struct checking *c)
{
	measure_steps(c);
	check_deadlines(c);
	check_timeouts(c);
	check_decision(c);
	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		check_recovery(c, &c->plan->scenes.at[i]);
		check_objectives(c, &c->plan->scenes.at[i]);
	}
}
