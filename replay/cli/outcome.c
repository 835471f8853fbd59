/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/outcome.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "plans/plan.h"
#include "replay/cli/by_start.h"
#include "replay/cli/cli.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "replay/report/odds.h"
#include "replay/report/odds_starts.h"
#include "replay/report/tell.h"
#include "scenarios/scenario.h"

enum { LABEL = 32, COLUMN = 16, LARGEST = 5 };

static const int64_t quantiles[] = {500000, 900000, 950000, 990000};

enum { QUANTILES = sizeof(quantiles) / sizeof(quantiles[0]) };

static const char *
word(const struct cli *cli, const char *id)
{
	return words_of(cli->language, id);
}

/* length: or the word for what never came. */
static const char *
length(const struct cli *cli, span_ms ms, const char *never)
{
	struct text t = text_new(cli->arena);

	if (ms == SPAN_NEVER)
		return word(cli, never);
	words_span(&t, cli->language, ms);
	return t.at;
}

static const char *
span(const struct cli *cli, span_ms ms)
{
	return length(cli, ms, "odds.never");
}

static const char *
count(const struct cli *cli, uint64_t n)
{
	struct text t = text_new(cli->arena);

	odds_count(&t, n);
	return t.at;
}

static void
heading(const struct cli *cli, struct text *t, const char *id)
{
	text_add(t, "\n");
	cli_paint(cli, t, "1", word(cli, id));
	text_add(t, "\n");
}

/* ---- the answer ---- */

/* share: one line: how likely, between what and what. */
static void
share(const struct cli *cli, struct text *t, const char *id,
    struct summary_of of, enum campaign_count which, const char *limit)
{
	struct text how = text_new(cli->arena);
	struct interval i;

	if (!summary_share(of, which, &i))
		return;
	odds_share(&how, cli->language, &i);
	text_add(t, "  ");
	words_say(t, cli->language, id, "share", how.at, "limit", limit, NULL);
	text_add(t, "\n");
}

static const struct objectives *
objectives_of(const struct campaign *c)
{
	return &c->stage->scenes[c->stage->scene].objectives;
}

/* shares: of one scenario, or of all together (`limits` false: each has its
 * own). */
static void
shares(const struct cli *cli, struct text *t, struct summary_of of)
{
	const struct stage *s = of.campaigns[0].stage;
	const struct objectives *o = objectives_of(&of.campaigns[0]);

	if (s->call_out) {
		share(cli, t, "odds.called", of, CAMPAIGN_MET,
		    span(cli, s->ladders[s->scenes[s->scene].ladder].promise));
		return;
	}
	share(cli, t, "odds.rto", of, CAMPAIGN_RTO_MET, span(cli, o->rto));
	if (o->rpo != SPAN_NEVER)
		share(cli, t, "odds.rpo", of, CAMPAIGN_RPO_MET,
		    span(cli, o->rpo));
	if (o->mtpd != SPAN_NEVER)
		share(cli, t, "odds.mtpd", of, CAMPAIGN_MTPD_EXCEEDED,
		    span(cli, o->mtpd));
}

static void
answer(const struct cli *cli, const struct odds *odds, struct text *t)
{
	static const char *const ids[][2] = {
	    {"odds.verdict-met", "odds.calls-met"},
	    {"odds.verdict-not_met", "odds.calls-not_met"},
	    {"odds.verdict-undecided", "odds.calls-undecided"},
	    {"odds.verdict-not_tested", "odds.calls-not_tested"}};
	static const char *const colours[] = {"1;32", "1;31", "1;33", "1;33"};
	enum summary_verdict v = summary_verdict(odds->of);
	uint64_t more = summary_more(odds->of);
	struct text line = text_new(cli->arena);
	struct text how = text_new(cli->arena);
	struct text asked = text_new(cli->arena);
	struct interval met;

	if (summary_share(odds->of, CAMPAIGN_MET, &met))
		odds_share(&how, cli->language, &met);
	tell_share(&asked, summary_objective(odds->of));
	words_say(&line, cli->language, ids[v][odds_is_called(odds->of)],
	    "share", how.at, "asked", asked.at, NULL);
	cli_paint(cli, t, colours[v], line.at);
	text_add(t, "\n");
	if (v != SUMMARY_UNDECIDED)
		return;
	text_add(t, "  ");
	if (more == UINT64_MAX)
		text_add(t, word(cli, "odds.more-none"));
	else
		words_say(
		    t, cli->language, "odds.more", "n", count(cli, more), NULL);
	text_add(t, "\n");
}

