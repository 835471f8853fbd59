/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/whole.h -- what a drill of several scenes comes to as a whole:
 * each scene that was warned of is drilled and has a verdict of its own, and
 * none of them hides behind another. Reads timings alone.
 * Source: docs/semantics.md, 15. */
#ifndef REPLAY_JUDGE_WHOLE_H
#define REPLAY_JUDGE_WHOLE_H

#include <stdbool.h>
#include <stdint.h>

#include "replay/judge/timing.h"

struct stage;

struct whole {
	uint32_t drilled; /* scenes: the scenario's own among them; of these: */
	uint32_t tested;  /* something in scope fell below its minimum */
	uint32_t met;
	enum verdict own; /* of the scenario's own scene */
};

/* whole_drills: was this scene drilled: the scenario's own, or ever warned
 * of? In a call-out drill only its own is. */
bool whole_drills(const struct timing *t, const struct stage *stage);

/* whole_add: count one more scene that was drilled, judged so. */
void whole_add(struct whole *w, bool own, const struct judgement *j);

/* whole_of: every scene of a drill; `scenes` holds the timing of each. */
struct whole whole_of(const struct timing *scenes, const struct stage *stage);

/* whole_verdict: not met if any scene is not; else that of the scenario's own
 * scene. */
enum verdict whole_verdict(const struct whole *w);

#endif
