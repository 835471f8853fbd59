/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/worker.h -- one thread's share of a campaign: a drill and a
 * fold for each scenario, and nothing that another thread could touch. What
 * it does for a block depends on the block alone. Knows no thread. */
#ifndef REPLAY_JUDGE_WORKER_H
#define REPLAY_JUDGE_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "replay/judge/campaign.h"

struct arena;
struct drill;
struct stage;

enum { WORKER_BLOCK = 1024 /* trials */ };

/* What is to be done. Blocks are numbered through the scenarios: block b is
 * the (b / scenarios)-th of scenario b % scenarios, so that the first blocks
 * are as much of each. */
struct worker_order {
	const struct stage *const *stages; /* one a scenario */
	uint32_t scenarios;
	uint64_t trials; /* of each scenario, from 0 */
	uint64_t absent; /* of these are also played with each entity left out
			    in turn; in whole blocks, spread evenly */
	bool literal;    /* take also the turns of monitors that change
			    nothing: the same results, later */
};

struct worker {
	const struct worker_order *order;
	struct arena *arena, *scratch, *side;
	struct campaign *campaigns; /* by scenario */
	struct drill **drills;
	struct judgement judgements[WORKER_BLOCK]; /* of the block in hand */
	/* of the trial that would not end, if one did not: */
	bool stuck;
	uint32_t stuck_scenario, blamed; /* the entity it could not get past */
	uint64_t stuck_block, stuck_trial;
};

/* worker_new: a worker that has done nothing.
 * Owns:   gives; end it with worker_free. Borrows `order`.
 * Return: NULL and ERROR_SYSTEM if memory cannot be had. */
MUST_CHECK struct worker *worker_new(
    const struct worker_order *order, struct error *err);

/* worker_free: end it. Quiet on NULL. */
void worker_free(struct worker *w);

/* worker_blocks: how many blocks the order makes. */
uint64_t worker_blocks(const struct worker_order *order);

/* worker_has_absences: are trials of this block played without one or the
 * other too? */
bool worker_has_absences(const struct worker_order *order, uint64_t block);

/* worker_cost: how much work the blocks before `block` are, in trials. */
double worker_cost(const struct worker *w, uint64_t block);

/* worker_block: do a block; `worker` is a struct worker.
 * Return: false if a trial in it would not end; see `stuck`. */
bool worker_block(void *worker, uint64_t block);

/* worker_merge: take all that another worker of the same order has learnt. */
void worker_merge(struct worker *into, const struct worker *from);

#endif