/* scenes: where others came up beside its own, each by itself. */
static void
scenes(const struct cli *cli, const struct campaign *c, struct text *t)
{
	if (!campaign_is_several(c))
		return;
	heading(cli, t, "odds.h-scenes");
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_SCENE]; i++) {
		const struct campaign_scene *s = &c->scenes[i];
		struct interval met = interval_wilson(s->met, s->tested);
		struct text how = text_new(cli->arena);

		if (s->drilled == 0)
			continue;
		odds_share(&how, cli->language, &met);
		text_add(t, "  ");
		words_say(t, cli->language,
		    s->tested == 0 ? "odds.scene-untested" : "odds.scene",
		    "scene",
		    tell_name(
			cli->language, c->stage, fact_entity(ENTITY_SCENE, i)),
		    "share", how.at, "p50",
		    span(cli, histogram_quantile(&s->recovery, 500000).at),
		    "p90",
		    span(cli, histogram_quantile(&s->recovery, 900000).at),
		    "rto", span(cli, c->stage->scenes[i].objectives.rto),
		    "tested", count(cli, s->tested), "drilled",
		    count(cli, s->drilled), NULL);
		text_add(t, "\n");
	}
	text_add(t, "\n  ");
	words_say(t, cli->language, "scenes.own", "scene",
	    tell_name(cli->language, c->stage,
		fact_entity(ENTITY_SCENE, c->stage->scene)),
	    NULL);
	text_add(t, "\n");
}

/* ---- how long ---- */

static void
quantile_row(const struct cli *cli, struct text *t, const char *label,
    const struct histogram *h, const char *never)
{
	size_t from = t->len;

	text_fmt(t, "  %s", label);
	text_pad(t, from, LABEL);
	for (int i = 0; i < QUANTILES; i++) {
		text_add(t, " ");
		text_add(t,
		    length(cli, histogram_quantile(h, quantiles[i]).at, never));
		text_pad(t, from, LABEL + (size_t)(i + 1) * COLUMN);
	}
	while (t->len > from && t->at[t->len - 1] == ' ')
		t->at[--t->len] = '\0';
	text_add(t, "\n");
}

static void
lengths(const struct cli *cli, const struct campaign *c, struct text *t)
{
	bool calls = c->stage->call_out;
	size_t from = t->len;
	char id[64];

	text_fmt(
	    t, "\n  %s", word(cli, calls ? "odds.how-soon" : "odds.how-long"));
	text_pad(t, from + 1, LABEL);
	for (int i = 0; i < QUANTILES; i++) {
		text_fmt(t, " P%d", (int)(quantiles[i] / 10000));
		if (i < QUANTILES - 1)
			text_pad(t, from + 1, LABEL + (size_t)(i + 1) * COLUMN);
	}
	text_add(t, "\n");
	quantile_row(cli, t, word(cli, calls ? "odds.answer" : "odds.recovery"),
	    &c->lengths[CAMPAIGN_RECOVERY],
	    calls ? "odds.nobody" : "odds.never");
	for (uint32_t i = 0; i < CAMPAIGN_LENGTHS - CAMPAIGN_STAGES; i++) {
		const struct histogram *h = &c->lengths[CAMPAIGN_STAGES + i];

		if (h->n == 0)
			continue;
		(void)snprintf(id, sizeof(id), "mark.%s",
		    timing_mark_name(campaign_mark(i)));
		quantile_row(cli, t, word(cli, id), h, "odds.never");
	}
	if (c->stage->counts[ENTITY_DATA] > 0 && !calls)
		quantile_row(cli, t, word(cli, "odds.data-loss"),
		    &c->lengths[CAMPAIGN_DATA_LOSS], "odds.never");
}

