/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_table.h"

#include <stdio.h>

#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/report/odds.h"
#include "replay/report/odds_chart.h"
#include "replay/report/odds_starts.h"
#include "replay/report/page.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

enum { LARGEST = 10, WHOLE = 1000000 };

static void
note(struct page *p, const char *id)
{
	page_tag(p, "p", "note", page_word(p, id));
	page_raw(p, "\n");
}

static void
end(struct page *p)
{
	page_raw(p, "</tbody></table></div>\n");
}

static const char *
word_of(const struct page *p, const char *family, const char *name)
{
	char id[64];

	(void)snprintf(id, sizeof(id), "%s.%s", family, name);
	return page_word(p, id);
}

static const char *
span(const struct page *p, span_ms ms)
{
	return ms == SPAN_NEVER ? page_either(p, "odds.never", "odds.nobody")
				: page_span(p, ms);
}

static const char *
share(const struct page *p, const struct interval *i)
{
	struct text t = text_new(p->out->arena);

	odds_share(&t, p->language, i);
	return t.at;
}

/* rank_row: who and what, the share in words and as a bar. */
static void
rank_row(struct page *p, const char *on, const char *what,
    const struct interval *i, int64_t most)
{
	page_raw(p, "<tr>");
	page_tag(p, "td", NULL, on);
	if (what != NULL)
		page_tag(p, "td", NULL, what);
	page_tag(p, "td", NULL, share(p, i));
	page_raw(p, "<td class=\"picture\">");
	odds_chart_share(p, i, most);
	page_raw(p, "</td></tr>\n");
}

/* highest: the upper end of all intervals, to which bars are drawn. */
static int64_t
highest(const struct odds_line *lines, uint32_t n)
{
	int64_t most = 1;

	for (uint32_t i = 0; i < n; i++)
		if (lines[i].share.high > most)
			most = lines[i].share.high;
	return most;
}

/* ---- several scenarios ---- */

static const char *
number(const struct page *p, uint64_t n)
{
	struct text t = text_new(p->out->arena);

	odds_count(&t, n);
	return t.at;
}

static void
scenario_row(struct page *p, const struct odds *odds, uint32_t i)
{
	const struct campaign *c = &odds->of.campaigns[i];
	const struct summary_of one = {c, &odds->of.weights[i], 1};
	const struct histogram *h = &c->lengths[CAMPAIGN_RECOVERY];
	const struct scenario *s = odds->scenarios[i];
	bool tested = c->counts[CAMPAIGN_OWN_TESTED] > 0;
	struct interval met;
	const char *cells[] = {page_title(p, &s->name, s->id),
	    number(p, (uint64_t)odds->of.weights[i]),
	    summary_share(one, CAMPAIGN_MET, &met)
		? share(p, &met)
		: page_word(p, "report.untested"),
	    page_span(p, odds_limit(c)),
	    tested ? span(p, histogram_quantile(h, 500000).at) : "",
	    tested ? span(p, histogram_quantile(h, 900000).at) : "", NULL};

	page_row(p, NULL, cells);
}

void
odds_table_scenarios(struct page *p, const struct odds *odds)
{
	static const char *const head[] = {"report.scenario", "odds.weight",
	    "odds.met", "odds.limit", "odds.p50", "odds.p90", NULL};

	if (odds->of.n == 1)
		return;
	page_heading(p, "odds.h-scenarios");
	page_head(p, "scenarios", head);
	for (uint32_t i = 0; i < odds->of.n; i++)
		scenario_row(p, odds, i);
	end(p);
}

/* ---- several scenes ---- */

static void
scene_row(struct page *p, const struct campaign *c, uint32_t i)
{
	const struct campaign_scene *s = &c->scenes[i];
	struct interval met = interval_wilson(s->met, s->tested);
	bool tested = s->tested > 0;
	const char *cells[] = {page_name(p, fact_entity(ENTITY_SCENE, i)),
	    number(p, s->tested),
	    tested ? share(p, &met) : page_word(p, "report.untested"),
	    page_span(p, c->stage->scenes[i].objectives.rto),
	    tested ? span(p, histogram_quantile(&s->recovery, 500000).at) : "",
	    tested ? span(p, histogram_quantile(&s->recovery, 900000).at) : "",
	    NULL};

	page_row(p, NULL, cells);
}

