/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/timing.h -- what the facts say about one scene: its marks, how
 * long recovery took under each clock, how much data was lost, whether the
 * objectives were met. A fold over facts: reads a running drill as well as a
 * stored record. Sees the truth; knows no document and no language. */
#ifndef REPLAY_JUDGE_TIMING_H
#define REPLAY_JUDGE_TIMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "plans/plan.h"

struct arena;
struct fact;
struct stage;

/* Marks (时间标记): first instant each, or none; no order is assumed.
 * Source: docs/semantics.md, 7. */
enum mark {
	MARK_FAULT,    /* the first thing that went wrong */
	MARK_DISRUPT,  /* a service in scope first below its minimum */
	MARK_SYMPTOM,  /* … first below full level */
	MARK_DETECT,   /* first true alarm, or report from outside */
	MARK_ACK,      /* the warning acknowledged */
	MARK_VERIFY,   /* the warning verified */
	MARK_GRADE,    /* 定级 */
	MARK_DECLARE,  /* 授权启动 */
	MARK_ACTIVATE, /* 预案启动 */
	MARK_DISPATCH, /* first order to a step of the procedure */
	MARK_DIAGNOSE, /* first diagnosis done */
	MARK_CONTAIN,  /* first containment done */
	MARK_RESTORE,  /* from here on at minimum level until the close */
	MARK_CONFIRM,  /* the business confirms it */
	MARK_NORMAL,   /* … at full level */
	MARK_CLOSE,
	MARKS
};

enum verdict { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTED };

struct timing {
	span_ms mark[MARKS];   /* since the start; SPAN_NEVER: none */
	uint32_t restore_fact; /* the change of level that restored it */
	uint32_t close_fact;   /* 0: never declared over */
	uint32_t end_fact;     /* the last one that happened */
	span_ms end;           /* its instant */
	span_ms data_loss;     /* of the worst data set that came back */
	uint32_t data_gone;    /* data sets lost and not back */
	uint32_t late, failed, gave_up; /* of the procedure's steps */
	struct {
		uint32_t due, sent, late; /* each time anew, if repeated */
	} notices;
	int32_t grade; /* the last: 1 (I) to 4 (IV); 0: not graded */
	int32_t peak;  /* the worst of all */
	bool confirmed, warned;
	/* what the fold needs to go on: */
	uint32_t scene;
	uint32_t seen;     /* facts taken */
	uint32_t below;    /* services in scope below their minimum */
	uint32_t degraded; /* … below full level */
	uint32_t switched; /* within reach, to their standby */
	int32_t *levels;   /* of all services */
};

/* What was promised, and what came of it. */
struct judgement {
	enum verdict verdict;
	bool rto_met, rpo_met, mtpd_exceeded;
	bool rpo_judged;    /* an rpo is declared */
	bool clock_missing; /* its start mark is: judged from the disruption */
	span_ms elapsed[CLOCKS]; /* recovery under each; SPAN_NEVER: none */
	span_ms recovery;  /* under the scene's own clock; in a call-out drill
			      until somebody acknowledges */
	span_ms data_loss; /* SPAN_NEVER: unknown, or never back */
};

/* timing_new: nothing seen yet of this scene. Owns: lives in `arena`. */
struct timing timing_new(
    struct arena *arena, const struct stage *stage, uint32_t scene);

/* timing_take: take the next `n` facts. */
void timing_take(struct timing *t, const struct stage *stage,
    const struct fact *facts, size_t n);

/* timing_judge: hold it against the scene's objectives, a call-out drill
 * against what its ladder promises. Equality meets; what was never restored,
 * or never confirmed, does not. Source: docs/semantics.md, 8 and 18. */
struct judgement timing_judge(
    const struct timing *t, const struct stage *stage);

/* timing_mark_name: "t_restore" for MARK_RESTORE; a static string. */
const char *timing_mark_name(enum mark mark);

/* timing_since: a mark counted from the disruption; false if it, or the
 * disruption, never came. */
bool timing_since(const struct timing *t, enum mark mark, span_ms *out);

#endif
