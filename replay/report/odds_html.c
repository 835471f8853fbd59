/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_html.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/report/odds.h"
#include "replay/report/odds_chart.h"
#include "replay/report/odds_starts.h"
#include "replay/report/odds_table.h"
#include "replay/report/page.h"
#include "replay/report/report.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

/* What this page needs beside the style of all reports. */
static const char style[] =
    ".spread{width:100%;height:242px;margin-top:.4rem}"
    ".spread rect,.spent rect{stroke:#fff;stroke-width:.75}"
    ".spread text{font-size:.87rem;paint-order:stroke;stroke:#fff;"
    "stroke-width:3px}"
    ".figures{grid-template-columns:repeat(auto-fit,minmax(9.4rem,1fr))}"
    ".legend+.wide,.spent+.wide{margin-top:.8rem}"
    ".hours{font-size:.8rem;table-layout:fixed;min-width:44rem}"
    ".hours th,.hours td{padding:.25rem 0;text-align:center;"
    "border:1px solid #fff;font-variant-numeric:tabular-nums}"
    ".hours th[scope=row]{width:3.2rem;text-align:left}"
    ".held{background:#d3e2f0}.near{background:#f6dfe3}"
    ".short{background:#e6aab6}.far{background:#cc6677;color:#fff}"
    ".starts td{white-space:nowrap}"
    ".scenario{margin-top:3.5rem;border-top:3px solid #1b1f23}"
    ".scenario h1{font-size:1.3rem;margin-top:1rem}"
    "svg.spent{width:100%;height:34px;margin-top:.4rem}"
    ".in-time{fill:#4477aa}.overdue{fill:#cc6677}.no-more{fill:#882255}"
    "td.picture{width:30%;vertical-align:middle}"
    ".bar{width:100%;min-width:6rem;height:14px}"
    ".bar line{stroke-width:2}"
    ".stages td:nth-child(n+2),.scenarios td:nth-child(n+2),"
    ".spent td:nth-child(n+3),.rank td:nth-last-child(2),"
    ".absences td:nth-last-child(2){white-space:nowrap}"
    "@media(max-width:40rem){td.picture,th:empty{display:none}"
    "td:first-child{min-width:7.5rem}}"
    "@media print{.scenario{break-before:page;margin-top:0}}\n";

static const char *
count(const struct page *p, uint64_t n)
{
	struct text t = text_new(p->out->arena);

	odds_count(&t, n);
	return t.at;
}

static const char *
plain(const struct page *p, uint64_t n)
{
	struct text t = text_new(p->out->arena);

	text_fmt(&t, "%" PRIu64, n);
	return t.at;
}

static const char *
share(const struct page *p, const struct interval *i)
{
	struct text t = text_new(p->out->arena);

	odds_share(&t, p->language, i);
	return t.at;
}

static const char *
points(const struct page *p, const struct interval *i)
{
	struct text t = text_new(p->out->arena);

	odds_points(&t, p->language, i);
	return t.at;
}

static const struct objectives *
objectives_of(const struct campaign *c)
{
	return &c->stage->scenes[c->stage->scene].objectives;
}

/* ---- what it is about ---- */

static const char *
versioned(const struct page *p, const char *name, const char *version)
{
	struct argument args[] = {{"name", name}, {"version", version}};

	return version[0] == '\0' ? name
				  : page_fill(p, "report.versioned", args, 2);
}

static const char *
trials(const struct page *p, const struct odds *odds)
{
	uint64_t n = odds->of.campaigns[0].counts[CAMPAIGN_TRIALS];
	struct argument args[] = {{"n", count(p, n)}};

	return page_fill(
	    p, odds->of.n == 1 ? "odds.trials" : "odds.trials-each", args, 1);
}

