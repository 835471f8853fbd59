/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "plans/reach.h"
#include "plans/scene.h"

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

/* start_of: when the step can start at the earliest, by the ends of those it
 * waits for; `start` where it waits for none. */
static span_ms
start_of(const struct checking *c, const struct step *s, span_ms start)
{
	for (uint32_t i = 0; i < s->after.n; i++) {
		int32_t before = s->after.at[i].index;

		if (c->least[before] > start)
			start = c->least[before];
	}
	return start;
}

/* length_of: how long the step takes at least. */
static span_ms
length_of(struct checking *c, const struct step *s, const span_ms *lengths)
{
	if (s->procedure.index >= 0)
		return lengths[s->procedure.index];
	return check_funds_least(c, s) + check_resources_least(c, s) +
	       dist_quantile_ms(s->duration, CHECKING_BEST_PPM);
}

/* starts: when each procedure may begin, as far as its callers say: those of
 * a scene, or that nobody calls, with the activation. */
static span_ms *
starts(struct checking *c, span_ms activated)
{
	uint32_t n = c->plan->procedures.n;
	span_ms *begin = arena_array(c->arena, n, sizeof(*begin));

	for (uint32_t i = 0; i < n; i++)
		begin[i] = activated;
	for (uint32_t i = 0; i < c->steps_n; i++)
		if (c->steps[i]->procedure.index >= 0)
			begin[c->steps[i]->procedure.index] = SPAN_NEVER;
	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		const struct scene *s = &c->plan->scenes.at[i];

		begin[s->procedure.index] = activated;
		if (s->standby != NULL)
			begin[s->standby->procedure.index] = activated;
	}
	return begin;
}

/* by_procedure: the steps, each after all it waits for, those of one
 * procedure together. Return: where each procedure's begin. */
static uint32_t *
by_procedure(struct checking *c, uint32_t *sorted)
{
	uint32_t n = c->plan->procedures.n;
	uint32_t *first = arena_array(c->arena, n + 1, sizeof(*first));
	uint32_t *next = arena_array(c->arena, n + 1, sizeof(*next));

	for (uint32_t i = 0; i < n; i++)
		next[i + 1] = first[i + 1] =
		    first[i] + c->plan->procedures.at[i].steps.n;
	for (uint32_t i = 0; i < c->waits->done; i++) {
		uint32_t step = c->waits->order[i];

		sorted[next[c->owners[step]]++] = step;
	}
	return first;
}

/* measure_steps: the earliest end of every step after the acknowledgement,
 * each taking its 5 % quantile; the plan is known to have no circle. What is
 * called is as long as the longest way through it, and begins with the first
 * step that calls it. */
static void
measure_steps(struct checking *c)
{
	span_ms activated = response_least(c);
	uint32_t n = c->plan->procedures.n;
	span_ms *lengths = arena_array(c->arena, n, sizeof(*lengths));
	span_ms *begin = starts(c, activated);
	uint32_t *sorted = arena_array(c->arena, c->steps_n, sizeof(*sorted));
	uint32_t *first = by_procedure(c, sorted);
	bool *stands_in = arena_array(c->arena, c->steps_n, sizeof(bool));

	c->least = arena_array(c->arena, c->steps_n, sizeof(*c->least));
	for (uint32_t i = 0; i < c->steps_n; i++)
		(void)checking_mark(stands_in, &c->steps[i]->alternatives);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t p = c->calls->order[i];

		for (uint32_t j = first[p]; j < first[p + 1]; j++) {
			uint32_t step = sorted[j];
			const struct step *s = c->steps[step];

			c->least[step] =
			    start_of(c, s, 0) + length_of(c, s, lengths);
			if (!stands_in[step] && c->least[step] > lengths[p])
				lengths[p] = c->least[step];
		}
	}
	for (uint32_t i = n; i-- > 0;) {
		uint32_t p = c->calls->order[i];

		for (uint32_t j = first[p]; j < first[p + 1]; j++) {
			uint32_t step = sorted[j];
			const struct step *s = c->steps[step];
			span_ms start =
			    start_of(c, s, s->first_aid ? 0 : begin[p]);
			int32_t called = s->procedure.index;

			c->least[step] = start + length_of(c, s, lengths);
			if (called >= 0 && start < begin[called])
				begin[called] = start;
		}
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

/* is_of: is the procedure the scene's own, or its standby's? */
static bool
is_of(const struct scene *s, uint32_t procedure)
{
	return s->procedure.index == (int32_t)procedure ||
	       (s->standby != NULL &&
		   s->standby->procedure.index == (int32_t)procedure);
}

/* has_most: the time there is for the step, if all goes well: up to its
 * deadline, and to the rto of every scene it belongs to. */
static span_ms
has_most(struct checking *c, uint32_t step)
{
	const struct step *s = c->steps[step];
	span_ms start =
	    c->least[step] - dist_quantile_ms(s->duration, CHECKING_BEST_PPM);
	span_ms most = SPAN_NEVER;

	if (s->deadline != SPAN_NEVER)
		most = s->deadline - (start - response_least(c));
	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		const struct scene *x = &c->plan->scenes.at[i];

		if (is_of(x, c->owners[step]) &&
		    x->objectives->rto - start < most)
			most = x->objectives->rto - start;
	}
	return most;
}

/* check_pressure: is time short for the step even if all goes well before? */
static void
check_pressure(struct checking *c)
{
	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];
		span_ms needs = dist_quantile_ms(s->duration, 500000);
		span_ms has;

		if (s->human == NULL || !s->human->pressure)
			continue;
		has = has_most(c, i);
		if (spar_h_time_level((enum spar_h_kind)s->human->kind, has,
			needs) < SPAR_H_TIME_NOMINAL)
			faults_add(c->faults, GRADE_FINDING, "pressure-short",
			    s->human->at, "step", s->id, "has",
			    checking_span(c, has), "needs",
			    checking_span(c, needs), NULL);
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
	checking_uses(c, s);

	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *x = c->steps[i];

		if (c->calls->state[c->owners[i]] != REACH_DONE)
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

/* check_targets: can the act that ends a stage be done within its target? */
static void
check_targets(struct checking *c, const struct scene *s)
{
	static const struct {
		enum response act;
		int target;
	} ends[] = {{RESPONSE_VERIFY, 2}, {RESPONSE_GRADE, 3},
	    {RESPONSE_AUTHORISE, 4}, {RESPONSE_CONFIRM, 10},
	    {RESPONSE_CLOSE, 11}};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		const struct act *act = c->plan->response->acts[ends[i].act];
		span_ms limit;
		span_ms least;

		if (s->targets == NULL || act == NULL)
			continue;
		limit = s->targets->within[ends[i].target];
		least = dist_quantile_ms(act->duration, 50000);
		if (limit != SPAN_NEVER && least > limit)
			faults_add(c->faults, GRADE_FINDING,
			    "target-impossible", s->targets->at, "scene", s->id,
			    "stage", scene_targets[ends[i].target], "limit",
			    checking_span(c, limit), "least",
			    checking_span(c, least), NULL);
	}
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
	check_pressure(c);
	check_decision(c);
	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		check_recovery(c, &c->plan->scenes.at[i]);
		check_targets(c, &c->plan->scenes.at[i]);
		check_objectives(c, &c->plan->scenes.at[i]);
	}
}
