/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/target.h"

#include "replay/drill/stage.h"

/* The stages of a response end at these marks, in their order. */
static const enum mark marks[TARGETS] = {
    MARK_DETECT,
    MARK_ACK,
    MARK_VERIFY,
    MARK_GRADE,
    MARK_DECLARE,
    MARK_ACTIVATE,
    MARK_DISPATCH,
    MARK_DIAGNOSE,
    MARK_CONTAIN,
    MARK_RESTORE,
    MARK_CONFIRM,
    MARK_CLOSE,
};

enum mark
target_mark(uint32_t stage)
{
	return marks[stage];
}

/* ended: when its mark came; a restoration counts once confirmed. */
static span_ms
ended(const struct timing *t, int stage)
{
	if (marks[stage] == MARK_RESTORE && !t->confirmed)
		return SPAN_NEVER;
	return t->mark[marks[stage]];
}

void
target_judge(const struct timing *t, const struct stage *stage,
    struct target out[TARGETS])
{
	const span_ms *limits = stage->scenes[t->scene].targets;
	span_ms since = t->mark[MARK_DISRUPT];

	for (int i = 0; i < TARGETS; i++) {
		span_ms at = ended(t, i);
		struct target x = {TARGET_NEVER, SPAN_NEVER, limits[i], false};

		if (at != SPAN_NEVER && at < since) {
			x.end = TARGET_EARLY;
			x.met = x.limit != SPAN_NEVER;
		} else if (at != SPAN_NEVER) {
			x.end = TARGET_ENDED;
			x.took = at - since;
			x.met = x.limit != SPAN_NEVER && x.took <= x.limit;
			since = at;
		}
		out[i] = x;
	}
}
