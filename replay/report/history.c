/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/history.h"

#include <string.h>

#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "scenarios/scenario.h"

static bool
is_about(const struct stage *stage, const struct fact *f, const char *id)
{
	return id[0] == '\0' || strcmp(stage_name(stage, f->on)->id, id) == 0 ||
	       strcmp(stage_name(stage, f->by)->id, id) == 0;
}

static span_ms
distance(span_ms a, span_ms b)
{
	return a < b ? b - a : a - b;
}

span_ms
history_replayed(const struct report_input *in, const struct history *h)
{
	span_ms best = SPAN_NEVER;

	for (int i = 0; i < MARKS; i++)
		if (strcmp(timing_mark_name((enum mark)i), h->act) == 0)
			return in->timing->mark[i];
	for (uint32_t i = 0; i < in->facts_n; i++) {
		const struct fact *f = &in->facts[i];

		if (strcmp(fact_act_name((enum fact_act)f->act), h->act) != 0 ||
		    !is_about(in->stage, f, h->on))
			continue;
		if (best == SPAN_NEVER ||
		    distance(f->at, h->when) < distance(best, h->when))
			best = f->at;
	}
	return best;
}
