/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/worker.h"

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"

/* Address space; only what is touched is memory. */
#define ARENA (UINT64_C(4) << 30)

struct worker *
worker_new(const struct worker_order *order, struct error *err)
{
	struct arena *arena = arena_new(ARENA, err);
	struct arena *scratch = arena == NULL ? NULL : arena_new(ARENA, err);
	struct worker *w;

	if (scratch == NULL) {
		arena_free(arena);
		return NULL;
	}
	w = arena_alloc(arena, sizeof(*w));
	*w =
	    (struct worker){.order = order, .arena = arena, .scratch = scratch};
	w->campaigns =
	    arena_array(arena, order->scenarios, sizeof(*w->campaigns));
	w->drills = arena_array(arena, order->scenarios, sizeof(*w->drills));
	for (uint32_t i = 0; i < order->scenarios; i++) {
		w->campaigns[i] =
		    campaign_new(arena, scratch, order->stages[i]);
		w->drills[i] = drill_new(arena, order->stages[i]);
	}
	return w;
}

void
worker_free(struct worker *w)
{
	if (w == NULL)
		return;
	arena_free(w->scratch);
	arena_free(w->arena);
}

uint64_t
worker_blocks(const struct worker_order *order)
{
	return (order->trials + WORKER_BLOCK - 1) / WORKER_BLOCK *
	       order->scenarios;
}

static bool
trial(struct worker *w, uint32_t scenario, uint64_t number)
{
	struct drill *d = w->drills[scenario];
	const struct fact *facts;
	uint32_t n;

	drill_reset(d, number);
	if (drill_run(d) == DRILL_RUNAWAY) {
		w->stuck = true;
		w->stuck_scenario = scenario;
		w->stuck_trial = number;
		w->blamed = drill_blamed(d);
		return false;
	}
	facts = drill_facts(d, &n);
	(void)campaign_take(&w->campaigns[scenario], facts, n);
	return true;
}

bool
worker_block(void *worker, uint64_t block)
{
	struct worker *w = worker;
	uint32_t scenario = (uint32_t)(block % w->order->scenarios);
	uint64_t from = block / w->order->scenarios * WORKER_BLOCK;
	uint64_t to = from + WORKER_BLOCK;

	if (to > w->order->trials)
		to = w->order->trials;
	for (uint64_t i = from; i < to; i++) {
		if (trial(w, scenario, i))
			continue;
		w->stuck_block = block;
		return false;
	}
	return true;
}

void
worker_merge(struct worker *into, const struct worker *from)
{
	for (uint32_t i = 0; i < into->order->scenarios; i++)
		campaign_merge(&into->campaigns[i], &from->campaigns[i]);
}
