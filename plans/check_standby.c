/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/document.h"

/* check_scene: who decides on its standby, by what, and in time? */
static void
check_scene(struct checking *c, const struct scene *s)
{
	const struct standby *x = s->standby;

	if (s->objectives != NULL && s->checkpoints != SPAN_NEVER &&
	    s->checkpoints > s->objectives->rto)
		faults_add(c->faults, GRADE_FINDING, "checkpoint-late",
		    value_get(s->at, "checkpoints"), "scene", s->id, "every",
		    checking_span(c, s->checkpoints), "rto",
		    checking_span(c, s->objectives->rto), NULL);
	if (x == NULL)
		return;
	if (s->checkpoints == SPAN_NEVER)
		checking_add(
		    c, GRADE_ERROR, "standby-unwatched", x->at, "scene", s->id);
	if (checking_act(c, RESPONSE_DECIDE) == NULL)
		checking_add(
		    c, GRADE_ERROR, "standby-undecided", x->at, "scene", s->id);
	if (x->procedure.index >= 0 && x->procedure.index == s->procedure.index)
		checking_add(c, GRADE_ERROR, "standby-same", x->procedure.at,
		    "procedure", x->procedure.id);
}

void
check_standby(struct checking *c)
{
	const struct act *decide = checking_act(c, RESPONSE_DECIDE);
	bool any = false;

	for (uint32_t i = 0; i < c->plan->scenes.n; i++) {
		check_scene(c, &c->plan->scenes.at[i]);
		any = any || c->plan->scenes.at[i].standby != NULL;
	}
	if (decide != NULL && !any)
		checking_add(
		    c, GRADE_NOTE, "decide-unused", decide->at, NULL, NULL);
}
