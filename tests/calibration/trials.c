/* SPDX-License-Identifier: Apache-2.0 */
/* trials PLAN SCENARIO N -- drill so many trials; a line each: how long the
 * recovery took, in ms. Fails at what is not restored. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "scenarios/scenario.h"

static const struct stage *
stage_of(struct arena *arena, char *const *paths)
{
	struct faults faults = faults_new(arena);
	struct error err = ERROR_INIT;
	const struct plan *plan;
	const struct scenario *scenario;

	if (plan_read(arena, paths[0], &faults, &plan, &err) != 0 ||
	    plan == NULL ||
	    scenario_read(
		arena, paths[1], plan->names, &faults, &scenario, &err) != 0 ||
	    scenario == NULL || faults.errors > 0)
		return NULL;
	return compile_stage(
	    arena, plan, scenario, (uint64_t)scenario->seed, &faults);
}

/* recovery: how long this trial's took; SPAN_NEVER if it failed. */
static span_ms
recovery(struct drill *d, const struct stage *stage, struct timing *t)
{
	const struct fact *facts;
	uint32_t n;

	if (drill_run(d) != DRILL_OVER)
		return SPAN_NEVER;
	facts = drill_facts(d, &n);
	timing_take(t, stage, facts, n);
	return timing_judge(t, stage).recovery;
}

int
main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct arena *arena = arena_new(64 << 20, &err);
	struct arena *scratch = arena_new(1 << 20, &err);
	long trials = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
	const struct stage *stage = NULL;
	struct drill *d = NULL;
	bool bad = trials <= 0 || arena == NULL || scratch == NULL;

	if (!bad)
		stage = stage_of(arena, argv + 1);
	bad = bad || stage == NULL;
	if (!bad)
		d = drill_new(arena, stage);
	for (long i = 0; i < trials && !bad; i++) {
		struct timing t = timing_new(scratch, stage, stage->scene);
		span_ms took;

		drill_reset(d, (uint64_t)i);
		took = recovery(d, stage, &t);
		bad = took == SPAN_NEVER;
		printf("%" PRId64 "\n", took);
		arena_reset(scratch);
	}
	arena_free(scratch);
	arena_free(arena);
	return bad;
}
