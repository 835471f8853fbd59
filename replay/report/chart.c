/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/chart.h"

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/report/lane.h"
#include "replay/report/page.h"
#include "replay/report/plot.h"
#include "replay/report/scenes.h"

static const char *
joined(const struct page *p, const char *a, const char *b, const char *c)
{
	struct text t = text_new(p->out->arena);

	text_fmt(&t, "%s%s%s", a, b, c);
	return t.at;
}

/* ---- where the recovery time went ---- */

static const char *
cause_class(enum cause cause)
{
	static const char *const classes[CAUSES] = {
	    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"};

	return classes[cause];
}

static const char *
cause_word(const struct page *p, enum cause cause)
{
	return page_word(p, joined(p, "cause.", path_cause_name(cause), ""));
}

/* limit: the instant an objective runs out; SPAN_NEVER if it has none. */
static span_ms
limit(span_ms from, span_ms objective)
{
	if (from == SPAN_NEVER || objective == SPAN_NEVER)
		return SPAN_NEVER;
	return from + objective;
}

static const struct objectives *
objectives_of(const struct page *p)
{
	return &p->in->stage->scenes[p->in->timing->scene].objectives;
}

/* rto_due: when the RTO runs out, on the scene's own clock. */
static span_ms
rto_due(const struct page *p)
{
	static const enum mark starts[CLOCKS] = {
	    [CLOCK_DISRUPTION] = MARK_DISRUPT,
	    [CLOCK_DETECTION] = MARK_DETECT,
	    [CLOCK_DECLARATION] = MARK_DECLARE,
	    [CLOCK_ACTIVATION] = MARK_ACTIVATE,
	};
	const struct objectives *o = objectives_of(p);
	enum mark start = starts[o->rto_clock];

	if (p->in->judgement->clock_missing)
		start = MARK_DISRUPT;
	return limit(page_mark(p, start), o->rto);
}

/* recovery_scale: wide enough for the recovery and its RTO, and for the MTPD
 * unless that would dwarf them. */
static struct plot
recovery_scale(const struct path *path, span_ms rto, span_ms mtpd)
{
	span_ms from = path->at[0].from;
	span_ms to = path->at[path->n - 1].to;

	if (rto != SPAN_NEVER && rto > to)
		to = rto;
	if (mtpd != SPAN_NEVER && mtpd > to && mtpd - from <= 2 * (to - from))
		to = mtpd;
	return (struct plot){from, to + (to - from) / 25, 38, 30};
}

static void
objective(struct page *p, struct plot s, span_ms at, const char *class, int y,
    const char *name)
{
	struct text t = text_new(p->out->arena);

	if (at == SPAN_NEVER)
		return;
	text_fmt(
	    &t, "%s %s%s", name, page_clock(p, at), at > s.to ? " \u2192" : "");
	plot_line(p, s, at, class, y == 14 ? "18" : "34", "76");
	plot_label(p, s, at, class, y, t.at);
}

static void
stretches(struct page *p, struct plot s)
{
	const struct path *path = p->in->path;

	for (uint32_t i = 0; i < path->n; i++) {
		const struct stretch *x = &path->at[i];
		struct text t = text_new(p->out->arena);

		text_fmt(&t, "%s\u2013%s %s %s %s", page_clock(p, x->from),
		    page_clock(p, x->to), cause_word(p, x->cause),
		    page_name(p, x->entity), page_length(p, x->from, x->to));
		plot_bar(p, s, x->from, x->to, cause_class(x->cause), t.at);
	}
}

/* cause_legend: each cause that took time, in seconds that add up. */
static void
cause_legend(struct page *p)
{
	const struct path *path = p->in->path;

	page_raw(p, "<ul class=\"legend\">");
	for (int c = 0; c < CAUSES; c++) {
		span_ms sum = 0;

		for (uint32_t i = 0; i < path->n; i++)
			if ((int)path->at[i].cause == c)
				sum += path->at[i].to / SPAN_SECOND -
				       path->at[i].from / SPAN_SECOND;
		sum *= SPAN_SECOND;
		if (sum == 0)
			continue;
		page_raw(p, "<li>");
		plot_key(p, cause_class((enum cause)c));
		page_text(p, cause_word(p, (enum cause)c));
		page_raw(p, " ");
		page_tag(p, "b", NULL, page_length(p, 0, sum));
		page_raw(p, " ");
		page_text(p, page_percent(p, sum, path->total));
		page_raw(p, "</li>");
	}
	page_raw(p, "</ul>\n");
}

void
chart_recovery(struct page *p)
{
	const struct path *path = p->in->path;
	span_ms rto = rto_due(p);
	span_ms mtpd =
	    limit(page_mark(p, MARK_DISRUPT), objectives_of(p)->mtpd);
	struct plot s;

	if (path->n == 0)
		return;
	s = recovery_scale(path, rto, mtpd);
	page_raw(
	    p, "<figure><svg class=\"recovery\" role=\"img\" aria-label=\"");
	page_text(p, page_word(p, "report.recovery"));
	page_raw(p, "\">");
	stretches(p, s);
	objective(p, s, rto, "rto", 14, "RTO");
	objective(p, s, mtpd, "mtpd", 30, "MTPD");
	plot_label(p, s, s.from, "foot", 86, page_clock(p, s.from));
	plot_label(p, s, path->at[path->n - 1].to, "foot", 86,
	    page_clock(p, path->at[path->n - 1].to));
	page_raw(p, "</svg>\n");
	cause_legend(p);
	page_raw(p, "</figure>\n");
}

/* ---- who did what when ---- */

static const char *const state_class[LANE_STATES] = {[LANE_NOTHING] = "",
    [LANE_WAITING] = "waiting",
    [LANE_COMING] = "coming",
    [LANE_WORKING] = "working",
    [LANE_DONE] = "done",
    [LANE_FAILED] = "failed",
    [LANE_FREE] = "free",
    [LANE_AWAY] = "away",
    [LANE_HANDING] = "handing"};

static const char *
state_word(const struct page *p, enum lane_state state)
{
	return page_word(p, joined(p, "report.lane.", state_class[state], ""));
}

/* first_tick: the first full hour, half hour … on the local clock. */
static span_ms
first_tick(const struct page *p, struct plot s, span_ms step)
{
	struct instant start = p->in->stage->start;
	int64_t local = start.ms + start.offset_min * SPAN_MINUTE + s.from;

	return s.from + (step - local % step) % step;
}

/* lane_scale: from what first happened of disruption and lanes to the last
 * fact before the horizon; to the RTO at least, where nothing came back. */
static struct plot
lane_scale(const struct page *p, const struct lanes *l)
{
	const struct report_input *in = p->in;
	struct plot s = {page_mark(p, MARK_DISRUPT), 0, 6, 12};
	span_ms due = rto_due(p);

	for (uint32_t i = 0; i < l->n; i++)
		if (l->at[i].from < s.from)
			s.from = l->at[i].from;
	for (uint32_t i = 0; i < in->facts_n; i++)
		if (in->facts[i].act != FACT_HORIZON)
			s.to = in->facts[i].at;
	if (page_mark(p, MARK_RESTORE) == SPAN_NEVER && due != SPAN_NEVER &&
	    due > s.to)
		s.to = due;
	if (s.from == SPAN_NEVER)
		s.from = 0;
	s.to += (s.to - s.from) / 40 + 1;
	return s;
}

/* minute: the clock face of a tick, which has no seconds. */
static const char *
minute(const struct page *p, span_ms at)
{
	struct text t = text_new(p->out->arena);

	instant_clock(&t, p->in->stage->start, at, false);
	return t.at;
}

static void
grid(struct page *p, struct plot s)
{
	span_ms step = plot_tick(s);

	page_raw(p, "<svg class=\"grid\" aria-hidden=\"true\">");
	for (span_ms t = first_tick(p, s, step); t <= s.to; t += step)
		plot_line(p, s, t, "tick", "0", "100%");
	page_raw(p, "</svg>\n<div class=\"lane axis\"><span></span>"
		    "<svg aria-hidden=\"true\">");
	for (span_ms t = first_tick(p, s, step); t <= s.to; t += step)
		plot_label(p, s, t, "tick", 16, minute(p, t));
	page_raw(p, "</svg></div>\n");
}

/* lines: laid over the bars: when it began and ended, and should have. */
static void
lines(struct page *p, struct plot s)
{

	page_raw(p, "<svg class=\"grid\" aria-hidden=\"true\">");
	plot_line(p, s, page_mark(p, MARK_DISRUPT), "mark", "0", "100%");
	plot_line(p, s, page_mark(p, MARK_RESTORE), "mark", "0", "100%");
	plot_line(p, s, rto_due(p), "rto", "0", "100%");
	page_raw(p, "</svg>\n");
}

/* cross: behind a failure, for those who cannot see red. */
static void
cross(struct page *p, struct plot s, span_ms at)
{
	page_raw(p, "<text class=\"cross\" y=\"17\"");
	plot_per_cent(p, "x", plot_share(s, at));
	page_raw(p, ">\u00d7</text>");
}

static void
lane(struct page *p, struct plot s, const struct lanes *l, uint32_t row)
{
	page_raw(p, "<div class=\"lane\">");
	page_tag(p, "span", NULL, scenes_name(p->out, p->language, p->in, row));
	page_raw(p, "<svg>");
	for (uint32_t i = 0; i < l->n; i++) {
		const struct lane_bar *b = &l->at[i];
		struct text t;

		if (b->row != row)
			continue;
		t = text_new(p->out->arena);
		text_fmt(&t, "%s\u2013%s %s %s", page_clock(p, b->from),
		    page_clock(p, b->to), state_word(p, b->state),
		    b->task == row
			? ""
			: scenes_name(p->out, p->language, p->in, b->task));
		plot_bar(p, s, b->from, b->to, state_class[b->state], t.at);
		if (b->state == LANE_FAILED)
			cross(p, s, b->to);
	}
	page_raw(p, "</svg></div>\n");
}

static void
key_line(struct page *p, const char *class, const char *id)
{
	text_fmt(p->out,
	    "<li><svg class=\"key\" width=\"12\" height=\"14\" "
	    "aria-hidden=\"true\"><line class=\"%s\" x1=\"6\" x2=\"6\" "
	    "y2=\"14\"/></svg>",
	    class);
	page_text(p, page_word(p, id));
	page_raw(p, "</li>");
}

static void
lane_legend(struct page *p, const struct lanes *l)
{
	bool used[LANE_STATES] = {false};

	for (uint32_t i = 0; i < l->n; i++)
		used[l->at[i].state] = true;
	page_raw(p, "<ul class=\"legend\">");
	for (int i = LANE_WAITING; i < LANE_STATES; i++) {
		if (!used[i])
			continue;
		page_raw(p, "<li>");
		plot_key(p, state_class[i]);
		page_text(p, state_word(p, (enum lane_state)i));
		page_raw(p, "</li>");
	}
	if (!p->in->stage->call_out) {
		key_line(p, "mark", "report.line-marks");
		key_line(p, "rto", "report.line-rto");
	}
	page_raw(p, "</ul>\n");
}

void
chart_lanes(struct page *p)
{
	struct lanes l = lane_draw(
	    p->out->arena, p->in->stage, p->in->facts, p->in->facts_n);
	struct plot s = lane_scale(p, &l);
	static const enum entity_kind kinds[] = {ENTITY_TASK, ENTITY_PERSON};

	page_raw(p, "<figure><div class=\"lanes\">");
	grid(p, s);
	for (int k = p->in->stage->call_out; k < 2; k++) {
		page_tag(p, "p", "kind",
		    page_word(p, k == 0 ? "report.tasks" : "report.people"));
		for (uint32_t i = 0; i < l.rows_n; i++)
			if (fact_kind(l.rows[i]) == kinds[k])
				lane(p, s, &l, l.rows[i]);
	}
	lines(p, s);
	page_raw(p, "</div>\n");
	lane_legend(p, &l);
	page_raw(p, "</figure>\n");
}
