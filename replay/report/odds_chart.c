/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_chart.h"

#include <stdio.h>

#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"
#include "replay/judge/path.h"
#include "replay/report/odds.h"
#include "replay/report/page.h"
#include "replay/report/plot.h"
#include "replay/report/tell.h"

enum {
	BINS = 48,
	BINS_MOST = 2 * BINS,
	WHOLE = 1000000,
	/* Heights in the histogram, in pixels. */
	TOP = 88,
	FOOT = 200,
	FOOT_TEXT = 217,
	NEVER_TEXT = 234
};

/* The histogram as it is drawn. */
struct spread {
	const struct histogram *h;
	span_ms width; /* of a bin; the RTO ends one */
	span_ms rto;
	uint64_t bins[BINS_MOST];
	uint32_t n;
	uint64_t most; /* in one bin */
	struct plot plot;
};

static const struct objectives *
objectives_of(const struct campaign *c)
{
	return &c->stage->scenes[c->stage->scene].objectives;
}

/* ---- how long recovery takes ---- */

/* reach: up to where the picture goes: 99 of 100 that recovered, and the RTO
 * at least. */
static span_ms
reach(const struct histogram *h, span_ms rto)
{
	double all = (double)(h->n + h->never);
	int64_t ppm = (int64_t)((double)h->n * 0.99 / all * WHOLE);
	span_ms to = histogram_quantile(h, ppm).at;

	if (to == SPAN_NEVER || to > h->most)
		to = h->most;
	if (rto != SPAN_NEVER && rto > to)
		to = rto;
	return to > 0 ? to : SPAN_SECOND;
}

/* width_of: of a bin, such that the RTO falls between two. */
static span_ms
width_of(span_ms to, span_ms rto)
{
	span_ms parts = rto == SPAN_NEVER ? 0 : rto * BINS / to;

	return parts > 0 ? (rto + parts - 1) / parts : to / BINS + 1;
}

static void
count(struct spread *s)
{
	for (uint32_t b = 0; b < HISTOGRAM_BUCKETS; b++) {
		uint64_t n = histogram_at(s->h, b);
		span_ms least = histogram_least(b);
		int64_t bin = least == 0 ? 0 : (least - 1) / s->width;

		if (n == 0)
			continue;
		if (bin >= s->n)
			bin = s->n - 1; /* the last holds all beyond */
		s->bins[bin] += n;
		if (s->bins[bin] > s->most)
			s->most = s->bins[bin];
	}
}

static struct spread
spread_of(const struct campaign *c)
{
	struct spread s = {
	    .h = &c->lengths[CAMPAIGN_RECOVERY], .rto = odds_limit(c)};
	span_ms to = reach(s.h, s.rto);
	span_ms end;

	s.width = width_of(to, s.rto);
	s.n = (uint32_t)(to / s.width + 1);
	if (s.n > BINS_MOST)
		s.n = BINS_MOST;
	count(&s);
	end = s.width * s.n;
	if (s.h->never > 0)
		end += end / 8; /* room for the bar of those */
	s.plot = (struct plot){0, end, TOP, FOOT - TOP};
	return s;
}

static const char *
part_of(const struct page *p, const struct spread *s, uint64_t n)
{
	struct text t = text_new(p->out->arena);
	uint64_t all = s->h->n + s->h->never;

	tell_share(&t, (int64_t)((double)n / (double)all * 1000 + 0.5) * 1000);
	return t.at;
}

/* column: n trials, from one length to another; as high as they are many. */
static void
column(struct page *p, const struct spread *s, span_ms from, span_ms to,
    uint64_t n, const char *class, const char *what)
{
	struct plot plot = s->plot;
	uint64_t shown = n < s->most ? n : s->most;

	plot.height = (int)((double)shown / (double)s->most * (FOOT - TOP)) + 1;
	plot.y = FOOT - plot.height;
	plot_bar(p, plot, from, to, class, what);
}

static void
columns(struct page *p, const struct spread *s)
{
	for (uint32_t i = 0; i < s->n; i++) {
		span_ms from = s->width * i;
		bool late = s->rto != SPAN_NEVER && from >= s->rto;
		bool last = i + 1 == s->n && s->h->most > from + s->width;
		struct text t = text_new(p->out->arena);

		if (s->bins[i] == 0)
			continue;
		text_fmt(&t, "%s\u2013%s %s", page_span(p, from),
		    page_span(p, last ? s->h->most : from + s->width),
		    part_of(p, s, s->bins[i]));
		column(p, s, from, from + s->width, s->bins[i],
		    late ? "overdue" : "in-time", t.at);
	}
}

/* nevers: trials without recovery, at the right; cut off where they are more
 * than the highest column, for which the figure stands above. */
static void
nevers(struct page *p, const struct spread *s)
{
	span_ms end = s->plot.to;
	struct text t = text_new(p->out->arena);

	if (s->h->never == 0)
		return;
	text_fmt(&t, "%s %s", page_either(p, "odds.never", "odds.nobody"),
	    part_of(p, s, s->h->never));
	column(p, s, end - end / 18, end, s->h->never, "no-more", t.at);
	plot_label(p, s->plot, end, "foot", NEVER_TEXT, t.at);
}

/* mark: an upright line with a label at its head, if it is in the picture. */
static void
mark(struct page *p, const struct spread *s, span_ms at, const char *class,
    const char *name, int y)
{
	struct text t = text_new(p->out->arena);
	char from[16];

	if (at == SPAN_NEVER || at > s->width * s->n)
		return;
	(void)snprintf(from, sizeof(from), "%d", y + 4);
	text_fmt(&t, "%s %s", name, page_span(p, at));
	plot_line(p, s->plot, at, class, from, "200");
	plot_label(p, s->plot, at, class, y, t.at);
}

