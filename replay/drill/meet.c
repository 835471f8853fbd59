/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/meet.h"

#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/plan.h"
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

void
meet_check(const struct plan *plan, const struct scenario *scenario,
    struct faults *faults)
{
	uint32_t scene =
	    scenario->scene.index < 0 ? 0 : (uint32_t)scenario->scene.index;

	if (scene < plan->scenes.n)
		meet_horizon(&plan->scenes.at[scene], scenario, faults);
	for (uint32_t i = 0; i < scenario->injects.n; i++) {
		const struct inject *x = &scenario->injects.at[i];

		if (x->when->shared_luck && x->when->prior == NULL)
			faults_add(faults, GRADE_NOTE, "luck-unshared", x->at,
			    "member", "at", NULL);
		if (scenario->horizon > 0 && dist_is_fixed(x->when) &&
		    dist_quantile_ms(x->when, 500000) > scenario->horizon)
			faults_add(faults, GRADE_FINDING, "inject-late", x->at,
			    "inject", x->id, NULL);
	}
}
