/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/target.h -- the stages of a response, how long each took, and
 * whether that was within its target (阶段时限). Each counts from the latest
 * mark before it. Knows no words.
 * Source: docs/semantics.md, 7. */
#ifndef REPLAY_JUDGE_TARGET_H
#define REPLAY_JUDGE_TARGET_H

#include "plans/plan.h"
#include "replay/judge/timing.h"

struct stage;

/* What became of a stage. */
enum target_end {
	TARGET_ENDED,
	TARGET_NEVER, /* its mark never came */
	TARGET_EARLY  /* it came before its turn, as first aid does */
};

struct target {
	enum target_end end;
	span_ms took;  /* SPAN_NEVER unless it ended in its turn */
	span_ms limit; /* SPAN_NEVER: none was set */
	bool met;      /* it kept its limit, or came early; false without one */
};

/* target_mark: the mark at which a stage ends. */
enum mark target_mark(uint32_t stage);

/* target_judge: every stage of the scene; something in its scope fell below
 * its minimum. Equality meets. */
void target_judge(const struct timing *t, const struct stage *stage,
    struct target out[TARGETS]);

#endif
