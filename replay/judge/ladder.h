/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/ladder.h -- a ladder climbed on paper: whom each rung would
 * call, and how likely somebody has acknowledged by then, by the same stage
 * that a drill plays. Nothing else happens; the warning is at the stage's
 * start. Draws nothing: the odds are exact. */
#ifndef REPLAY_JUDGE_LADDER_H
#define REPLAY_JUDGE_LADDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct stage;

enum { LADDER_PAGES = 3 /* to one person */ };

struct ladder_rung {
	span_ms at;       /* since the warning */
	uint32_t number;  /* of the rung, from 1, through all repeats */
	uint32_t *people; /* whom it names then, once each */
	uint32_t n;
	bool is_wasted; /* all of them were called before; no repeat is */
	double acked;   /* odds that somebody has acknowledged by then */
};

struct climb {
	struct ladder_rung *rungs;
	uint32_t n;
	/* Of each person: when he is called, at most LADDER_PAGES times. */
	span_ms (*pages)[LADDER_PAGES];
	uint8_t *pages_n;
};

/* ladder_climb: climb the ladder of this number to its end, nobody ever
 * acknowledging. Owns: all in `arena`. */
struct climb ladder_climb(
    struct arena *arena, const struct stage *stage, uint32_t number);

/* ladder_acked: the odds that somebody has acknowledged `at` after the
 * warning, that instant included. People answer independently. */
double ladder_acked(
    const struct stage *stage, const struct climb *climb, span_ms at);

/* ladder_never: the odds that nobody ever acknowledges. */
double ladder_never(const struct stage *stage, const struct climb *climb);

/* ladder_lost: how long rungs that call nobody keep the next one waiting. */
span_ms ladder_lost(const struct climb *climb);

#endif
