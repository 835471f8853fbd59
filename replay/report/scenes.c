/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/scenes.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/whole.h"
#include "replay/report/page.h"
#include "replay/report/tell.h"

bool
scenes_are_several(const struct report_input *in)
{
	for (uint32_t i = 0; i < in->stage->counts[ENTITY_SCENE]; i++)
		if (i != in->stage->scene &&
		    whole_drills(&in->scenes[i], in->stage))
			return true;
	return false;
}

static const char *
count(struct arena *arena, uint32_t n)
{
	struct text t = text_new(arena);

	text_int(&t, n);
	return t.at;
}

void
scenes_verdict(
    struct text *t, enum language language, const struct report_input *in)
{
	static const char *const ids[] = {[VERDICT_MET] = "scenes.met",
	    [VERDICT_NOT_MET] = "scenes.not_met",
	    [VERDICT_NOT_TESTED] = "scenes.not_tested"};
	struct whole w = whole_of(in->scenes, in->stage);
	struct text what = text_new(t->arena);

	words_say(&what, language, ids[whole_verdict(&w)], "missed",
	    count(t->arena, w.tested - w.met), "met", count(t->arena, w.met),
	    "n", count(t->arena, w.drilled), NULL);
	words_say(t, language, "scenes.verdict", "what", what.at, NULL);
}

/* ---- which scene something is said of ---- */

static const char *
name_of(enum language language, const struct stage *stage, uint32_t scene)
{
	return tell_name(language, stage, fact_entity(ENTITY_SCENE, scene));
}

/* is_of_a_scene: does the fact belong to one? What happens to services and
 * people at large belongs to none. */
static bool
is_of_a_scene(const struct fact *f)
{
	return fact_kind(f->on) == ENTITY_TASK ||
	       fact_kind(f->on) == ENTITY_SCENE || f->act == FACT_ACK;
}

void
scenes_tell(struct text *t, enum language language,
    const struct report_input *in, uint32_t number)
{
	const struct fact *f = &in->facts[number];
	const char *scene = name_of(language, in->stage, f->incident);
	struct text said = text_new(t->arena);

	tell_fact(&said, language, in->stage, in->facts, number);
	if (!is_of_a_scene(f) || !scenes_are_several(in) ||
	    strstr(said.at, scene) != NULL)
		text_add(t, said.at);
	else
		words_say(t, language, "scenes.of", "what", said.at, "scene",
		    scene, NULL);
}

const char *
scenes_name(const struct text *t, enum language language,
    const struct report_input *in, uint32_t entity)
{
	const char *name = tell_name(language, in->stage, entity);
	struct text with = text_new(t->arena);

	if (fact_kind(entity) != ENTITY_TASK || !scenes_are_several(in))
		return name;
	words_say(&with, language, "scenes.of", "what", name, "scene",
	    name_of(language, in->stage,
		in->stage->tasks[fact_number(entity)].scene),
	    NULL);
	return with.at;
}

/* ---- on a page ---- */

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

/* together: what they come to, as the head of the page's answer. */
static void
together(struct page *p)
{
	static const char *const classes[] = {[VERDICT_MET] = "verdict met",
	    [VERDICT_NOT_MET] = "verdict not-met",
	    [VERDICT_NOT_TESTED] = "verdict not-tested"};
	struct whole w = whole_of(p->in->scenes, p->in->stage);
	struct text t = text_new(p->out->arena);

	scenes_verdict(&t, p->language, p->in);
	text_fmt(
	    p->out, "<section class=\"%s\">\n", classes[whole_verdict(&w)]);
	page_paragraph(p, "big", t.at);
	page_raw(p, "</section>\n");
}

void
scenes_write(struct page *p)
{
	static const char *const head[] = {"report.scene",
	    "report.figure-grade", "mark.t_disrupt", "mark.t_restore",
	    "report.actual", "report.rto", "report.kept", NULL};
	struct argument own[] = {{"scene",
	    page_name(p, fact_entity(ENTITY_SCENE, p->in->stage->scene))}};

	if (!scenes_are_several(p->in))
		return;
	together(p);
	page_heading(p, "report.h-scenes");
	page_paragraph(p, "note", page_word(p, "report.scenes-note"));
	page_stack(p, "scenes", head);
	for (uint32_t i = 0; i < p->in->stage->counts[ENTITY_SCENE]; i++)
		if (whole_drills(&p->in->scenes[i], p->in->stage))
			row(p, i);
	page_raw(p, "</tbody></table></div>\n");
	page_tag(p, "h2", NULL, page_fill(p, "scenes.own", own, 1));
}