static void
about(struct page *p, const struct odds *odds)
{
	const struct plan *plan = odds->plan;
	const struct scenario *s = odds->scenarios[0];
	const struct stage *stage = odds->of.campaigns[0].stage;
	const struct scene *scene = &plan->scenes.at[stage->scene];
	bool one = odds->of.n == 1;

	page_raw(p, "<header>\n");
	page_paragraph(p, "kind", page_word(p, "odds.title"));
	page_tag(p, "h1", NULL,
	    one ? page_title(p, &s->name, s->id)
		: page_title(p, &plan->name, plan->id));
	if (plan->reconstructed || s->reconstructed)
		page_paragraph(
		    p, "badge", page_word(p, "report.reconstructed"));
	if (!odds->complete)
		page_paragraph(p, "badge", page_word(p, "odds.incomplete"));
	page_raw(p, "\n<dl class=\"about\">\n");
	page_term(p, "report.plan",
	    versioned(p, page_title(p, &plan->name, plan->id), plan->version));
	if (one) {
		page_term(
		    p, "report.scene", page_title(p, &scene->name, scene->id));
		page_term(
		    p, "report.scenario", versioned(p, s->id, s->version));
	}
	page_term(p, "odds.how-many", trials(p, odds));
	page_raw(p, "</dl>\n");
	page_paragraph(p, "note", page_word(p, "report.simulated"));
	page_raw(p, "</header>\n");
}

/* ---- the answer ---- */

static void
figure(struct page *p, const char *id, const char *value, const char *promised)
{
	page_raw(p, "<div>");
	page_tag(p, "dt", NULL, page_word(p, id));
	page_tag(p, "dd", "value", value);
	if (promised[0] != '\0')
		page_tag(p, "dd", "promised", promised);
	page_raw(p, "</div>\n");
}

static const char *
limit(const struct page *p, struct summary_of of, const char *id, span_ms span)
{
	struct argument args[] = {{"span", page_span(p, span)}};

	return of.n > 1 ? "" : page_fill(p, id, args, 1);
}

static void
odds_figure(struct page *p, struct summary_of of, const char *id,
    enum campaign_count which, const char *promised)
{
	struct interval i;

	if (summary_share(of, which, &i))
		figure(p, id, share(p, &i), promised);
}

static void
quantile_figure(
    struct page *p, const struct histogram *h, const char *id, int64_t ppm)
{
	span_ms at = histogram_quantile(h, ppm).at;

	figure(p, id,
	    at == SPAN_NEVER ? page_either(p, "odds.never", "odds.nobody")
			     : page_span(p, at),
	    "");
}

/* call_figures: of call-out drills: how often and how soon somebody answers. */
static void
call_figures(struct page *p, struct summary_of of)
{
	const struct histogram *h = &of.campaigns[0].lengths[CAMPAIGN_RECOVERY];

	odds_figure(p, of, "odds.figure-called", CAMPAIGN_MET,
	    limit(p, of, "odds.promised", odds_limit(&of.campaigns[0])));
	if (of.n == 1 && h->n + h->never > 0) {
		quantile_figure(p, h, "odds.figure-answer-median", 500000);
		quantile_figure(p, h, "odds.figure-answer-p90", 900000);
	}
}

/* figures: of one scenario, or of all together; each has its own limits. */
static void
figures(struct page *p, struct summary_of of)
{
	const struct objectives *o = objectives_of(&of.campaigns[0]);
	const struct histogram *h = &of.campaigns[0].lengths[CAMPAIGN_RECOVERY];
	struct argument own[] = {
	    {"scene", page_name(p, fact_entity(ENTITY_SCENE,
				       of.campaigns[0].stage->scene))}};

	if (of.n == 1 && campaign_is_several(&of.campaigns[0]))
		page_paragraph(p, NULL, page_fill(p, "scenes.own", own, 1));
	page_raw(p, "<dl class=\"figures\">\n");
	if (odds_is_called(of)) {
		call_figures(p, of);
		page_raw(p, "</dl>\n");
		return;
	}
	odds_figure(p, of, "odds.figure-rto", CAMPAIGN_RTO_MET,
	    limit(p, of, "report.promised-rto", o->rto));
	if (odds_has_rpo(of))
		odds_figure(p, of, "odds.figure-rpo", CAMPAIGN_RPO_MET,
		    limit(p, of, "report.promised-rpo", o->rpo));
	if (odds_has_mtpd(of))
		odds_figure(p, of, "odds.figure-mtpd", CAMPAIGN_MTPD_EXCEEDED,
		    limit(p, of, "report.promised-mtpd", o->mtpd));
	if (of.n == 1 && h->n + h->never > 0) {
		quantile_figure(p, h, "odds.figure-median", 500000);
		quantile_figure(p, h, "odds.figure-p90", 900000);
	}
	page_raw(p, "</dl>\n");
}

