/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/by_start.h"

#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/emit.h"
#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"
#include "replay/judge/hours.h"
#include "replay/report/odds.h"
#include "replay/report/odds_starts.h"
#include "replay/report/tell.h"

enum { LARGEST = 5, WHOLE = 1000000, MARGIN = 12, EVERY = 3 };

static const char *
share(const struct cli *cli, const struct interval *i)
{
	struct text t = text_new(cli->arena);

	odds_share(&t, cli->language, i);
	return t.at;
}

/* ---- for people ---- */

/* row: a character an hour: tenths that meet, "#" where all do. */
static void
row(const struct cli *cli, const struct hours *h, uint32_t day, struct text *t)
{
	size_t from = t->len;

	text_add(t, "    ");
	text_add(t, odds_starts_weekday(cli->language, day));
	text_pad(t, from, MARGIN);
	for (uint32_t hour = 0; hour < HOURS_OF_DAY; hour++) {
		const struct hours_cell *x = &h->at[day][hour];

		if (x->tested == 0)
			text_add(t, ".");
		else if (x->met.ppm == WHOLE)
			text_add(t, "#");
		else
			text_fmt(t, "%d", (int)(x->met.ppm * 10 / WHOLE));
	}
	text_add(t, "\n");
}

static void
by_hour(const struct cli *cli, const struct campaign *c, struct text *t)
{
	size_t from = t->len;
	struct hours h;

	hours_of(c, &h);
	text_pad(t, from, MARGIN);
	for (int hour = 0; hour < HOURS_OF_DAY; hour += EVERY)
		text_fmt(t, "%-*d", EVERY, hour);
	while (t->at[t->len - 1] == ' ')
		t->at[--t->len] = '\0';
	text_add(t, "\n");
	for (uint32_t day = 0; day < HOURS_DAYS; day++)
		if (odds_starts_has(&h, day))
			row(cli, &h, day, t);
	text_fmt(t, "    %s\n", words_of(cli->language, "odds.hours-key"));
}

/* worst: the starts that meet most rarely, or all of a few. */
static void
worst(const struct cli *cli, const struct campaign *c, struct text *t)
{
	bool few = campaign_starts(c->stage) <= ODDS_STARTS_FEW;
	uint32_t starts[ODDS_STARTS_FEW];
	uint32_t n = hours_worst(c, starts, few ? ODDS_STARTS_FEW : LARGEST);

	if (!few)
		text_fmt(
		    t, "  %s\n", words_of(cli->language, "odds.starts-worst"));
	for (uint32_t i = 0; i < n; i++) {
		struct text name = text_new(cli->arena);
		struct interval met = hours_met(c, starts[i]);

		odds_starts_name(
		    &name, cli->language, c->stage->outsets.at[starts[i]].at);
		text_add(t, few ? "  " : "    ");
		words_say(t, cli->language, "odds.start-line", "start", name.at,
		    "share", share(cli, &met), NULL);
		text_add(t, "\n");
	}
}

/* fall_short: in how many of its hours it surely fails. */
static void
fall_short(const struct cli *cli, const struct campaign *c, struct text *t)
{
	struct text part = text_new(cli->arena);
	int64_t ppm;

	if (!odds_starts_short(c, &ppm))
		return;
	tell_share(&part, ppm / 1000 * 1000);
	text_add(t, "  ");
	words_say(
	    t, cli->language, "odds.starts-short", "share", part.at, NULL);
	text_add(t, "\n");
}

void
by_start_say(const struct cli *cli, const struct campaign *c, struct text *t)
{
	struct text n = text_new(cli->arena);
	uint32_t any;

	if (hours_worst(c, &any, 1) == 0)
		return;
	text_add(t, "\n");
	cli_paint(cli, t, "1", words_of(cli->language, "odds.h-starts"));
	text_add(t, "\n");
	fall_short(cli, c, t);
	if (campaign_starts(c->stage) > ODDS_STARTS_FEW)
		by_hour(cli, c, t);
	worst(cli, c, t);
	if (hours_untried(c) == 0)
		return;
	odds_count(&n, hours_untried(c));
	text_add(t, "  ");
	words_say(t, cli->language, "odds.starts-untried", "n", n.at, NULL);
	text_add(t, "\n");
}

/* ---- for the machine ---- */

static void
emit_interval(struct emit *e, const struct interval *i)
{
	emit_object(e, "p_met");
	emit_int(e, "ppm", i->ppm);
	emit_int(e, "low_ppm", i->low);
	emit_int(e, "high_ppm", i->high);
	emit_end(e, '}');
}

static void
emit_start(struct emit *e, const struct campaign *c, uint32_t start)
{
	const struct outset *o = &c->stage->outsets.at[start];
	struct text at = text_new(e->text->arena);
	struct interval met = hours_met(c, start);

	instant_write(&at, o->at);
	emit_object(e, NULL);
	emit_string(e, "at", at.at);
	emit_int(e, "weight", o->weight);
	emit_int(e, "trials", (int64_t)c->starts[start][CAMPAIGN_TRIALS]);
	emit_int(e, "tested", (int64_t)c->starts[start][CAMPAIGN_TESTED]);
	emit_int(e, "met", (int64_t)c->starts[start][CAMPAIGN_MET]);
	emit_interval(e, &met);
	emit_end(e, '}');
}

static void
emit_hours(struct emit *e, const struct campaign *c)
{
	struct hours h;

	hours_of(c, &h);
	emit_array(e, "by_hour");
	for (uint32_t i = 0; i < HOURS_DAYS * HOURS_OF_DAY; i++) {
		const struct hours_cell *x =
		    &h.at[i / HOURS_OF_DAY][i % HOURS_OF_DAY];

		if (x->tested == 0)
			continue;
		emit_object(e, NULL);
		emit_int(e, "weekday", i / HOURS_OF_DAY + 1);
		emit_int(e, "hour", i % HOURS_OF_DAY);
		emit_int(e, "weight", x->weight);
		emit_interval(e, &x->met);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

void
by_start_json(struct emit *e, const struct campaign *c)
{
	if (campaign_starts(c->stage) == 0)
		return;
	emit_array(e, "starts");
	for (uint32_t i = 0; i < campaign_starts(c->stage); i++)
		emit_start(e, c, i);
	emit_end(e, ']');
	emit_hours(e, c);
}
