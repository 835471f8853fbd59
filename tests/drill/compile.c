/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

/* crowd: as many scenes as you like, all with the steps of one procedure. */
static void
crowd(struct arena *a, const char *folder, uint32_t scenes, uint32_t steps)
{
	FILE *f = fopen(file_join(a, folder, "plan.json"), "w");

	ck_assert_ptr_nonnull(f);
	(void)fputs(
	    "{\"format\":\"yanlian-plan/1\",\"id\":\"p\",\"name\":\"p\","
	    "\"organisation\":{\"format\":\"yanlian-organisation/1\","
	    "\"id\":\"o\",\"people\":[{\"id\":\"a\"}],\"roles\":[{\"id\":"
	    "\"r\",\"primary\":[\"a\"]}],\"services\":[{\"id\":\"s\"}]},"
	    "\"response\":{\"authorise\":{\"role\":\"r\",\"duration\":"
	    "\"1m\"}},\"ladders\":[{\"id\":\"l\",\"steps\":[{}]}],"
	    "\"procedures\":[{\"id\":\"p\",\"steps\":[",
	    f);
	for (uint32_t i = 0; i < steps; i++)
		(void)fprintf(f,
		    "%s{\"id\":\"t%u\",\"stage\":\"contain\",\"roles\":[],"
		    "\"duration\":\"1m\"}",
		    i > 0 ? "," : "", i);
	(void)fputs("]}],\"scenes\":[", f);
	for (uint32_t i = 0; i < scenes; i++)
		(void)fprintf(f,
		    "%s{\"id\":\"e%u\",\"trigger\":\"report:s\",\"scope\":"
		    "[\"s\"],\"objectives\":{\"rto\":\"1h\"},\"procedure\":"
		    "\"p\",\"ladder\":\"l\"}",
		    i > 0 ? "," : "", i);
	(void)fputs("]}\n", f);
	ck_assert_int_eq(fclose(f), 0);
	f = fopen(file_join(a, folder, "scenario.json"), "w");
	ck_assert_ptr_nonnull(f);
	(void)fputs(
	    "{\"format\":\"yanlian-scenario/1\",\"id\":\"s\",\"name\":\"s\","
	    "\"start\":\"2024-03-01T12:00Z\",\"horizon\":\"1d\",\"injects\":["
	    "{\"id\":\"i\",\"at\":\"0s\",\"act\":\"fault\",\"service\":\"s\","
	    "\"level\":0}]}\n",
	    f);
	ck_assert_int_eq(fclose(f), 0);
}

/* compiled: what is wrong with such a crowd; "" if nothing. */
static const char *
compiled(struct arena *a, const char *folder, uint32_t scenes, uint32_t steps)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan;
	const struct scenario *scenario;

	crowd(a, folder, scenes, steps);
	ck_assert_int_eq(plan_read(a, file_join(a, folder, "plan.json"),
			     &faults, &plan, &err),
	    0);
	ck_assert_int_eq(scenario_read(a, file_join(a, folder, "scenario.json"),
			     plan->names, &faults, &scenario, &err),
	    0);
	ck_assert_int_eq(faults.errors, 0);
	if (compile_stage(a, plan, scenario, 0, &faults) != NULL)
		return "";
	return faults.list[0].id;
}

/* Slots: 1 inject, 3 for a person, 1 for a role, 1 for the horizon, and for a
 * scene 3 and 3 a task. Within an arena where 25 million tasks would not
 * fit: what is too large is refused before it is built. */
START_TEST(more_slots_than_the_queue_has_are_refused)
{
	struct arena *a = cases_arena(256 << 20);
	const char *folder = invent_folder(a);

	ck_assert_str_eq(compiled(a, folder, 2, 10919), "");
	ck_assert_str_eq(compiled(a, folder, 2, 10920), "stage-too-large");
	ck_assert_str_eq(compiled(a, folder, 5000, 5000), "stage-too-large");
	invent_remove(a, folder);
	arena_free(a);
}
END_TEST

SUITE_MAIN("compile", more_slots_than_the_queue_has_are_refused)
