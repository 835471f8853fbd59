/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/expect.h -- what was expected of the participants, held against
 * what they did: each expected action met, late, missed …, and what share of
 * the points it earned. A fold over facts. Knows no document and no language.
 * Source: docs/semantics.md, 13. */
#ifndef REPLAY_JUDGE_EXPECT_H
#define REPLAY_JUDGE_EXPECT_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct fact;
struct stage;
struct timing;

/* Verdicts (预期行动的结果). Append only. */
enum expect_verdict {
	EXPECT_MET,
	EXPECT_PARTIAL,        /* of all, some in time */
	EXPECT_LATE,           /* it came, but past its time */
	EXPECT_MISSED,         /* its time passed without it */
	EXPECT_OPEN,           /* the drill ended within its time */
	EXPECT_NOT_APPLICABLE, /* what its time counts from never came */
	EXPECT_VERDICTS
};

/* What the facts have shown of the stage's expectations so far. */
struct expect {
	span_ms *seen;  /* of every part: first instant; SPAN_NEVER */
	span_ms *since; /* of every expectation: its inject came */
	span_ms end;
};

struct expect_result {
	enum expect_verdict verdict;
	span_ms from;     /* what its time counts from; SPAN_NEVER: never */
	span_ms limit;    /* the last instant in time */
	span_ms seen;     /* the last part that was needed came */
	uint32_t parts;   /* who must do it: 1, or all that are named */
	uint32_t in_time; /* of them */
};

/* Points in thousandths: possible of all that could be judged, earned of
 * those, excluded of the others. */
struct expect_score {
	int64_t possible, earned, excluded;
};

/* expect_new: nothing seen yet. Owns: lives in `arena`. */
struct expect expect_new(struct arena *arena, const struct stage *stage);

/* expect_take: take the next `n` facts. */
void expect_take(struct expect *x, const struct stage *stage,
    const struct fact *facts, size_t n);

/* expect_judge: what came of expectation `number`; `scenes` holds the timing
 * of every scene, for the marks. Equality is in time. */
struct expect_result expect_judge(const struct expect *x,
    const struct stage *stage, const struct timing *scenes, uint32_t number);

/* expect_add: add what expectation `number`, judged so, is worth. */
void expect_add(struct expect_score *score, const struct stage *stage,
    uint32_t number, const struct expect_result *result);

/* expect_share: earned of possible, ppm; -1 where nothing could be judged,
 * which is no evidence. */
int32_t expect_share(const struct expect_score *score);

/* expect_verdict_name: "not_applicable"; a static string. */
const char *expect_verdict_name(enum expect_verdict verdict);

#endif
