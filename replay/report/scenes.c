/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/scenes.h"

#include <stdio.h>

#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "replay/report/page.h"

bool
scenes_is_played(const struct report_input *in, uint32_t scene)
{
	const struct timing *t = &in->scenes[scene];

	/* A warning is acknowledged before it can be dismissed. */
	return t->warned || t->mark[MARK_ACK] != SPAN_NEVER;
}

bool
scenes_are_several(const struct report_input *in)
{
	for (uint32_t i = 0; i < in->stage->counts[ENTITY_SCENE]; i++)
		if (i != in->stage->scene && scenes_is_played(in, i))
			return true;
	return false;
}

static void
row(struct page *p, uint32_t scene)
{
	static const char *const verdicts[] = {[VERDICT_MET] = "verdict.met",
	    [VERDICT_NOT_MET] = "verdict.not_met",
	    [VERDICT_NOT_TESTED] = "verdict.not_tested"};
	const struct timing *t = &p->in->scenes[scene];
	struct judgement j = timing_judge(t, p->in->stage);
	char grade[32] = "report.not-graded";

	if (t->peak > 0)
		(void)snprintf(
		    grade, sizeof(grade), "severity.%d", (int)t->peak);
	const char *cells[] = {page_name(p, fact_entity(ENTITY_SCENE, scene)),
	    page_word(p, grade), page_clock(p, t->mark[MARK_DISRUPT]),
	    page_clock(p, t->confirmed ? t->mark[MARK_RESTORE] : SPAN_NEVER),
	    page_span(p, j.recovery),
	    page_span(p, p->in->stage->scenes[scene].objectives.rto),
	    page_word(p, verdicts[j.verdict]), NULL};

	page_row(p, j.verdict == VERDICT_NOT_MET ? "bad" : NULL, cells);
}

void
scenes_write(struct page *p)
{
	static const char *const head[] = {"report.scene",
	    "report.figure-grade", "mark.t_disrupt", "mark.t_restore",
	    "report.actual", "report.rto", "report.kept", NULL};

	if (!scenes_are_several(p->in))
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-scenes"));
	page_tag(p, "p", "note", page_word(p, "report.scenes-note"));
	page_head(p, "scenes", head);
	for (uint32_t i = 0; i < p->in->stage->counts[ENTITY_SCENE]; i++)
		if (i == p->in->stage->scene || scenes_is_played(p->in, i))
			row(p, i);
	page_raw(p, "</tbody></table></div>\n");
}
