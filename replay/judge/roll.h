/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/roll.h -- the roll of a call-out drill (通讯演练点名): of
 * everybody who was called, when, how often, and when he answered. Reads the
 * facts alone; knows no language. */
#ifndef REPLAY_JUDGE_ROLL_H
#define REPLAY_JUDGE_ROLL_H

#include <stdint.h>

#include "base/span.h"

struct arena;
struct fact;
struct stage;

struct roll_entry {
	uint32_t person;
	uint32_t by;      /* fact_entity of the ladder that called him */
	span_ms called;   /* first */
	uint32_t pages;   /* to him, in all */
	uint32_t lost;    /* … that no channel brought him */
	int32_t channel;  /* kind, of the last; -1: none of his */
	span_ms answered; /* SPAN_NEVER: not while it lasted */
};

struct roll {
	struct roll_entry *entries; /* by first call */
	uint32_t n;
	uint32_t answered; /* of them */
};

/* roll_call: who was called, and who answered. Owns: all in `arena`. */
struct roll roll_call(struct arena *arena, const struct stage *stage,
    const struct fact *facts, uint32_t n);

#endif