/* targets: how often each stage that has a target kept it. */
static void
targets(const struct cli *cli, const struct campaign *c, struct text *t)
{
	const struct stage_scene *scene = &c->stage->scenes[c->stage->scene];

	for (uint32_t i = 0; i < TARGETS; i++) {
		struct interval met = interval_wilson(
		    c->targets[i], c->counts[CAMPAIGN_OWN_TESTED]);
		struct text how = text_new(cli->arena);
		char id[64];

		if (scene->targets[i] == SPAN_NEVER || c->stage->call_out)
			continue;
		(void)snprintf(id, sizeof(id), "mark.%s",
		    timing_mark_name(campaign_mark(i)));
		odds_share(&how, cli->language, &met);
		text_add(t, "  ");
		words_say(t, cli->language, "odds.target", "stage",
		    word(cli, id), "limit", span(cli, scene->targets[i]),
		    "share", how.at, NULL);
		text_add(t, "\n");
	}
}

/* ---- what to look at ---- */

static const char *
name(const struct cli *cli, const struct campaign *c, uint32_t entity)
{
	return entity == 0 ? "" : tell_name(cli->language, c->stage, entity);
}

static void
item(const struct cli *cli, struct text *t, const char *id, const char *what,
    const char *on, const char *share, const char *mean)
{
	text_add(t, "  ");
	words_say(t, cli->language, id, "what", what, "on", on, "share", share,
	    "span", mean, NULL);
	text_add(t, "\n");
}

static void
spent(const struct cli *cli, const struct campaign *c, struct text *t)
{
	struct odds_line lines[LARGEST];
	uint32_t n = odds_spent(c, lines, LARGEST);

	if (n == 0)
		return;
	heading(cli, t, "odds.spent");
	for (uint32_t i = 0; i < n; i++) {
		struct text part = text_new(cli->arena);
		char id[64];

		(void)snprintf(id, sizeof(id), "cause.%s",
		    path_cause_name((enum cause)lines[i].which));
		tell_share(&part, lines[i].share.ppm);
		item(cli, t, "odds.spent-line", word(cli, id),
		    name(cli, c, lines[i].entity), part.at,
		    span(cli, lines[i].mean_ms));
	}
}

static void
drivers(const struct cli *cli, const struct campaign *c, struct text *t)
{
	struct odds_line lines[LARGEST];
	uint32_t n = odds_drivers(c, lines, LARGEST);

	if (n == 0)
		return;
	heading(
	    cli, t, c->stage->call_out ? "odds.drivers-calls" : "odds.drivers");
	for (uint32_t i = 0; i < n; i++) {
		struct text part = text_new(cli->arena);
		char id[64];

		(void)snprintf(id, sizeof(id), "luck.%s",
		    driver_name((enum luck)lines[i].which));
		odds_share(&part, cli->language, &lines[i].share);
		item(cli, t, "odds.driver-line", word(cli, id),
		    name(cli, c, lines[i].entity), part.at, "");
	}
}

/* absence: told by what it costs first: the odds, the RTO's, or time. */
static void
absence(const struct cli *cli, const struct campaign *c,
    const struct odds_line *line, struct text *t)
{
	struct text part = text_new(cli->arena);
	const char *id = "odds.absence-later";

	if (line->share.low > 0) {
		odds_points(&part, cli->language, &line->share);
		id = "odds.absence-line";
	} else if (line->rto.low > 0) {
		odds_points(&part, cli->language, &line->rto);
		id = "odds.absence-rto";
	} else if (line->delay.at == SPAN_NEVER) {
		id = "odds.absence-never";
	}
	item(cli, t, id, "", name(cli, c, line->entity), part.at,
	    span(cli, line->delay.at));
}

/* absences: those that surely cost something. */
static void
absences(const struct cli *cli, const struct campaign *c, struct text *t)
{
	struct odds_line lines[LARGEST];
	uint32_t n = odds_absences(c, lines, LARGEST);

	if (n == 0)
		return;
	heading(cli, t, "odds.absences");
	for (uint32_t i = 0; i < n && odds_is_missed(&lines[i]); i++)
		absence(cli, c, &lines[i], t);
	if (!odds_is_missed(&lines[0]))
		text_fmt(t, "  %s\n", word(cli, "odds.absences-none"));
}

static void
notices(const struct cli *cli, const struct campaign *c, struct text *t)
{
	bool any = false;

	for (uint32_t i = 0; i < c->stage->counts[ENTITY_TASK]; i++) {
		const struct campaign_notice *n = &c->notices[i];
		struct interval x = interval_wilson(n->due - n->late, n->due);
		struct text part = text_new(cli->arena);

		if (n->due == 0)
			continue;
		if (!any)
			heading(cli, t, "odds.notices");
		any = true;
		odds_share(&part, cli->language, &x);
		item(cli, t, "odds.notice-line", "",
		    name(cli, c, fact_entity(ENTITY_TASK, i)), part.at, "");
	}
}

