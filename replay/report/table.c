/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/table.h"

#include <stdio.h>

#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/judge/target.h"
#include "replay/report/history.h"
#include "replay/report/page.h"
#include "replay/report/scenes.h"
#include "replay/report/tell.h"
#include "replay/report/told.h"
#include "scenarios/scenario.h"

#define DASH "\u2014"

static const struct stage_scene *
scene_of(const struct page *p)
{
	return &p->in->stage->scenes[p->in->timing->scene];
}

/* named: the word "prefix.name". */
static const char *
named(const struct page *p, const char *prefix, const char *name)
{
	char id[64];

	(void)snprintf(id, sizeof(id), "%s.%s", prefix, name);
	return page_word(p, id);
}

static const char *
clock_word(const struct page *p, enum rto_clock clock)
{
	static const char *const names[CLOCKS] = {
	    [CLOCK_DISRUPTION] = "disruption",
	    [CLOCK_DETECTION] = "detection",
	    [CLOCK_DECLARATION] = "declaration",
	    [CLOCK_ACTIVATION] = "activation",
	};

	return named(p, "clock", names[clock]);
}

static const char *
origin_word(const struct page *p, enum origin origin)
{
	static const char *const names[] = {[ORIGIN_NONE] = "none",
	    [ORIGIN_PUBLISHED] = "published",
	    [ORIGIN_DERIVED] = "derived",
	    [ORIGIN_ASSUMED] = "assumed",
	    [ORIGIN_PRIOR] = "prior"};

	return named(p, "origin", names[origin]);
}

static const char *
cause_word(const struct page *p, enum cause cause)
{
	return named(p, "cause", path_cause_name(cause));
}

static void
end(struct page *p)
{
	page_raw(p, "</tbody></table></div>\n");
}

/* whole: cut to the second, as page_length counts. */
static span_ms
whole(const struct stretch *s)
{
	return (s->to / SPAN_SECOND - s->from / SPAN_SECOND) * SPAN_SECOND;
}

void
table_largest(struct page *p)
{
	enum { MOST = 3 };
	struct stretch s[MOST];
	uint32_t n = path_largest(p->in->path, s, MOST);

	page_raw(p, "<ol class=\"largest\">\n");
	for (uint32_t i = 0; i < n; i++) {
		page_raw(p, "<li>");
		page_tag(p, "b", NULL, page_name(p, s[i].entity));
		page_raw(p, " ");
		page_tag(p, "span", "of", cause_word(p, s[i].cause));
		page_raw(p, " ");
		page_tag(p, "span", "much", page_span(p, s[i].to));
		page_raw(p, " ");
		page_tag(p, "span", "of",
		    page_percent(p, s[i].to, p->in->path->total));
		page_raw(p, "</li>\n");
	}
	page_raw(p, "</ol>\n");
}

void
table_marks(struct page *p)
{
	static const char *const head[] = {
	    "report.mark", "report.clock", "report.since", NULL};
	span_ms disrupted = page_mark(p, MARK_DISRUPT);

	page_head(p, "marks", head);
	for (int i = 0; i < MARKS; i++) {
		enum mark mark = (enum mark)i;
		span_ms at = page_mark(p, mark);
		const char *cells[] = {named(p, "mark", timing_mark_name(mark)),
		    page_clock(p, at), page_length(p, disrupted, at), NULL};

		page_row(p, at == SPAN_NEVER ? "none" : NULL, cells);
	}
	end(p);
}

static void
target_row(struct page *p, uint32_t stage, const struct target *x)
{
	const char *kept = x->met                   ? "report.in-time"
			   : x->end == TARGET_NEVER ? "report.not-done"
						    : "report.late";
	const char *cells[] = {
	    named(p, "mark", timing_mark_name(target_mark(stage))),
	    x->end == TARGET_EARLY ? page_word(p, "report.early")
				   : page_span(p, x->took),
	    page_span(p, x->limit), page_word(p, kept), NULL};

	page_row(p, x->met ? NULL : "bad", cells);
}

