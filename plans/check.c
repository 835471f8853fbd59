/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/check.h"

#include "base/document.h"
#include "plans/checking.h"

void
check_plan(struct arena *arena, const struct plan *plan, struct faults *faults)
{
	struct checking c;

	if (plan->at->kind != VALUE_OBJECT)
		return;
	c = checking_new(arena, plan, faults);
	check_people(&c);
	check_services(&c);
	check_steps(&c);
	check_calls(&c);
	check_resources(&c);
	check_funds(&c);
	check_response(&c);
	check_contents(&c);
	check_triggers(&c);
	check_standby(&c);
	check_fallback(&c);
	if (!check_passes(plan, faults))
		return; /* what follows needs every reference and no circle */
	check_times(&c);
	check_resources_times(&c);
	check_funds_times(&c);
	check_triggers_come(&c);
}

bool
check_passes(const struct plan *plan, const struct faults *faults)
{
	return faults_errors_in(faults, plan->document) == 0 &&
	       (plan->organisation_document == NULL ||
		   faults_errors_in(faults, plan->organisation_document) == 0);
}
