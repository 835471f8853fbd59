/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_scenario.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "replay/drill/build.h"
#include "scenarios/scenario.h"
#include "sim/random.h"

/* list_contingent: those a drill has to watch for. */
static void
list_contingent(struct build *b)
{
	struct range *list = &b->stage->contingent;

	list->first = b->stage->pool_n;
	for (uint32_t i = 0; i < b->scenario->injects.n; i++)
		if (b->stage->injects[i].condition.n > 0)
			(void)build_pool(b, i);
	list->n = b->stage->pool_n - list->first;
}

/* compile_choice: where it stands among those of which one comes. */
static void
compile_choice(
    const struct build *b, struct stage_inject *out, const struct inject *x)
{
	const char *choice = x->choice;

	out->choice = STAGE_NONE;
	if (choice == NULL || choice[0] == '\0')
		return;
	out->uncertain = true;
	out->weight = (uint32_t)x->weight;
	for (uint32_t i = 0; i < b->scenario->injects.n; i++) {
		const struct inject *y = &b->scenario->injects.at[i];

		if (strcmp(y->choice, choice) != 0)
			continue;
		if (out->choice == STAGE_NONE)
			out->choice = (int32_t)i;
		if (y < x)
			out->below += (uint32_t)y->weight;
		out->weights += (uint32_t)y->weight;
	}
}

void
compile_scenario(struct build *b)
{
	uint32_t n = b->scenario->injects.n;
	struct stage_inject *injects =
	    arena_array(b->arena, n, sizeof(*injects));

	build_names(b, ENTITY_INJECT, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct inject *x = &b->scenario->injects.at[i];

		build_name(b, ENTITY_INJECT, i, x->id, x->name);
		injects[i] = (struct stage_inject){
		    .luck = build_luck(ENTITY_INJECT, x->id),
		    .act = x->act,
		    .origin = fields_origin(&x->origin, "at"),
		    .when = table_compile(b->arena, x->when),
		    .service = x->service.index,
		    .data = x->data.index,
		    .person = x->who.index,
		    .copy = x->copy.index,
		    .step = x->step.index,
		    .about = x->about.index,
		    .channel = x->channel,
		    .monitor = x->monitor.index,
		    .scene = x->scene.index,
		    .claims = x->act == INJECT_MESSAGE &&
			      value_get(x->at, "level") != NULL,
		    .by_hand = x->by_hand,
		    .resource = x->resource.index,
		    .missing = x->missing,
		    .amount = x->amount,
		    .stress = x->stress,
		    .tool = x->tool.index,
		    .pace_percent = (int32_t)x->takes,
		    .level_ppm =
			x->act == INJECT_LOAD ? x->load_ppm : x->level_ppm,
		    .length =
			x->act == INJECT_STANDBY_BEHIND ? x->by : x->for_ms,
		    .ramp = x->ramp,
		    .every = x->every,
		    .times = (uint32_t)x->times,
		    .uncertain = x->probability_ppm < 1000000,
		    .happens = random_threshold((uint32_t)x->probability_ppm),
		    .condition = build_condition(b, &x->condition),
		    .sees_truth = x->sees == SEES_TRUTH,
		    .not_before = x->not_before,
		    .hold = x->hold,
		    .max = (uint32_t)x->max,
		    .slot = build_slot(b, PURPOSE_INJECT, QUEUE_INPUT, i)};
		compile_choice(b, &injects[i], x);
		(void)build_slot(b, PURPOSE_PASS, QUEUE_INPUT, i);
		if (x->condition.n == 0)
			continue;
		(void)build_slot(b, PURPOSE_FIRE, QUEUE_JUDGE, i);
		(void)build_slot(b, PURPOSE_WATCH, QUEUE_JUDGE, i);
	}
	b->stage->injects = injects;
	list_contingent(b);
}