void
table_targets(struct page *p)
{
	static const char *const head[] = {"report.stage", "report.took",
	    "report.target", "report.kept", NULL};
	struct target all[TARGETS];
	bool begun = false;

	target_judge(p->in->timing, p->in->stage, all);
	for (uint32_t i = 0; i < TARGETS; i++) {
		if (all[i].limit == SPAN_NEVER)
			continue;
		if (!begun) {
			page_heading(p, "report.h-targets");
			page_stack(p, "targets", head);
		}
		begun = true;
		target_row(p, i, &all[i]);
	}
	if (begun)
		end(p);
}

void
table_clocks(struct page *p)
{
	static const char *const head[] = {
	    "report.clock-from", "report.actual", "report.rto", NULL};
	const struct objectives *o = &scene_of(p)->objectives;

	page_head(p, "clocks", head);
	for (int i = 0; i < CLOCKS; i++) {
		bool own = i == o->rto_clock;
		const char *cells[] = {clock_word(p, (enum rto_clock)i),
		    page_length(p, 0, p->in->judgement->elapsed[i]),
		    own ? page_length(p, 0, o->rto) : DASH, NULL};

		page_row(p, own ? "own" : NULL, cells);
	}
	end(p);
}

/* data_row: from the last loss of this data set to what came back of it. */
static void
data_row(struct page *p, uint32_t data)
{
	const struct objectives *o = &scene_of(p)->objectives;
	uint32_t entity = fact_entity(ENTITY_DATA, data);
	const struct fact *lost = NULL;
	const struct fact *back = NULL;

	for (uint32_t i = 0; i < p->in->facts_n; i++) {
		const struct fact *f = &p->in->facts[i];

		if (f->on == entity && f->act == FACT_DATA_LOST) {
			lost = f;
			back = NULL;
		} else if (f->on == entity && f->act == FACT_DATA_RESTORED) {
			back = f;
		}
	}
	const char *cells[] = {page_name(p, entity),
	    page_clock(p, lost == NULL ? SPAN_NEVER : lost->at),
	    page_clock(p, back == NULL ? SPAN_NEVER : back->at),
	    back == NULL ? DASH : page_name(p, back->by),
	    back != NULL   ? page_length(p, 0, back->value)
	    : lost != NULL ? page_word(p, "report.data-gone")
			   : page_word(p, "report.data-untouched"),
	    page_length(p, 0, o->rpo), NULL};

	page_row(p, NULL, cells);
}

void
table_data(struct page *p)
{
	static const char *const head[] = {"report.data", "report.data-lost-at",
	    "report.data-back-at", "report.data-copy", "report.data-loss",
	    "report.rpo", NULL};

	if (p->in->stage->counts[ENTITY_DATA] == 0)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-data"));
	page_stack(p, "data", head);
	for (uint32_t i = 0; i < p->in->stage->counts[ENTITY_DATA]; i++)
		data_row(p, i);
	end(p);
}

/* stretches: a table of a path that is not empty. */
static void
stretches(struct page *p, const char *class, const struct path *path)
{
	static const char *const head[] = {"report.from", "report.to",
	    "report.what", "report.cause", "report.length", "report.origin",
	    NULL};
	span_ms sum = 0;

	page_head(p, class, head);
	for (uint32_t i = 0; i < path->n; i++) {
		const struct stretch *s = &path->at[i];
		const char *cells[] = {page_clock(p, s->from),
		    page_clock(p, s->to), page_name(p, s->entity),
		    cause_word(p, s->cause), page_length(p, s->from, s->to),
		    s->origin == ORIGIN_NONE ? DASH : origin_word(p, s->origin),
		    NULL};

		page_row(p, NULL, cells);
		sum += whole(s);
	}
	const char *cells[] = {page_clock(p, path->at[0].from),
	    page_clock(p, path->at[path->n - 1].to),
	    page_word(p, "report.total"), "", page_length(p, 0, sum), "", NULL};

	page_row(p, "sum", cells);
	end(p);
}

