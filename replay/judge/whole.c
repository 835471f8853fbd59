/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/whole.h"

#include "replay/drill/fact.h"
#include "replay/drill/stage.h"

bool
whole_drills(const struct timing *t, const struct stage *stage)
{
	if (t->scene == stage->scene)
		return true;
	/* A warning is acknowledged before it can be dismissed. */
	return !stage->call_out &&
	       (t->warned || t->mark[MARK_ACK] != SPAN_NEVER);
}

void
whole_add(struct whole *w, bool own, const struct judgement *j)
{
	w->drilled++;
	w->tested += j->verdict != VERDICT_NOT_TESTED;
	w->met += j->verdict == VERDICT_MET;
	if (own)
		w->own = j->verdict;
}

struct whole
whole_of(const struct timing *scenes, const struct stage *stage)
{
	struct whole w = {0};

	for (uint32_t i = 0; i < stage->counts[ENTITY_SCENE]; i++) {
		struct judgement j;

		if (!whole_drills(&scenes[i], stage))
			continue;
		j = timing_judge(&scenes[i], stage);
		whole_add(&w, i == stage->scene, &j);
	}
	return w;
}

enum verdict
whole_verdict(const struct whole *w)
{
	return w->met < w->tested ? VERDICT_NOT_MET : w->own;
}
