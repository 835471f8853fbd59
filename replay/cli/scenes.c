/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/scenes.h"

#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "replay/judge/whole.h"
#include "replay/report/report.h"
#include "replay/report/scenes.h"
#include "replay/report/tell.h"

static const char *
span(const struct cli *cli, span_ms ms)
{
	struct text t = text_new(cli->arena);

	words_span(&t, cli->language, ms);
	return t.at;
}

static void
line(const struct cli *cli, const struct report_input *in, uint32_t scene,
    struct text *t)
{
	struct judgement j = timing_judge(&in->scenes[scene], in->stage);
	const char *id = "say.scene-met";

	if (j.verdict == VERDICT_NOT_TESTED)
		id = "say.scene-untested";
	else if (j.recovery == SPAN_NEVER)
		id = "say.scene-never";
	else if (!j.rto_met)
		id = "say.scene-late";
	else if (j.verdict == VERDICT_NOT_MET)
		id = "say.scene-data";
	text_add(t, j.verdict == VERDICT_NOT_MET ? "  ✗ " : "  · ");
	words_say(t, cli->language, id, "scene",
	    tell_name(
		cli->language, in->stage, fact_entity(ENTITY_SCENE, scene)),
	    "is", span(cli, j.recovery), "rto",
	    span(cli, in->stage->scenes[scene].objectives.rto), NULL);
	text_add(t, "\n");
}

void
scenes_say(const struct cli *cli, const struct report_input *in, struct text *t)
{
	struct text own = text_new(cli->arena);

	if (!scenes_are_several(in))
		return;
	for (uint32_t i = 0; i < in->stage->counts[ENTITY_SCENE]; i++)
		if (whole_drills(&in->scenes[i], in->stage))
			line(cli, in, i, t);
	words_say(&own, cli->language, "scenes.own", "scene",
	    tell_name(cli->language, in->stage,
		fact_entity(ENTITY_SCENE, in->stage->scene)),
	    NULL);
	text_add(t, "\n");
	cli_paint(cli, t, "1", own.at);
	text_add(t, "\n");
}

void
scenes_json(struct emit *e, const struct report_input *in)
{
	static const char *const names[] = {[VERDICT_MET] = "met",
	    [VERDICT_NOT_MET] = "not_met",
	    [VERDICT_NOT_TESTED] = "not_tested"};

	emit_array(e, "scenes");
	for (uint32_t i = 0; i < in->stage->counts[ENTITY_SCENE]; i++) {
		const struct timing *t = &in->scenes[i];
		struct judgement j = timing_judge(t, in->stage);

		if (!whole_drills(t, in->stage))
			continue;
		emit_object(e, NULL);
		emit_string(e, "scene",
		    stage_name(in->stage, fact_entity(ENTITY_SCENE, i))->id);
		emit_string(e, "verdict", names[j.verdict]);
		emit_span(e, "rto_ms", in->stage->scenes[i].objectives.rto);
		emit_span(e, "recovery_ms",
		    j.verdict == VERDICT_NOT_TESTED ? SPAN_NEVER : j.recovery);
		emit_span(e, "data_loss_ms", j.data_loss);
		emit_int(e, "peak_grade", t->peak);
		emit_span(e, "disrupt_ms", t->mark[MARK_DISRUPT]);
		emit_span(e, "close_ms", t->mark[MARK_CLOSE]);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}