void
table_stretches(struct page *p)
{
	if (p->in->path->n == 0)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-stretches"));
	page_tag(p, "p", "note", page_word(p, "report.stretches-note"));
	stretches(p, "stretches", p->in->path);
}

void
table_after(struct page *p)
{
	if (p->in->after->n == 0)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-after"));
	page_tag(p, "p", "note", page_word(p, "report.after-note"));
	stretches(p, "after", p->in->after);
}

static bool
is_trouble(const struct fact *f)
{
	static const bool trouble[FACT_ACTS] = {[FACT_FAILED] = true,
	    [FACT_TIMEOUT] = true,
	    [FACT_GAVE_UP] = true,
	    [FACT_LATE] = true,
	    [FACT_OVERDUE] = true,
	    [FACT_NOT_CONFIRMED] = true,
	    [FACT_STUCK] = true,
	    [FACT_COPY_UNREADABLE] = true,
	    [FACT_NO_COPY] = true,
	    [FACT_SEEMS_DONE] = true,
	    [FACT_RELAPSED] = true,
	    [FACT_NO_EFFECT] = true,
	    [FACT_OUT_OF_ORDER] = true};

	return trouble[f->act];
}

/* timeline: the facts that `wanted` picks, with clock and offset. */
static void
timeline(struct page *p, const char *class, bool trouble)
{
	const struct report_input *in = p->in;
	bool calls = in->stage->call_out; /* the warning came at 0 */
	const char *const head[] = {"report.clock",
	    calls ? "called.since" : "report.since", "report.fact", NULL};
	span_ms since = calls ? 0 : page_mark(p, MARK_DISRUPT);

	page_head(p, class, head);
	for (uint32_t i = 0; i < in->facts_n; i++) {
		const struct fact *f = &in->facts[i];
		struct text t = text_new(p->out->arena);
		const char *cells[] = {page_clock(p, f->at),
		    page_length(p, since, f->at), NULL, NULL};

		if (trouble ? !is_trouble(f)
			    : !tell_is_told(in->facts, in->facts_n, i))
			continue;
		scenes_tell(&t, p->language, in, i);
		cells[2] = t.at;
		page_row(p, !trouble && is_trouble(f) ? "bad" : NULL, cells);
	}
	end(p);
}

void
table_trouble(struct page *p)
{
	bool any = false;

	for (uint32_t i = 0; i < p->in->facts_n; i++)
		any |= is_trouble(&p->in->facts[i]);
	if (any)
		timeline(p, "trouble", true);
	else
		page_tag(p, "p", NULL, page_word(p, "report.no-trouble"));
}

void
table_facts(struct page *p)
{
	timeline(p, "facts", false);
}

static span_ms
done_at(const struct page *p, uint32_t task)
{
	for (uint32_t i = 0; i < p->in->facts_n; i++)
		if (p->in->facts[i].act == FACT_DONE &&
		    p->in->facts[i].on == fact_entity(ENTITY_TASK, task))
			return p->in->facts[i].at;
	return SPAN_NEVER;
}

/* kept: was the deadline, counted from activation, kept? */
static const char *
kept(const struct page *p, span_ms done, span_ms deadline)
{
	span_ms activated = page_mark(p, MARK_ACTIVATE);

	if (activated == SPAN_NEVER)
		return page_word(p, "report.not-activated");
	if (done == SPAN_NEVER)
		return page_word(p, "report.not-done");
	if (deadline == SPAN_NEVER)
		return DASH;
	return page_word(
	    p, done - activated <= deadline ? "report.in-time" : "report.late");
}