static const char *
verdict_line(const struct page *p, struct summary_of of, const char *id)
{
	struct text asked = text_new(p->out->arena);
	struct interval met;
	struct argument args[] = {{"share", ""}, {"asked", ""}};

	if (summary_share(of, CAMPAIGN_MET, &met))
		args[0].value = share(p, &met);
	tell_share(&asked, summary_objective(of));
	args[1].value = asked.at;
	return page_fill(p, id, args, 2);
}

static void
more(struct page *p, struct summary_of of)
{
	uint64_t n = summary_more(of);
	struct argument args[] = {{"n", count(p, n)}};

	page_paragraph(p, NULL,
	    n == UINT64_MAX ? page_word(p, "odds.more-none")
			    : page_fill(p, "odds.more", args, 1));
}

static void
untested(struct page *p, struct summary_of of)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < of.n; i++)
		n += of.campaigns[i].counts[CAMPAIGN_TRIALS] -
		     of.campaigns[i].counts[CAMPAIGN_TESTED];
	struct argument args[] = {{"n", count(p, n)}};
	if (n > 0)
		page_paragraph(
		    p, "note", page_fill(p, "odds.untested", args, 1));
}

static void
verdict(struct page *p, const struct odds *odds)
{
	static const struct {
		const char *class, *id, *call;
	} all[] = {
	    [SUMMARY_MET] = {"met", "odds.verdict-met", "odds.calls-met"},
	    [SUMMARY_NOT_MET] = {"not-met", "odds.verdict-not_met",
		"odds.calls-not_met"},
	    [SUMMARY_UNDECIDED] = {"not-tested", "odds.verdict-undecided",
		"odds.calls-undecided"},
	    [SUMMARY_NOT_TESTED] = {"not-tested", "odds.verdict-not_tested",
		"odds.calls-not_tested"}};
	enum summary_verdict v = summary_verdict(odds->of);

	text_fmt(p->out, "<section class=\"verdict %s\">\n", all[v].class);
	page_paragraph(p, "big",
	    verdict_line(p, odds->of,
		odds_is_called(odds->of) ? all[v].call : all[v].id));
	if (v == SUMMARY_UNDECIDED)
		more(p, odds->of);
	figures(p, odds->of);
	untested(p, odds->of);
	if (!odds_is_called(odds->of)) /* which no incident was held against */
		page_paragraph(p, "note", page_word(p, "odds.calibration"));
	page_raw(p, "</section>\n");
}

/* ---- what to look at first ---- */

static const char *
word_of(const struct page *p, const char *family, const char *name)
{
	char id[64];

	(void)snprintf(id, sizeof(id), "%s.%s", family, name);
	return page_word(p, id);
}

/* item: a sentence about one line of a ranking. */
static void
item(struct page *p, const char *id, const struct odds_line *line,
    const char *what, const char *how)
{
	struct argument args[] = {
	    {"on", line->entity == 0 ? "" : page_name(p, line->entity)},
	    {"what", what}, {"share", how},
	    {"span", page_span(p, line->mean_ms)}};

	page_tag(p, "li", NULL, page_fill(p, id, args, 4));
	page_raw(p, "\n");
}

/* first_rpo: is it the data, not the time, that fails? */
static void
first_rpo(struct page *p, struct summary_of of)
{
	struct odds_line x = {0};
	struct interval rto;

	if (odds_has_rpo(of) && summary_share(of, CAMPAIGN_RTO_MET, &rto) &&
	    summary_share(of, CAMPAIGN_RPO_MET, &x.share) &&
	    x.share.high < rto.low)
		item(p, "odds.first-rpo", &x, "", share(p, &x.share));
}

static void
first_spent(struct page *p, const struct campaign *c)
{
	struct odds_line x;
	struct text part = text_new(p->out->arena);

	if (odds_spent(c, &x, 1) == 0)
		return;
	tell_share(&part, x.share.ppm);
	item(p, x.entity == 0 ? "odds.first-spent-none" : "odds.first-spent",
	    &x, word_of(p, "cause", path_cause_name((enum cause)x.which)),
	    part.at);
}

