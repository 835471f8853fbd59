/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/worker.h"

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"
#include "replay/judge/absence.h"

/* Address space; only what is touched is memory. */
#define ARENA (UINT64_C(4) << 30)

/* open_arenas: three, or none. */
static bool
open_arenas(struct arena *arenas[3], struct error *err)
{
	int n = 0;

	while (n < 3 && (arenas[n] = arena_new(ARENA, err)) != NULL)
		n++;
	if (n == 3)
		return true;
	while (n > 0)
		arena_free(arenas[--n]);
	return false;
}

struct worker *
worker_new(const struct worker_order *order, struct error *err)
{
	struct arena *arenas[3];
	struct worker *w;

	if (!open_arenas(arenas, err))
		return NULL;
	w = arena_alloc(arenas[0], sizeof(*w));
	w->order = order;
	w->arena = arenas[0];
	w->scratch = arenas[1];
	w->side = arenas[2];
	w->campaigns =
	    arena_array(w->arena, order->scenarios, sizeof(*w->campaigns));
	w->drills = arena_array(w->arena, order->scenarios, sizeof(*w->drills));
	for (uint32_t i = 0; i < order->scenarios; i++) {
		w->campaigns[i] =
		    campaign_new(w->arena, w->scratch, order->stages[i]);
		w->drills[i] = drill_new(w->arena, order->stages[i]);
		if (order->literal)
			drill_literally(w->drills[i]);
	}
	return w;
}

void
worker_free(struct worker *w)
{
	if (w == NULL)
		return;
	arena_free(w->side);
	arena_free(w->scratch);
	arena_free(w->arena);
}

/* blocks_of: how many blocks so many trials of one scenario make. */
static uint64_t
blocks_of(uint64_t trials)
{
	return (trials + WORKER_BLOCK - 1) / WORKER_BLOCK;
}

uint64_t
worker_blocks(const struct worker_order *order)
{
	return blocks_of(order->trials) * order->scenarios;
}

/* apart: of how many blocks of a scenario one has absences. */
static uint64_t
apart(const struct worker_order *order)
{
	uint64_t all = blocks_of(order->trials);
	uint64_t some = blocks_of(order->absent);

	return some == 0 || some >= all ? 1 : all / some;
}

bool
worker_has_absences(const struct worker_order *order, uint64_t block)
{
	uint64_t own = block / order->scenarios;

	return own % apart(order) == 0 &&
	       own / apart(order) < blocks_of(order->absent);
}

double
worker_cost(const struct worker *w, uint64_t block)
{
	const struct worker_order *o = w->order;
	uint64_t own = block / o->scenarios;
	uint64_t with = (own + apart(o) - 1) / apart(o);
	uint64_t most = blocks_of(o->absent);

	return (double)WORKER_BLOCK *
	       ((double)block + (double)(with < most ? with : most) *
				    o->scenarios * w->campaigns[0].absent_n);
}

/* ---- working ---- */

static bool
trial(struct worker *w, uint32_t scenario, uint64_t number, struct judgement *j)
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
	*j = campaign_take(&w->campaigns[scenario], number, facts, n);
	return true;
}

/* leave_out: the block's trials again without the i-th entity. One that would
 * not end then does not meet anything: it is judged as far as it went. */
static void
leave_out(
    struct worker *w, uint32_t scenario, uint32_t i, uint64_t from, uint64_t to)
{
	struct campaign *c = &w->campaigns[scenario];
	struct drill *d;

	arena_reset(w->side);
	d = drill_new(w->side, absence_stage(w->side, c->stage, c->absent[i]));
	for (uint64_t number = from; number < to; number++) {
		const struct fact *facts;
		uint32_t n;

		drill_reset(d, number);
		while (drill_step(d) == DRILL_GOES_ON)
			;
		facts = drill_facts(d, &n);
		campaign_absent(c, i, &w->judgements[number - from], facts, n);
	}
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
		if (trial(w, scenario, i, &w->judgements[i - from]))
			continue;
		w->stuck_block = block;
		return false;
	}
	if (worker_has_absences(w->order, block))
		for (uint32_t i = 0; i < w->campaigns[scenario].absent_n; i++)
			leave_out(w, scenario, i, from, to);
	return true;
}

void
worker_merge(struct worker *into, const struct worker *from)
{
	for (uint32_t i = 0; i < into->order->scenarios; i++)
		campaign_merge(&into->campaigns[i], &from->campaigns[i]);
}
