/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/meet.h"

#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/possible.h"
#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/meet_expected.h"
#include "scenarios/scenario.h"

static const char *
span_text(struct faults *faults, span_ms span)
{
	struct text t = text_new(faults->arena);

	span_write(&t, span);
	return t.at;
}

static void
meet_horizon(const struct scene *scene, const struct scenario *scenario,
    struct faults *faults)
{
	const struct objectives *o = scene->objectives;
	const struct value *at = value_get(scenario->at, "horizon");

	if (o == NULL || o->mtpd == SPAN_NEVER || at == NULL ||
	    scenario->horizon == 0 || scenario->horizon >= o->mtpd)
		return;
	faults_add(faults, GRADE_ERROR, "horizon-short", at, "horizon",
	    span_text(faults, scenario->horizon), "mtpd",
	    span_text(faults, o->mtpd), NULL);
}

/* meet_call_out: does it last as long as an answer may take, and is one
 * promised? */
static void
meet_call_out(const struct plan *plan, const struct scene *scene,
    const struct scenario *scenario, struct faults *faults)
{
	const struct value *at = value_get(scenario->at, "horizon");
	const struct ladder *l;

	if (scene->ladder.index < 0 || at == NULL || scenario->horizon == 0)
		return;
	l = &plan->ladders.at[scene->ladder.index];
	if (l->acknowledge_within == SPAN_NEVER)
		faults_add(faults, GRADE_FINDING, "call-out-unpromised",
		    value_get(scenario->at, "kind"), "ladder", l->id, NULL);
	else if (scenario->horizon < l->acknowledge_within)
		faults_add(faults, GRADE_ERROR, "call-out-short", at, "horizon",
		    span_text(faults, scenario->horizon), "promise",
		    span_text(faults, l->acknowledge_within), NULL);
}

static bool
is_in(const struct refs *refs, int32_t index)
{
	for (uint32_t i = 0; i < refs->n; i++)
		if (refs->at[i].index == index)
			return true;
	return false;
}

/* may_know: can anybody come to know the service's level in this scene? */
static bool
may_know(const struct plan *plan, uint32_t scene, int32_t service)
{
	const struct organisation *org = plan->organisation;

	for (uint32_t i = 0; i < org->monitors.n; i++)
		if (org->monitors.at[i].watches.index == service)
			return true;
	return scene < plan->scenes.n &&
	       is_in(&plan->scenes.at[scene].scope, service);
}

static bool
may_report(const struct scenario *scenario, int32_t service)
{
	for (uint32_t i = 0; i < scenario->injects.n; i++)
		if (scenario->injects.at[i].act == INJECT_MESSAGE &&
		    scenario->injects.at[i].about.index == service)
			return true;
	return false;
}

/* meet_condition: does an inject wait for what nobody can ever see? */
static void
meet_condition(const struct plan *plan, uint32_t scene,
    const struct scenario *scenario, const struct inject *x,
    struct faults *faults)
{
	for (uint32_t i = 0; i < x->condition.n; i++) {
		const struct condition_op *op = &x->condition.ops[i];

		if (op->act != CONDITION_TEST || op->on < 0)
			continue;
		if ((op->symbol == SYMBOL_LEVEL && x->sees == SEES_KNOWLEDGE &&
			!may_know(plan, scene, op->on)) ||
		    (op->symbol == SYMBOL_REPORT &&
			!may_report(scenario, op->on)))
			faults_add(faults, GRADE_FINDING, "inject-unseen",
			    value_get(x->at, "when"), "service", op->id, NULL);
	}
	if (scenario->horizon > 0 && x->condition.n > 0 &&
	    x->not_before + x->hold > scenario->horizon)
		faults_add(faults, GRADE_FINDING, "inject-late", x->at,
		    "inject", x->id, NULL);
}

/* meet_override: is there anything to keep from starting by itself? */
static void
meet_override(
    const struct plan *plan, const struct inject *x, struct faults *faults)
{
	if (x->act != INJECT_OVERRIDE || x->scene.index < 0 ||
	    plan->scenes.at[x->scene.index].automatic != NULL)
		return;
	faults_add(faults, GRADE_FINDING, "override-idle",
	    value_get(x->at, "scene"), "scene", x->scene.id, NULL);
}

/* meet_supplier: can he fail who was never to deliver? */
static void
meet_supplier(
    const struct plan *plan, const struct inject *x, struct faults *faults)
{
	const struct organisation *org = plan->organisation;

	if (x->act == INJECT_RESOURCE_MISSING &&
	    x->missing == MISSING_SUPPLIER && x->resource.index >= 0 &&
	    org->resources.at[x->resource.index].delivery == NULL)
		faults_add(faults, GRADE_FINDING, "supplier-none", x->at,
		    "resource", x->resource.id, "inject", x->id, NULL);
}

/* is_his: may he be one of those who do the step? */
static bool
is_his(const struct plan *plan, const struct step *s, int32_t person)
{
	const struct organisation *org = plan->organisation;

	for (uint32_t i = 0; i < s->roles.n; i++) {
		const struct role *r;

		if (s->roles.at[i].index < 0)
			continue;
		r = &org->roles.at[s->roles.at[i].index];
		if (is_in(&r->primary, person) || is_in(&r->deputies, person) ||
		    r->on_call.index >= 0)
			return true;
	}
	return false;
}