void
odds_table_scenes(struct page *p, const struct campaign *c)
{
	static const char *const head[] = {"report.scene", "odds.tested",
	    "odds.met", "odds.limit", "odds.p50", "odds.p90", NULL};

	if (!campaign_is_several(c))
		return;
	page_heading(p, "odds.h-scenes");
	note(p, "odds.scenes-note");
	page_head(p, "scenarios", head);
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_SCENE]; i++)
		if (c->scenes[i].drilled > 0)
			scene_row(p, c, i);
	end(p);
}

/* task_name: what a task is called, and in which scene if several came up. */
static const char *
task_name(const struct page *p, const struct campaign *c, uint32_t task)
{
	const struct argument args[] = {
	    {"what", page_name(p, fact_entity(ENTITY_TASK, task))},
	    {"scene", page_name(p, fact_entity(ENTITY_SCENE,
				       c->stage->tasks[task].scene))}};

	return campaign_is_several(c) ? page_fill(p, "scenes.of", args, 2)
				      : args[0].value;
}

/* ---- how long ---- */

static void
length_row(struct page *p, const char *class, const char *name,
    const struct histogram *h)
{
	static const int64_t ppm[] = {500000, 900000, 950000, 990000};
	const char *cells[6] = {name};

	for (int i = 0; i < 4; i++)
		cells[i + 1] = span(p, histogram_quantile(h, ppm[i]).at);
	page_row(p, class, cells);
}

void
odds_table_stages(struct page *p, const struct campaign *c)
{
	static const char *const head[] = {
	    "odds.stage", "odds.p50", "odds.p90", "odds.p95", "odds.p99", NULL};

	page_heading(p, "odds.h-stages");
	note(p, "odds.stages-note");
	page_head(p, "stages", head);
	for (uint32_t i = 0; i < CAMPAIGN_LENGTHS - CAMPAIGN_STAGES; i++) {
		const struct histogram *h = &c->lengths[CAMPAIGN_STAGES + i];

		if (h->n > 0)
			length_row(p, NULL,
			    word_of(
				p, "mark", timing_mark_name(campaign_mark(i))),
			    h);
	}
	length_row(p, "sum", page_word(p, "odds.recovery"),
	    &c->lengths[CAMPAIGN_RECOVERY]);
	if (c->stage->counts[ENTITY_DATA] > 0)
		length_row(p, NULL, page_word(p, "odds.data-loss"),
		    &c->lengths[CAMPAIGN_DATA_LOSS]);
	end(p);
}

void
odds_table_spent(struct page *p, const struct campaign *c)
{
	static const char *const head[] = {"report.what", "report.cause",
	    "odds.mean", "report.share", "", NULL};
	struct odds_line lines[LARGEST];
	uint32_t n = odds_spent(c, lines, LARGEST);

	page_head(p, "spent", head);
	for (uint32_t i = 0; i < n; i++) {
		struct interval x = lines[i].share;
		struct text part = text_new(p->out->arena);

		tell_share(&part, x.ppm);
		page_raw(p, "<tr>");
		page_tag(p, "td", NULL, page_name(p, lines[i].entity));
		page_tag(p, "td", NULL,
		    word_of(p, "cause",
			path_cause_name((enum cause)lines[i].which)));
		page_tag(p, "td", NULL, page_span(p, lines[i].mean_ms));
		page_tag(p, "td", NULL, part.at);
		page_raw(p, "<td class=\"picture\">");
		odds_chart_share(p, &x, lines[0].share.ppm);
		page_raw(p, "</td></tr>\n");
	}
	end(p);
}

/* ---- what it hangs on ---- */

