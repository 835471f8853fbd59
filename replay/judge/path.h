/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/path.h -- where the time went: from the restoration back to
 * the disruption along the fact that released each fact. Every millisecond
 * belongs to exactly one stretch, so the stretches sum to the recovery time.
 * Source: docs/semantics.md, 9. */
#ifndef REPLAY_JUDGE_PATH_H
#define REPLAY_JUDGE_PATH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fields.h"
#include "base/span.h"

struct arena;
struct fact;
struct stage;
struct timing;

/* Categories (耗时类别). Append only. */
enum cause {
	CAUSE_WORKING,
	CAUSE_UNDETECTED,
	CAUSE_WAIT_PERSON,
	CAUSE_WAIT_RESOURCE,
	CAUSE_WAIT_DECISION,
	CAUSE_LEAD_TIME, /* orders passed on, travel */
	CAUSE_PLANNED_WAIT,
	CAUSE_FAILED_ATTEMPT,
	CAUSE_VERIFYING,
	CAUSE_NOTHING_TO_DO, /* nobody had an eligible step */
	CAUSES
};

struct stretch {
	span_ms from, to;
	enum cause cause;
	uint32_t fact;      /* the one that ended it */
	uint32_t entity;    /* what the time was spent on or waiting for */
	enum origin origin; /* of the duration, where it is a task's work */
};

struct path {
	struct stretch *at; /* in time order */
	uint32_t n;
	span_ms total;
	span_ms by_cause[CAUSES];
	span_ms by_origin[ORIGINS]; /* of working time, by enum origin */
	bool by_itself; /* a fault passed; no work here restored it */
};

/* path_walk: the stretches of the recovery, or, where there was none, of the
 * time from the disruption to the end. Empty if nothing was disrupted.
 * Owns: lives in `arena`. */
struct path path_walk(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct timing *t);

/* path_after: the same for the time after: from the restoration to the close;
 * empty unless there were both. Owns: lives in `arena`. */
struct path path_after(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct timing *t);

/* path_largest: the `n` longest stretches by what they were spent on (same
 * cause and entity added up), longest first.
 * Return: how many there are (at most n); from/to hold 0 and the sum. */
uint32_t path_largest(const struct path *path, struct stretch *out, uint32_t n);

/* path_cause_name: "wait_person"; a static string. */
const char *path_cause_name(enum cause cause);

#endif