static void
first_driver(struct page *p, const struct campaign *c)
{
	struct odds_line x;

	if (odds_drivers(c, &x, 1) > 0)
		item(p, "odds.first-driver", &x,
		    word_of(p, "luck", driver_name((enum luck)x.which)),
		    share(p, &x.share));
}

static void
first_absence(struct page *p, const struct campaign *c)
{
	struct odds_line x;

	if (odds_absences(c, &x, 1) == 0 || !odds_is_missed(&x))
		return;
	x.mean_ms = x.delay.at;
	if (x.share.low > 0)
		item(p, "odds.first-absence", &x, "", points(p, &x.share));
	else if (x.rto.low > 0)
		item(p, "odds.first-absence-rto", &x, "", points(p, &x.rto));
	else if (x.delay.at == SPAN_NEVER)
		item(p, "odds.first-absence-never", &x, "", "");
	else
		item(p, "odds.first-absence-later", &x, "", "");
}

/* first_notice: the one that is late most often, if any ever is. */
static void
first_notice(struct page *p, const struct campaign *c)
{
	struct odds_line x = {.share.ppm = 1000000};

	for (uint32_t i = 0; i < c->stage->counts[ENTITY_TASK]; i++) {
		const struct campaign_notice *n = &c->notices[i];
		struct interval y = interval_wilson(n->due - n->late, n->due);

		if (n->late == 0 || y.ppm >= x.share.ppm)
			continue;
		x.share = y;
		x.entity = fact_entity(ENTITY_TASK, i);
	}
	if (x.entity != 0)
		item(p, "odds.first-notice", &x, "", share(p, &x.share));
}

/* weakest: the scenario that meets its objectives most rarely; those that
 * test nothing show nothing. */
static uint32_t
weakest(const struct odds *odds)
{
	struct interval x;
	int64_t least = INT64_MAX;
	uint32_t at = 0;

	for (uint32_t i = 0; i < odds->of.n; i++) {
		const struct summary_of one = {
		    &odds->of.campaigns[i], &odds->of.weights[i], 1};

		if (!summary_share(one, CAMPAIGN_MET, &x) || x.ppm >= least)
			continue;
		least = x.ppm;
		at = i;
	}
	return at;
}

static void
first(struct page *p, const struct odds *odds, const struct report_input *in)
{
	uint32_t at = weakest(odds);
	const struct campaign *c = &odds->of.campaigns[at];
	const struct scenario *s = odds->scenarios[at];

	if (c->counts[CAMPAIGN_TESTED] == 0)
		return;
	p->in = &in[at];
	page_heading(p, "odds.h-first");
	if (odds->of.n > 1) {
		struct argument args[] = {
		    {"scenario", page_title(p, &s->name, s->id)}};

		page_paragraph(
		    p, "note", page_fill(p, "odds.first-note", args, 1));
	}
	page_raw(p, "<ol class=\"largest\">\n");
	first_rpo(p, (struct summary_of){c, &odds->of.weights[at], 1});
	odds_starts_first(p, c);
	first_spent(p, c);
	first_driver(p, c);
	first_absence(p, c);
	first_notice(p, c);
	page_raw(p, "</ol>\n");
}

/* ---- one scenario ---- */

static void
spread(struct page *p, const struct campaign *c)
{
	const struct objectives *o = objectives_of(c);

	page_tag(
	    p, "h2", NULL, page_either(p, "odds.h-spread", "odds.h-answers"));
	if (c->lengths[CAMPAIGN_RECOVERY].n == 0)
		page_paragraph(p, NULL,
		    page_either(p, "odds.never-any", "odds.nobody-ever"));
	odds_chart_recovery(p, c);
	if (c->stage->call_out)
		return;
	page_paragraph(p, "note", page_word(p, "odds.spread-note"));
	if (o->mtpd != SPAN_NEVER && o->rto_clock != CLOCK_DISRUPTION)
		page_paragraph(p, "note", page_word(p, "odds.mtpd-note"));
}

/* lengths: of a call-out drill there are no stages and nothing is spent. */
static void
lengths(struct page *p, const struct campaign *c)
{
	if (c->stage->call_out)
		return;
	odds_table_stages(p, c);
	page_heading(p, "odds.spent");
	odds_chart_spent(p, c);
	odds_table_spent(p, c);
}

