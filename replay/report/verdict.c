/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/verdict.h"

#include <stdio.h>

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/report/page.h"
#include "replay/report/remains.h"
#include "replay/report/tell.h"

static const struct objectives *
objectives_of(const struct page *p)
{
	return &p->in->stage->scenes[p->in->timing->scene].objectives;
}

static const char *
sentence(const struct page *p)
{
	const struct judgement *j = p->in->judgement;

	switch (j->verdict) {
	case VERDICT_MET:
		return "report.met";
	case VERDICT_NOT_TESTED:
		return "report.not-tested";
	case VERDICT_NOT_MET:
		break;
	}
	if (j->recovery == SPAN_NEVER)
		return p->in->timing->mark[MARK_RESTORE] == SPAN_NEVER
			   ? "report.never-restored"
			   : "report.never-confirmed";
	if (!j->rto_met)
		return "report.not-met";
	return j->data_loss == SPAN_NEVER ? "report.data-never-back"
					  : "report.data-too-old";
}

static void
line(struct page *p)
{
	struct text remains = text_new(p->out->arena);
	const struct judgement *j = p->in->judgement;
	const struct objectives *o = objectives_of(p);
	const struct argument args[] = {{"recovery", page_span(p, j->recovery)},
	    {"rto", page_span(p, o->rto)}, {"rpo", page_span(p, o->rpo)},
	    {"over",
		page_span(p, j->recovery > o->rto ? j->recovery - o->rto : 0)},
	    {"loss", page_span(p, j->data_loss)},
	    {"more",
		page_span(p, j->data_loss != SPAN_NEVER && j->data_loss > o->rpo
				 ? j->data_loss - o->rpo
				 : 0)},
	    {"clock", page_clock(p, p->in->timing->mark[MARK_RESTORE])},
	    {"end", page_clock(p, p->in->timing->end)}};

	page_paragraph(p, "big",
	    page_fill(p, sentence(p), args, sizeof(args) / sizeof(args[0])));
	if (j->verdict == VERDICT_NOT_MET && !j->rto_met && j->rpo_judged &&
	    !j->rpo_met)
		page_paragraph(p, NULL,
		    page_fill(p,
			j->data_loss == SPAN_NEVER ? "report.also-data"
						   : "report.also-loss",
			args, sizeof(args) / sizeof(args[0])));
	if (j->verdict == VERDICT_NOT_TESTED)
		page_paragraph(p, NULL, page_word(p, "report.not-tested-why"));
	if (j->clock_missing)
		page_paragraph(p, NULL, page_word(p, "report.clock-missing"));
	remains_say(&remains, p->language, p->in);
	if (remains.len > 0)
		page_paragraph(p, NULL, remains.at);
	if (p->in->path->by_itself)
		page_paragraph(p, NULL, page_word(p, "report.by-itself"));
}

static void
figure(struct page *p, const char *id, bool missed, const char *value,
    const char *promised)
{
	page_raw(p, "<div>");
	page_tag(p, "dt", NULL, page_word(p, id));
	page_tag(p, "dd", missed ? "value missed" : "value", value);
	page_tag(p, "dd", "promised", promised);
	page_raw(p, "</div>\n");
}

static const char *
promise(const struct page *p, const char *id, span_ms span)
{
	struct argument args[] = {{"span", page_span(p, span)}};

	return page_fill(
	    p, span == SPAN_NEVER ? "report.no-objective" : id, args, 1);
}

static const char *
loss(const struct page *p)
{
	const struct judgement *j = p->in->judgement;

	if (p->in->stage->counts[ENTITY_DATA] == 0)
		return page_word(p, "report.data-none");
	if (p->in->timing->data_gone > 0)
		return page_word(p, "report.data-gone");
	return j->data_loss == 0 ? page_word(p, "report.loss-none")
				 : page_span(p, j->data_loss);
}

static const char *
grade(const struct page *p)
{
	char id[32];

	if (p->in->timing->peak == 0)
		return page_word(p, "report.not-graded");
	(void)snprintf(id, sizeof(id), "severity.%d", (int)p->in->timing->peak);
	return page_word(p, id);
}

/* graded: each grade and from when on it was that: a peak reached later has
 * an instant of its own. */
static const char *
graded(const struct page *p)
{
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	tell_grades(&t, p->language, p->in->stage, p->in->facts, p->in->facts_n,
	    p->in->timing->scene, p->seconds);
	return t.at;
}

static const char *
mtpd_word(const struct judgement *j, const struct objectives *o)
{
	if (j->verdict == VERDICT_NOT_TESTED)
		return "report.untested";
	if (o->mtpd == SPAN_NEVER)
		return "report.mtpd-none";
	return j->mtpd_exceeded ? "report.mtpd-exceeded" : "report.mtpd-kept";
}

static void
figures(struct page *p)
{
	const struct judgement *j = p->in->judgement;
	const struct objectives *o = objectives_of(p);
	bool tested = j->verdict != VERDICT_NOT_TESTED;

	page_raw(p, "<dl class=\"figures\">\n");
	figure(p, "report.figure-recovery", tested && !j->rto_met,
	    page_span(p, j->recovery),
	    promise(p, "report.promised-rto", o->rto));
	figure(p, "report.figure-loss", tested && j->rpo_judged && !j->rpo_met,
	    loss(p), promise(p, "report.promised-rpo", o->rpo));
	figure(p, "report.figure-mtpd", j->mtpd_exceeded,
	    page_word(p, mtpd_word(j, o)),
	    promise(p, "report.promised-mtpd", o->mtpd));
	figure(p, "report.figure-grade", false, grade(p), graded(p));
	page_raw(p, "</dl>\n");
}

/* given_up: the steps that never came to anything, as a list. */
static const char *
given_up(const struct page *p)
{
	const struct report_input *in = p->in;
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	for (uint32_t i = 0; i < in->facts_n; i++) {
		if (in->facts[i].act != FACT_GAVE_UP)
			continue;
		if (t.len > 0)
			text_add(&t, page_word(p, "report.comma"));
		text_add(&t, page_name(p, in->facts[i].on));
	}
	return t.at;
}

/* stuck: where a drill that never got there came to rest. */
static void
stuck(struct page *p)
{
	const struct path *path = p->in->path;
	const struct stretch *last;
	char cause[64];

	if (p->in->judgement->verdict == VERDICT_NOT_TESTED || path->n == 0 ||
	    page_mark(p, MARK_RESTORE) != SPAN_NEVER)
		return;
	last = &path->at[path->n - 1];
	(void)snprintf(
	    cause, sizeof(cause), "cause.%s", path_cause_name(last->cause));
	const struct argument args[] = {{"clock", page_clock(p, last->from)},
	    {"what", page_name(p, last->entity)},
	    {"cause", page_word(p, cause)}};

	page_paragraph(p, "stuck", page_fill(p, "report.stuck", args, 3));
	const struct argument steps[] = {{"steps", given_up(p)}};
	if (steps[0].value[0] != '\0')
		page_paragraph(
		    p, "stuck", page_fill(p, "report.given-up", steps, 1));
}

void
verdict_write(struct page *p)
{
	static const char *const classes[] = {[VERDICT_MET] = "verdict met",
	    [VERDICT_NOT_MET] = "verdict not-met",
	    [VERDICT_NOT_TESTED] = "verdict not-tested"};

	text_fmt(p->out, "<section class=\"%s\">\n",
	    classes[p->in->judgement->verdict]);
	line(p);
	stuck(p);
	figures(p);
	page_raw(p, "</section>\n");
}
