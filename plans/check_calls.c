/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/document.h"
#include "plans/procedure.h"
#include "plans/reach.h"

/* What nobody does in a calling step itself. */
static const char *const foreign[] = {"roles", "people", "duration", "fails",
    "failed_duration", "retries", "independent", "false_success", "timeout",
    "verifies", "effects", "restores", "copies", "resources", "site", "human"};

/* check_members: a step that calls leaves all work to those it calls. */
static void
check_members(struct checking *c, const struct step *s)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (procedure_declares(s, foreign[i]))
			faults_add(c->faults, GRADE_ERROR, "call-does",
			    value_get(s->at, foreign[i]), "step", s->id,
			    "member", foreign[i], NULL);
}

/* below: how many procedures call one another at most, the first of them
 * being this one; those it calls have been measured. */
static uint32_t
below(const struct checking *c, uint32_t procedure, const uint32_t *depth)
{
	const struct refs *calls = c->calls->of[procedure];
	uint32_t most = 0;

	for (uint32_t i = 0; i < calls->n; i++)
		if (depth[calls->at[i].index] > most)
			most = depth[calls->at[i].index];
	return most + 1;
}

/* check_depth: no procedure is called through too many others. */
static void
check_depth(struct checking *c)
{
	uint32_t n = c->plan->procedures.n;
	uint32_t *depth = arena_array(c->arena, n, sizeof(*depth));

	for (uint32_t i = 0; i < c->calls->done; i++) {
		uint32_t procedure = c->calls->order[i];

		depth[procedure] = below(c, procedure, depth);
		if (depth[procedure] == PLAN_CALLS + 2)
			checking_add(c, GRADE_ERROR, "calls-deep",
			    c->plan->procedures.at[procedure].at, "procedure",
			    c->plan->procedures.at[procedure].id);
	}
}

void
check_calls(struct checking *c)
{
	checking_circles(c, c->calls, "procedure-cycle", "procedure");
	check_depth(c);
	for (uint32_t i = 0; i < c->steps_n; i++)
		if (c->steps[i]->procedure.at != NULL)
			check_members(c, c->steps[i]);
}
