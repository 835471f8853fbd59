/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/funds.h"

int64_t
funds_cost(const struct organisation *org, const struct step *step)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < step->resources.n; i++) {
		const struct need *n = &step->resources.at[i];

		if (n->resource.index >= 0 &&
		    org->resources.at[n->resource.index].kind == RESOURCE_FUND)
			sum += n->amount;
	}
	return sum;
}

/* authority: the larger of a limit and what the role may approve. */
static int64_t
authority(const struct organisation *org, const struct ref *role, int64_t limit)
{
	int64_t own =
	    role->index < 0 ? 0 : org->roles.at[role->index].may_approve;

	return own > limit ? own : limit;
}

int64_t
funds_limit(const struct plan *plan, const struct step *step)
{
	const struct response_acts *r = plan->response;
	int64_t limit = 0;

	if (r != NULL && r->acts[RESPONSE_AUTHORISE] != NULL)
		limit = authority(plan->organisation,
		    &r->acts[RESPONSE_AUTHORISE]->role, limit);
	for (uint32_t i = 0; i < step->roles.n; i++)
		limit =
		    authority(plan->organisation, &step->roles.at[i], limit);
	return limit;
}

bool
funds_asks(const struct plan *plan, const struct step *step)
{
	return funds_cost(plan->organisation, step) > funds_limit(plan, step);
}

int32_t
funds_approver(const struct organisation *org, int64_t amount)
{
	int32_t best = -1;

	for (uint32_t i = 0; i < org->roles.n; i++)
		if (org->roles.at[i].may_approve >= amount &&
		    (best < 0 || org->roles.at[i].may_approve <
				     org->roles.at[best].may_approve))
			best = (int32_t)i;
	return best;
}
