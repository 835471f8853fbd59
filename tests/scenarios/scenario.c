/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios/scenario.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define EVERY_ACT "tests/cases/scenario/valid/every-act/input.json"

/* plan_names: the ids of a plan that the cases play against. */
static struct names *
plan_names(struct arena *a)
{
	static const char *const ids[][2] = {{"service", "web"},
	    {"data", "orders"}, {"copy", "orders/nightly"},
	    {"copy", "orders/replica"}, {"person", "sre-1"}, {"person", "lead"},
	    {"scene", "web-down"}, {"step", "recover/restart"},
	    {"monitor", "ping"}, {"resource", "diesel"}};
	struct names *names = names_new(a);

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		ck_assert_int_ge(names_add(names, ids[i][0], ids[i][1]), 0);
	return names;
}

static void
read(struct arena *a, const char *path, struct faults *faults)
{
	struct error err = ERROR_INIT;
	const struct scenario *s;

	ck_assert_msg(
	    scenario_read(a, path, plan_names(a), faults, &s, &err) == 0, "%s",
	    err.id);
}

START_TEST(scenario_finds_in_each_case_what_it_should)
{
	cases_run("scenario", read);
}
END_TEST

START_TEST(scenario_schema_is_the_one_in_the_tree)
{
	cases_schema("scenarios/scenario.schema.json", &scenario_record,
	    "Yanlian scenario");
}
END_TEST

START_TEST(scenario_holds_what_its_author_wrote)
{
	struct arena *a = cases_arena(4 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct scenario *s = NULL;

	ck_assert_int_eq(
	    scenario_read(a, EVERY_ACT, plan_names(a), &faults, &s, &err), 0);
	ck_assert_int_eq(s->start.ms, INT64_C(1709254830000));
	ck_assert_int_eq(s->start.offset_min, 480);
	ck_assert_int_eq(s->horizon, SPAN_DAY);
	ck_assert_int_eq(s->seed, (INT64_C(1) << 53) - 1);
	ck_assert_uint_eq(s->injects.n, 20);
	ck_assert_int_eq(s->injects.at[0].level_ppm, 200000);
	ck_assert_int_eq(s->injects.at[1].when->kind, DIST_UNIFORM);
	ck_assert_int_eq(s->injects.at[2].for_ms, SPAN_NEVER);
	ck_assert_int_eq(s->injects.at[3].for_ms, 2 * SPAN_HOUR);
	ck_assert_int_eq(s->injects.at[4].copy.index, 1);
	ck_assert_int_eq(s->injects.at[6].times, 2);
	ck_assert_int_eq(s->injects.at[7].act, INJECT_MESSAGE);
	ck_assert_int_eq(s->injects.at[8].channel, 3);
	ck_assert_int_eq(s->injects.at[9].load_ppm, 2500000);
	ck_assert_int_eq(s->injects.at[9].ramp, 10 * SPAN_MINUTE);
	ck_assert_int_eq(s->injects.at[10].every, 5 * SPAN_MINUTE);
	ck_assert_int_eq(s->injects.at[12].amount, 5);
	ck_assert_int_eq(s->injects.at[12].missing, MISSING_STOCK);
	ck_assert_int_eq(s->injects.at[13].missing, MISSING_SUPPLIER);
	ck_assert_int_eq(s->injects.at[13].resource.index, 0);
	ck_assert_uint_eq(s->injects.at[14].condition.n, 3);
	ck_assert_int_eq(s->injects.at[14].sees, SEES_TRUTH);
	ck_assert_int_eq(s->injects.at[14].not_before, 5 * SPAN_MINUTE);
	ck_assert_int_eq(s->injects.at[14].hold, SPAN_MINUTE);
	ck_assert_int_eq(s->injects.at[14].max, 3);
	ck_assert_int_eq(s->injects.at[14].probability_ppm, 250000);
	ck_assert_int_eq(s->injects.at[10].probability_ppm, 1000000);
	ck_assert_int_eq(s->injects.at[15].act, INJECT_STEP_FALSE);
	ck_assert_int_eq(s->injects.at[15].times, 3);
	ck_assert_str_eq(s->history.at[0].on, "");
	ck_assert_str_eq(s->history.at[1].act, "done");
	arena_free(a);
}
END_TEST

START_TEST(scenario_without_a_plan_is_judged_by_its_form)
{
	struct arena *a = cases_arena(4 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct scenario *s = NULL;

	ck_assert_int_eq(
	    scenario_read(a,
		"tests/cases/scenario/invalid/reference-dangling/input.json",
		NULL, &faults, &s, &err),
	    0);
	ck_assert_str_eq(cases_faults(a, &faults), "");
	ck_assert_int_eq(s->injects.at[0].service.index, -1);
	ck_assert_str_eq(s->injects.at[0].service.id, "shop");
	arena_free(a);
}
END_TEST

START_TEST(scenario_leaves_out_untouched_where_the_file_is_missing)
{
	struct arena *a = cases_arena(4 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct scenario *s = (const struct scenario *)a;

	ck_assert_int_eq(
	    scenario_read(a, "none.json", NULL, &faults, &s, &err), -1);
	ck_assert_str_eq(err.id, "error.file-missing");
	ck_assert_ptr_eq(s, a);
	arena_free(a);
}
END_TEST

SUITE_MAIN("scenario", scenario_finds_in_each_case_what_it_should,
    scenario_schema_is_the_one_in_the_tree,
    scenario_holds_what_its_author_wrote,
    scenario_without_a_plan_is_judged_by_its_form,
    scenario_leaves_out_untouched_where_the_file_is_missing)