/* examples: which trials to play again. */
static void
examples(const struct cli *cli, const struct campaign *c, struct text *t)
{
	struct odds_example all[ODDS_EXAMPLES];
	uint32_t n = odds_examples(c, all);

	heading(cli, t, "odds.examples");
	for (uint32_t i = 0; i < n; i++) {
		struct text trial = text_new(cli->arena);
		struct text start = text_new(cli->arena);
		char id[64];

		(void)snprintf(id, sizeof(id), "odds.example-%s", all[i].of);
		text_fmt(&trial, "%" PRIu64, all[i].trial);
		text_add(t, "  ");
		odds_starts_name(&start, cli->language, all[i].start);
		words_say(t, cli->language,
		    campaign_starts(c->stage) > 0 ? "odds.example-start"
						  : "odds.example",
		    "what", word(cli, id), "span", span(cli, all[i].recovery),
		    "trial", trial.at, "start", start.at, NULL);
		text_add(t, "\n");
	}
}

static void
about(
    const struct cli *cli, const struct odds *odds, uint32_t i, struct text *t)
{
	const struct campaign *c = &odds->of.campaigns[i];
	const struct scene *scene = &odds->plan->scenes.at[c->stage->scene];
	struct text seed = text_new(cli->arena);

	text_fmt(&seed, "%" PRIu64, c->stage->seed);
	cli_paint(
	    cli, t, "1", words_title(cli->language, &odds->scenarios[i]->name));
	text_add(t, "\n  ");
	words_say(t, cli->language, "odds.about", "plan",
	    words_title(cli->language, &odds->plan->name), "scene",
	    words_title(cli->language, &scene->name), "n",
	    count(cli, c->counts[CAMPAIGN_TRIALS]), "seed", seed.at, NULL);
	text_add(t, "\n");
}

static void
untested(const struct cli *cli, const struct campaign *c, struct text *t)
{
	uint64_t n = c->counts[CAMPAIGN_TRIALS] - c->counts[CAMPAIGN_TESTED];

	if (n == 0)
		return;
	text_add(t, "  ");
	words_say(t, cli->language, "odds.untested", "n", count(cli, n), NULL);
	text_add(t, "\n");
}

static void
scenario(
    const struct cli *cli, const struct odds *odds, uint32_t i, struct text *t)
{
	const struct campaign *c = &odds->of.campaigns[i];
	struct summary_of one = {c, &odds->of.weights[i], 1};

	scenes(cli, c, t);
	if (c->counts[CAMPAIGN_OWN_TESTED] > 0) {
		shares(cli, t, one);
		untested(cli, c, t);
		by_start_say(cli, c, t);
		lengths(cli, c, t);
		targets(cli, c, t);
		spent(cli, c, t);
		drivers(cli, c, t);
		absences(cli, c, t);
		notices(cli, c, t);
		examples(cli, c, t);
	}
}

static void
findings(const struct cli *cli, const struct odds *odds, struct text *t)
{
	if (odds->findings_n == 0)
		return;
	heading(cli, t, "say.plan-findings");
	for (uint32_t i = 0; i < odds->findings_n; i++)
		text_fmt(t, "  - %s\n", odds->findings[i]);
}

void
outcome_words(const struct cli *cli, const struct odds *odds, struct text *t)
{
	if (!odds->complete) {
		cli_paint(cli, t, "1;33", word(cli, "odds.incomplete"));
		text_add(t, "\n\n");
	}
	for (uint32_t i = 0; i < odds->of.n; i++) {
		about(cli, odds, i, t);
		if (odds->of.n > 1)
			scenario(cli, odds, i, t);
		text_add(t, "\n");
	}
	answer(cli, odds, t);
	if (odds->of.n == 1)
		scenario(cli, odds, 0, t);
	findings(cli, odds, t);
	text_add(t, "\n");
	if (!odds_is_called(odds->of))
		text_fmt(t, "  %s\n", word(cli, "odds.calibration"));
	text_fmt(t, "  %s\n", word(cli, "say.readiness"));
}