/* is_felt: does the stress or the tool concern any step? */
static bool
is_felt(const struct plan *plan, const struct inject *x)
{
	for (uint32_t i = 0; i < plan->procedures.n; i++)
		for (uint32_t j = 0; j < plan->procedures.at[i].steps.n; j++) {
			const struct step *s =
			    &plan->procedures.at[i].steps.at[j];

			if (x->act == INJECT_TOOL_IMPAIRED
				? is_in(&s->tools, x->tool.index)
				: s->human != NULL &&
				      (x->who.index < 0 ||
					  is_his(plan, s, x->who.index)))
				return true;
		}
	return false;
}

/* meet_strain: stress and slow tools that nothing comes of. */
static void
meet_strain(
    const struct plan *plan, const struct inject *x, struct faults *faults)
{
	if (x->act == INJECT_STRESS && !is_felt(plan, x))
		faults_add(faults, GRADE_FINDING, "stress-idle", x->at,
		    "inject", x->id, NULL);
	if (x->act == INJECT_TOOL_IMPAIRED && x->tool.index >= 0 &&
	    !is_felt(plan, x))
		faults_add(faults, GRADE_FINDING, "tool-idle",
		    value_get(x->at, "tool"), "inject", x->id, "tool",
		    x->tool.id, NULL);
}

/* step_of: the step of this number, in the order of the document. */
static const struct step *
step_of(const struct plan *plan, uint32_t number)
{
	const struct procedure *p = plan->procedures.at;

	for (; number >= p->steps.n; p++)
		number -= p->steps.n;
	return &p->steps.at[number];
}

/* meet_step: a step that calls a procedure is done when its steps are; no
 * attempt of its own could fail, or come too early. */
static void
meet_step(
    const struct plan *plan, const struct inject *x, struct faults *faults)
{
	const struct step *s;

	if ((x->act != INJECT_STEP_FAILS && x->act != INJECT_STEP_FALSE &&
		x->act != INJECT_STEP_EARLY) ||
	    x->step.index < 0)
		return;
	s = step_of(plan, (uint32_t)x->step.index);
	if (s->procedure.id[0] != '\0')
		faults_add(faults, GRADE_ERROR, "step-calls",
		    value_get(x->at, "step"), "step", x->step.id, "procedure",
		    s->procedure.id, NULL);
	else if (x->act == INJECT_STEP_EARLY && s->after.n == 0)
		faults_add(faults, GRADE_ERROR, "step-first",
		    value_get(x->at, "step"), "step", x->step.id, NULL);
}

/* range: what a symbol may be, known or true. */
static struct possible_range
range(const void *cookie, int32_t symbol, int32_t on)
{
	(void)cookie;
	(void)on;
	return (struct possible_range){0, symbol == SYMBOL_LEVEL ? 1000000
					  : symbol == SYMBOL_ALARM
					      ? 1
					      : SPAN_NEVER};
}

/* meet_when: may an inject's condition ever hold? Ids that name nothing are
 * errors already. */
static void
meet_when(const struct inject *x, struct faults *faults)
{
	for (uint32_t i = 0; i < x->condition.n; i++) {
		const struct condition_op *op = &x->condition.ops[i];

		if (op->act == CONDITION_TEST && op->on < 0 &&
		    op->symbol != SYMBOL_ELAPSED)
			return;
	}
	if (x->condition.n > 0 && !possible_is(&x->condition, true, range, x))
		faults_add(faults, GRADE_FINDING, "when-never",
		    value_get(x->at, "when"), "id", x->id, NULL);
}

void
meet_check(const struct plan *plan, const struct scenario *scenario,
    struct faults *faults)
{
	uint32_t scene =
	    scenario->scene.index < 0 ? 0 : (uint32_t)scenario->scene.index;

	if (scene < plan->scenes.n && scenario->kind == SCENARIO_CALL_OUT)
		meet_call_out(plan, &plan->scenes.at[scene], scenario, faults);
	else if (scene < plan->scenes.n)
		meet_horizon(&plan->scenes.at[scene], scenario, faults);
	meet_expected(plan, scenario, faults);
	for (uint32_t i = 0; i < scenario->injects.n; i++) {
		const struct inject *x = &scenario->injects.at[i];

		if (x->when->shared_luck && x->when->prior == NULL)
			faults_add(faults, GRADE_NOTE, "luck-unshared", x->at,
			    "member", "at", NULL);
		if (scenario->horizon > 0 && dist_is_fixed(x->when) &&
		    dist_quantile_ms(x->when, 500000) > scenario->horizon)
			faults_add(faults, GRADE_FINDING, "inject-late", x->at,
			    "inject", x->id, NULL);
		meet_condition(plan, scene, scenario, x, faults);
		meet_override(plan, x, faults);
		meet_supplier(plan, x, faults);
		meet_strain(plan, x, faults);
		meet_step(plan, x, faults);
		meet_when(x, faults);
	}
}
