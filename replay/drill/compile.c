/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile.h"

#include "base/arena.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "replay/drill/build.h"
#include "replay/drill/compile_expected.h"
#include "replay/drill/compile_org.h"
#include "replay/drill/compile_plan.h"
#include "replay/drill/compile_scenario.h"
#include "scenarios/scenario.h"

/* luck_key: the i-th key of all who draw. */
static uint64_t
luck_key(const struct stage *s, uint32_t i)
{
	if (i < s->counts[ENTITY_PERSON])
		return s->people[i].luck;
	i -= s->counts[ENTITY_PERSON];
	if (i < s->counts[ENTITY_TASK])
		return s->tasks[i].luck;
	i -= s->counts[ENTITY_TASK];
	if (i < s->counts[ENTITY_INJECT])
		return s->injects[i].luck;
	i -= s->counts[ENTITY_INJECT];
	if (i < s->counts[ENTITY_SCENE])
		return s->scenes[i].luck;
	i -= s->counts[ENTITY_SCENE];
	if (i < s->counts[ENTITY_MONITOR])
		return s->monitors[i].luck;
	return s->resources[i - s->counts[ENTITY_MONITOR]].luck;
}

/* is_lucky: no two entities may share their luck: a collision of 64 bits. */
static bool
is_lucky(struct build *b)
{
	const struct stage *s = b->stage;
	uint32_t n = s->counts[ENTITY_PERSON] + s->counts[ENTITY_TASK] +
		     s->counts[ENTITY_INJECT] + s->counts[ENTITY_SCENE] +
		     s->counts[ENTITY_MONITOR] + s->counts[ENTITY_RESOURCE];
	uint64_t *keys = arena_array(b->arena, n, sizeof(*keys));

	for (uint32_t i = 0; i < n; i++) {
		uint64_t key = luck_key(s, i);
		uint32_t j = i;

		for (; j > 0 && keys[j - 1] > key; j--)
			keys[j] = keys[j - 1];
		keys[j] = key;
		if (j > 0 && keys[j - 1] == key) {
			faults_add(
			    b->faults, GRADE_ERROR, "luck-shared", b->at, NULL);
			return false;
		}
	}
	return true;
}

const struct stage *
compile_stage(struct arena *arena, const struct plan *plan,
    const struct scenario *scenario, uint64_t seed, struct faults *faults)
{
	struct stage *stage = arena_alloc(arena, sizeof(*stage));
	struct build b = {.arena = arena,
	    .faults = faults,
	    .plan = plan,
	    .org = plan->organisation,
	    .scenario = scenario,
	    .stage = stage,
	    .at = plan->at};

	stage->seed = seed;
	stage->outsets = outset_list(arena, scenario, seed);
	stage->start = stage->outsets.at[0].at;
	stage->horizon = scenario->horizon;
	stage->order_delay = plan->organisation->order_delay;
	stage->order_origin = build_origin(
	    plan->organisation->at, "order_delay", &(struct origins){0}, NULL);
	stage->scene =
	    scenario->scene.index < 0 ? 0 : (uint32_t)scenario->scene.index;
	stage->call_out = scenario->kind == SCENARIO_CALL_OUT;
	stage->everybody = scenario->until == UNTIL_EVERYBODY;
	compile_scenario(&b);
	if (!compile_org(&b))
		return NULL;
	compile_plan(&b);
	compile_expected(&b);
	stage->horizon_slot = build_slot(&b, PURPOSE_HORIZON, QUEUE_POLL, 0);
	if (b.full) {
		faults_add(faults, GRADE_ERROR, "stage-too-large", b.at, NULL);
		return NULL;
	}
	if (b.too_long != NULL) {
		faults_add(
		    faults, GRADE_ERROR, "called-too-long", b.too_long, NULL);
		return NULL;
	}
	return is_lucky(&b) ? stage : NULL;
}