void
odds_table_drivers(struct page *p, const struct campaign *c)
{
	static const char *const head[] = {
	    "report.what", "odds.luck", "odds.index", "", NULL};
	struct odds_line lines[LARGEST];
	uint32_t n = odds_drivers(c, lines, LARGEST);

	if (n == 0)
		return;
	page_tag(p, "h2", NULL,
	    page_either(p, "odds.drivers", "odds.drivers-calls"));
	note(p, "odds.drivers-note");
	page_head(p, "rank", head);
	for (uint32_t i = 0; i < n; i++)
		rank_row(p, page_name(p, lines[i].entity),
		    word_of(p, "luck", driver_name((enum luck)lines[i].which)),
		    &lines[i].share, highest(lines, n));
	end(p);
}

/* fall: what is lost of a share; a dash where that is not sure. */
static const char *
fall(const struct page *p, const struct interval *i)
{
	struct text t = text_new(p->out->arena);

	odds_points(&t, p->language, i);
	return i->low > 0 ? t.at : "\u2014";
}

static void
absence_row(struct page *p, const struct odds_line *line)
{
	const char *cells[] = {page_name(p, line->entity),
	    fall(p, &line->share),
	    p->in->stage->call_out ? NULL : fall(p, &line->rto),
	    line->delay.low > 0 ? span(p, line->delay.at) : "\u2014", NULL};

	page_row(p, NULL, cells);
}

void
odds_table_absences(struct page *p, const struct campaign *c)
{
	const char *const head[] = {"odds.without", "odds.fall",
	    c->stage->call_out ? NULL : "odds.fall-rto", "odds.delay", NULL};
	struct odds_line lines[LARGEST];
	uint32_t n = odds_absences(c, lines, LARGEST);

	if (n == 0)
		return;
	page_heading(p, "odds.h-absences");
	if (!odds_is_missed(&lines[0])) {
		note(p, "odds.absences-none");
		return;
	}
	note(p, "odds.absences-note");
	page_head(p, "absences", head);
	for (uint32_t i = 0; i < n && odds_is_missed(&lines[i]); i++)
		absence_row(p, &lines[i]);
	end(p);
}

/* ---- which trials to play again ---- */

void
odds_table_examples(struct page *p, const struct campaign *c)
{
	const char *const head[] = {"odds.example-of",
	    c->stage->call_out ? "odds.answer" : "odds.recovery",
	    "report.trial", campaign_starts(c->stage) > 0 ? "odds.start" : NULL,
	    NULL};
	struct odds_example all[ODDS_EXAMPLES];
	uint32_t n = odds_examples(c, all);

	page_heading(p, "odds.examples");
	note(p, "odds.examples-note");
	page_head(p, "examples", head);
	for (uint32_t i = 0; i < n; i++) {
		char id[64];
		const char *cells[] = {
		    "", span(p, all[i].recovery), "", NULL, NULL};
		struct text start = text_new(p->out->arena);
		struct text t = text_new(p->out->arena);

		(void)snprintf(id, sizeof(id), "odds.example-%s", all[i].of);
		cells[0] = page_word(p, id);
		text_int(&t, (int64_t)all[i].trial);
		cells[2] = t.at;
		odds_starts_name(&start, p->language, all[i].start);
		if (campaign_starts(c->stage) > 0)
			cells[3] = start.at;
		page_row(p, NULL, cells);
	}
	end(p);
}

/* ---- notices ---- */

void
odds_table_notices(struct page *p, const struct campaign *c)
{
	static const char *const head[] = {
	    "report.notice", "odds.in-time-share", "", NULL};
	bool any = false;

	for (uint32_t i = 0; i < c->stage->counts[ENTITY_TASK]; i++) {
		const struct campaign_notice *n = &c->notices[i];
		struct interval x = interval_wilson(n->due - n->late, n->due);

		if (n->due == 0)
			continue;
		if (!any) {
			page_heading(p, "odds.notices");
			page_head(p, "rank", head);
		}
		any = true;
		rank_row(p, task_name(p, c, i), NULL, &x, WHOLE);
	}
	if (any)
		end(p);
}