static void
scenario(struct page *p, const struct odds *odds, uint32_t i)
{
	const struct campaign *c = &odds->of.campaigns[i];
	const struct summary_of one = {c, &odds->of.weights[i], 1};
	const struct scenario *s = odds->scenarios[i];

	if (odds->of.n > 1) {
		page_raw(p, "<section class=\"scenario\">\n");
		page_tag(p, "h1", NULL, page_title(p, &s->name, s->id));
		if (c->counts[CAMPAIGN_TESTED] > 0)
			figures(p, one);
		untested(p, one);
	}
	odds_starts_write(p, c);
	odds_table_scenes(p, c);
	if (c->counts[CAMPAIGN_OWN_TESTED] > 0) {
		spread(p, c);
		lengths(p, c);
		odds_table_drivers(p, c);
		odds_table_absences(p, c);
		odds_table_examples(p, c);
	}
	odds_table_notices(p, c);
	if (odds->of.n > 1)
		page_raw(p, "</section>\n");
}

static void
findings(struct page *p, const struct odds *odds)
{
	if (odds->findings_n == 0)
		return;
	page_heading(p, "report.h-findings");
	page_raw(p, "<ul>\n");
	for (uint32_t i = 0; i < odds->findings_n; i++)
		page_tag(p, "li", NULL, odds->findings[i]);
	page_raw(p, "</ul>\n");
}

/* ---- how to do it again ---- */

/* stage_hex: the digest of what the documents were compiled to. */
static const char *
stage_hex(const struct page *p, const struct stage *stage)
{
	struct digest digest = stage_digest(stage);
	char *hex = arena_alloc(p->out->arena, DIGEST_HEX);

	digest_hex(&digest, hex);
	return page_digest(p, hex);
}

static void
digests(struct page *p, const struct odds *odds)
{
	for (uint32_t i = 0; i < odds->documents_n; i++) {
		page_tag(p, "dt", NULL, odds->documents[i].name);
		page_tag(p, "dd", "digest",
		    page_digest(p, odds->documents[i].digest));
		page_raw(p, "\n");
	}
	for (uint32_t i = 0; i < odds->of.n; i++) {
		struct argument args[] = {{"scenario", odds->scenarios[i]->id}};

		page_tag(
		    p, "dt", NULL, page_fill(p, "odds.stage-digest", args, 1));
		page_tag(p, "dd", "digest",
		    stage_hex(p, odds->of.campaigns[i].stage));
		page_raw(p, "\n");
	}
}

static void
again(struct page *p, const struct odds *odds)
{
	page_raw(p, "<section class=\"verify\">");
	page_heading(p, "odds.h-again");
	page_paragraph(p, NULL, page_word(p, "odds.again"));
	page_tag(p, "pre", NULL, odds->command);
	page_raw(p, "\n<dl class=\"about\">\n");
	digests(p, odds);
	for (uint32_t i = 0; i < odds->of.n; i++)
		page_term(p, "report.seed",
		    plain(p, odds->of.campaigns[i].stage->seed));
	page_term(p, "report.semantics", plain(p, STAGE_SEMANTICS));
	page_term(p, "report.program", odds->version);
	page_raw(p, "</dl>\n</section>\n");
}

void
odds_html_write(
    struct text *out, enum language language, const struct odds *odds)
{
	struct report_input *in =
	    arena_array(out->arena, odds->of.n, sizeof(*in));
	struct page page;
	struct page *p = &page;

	for (uint32_t i = 0; i < odds->of.n; i++) {
		in[i].plan = odds->plan;
		in[i].scenario = odds->scenarios[i];
		in[i].stage = odds->of.campaigns[i].stage;
	}
	page = page_new(out, language, in);
	page_begin(p, "odds.title", style);
	about(p, odds);
	verdict(p, odds);
	first(p, odds, in);
	odds_table_scenarios(p, odds);
	for (uint32_t i = 0; i < odds->of.n; i++) {
		p->in = &in[i];
		scenario(p, odds, i);
	}
	findings(p, odds);
	again(p, odds);
	page_raw(p, "</main>\n</body>\n</html>\n");
}
