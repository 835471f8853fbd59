/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/certain.h -- what a recovery takes for certain because nobody
 * declared any odds (视为必然): that people answer, that pages arrive, that
 * monitors see, that work comes off. Each may be turned round, to drill what
 * would be if it never were so. Knows no words.
 * Source: docs/semantics.md, 11. */
#ifndef REPLAY_JUDGE_CERTAIN_H
#define REPLAY_JUDGE_CERTAIN_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct fact;
struct path;
struct stage;

/* Which odds. Append only. */
enum certain_odds {
	CERTAIN_ANSWERS,  /* a person answers */
	CERTAIN_CHANNELS, /* a page reaches a person */
	CERTAIN_MISSES,   /* a monitor misses nothing */
	CERTAIN_FAILS,    /* a step comes off: no odds of its own, none of
			     its people's errors */
	CERTAIN_ODDS
};

struct certain {
	enum certain_odds odds;
	uint32_t on; /* entity */
	bool turns;  /* the verdict is another if it never is so */
};

/* certain_list: those that a path passes through: of whoever acknowledged or
 * started work on it, of the monitors that raised an alarm, of the steps done.
 * Return: the list, stretch by stretch; `n`: how many, 256 at most. Owns: in
 * `arena`. */
struct certain *certain_list(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct path *path, uint32_t *n);

/* certain_stage: the stage where this never is so.
 * Owns: what differs is in `arena`; borrows the rest. */
struct stage certain_stage(struct arena *arena, const struct stage *stage,
    const struct certain *certain);

/* certain_name: "answers"; a static string. */
const char *certain_name(enum certain_odds odds);

#endif
