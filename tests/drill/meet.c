/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/meet.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "plans/plan.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* met: what meet_check alone says of a case with another horizon. */
static const char *
met(struct arena *a, const char *name, span_ms horizon)
{
	const char *folder = file_join(a, "tests/cases/drill", name);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan;
	const struct scenario *read;
	struct scenario scenario;

	ck_assert_int_eq(plan_read(a, file_join(a, folder, "plan.json"),
			     &faults, &plan, &err),
	    0);
	ck_assert_int_eq(scenario_read(a, file_join(a, folder, "scenario.json"),
			     plan->names, &faults, &read, &err),
	    0);
	scenario = *read;
	scenario.horizon = horizon;
	meet_check(plan, &scenario, &faults);
	return cases_faults(a, &faults);
}

START_TEST(a_horizon_of_the_mtpd_is_long_enough)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(met(a, "trigger-hold", 4 * SPAN_HOUR), "");
	ck_assert_str_eq(met(a, "trigger-hold", 4 * SPAN_HOUR - 1),
	    "error horizon-short /horizon 6:14 horizon=3h59m59s999ms "
	    "mtpd=4h\n");
	arena_free(a);
}
END_TEST

START_TEST(a_call_out_lasts_as_long_as_an_answer_may_take)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(met(a, "call-out", 6 * SPAN_MINUTE), "");
	ck_assert_str_eq(met(a, "call-out", 6 * SPAN_MINUTE - 1),
	    "error call-out-short /horizon 7:14 horizon=5m59s999ms "
	    "promise=6m\n");
	ck_assert_str_eq(met(a, "call-out-nobody", SPAN_HOUR),
	    "finding call-out-unpromised /kind 5:11 ladder=call\n");
	arena_free(a);
}
END_TEST

START_TEST(nothing_need_be_kept_from_what_does_not_start_by_itself)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(met(a, "override", 4 * SPAN_HOUR), "");
	ck_assert_str_eq(met(a, "override-idle", 4 * SPAN_HOUR),
	    "finding override-idle /injects/1/scene 9:65 scene=down\n");
	arena_free(a);
}
END_TEST

START_TEST(an_inject_behind_the_horizon_is_found)
{
	struct arena *a = cases_arena(64 << 20);
	const char *got = met(a, "trigger-hold", 11 * SPAN_MINUTE);

	ck_assert_ptr_nonnull(strstr(got, "finding inject-late /injects/3 "));
	ck_assert_ptr_null(strstr(got, "/injects/2"));
	arena_free(a);
}
END_TEST

START_TEST(an_inject_that_waits_for_what_nobody_sees_is_found)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(met(a, "inject-unseen", 4 * SPAN_HOUR),
	    "finding inject-unseen /injects/1/when 9:30 service=store\n"
	    "finding inject-unseen /injects/4/when 12:28 service=web\n");
	ck_assert_str_eq(met(a, "inject-on-condition", 4 * SPAN_HOUR), "");
	arena_free(a);
}
END_TEST

START_TEST(an_inject_that_can_never_come_or_do_anything_is_found)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(met(a, "../inject-never", 4 * SPAN_HOUR),
	    "error step-calls /injects/1/step 9:63 step=mend/restore "
	    "procedure=sub\n"
	    "finding when-never /injects/3/when 11:28 id=both\n"
	    "error step-first /injects/5/step 13:62 step=mend/open\n"
	    "error step-calls /injects/7/step 15:69 step=mend/restore "
	    "procedure=sub\n");
	arena_free(a);
}
END_TEST

START_TEST(stress_or_a_tool_that_no_step_minds_is_found)
{
	struct arena *a = cases_arena(64 << 20);

	ck_assert_str_eq(met(a, "strain-idle", 4 * SPAN_HOUR),
	    "finding stress-idle /injects/2 10:5 inject=not-his\n"
	    "finding tool-idle /injects/4/tool 12:66 inject=unused "
	    "tool=disk\n");
	ck_assert_str_eq(met(a, "stressed", 4 * SPAN_HOUR), "");
	ck_assert_str_eq(met(a, "tool-impaired", 4 * SPAN_HOUR), "");
	arena_free(a);
}
END_TEST

SUITE_MAIN("meet", an_inject_that_can_never_come_or_do_anything_is_found,
    stress_or_a_tool_that_no_step_minds_is_found,
    a_horizon_of_the_mtpd_is_long_enough,
    a_call_out_lasts_as_long_as_an_answer_may_take,
    nothing_need_be_kept_from_what_does_not_start_by_itself,
    an_inject_behind_the_horizon_is_found,
    an_inject_that_waits_for_what_nobody_sees_is_found)