static void
marks(struct page *p, const struct campaign *c, const struct spread *s)
{
	const struct objectives *o = objectives_of(c);
	const struct histogram *h = s->h;

	mark(p, s, s->rto, "rto", page_either(p, "report.rto", "odds.promise"),
	    14);
	if (o->rto_clock == CLOCK_DISRUPTION && !c->stage->call_out)
		mark(p, s, o->mtpd, "mtpd", "MTPD", 30);
	mark(p, s, histogram_quantile(h, 500000).at, "mark", "P50", 46);
	mark(p, s, histogram_quantile(h, 900000).at, "mark", "P90", 62);
	mark(p, s, histogram_quantile(h, 950000).at, "mark", "P95", 78);
}

static void
axis(struct page *p, const struct spread *s)
{
	struct plot inner = s->plot;
	span_ms step;

	inner.to = s->width * s->n;
	step = plot_tick(inner);
	page_raw(p, "<line class=\"mark\" x1=\"0\" x2=\"100%\" y1=\"201\" "
		    "y2=\"201\"/>");
	for (span_ms t = 0; t <= inner.to - inner.to / 20; t += step)
		plot_label(p, s->plot, t, "tick", FOOT_TEXT, page_span(p, t));
}

static void
legend(struct page *p, const char *class, const char *what)
{
	page_raw(p, "<li>");
	plot_key(p, class);
	page_text(p, what);
	page_raw(p, "</li>");
}

void
odds_chart_recovery(struct page *p, const struct campaign *c)
{
	struct spread s;

	if (c->lengths[CAMPAIGN_RECOVERY].n == 0)
		return;
	s = spread_of(c);
	page_raw(p, "<figure><svg class=\"spread\" role=\"img\" aria-label=\"");
	page_text(p, page_either(p, "odds.h-spread", "odds.h-answers"));
	page_raw(p, "\">");
	columns(p, &s);
	nevers(p, &s);
	axis(p, &s);
	marks(p, c, &s);
	page_raw(p, "</svg>\n<ul class=\"legend\">");
	legend(p, "in-time", page_either(p, "odds.in-time", "odds.in-promise"));
	legend(
	    p, "overdue", page_either(p, "odds.overdue", "odds.past-promise"));
	if (s.h->never > 0)
		legend(
		    p, "no-more", page_either(p, "odds.never", "odds.nobody"));
	page_raw(p, "</ul></figure>\n");
}

/* ---- where the time goes ---- */

/* spent_on: all that went to a cause, whatever it was about. */
static struct sum
spent_on(const struct campaign *c, enum cause cause)
{
	struct sum all = {0};

	for (uint32_t i = 0; i < campaign_entities(c->stage); i++)
		sum_merge(&all,
		    campaign_spent(c, cause, campaign_entity(c->stage, i)));
	return all;
}

static const char *
cause_word(const struct page *p, int cause)
{
	char id[64];

	(void)snprintf(
	    id, sizeof(id), "cause.%s", path_cause_name((enum cause)cause));
	return page_word(p, id);
}

/* told: "2 h 5 min (31%)". */
static const char *
told(const struct page *p, const struct campaign *c, const struct sum *s)
{
	struct text t = text_new(p->out->arena);

	text_fmt(&t, "%s (",
	    page_span(p, sum_mean(s, c->counts[CAMPAIGN_OWN_TESTED])));
	tell_share(&t, sum_share(s, &c->total));
	text_add(&t, ")");
	return t.at;
}

static void
spent_bar(struct page *p, const struct campaign *c)
{
	struct plot plot = {0, WHOLE, 2, 30};
	int64_t at = 0;

	page_raw(p, "<svg class=\"spent\" role=\"img\" aria-label=\"");
	page_text(p, page_word(p, "odds.spent"));
	page_raw(p, "\">");
	for (int i = 0; i < CAUSES; i++) {
		struct sum s = spent_on(c, (enum cause)i);
		int64_t share = sum_share(&s, &c->total);
		struct text t = text_new(p->out->arena);
		char class[8];

		if (share == 0)
			continue;
		(void)snprintf(class, sizeof(class), "c%d", i);
		text_fmt(&t, "%s %s", cause_word(p, i), told(p, c, &s));
		plot_bar(p, plot, at, at + share, class, t.at);
		at += share;
	}
	page_raw(p, "</svg>\n");
}

void
odds_chart_spent(struct page *p, const struct campaign *c)
{
	page_raw(p, "<figure>");
	spent_bar(p, c);
	page_raw(p, "<ul class=\"legend\">");
	for (int i = 0; i < CAUSES; i++) {
		struct sum s = spent_on(c, (enum cause)i);
		char class[8];

		if (sum_share(&s, &c->total) == 0)
			continue;
		(void)snprintf(class, sizeof(class), "c%d", i);
		page_raw(p, "<li>");
		plot_key(p, class);
		page_text(p, cause_word(p, i));
		page_raw(p, " ");
		page_tag(p, "b", NULL, told(p, c, &s));
		page_raw(p, "</li>");
	}
	page_raw(p, "</ul></figure>\n");
}

/* ---- how sure a share is ---- */

void
odds_chart_share(struct page *p, const struct interval *i, int64_t most)
{
	struct plot plot = {0, most, 3, 8};
	int64_t low = i->low < 0 ? 0 : i->low;

	page_raw(p, "<svg class=\"bar\" aria-hidden=\"true\">");
	if (i->ppm > 0)
		plot_bar(p, plot, 0, i->ppm, "in-time", "");
	page_raw(p, "<line class=\"mark\" y1=\"7\" y2=\"7\"");
	plot_per_cent(p, "x1", plot_share(plot, low));
	plot_per_cent(p, "x2", plot_share(plot, i->high));
	page_raw(p, "/></svg>");
}
