/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/meet_expected.h"

#include "base/document.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "scenarios/scenario.h"

static bool
is_in(const struct refs *refs, int32_t index)
{
	for (uint32_t i = 0; i < refs->n; i++)
		if (refs->at[i].index == index)
			return true;
	return false;
}

/* step_of: the step with this number in the plan. */
static const struct step *
step_of(const struct plan *plan, int32_t number)
{
	for (uint32_t i = 0; i < plan->procedures.n; i++) {
		int32_t n = (int32_t)plan->procedures.at[i].steps.n;

		if (number < n)
			return &plan->procedures.at[i].steps.at[number];
		number -= n;
	}
	return NULL;
}

/* response_of: the response act whose outcome is expected; RESPONSES: none. */
static enum response
response_of(int32_t act)
{
	static const enum response of[EXPECTED_ACTS] = {
	    [EXPECTED_ACK] = RESPONSES,
	    [EXPECTED_ARRIVE] = RESPONSES,
	    [EXPECTED_VERIFIED] = RESPONSE_VERIFY,
	    [EXPECTED_DISMISSED] = RESPONSE_VERIFY,
	    [EXPECTED_GRADED] = RESPONSE_GRADE,
	    [EXPECTED_AUTHORISED] = RESPONSE_AUTHORISE,
	    [EXPECTED_ACTIVATED] = RESPONSES,
	    [EXPECTED_START] = RESPONSES,
	    [EXPECTED_DONE] = RESPONSES,
	    [EXPECTED_CONFIRMED] = RESPONSE_CONFIRM,
	    [EXPECTED_CLOSED] = RESPONSES,
	    [EXPECTED_REGISTERED] = RESPONSE_REGISTER,
	};

	return of[act];
}

/* doers: who, by the plan, does what is expected; none: whoever is paged. */
static struct refs
doers(const struct plan *plan, const struct expectation *x, struct ref *one)
{
	enum response r = response_of(x->act);

	if (x->step.index >= 0) {
		const struct step *step = step_of(plan, x->step.index);

		return step == NULL ? (struct refs){0} : step->roles;
	}
	if (x->notice.index >= 0)
		*one = plan->notices.at[x->notice.index].role;
	else if (r != RESPONSES && plan->response != NULL &&
		 plan->response->acts[r] != NULL)
		*one = plan->response->acts[r]->role;
	else
		return (struct refs){0};
	return (struct refs){one, one->index < 0 ? 0 : 1};
}

/* may_do: is the person in one of these roles, or on call for one? */
static bool
may_do(const struct plan *plan, const struct refs *roles, int32_t person)
{
	for (uint32_t i = 0; i < roles->n; i++) {
		int32_t index = roles->at[i].index;
		const struct role *role;

		if (index < 0)
			return true; /* a fault already */
		role = &plan->organisation->roles.at[index];
		if (role->on_call.index >= 0 || is_in(&role->primary, person) ||
		    is_in(&role->deputies, person))
			return true;
	}
	return false;
}

/* meet_doers: is it expected of people who do such work? */
static void
meet_doers(
    const struct plan *plan, const struct expectation *x, struct faults *faults)
{
	struct ref one = {0};
	struct refs roles = doers(plan, x, &one);

	for (uint32_t i = 0; i < x->roles.n && roles.n > 0; i++)
		if (x->roles.at[i].index >= 0 &&
		    !is_in(&roles, x->roles.at[i].index))
			faults_add(faults, GRADE_FINDING, "expected-of-another",
			    x->roles.at[i].at, "expectation", x->id, "who",
			    x->roles.at[i].id, NULL);
	for (uint32_t i = 0; i < x->people.n && roles.n > 0; i++)
		if (x->people.at[i].index >= 0 &&
		    !may_do(plan, &roles, x->people.at[i].index))
			faults_add(faults, GRADE_FINDING, "expected-of-another",
			    x->people.at[i].at, "expectation", x->id, "who",
			    x->people.at[i].id, NULL);
}

void
meet_expected(const struct plan *plan, const struct scenario *scenario,
    struct faults *faults)
{
	for (uint32_t i = 0; i < scenario->expectations.n; i++) {
		const struct expectation *x = &scenario->expectations.at[i];
		enum response r = response_of(x->act);

		meet_doers(plan, x, faults);
		if (r != RESPONSES && plan->response != NULL &&
		    plan->response->acts[r] == NULL)
			faults_add(faults, GRADE_FINDING, "expected-undeclared",
			    value_get(x->at, "act"), "expectation", x->id,
			    NULL);
		if (scenario->horizon > 0 && x->within > scenario->horizon)
			faults_add(faults, GRADE_FINDING, "expected-beyond",
			    value_get(x->at, "within"), "expectation", x->id,
			    NULL);
	}
}
