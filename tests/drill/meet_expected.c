/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/meet_expected.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define CASE "tests/cases/drill/expected/"

/* met: what does not fit of a case, its horizon so long. */
static const char *
met(struct arena *a, span_ms horizon, bool grades)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan;
	const struct scenario *read;
	struct scenario scenario;

	ck_assert_int_eq(
	    plan_read(a, CASE "plan.json", &faults, &plan, &err), 0);
	ck_assert_int_eq(scenario_read(a, CASE "scenario.json", plan->names,
			     &faults, &read, &err),
	    0);
	scenario = *read;
	scenario.horizon = horizon;
	if (grades)
		scenario.expectations.at[0].act = EXPECTED_GRADED;
	meet_expected(plan, &scenario, &faults);
	return cases_faults(a, &faults);
}

START_TEST(work_is_expected_of_those_who_do_it)
{
	struct arena *a = cases_arena(64 << 20);

	/* ops mends, not lead; boss of lead confirms, not a. */
	ck_assert_str_eq(met(a, 4 * SPAN_HOUR, false),
	    "finding expected-of-another /expectations/2/roles/0 16:105 "
	    "expectation=by-another who=lead\n"
	    "finding expected-of-another /expectations/9/people/0 24:106 "
	    "expectation=either who=a\n");
	arena_free(a);
}
END_TEST

START_TEST(what_outlasts_the_drill_or_is_not_in_the_plan_is_found)
{
	struct arena *a = cases_arena(64 << 20);
	const char *got = met(a, SPAN_HOUR, true);

	ck_assert_ptr_nonnull(
	    strstr(got, "finding expected-beyond /expectations/6/within"));
	ck_assert_ptr_nonnull(
	    strstr(got, "finding expected-undeclared /expectations/0/act"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("meet_expected", work_is_expected_of_those_who_do_it,
    what_outlasts_the_drill_or_is_not_in_the_plan_is_found)
