/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/called.h"

#include <stdio.h>

#include "base/text.h"
#include "plans/organisation.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/roll.h"
#include "replay/judge/timing.h"
#include "replay/report/page.h"

#define DASH "\u2014"

static span_ms
promise_of(const struct report_input *in)
{
	const struct stage *s = in->stage;

	return s->ladders[s->scenes[s->scene].ladder].promise;
}

void
called_sentence(
    struct text *t, enum language language, const struct report_input *in)
{
	static const char *const ids[][2] = {
	    [VERDICT_MET] = {"called.met", "called.met"},
	    [VERDICT_NOT_MET] = {"called.late", "called.never"},
	    [VERDICT_NOT_TESTED] = {
		"called.unpromised", "called.unpromised-never"}};
	const struct judgement *j = in->judgement;
	bool never = j->recovery == SPAN_NEVER;
	span_ms limit = promise_of(in);
	struct text is = text_new(t->arena);
	struct text promised = text_new(t->arena);
	struct text over = text_new(t->arena);

	words_span(&is, language, never ? 0 : j->recovery);
	words_span(&promised, language, limit == SPAN_NEVER ? 0 : limit);
	words_span(&over, language,
	    never || j->recovery <= limit ? 0 : j->recovery - limit);
	words_say(t, language, ids[j->verdict][never], "is", is.at, "limit",
	    promised.at, "over", over.at, NULL);
}

void
called_count(struct text *t, enum language language, const struct roll *roll)
{
	struct text called = text_new(t->arena);
	struct text answered = text_new(t->arena);

	text_int(&called, roll->n);
	text_int(&answered, roll->answered);
	words_say(t, language, "called.count", "called", called.at, "answered",
	    answered.at, NULL);
}

/* ---- the page ---- */

static const char *
number(const struct page *p, uint32_t n)
{
	struct text t = text_new(p->out->arena);

	text_int(&t, n);
	return t.at;
}

static const char *
channel(const struct page *p, const struct roll_entry *e)
{
	char id[32];

	if (e->channel < 0)
		return DASH;
	(void)snprintf(
	    id, sizeof(id), "channel.%s", organisation_channels[e->channel]);
	return page_word(p, id);
}

static void
row(struct page *p, const struct roll_entry *e)
{
	bool silent = e->answered == SPAN_NEVER;
	const char *cells[] = {
	    page_name(p, fact_entity(ENTITY_PERSON, e->person)),
	    page_clock(p, e->called), channel(p, e), number(p, e->pages),
	    number(p, e->lost),
	    silent ? page_word(p, "called.silent") : page_clock(p, e->answered),
	    silent ? DASH : page_span(p, e->answered - e->called), NULL};

	page_row(p, silent ? "bad" : NULL, cells);
}

static void
table(struct page *p, const struct roll *roll)
{
	static const char *const head[] = {"called.who", "called.at",
	    "called.channel", "called.pages", "called.lost", "called.answer",
	    "called.took", NULL};

	page_tag(p, "h2", NULL, page_word(p, "called.h-roll"));
	page_stack(p, "roll", head);
	for (uint32_t i = 0; i < roll->n; i++)
		row(p, &roll->entries[i]);
	page_raw(p, "</tbody></table></div>\n");
}

void
called_write(struct page *p)
{
	static const char *const classes[] = {[VERDICT_MET] = "verdict met",
	    [VERDICT_NOT_MET] = "verdict not-met",
	    [VERDICT_NOT_TESTED] = "verdict not-tested"};
	static const char *const verdicts[] = {[VERDICT_MET] = "say.called-met",
	    [VERDICT_NOT_MET] = "say.called-not_met",
	    [VERDICT_NOT_TESTED] = "say.called-not_tested"};
	enum verdict v = p->in->judgement->verdict;
	struct roll roll = roll_call(
	    p->out->arena, p->in->stage, p->in->facts, p->in->facts_n);
	struct text t = text_new(p->out->arena);
	struct text count = text_new(p->out->arena);

	called_sentence(&t, p->language, p->in);
	called_count(&count, p->language, &roll);
	text_fmt(p->out, "<section class=\"%s\">\n", classes[v]);
	page_tag(p, "p", "big", page_word(p, verdicts[v]));
	page_tag(p, "p", NULL, t.at);
	page_tag(p, "p", NULL, count.at);
	page_raw(p, "</section>\n");
	table(p, &roll);
}