void
table_notices(struct page *p)
{
	static const char *const head[] = {"report.notice", "report.done-at",
	    "report.since-activation", "report.deadline", "report.kept", NULL};
	struct range r = scene_of(p)->tasks;
	bool begun = false;

	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		const struct stage_task *t = &p->in->stage->tasks[i];
		span_ms done = done_at(p, i);
		const char *cells[] = {
		    page_name(p, fact_entity(ENTITY_TASK, i)),
		    page_clock(p, done),
		    page_length(p, page_mark(p, MARK_ACTIVATE), done),
		    page_length(p, 0, t->deadline), kept(p, done, t->deadline),
		    NULL};

		if (t->response != STAGE_NONE ||
		    (t->stage != STAGE_NOTIFY && t->stage != STAGE_REPORT))
			continue;
		if (!begun) {
			page_tag(
			    p, "h2", NULL, page_word(p, "report.h-notices"));
			page_stack(p, "notices", head);
		}
		begun = true;
		page_row(p, NULL, cells);
	}
	if (begun)
		end(p);
}

static const char *
source(const struct page *p, const struct notice *n)
{
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	told_source(&t, p->language, n);
	return t.len > 0 ? t.at : DASH;
}

/* told: one row; its last column only where packs bind the organisation. */
static void
told(struct page *p, uint32_t due)
{
	struct told x = told_of(p->in, due);
	bool demanded = p->in->plan->packs_n > 0;
	const char *cells[] = {
	    scenes_name(p->out, p->language, p->in, x.entity),
	    told_to(p->language, p->in, x.notice), page_clock(p, x.limit),
	    page_clock(p, x.sent), page_word(p, x.kept),
	    demanded ? source(p, x.notice) : NULL, NULL};

	page_row(p, x.late ? "bad" : NULL, cells);
}

void
table_told(struct page *p)
{
	const char *head[] = {"report.notice", "report.party", "report.limit",
	    "report.sent-at", "report.kept",
	    p->in->plan->packs_n > 0 ? "report.demanded-by" : NULL, NULL};
	uint32_t n = p->in->facts_n;

	if (told_count(p->in).due == 0)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-told"));
	page_stack(p, "told", head);
	for (uint32_t i = told_next(p->in, 0); i < n;
	     i = told_next(p->in, i + 1))
		told(p, i);
	end(p);
}

void
table_later(struct page *p)
{
	for (uint32_t i = 0; told_is_later(p->in, i); i++) {
		struct text t = text_new(p->out->arena);

		text_add(&t, "");
		told_say_later(&t, p->language, p->in, i);
		if (t.len > 0)
			page_tag(p, "p", "note", t.at);
	}
}

void
table_history(struct page *p)
{
	static const char *const head[] = {"report.published",
	    "report.published-at", "report.replayed-at", "report.difference",
	    "report.origin", NULL};
	const struct scenario *s = p->in->scenario;

	if (s->history.n == 0)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-history"));
	if (s->reconstructed)
		page_tag(p, "p", "note", page_word(p, "report.history-note"));
	page_head(p, "history", head);
	for (uint32_t i = 0; i < s->history.n; i++) {
		const struct history *h = &s->history.at[i];
		span_ms at = history_replayed(p->in, h);
		const char *cells[] = {page_title(p, &h->name, h->act),
		    page_clock(p, h->when), page_clock(p, at),
		    page_length(p, h->when, at),
		    origin_word(p, fields_origin(&h->origin, "at")), NULL};

		page_row(p, at == SPAN_NEVER ? "bad" : NULL, cells);
	}
	end(p);
}

void
table_ledger(struct page *p)
{
	static const char *const head[] = {
	    "report.rests-on", "report.length", "report.share", NULL};
	const struct ledger *l = p->in->ledger;
	const struct path *path = p->in->path;

	if (path->n == 0)
		return;
	page_head(p, "origins", head);
	for (int i = 0; i < LEDGER_CLASSES; i++) {
		const char *class = ledger_class_name((enum ledger_class)i);
		const char *cells[] = {named(p, "rests", class),
		    page_span(p, l->by_class[i]),
		    page_percent(p, l->by_class[i], path->total), NULL};

		if (l->by_class[i] > 0)
			page_row(p, NULL, cells);
	}
	end(p);
}
