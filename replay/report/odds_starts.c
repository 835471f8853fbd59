/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_starts.h"

#include <stdio.h>

#include "base/text.h"
#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"
#include "replay/judge/hours.h"
#include "replay/report/odds.h"
#include "replay/report/page.h"
#include "replay/report/tell.h"

enum {
	WORST = 10,
	PERCENT = 10000,
	WHOLE = 1000000,
	DATE = sizeof("2026-06-06") - 1,
	CLOCK = sizeof("03:00") - 1,
	SECONDS = sizeof(":00") - 1
};

const char *
odds_starts_weekday(enum language language, uint32_t day)
{
	char id[16];

	(void)snprintf(id, sizeof(id), "weekday.%u", (unsigned)day + 1);
	return words_of(language, id);
}

void
odds_starts_name(struct text *t, enum language language, struct instant at)
{
	struct text s = text_new(t->arena);
	bool whole = at.ms % SPAN_MINUTE == 0;

	instant_write(&s, at);
	text_bytes(t, s.at, DATE);
	text_fmt(t, " %s ", odds_starts_weekday(language, hours_weekday(at)));
	text_bytes(t, s.at + DATE + 1, CLOCK + (whole ? 0 : SECONDS));
}

void
odds_starts_hour(
    struct text *t, enum language language, uint32_t day, uint32_t hour)
{
	text_fmt(t, "%s %02u:00\u2013%02u:00",
	    odds_starts_weekday(language, day), (unsigned)hour,
	    (unsigned)hour + 1);
}

static int64_t
objective_of(const struct campaign *c)
{
	return c->stage->scenes[c->stage->scene].objectives.p_met_ppm;
}

bool
odds_starts_short(const struct campaign *c, int64_t *ppm)
{
	int64_t tested = 0;
	int64_t fails = 0;
	struct hours h;

	hours_of(c, &h);
	for (uint32_t i = 0; i < HOURS_DAYS * HOURS_OF_DAY; i++) {
		const struct hours_cell *x =
		    &h.at[i / HOURS_OF_DAY][i % HOURS_OF_DAY];

		if (x->tested > 0)
			tested += x->weight;
		if (hours_fails(x, objective_of(c)))
			fails += x->weight;
	}
	if (tested == 0)
		return false;
	*ppm = fails * WHOLE / tested;
	return true;
}

static const char *
share(const struct page *p, const struct interval *i)
{
	struct text t = text_new(p->out->arena);

	odds_share(&t, p->language, i);
	return t.at;
}

/* ---- by hour of the week ---- */

/* shade: how far from what is asked: by thirds of it. */
static const char *
shade(const struct hours_cell *x, int64_t asked)
{
	static const char *const classes[] = {"far", "short", "near"};

	if (x->met.ppm >= asked)
		return "held";
	return classes[x->met.ppm * 3 / asked];
}

/* hour_cell: whole per cents, cut, so that 100 is all. */
static void
hour_cell(struct page *p, const struct hours *h, uint32_t day, uint32_t hour,
    int64_t asked)
{
	const struct hours_cell *x = &h->at[day][hour];
	struct text name = text_new(p->out->arena);

	if (x->tested == 0) {
		page_raw(p, "<td></td>");
		return;
	}
	odds_starts_hour(&name, p->language, day, hour);
	text_fmt(p->out, "<td class=\"%s\" title=\"", shade(x, asked));
	page_text(p, name.at);
	page_text(p, words_of(p->language, "say.colon"));
	page_text(p, share(p, &x->met));
	text_fmt(p->out, "\">%d</td>", (int)(x->met.ppm / PERCENT));
}

bool
odds_starts_has(const struct hours *h, uint32_t day)
{
	for (uint32_t hour = 0; hour < HOURS_OF_DAY; hour++)
		if (h->at[day][hour].weight > 0)
			return true;
	return false;
}

static void
by_hour(struct page *p, const struct campaign *c)
{
	struct hours h;

	hours_of(c, &h);
	page_paragraph(p, "note", page_word(p, "odds.hours-note"));
	page_raw(p, "<div class=\"wide\"><table class=\"hours\"><thead><tr>"
		    "<th></th>");
	for (int hour = 0; hour < HOURS_OF_DAY; hour++)
		text_fmt(p->out, "<th scope=\"col\">%d</th>", hour);
	page_raw(p, "</tr></thead><tbody>\n");
	for (uint32_t day = 0; day < HOURS_DAYS; day++) {
		if (!odds_starts_has(&h, day))
			continue;
		page_raw(p, "<tr><th scope=\"row\">");
		page_text(p, odds_starts_weekday(p->language, day));
		page_raw(p, "</th>");
		for (uint32_t hour = 0; hour < HOURS_OF_DAY; hour++)
			hour_cell(p, &h, day, hour, objective_of(c));
		page_raw(p, "</tr>\n");
	}
	page_raw(p, "</tbody></table></div>\n");
}

/* ---- start by start ---- */

static void
start_row(struct page *p, const struct campaign *c, uint32_t start)
{
	struct text name = text_new(p->out->arena);
	struct text trials = text_new(p->out->arena);
	struct text again = text_new(p->out->arena);
	struct instant at = c->stage->outsets.at[start].at;
	struct interval met = hours_met(c, start);
	const char *cells[] = {NULL, share(p, &met), NULL, NULL, NULL};

	odds_starts_name(&name, p->language, at);
	odds_count(&trials, c->starts[start][CAMPAIGN_TESTED]);
	instant_write(&again, at);
	cells[0] = name.at;
	cells[2] = trials.at;
	cells[3] = again.at;
	page_row(p, NULL, cells);
}

static void
worst(struct page *p, const struct campaign *c)
{
	static const char *const head[] = {
	    "odds.start", "odds.met", "odds.tested", "odds.replay", NULL};
	bool few = campaign_starts(c->stage) <= ODDS_STARTS_FEW;
	uint32_t starts[ODDS_STARTS_FEW];
	uint32_t n = hours_worst(c, starts, few ? ODDS_STARTS_FEW : WORST);

	if (!few)
		page_tag(p, "h3", NULL, page_word(p, "odds.starts-worst"));
	page_head(p, "starts", head);
	for (uint32_t i = 0; i < n; i++)
		start_row(p, c, starts[i]);
	page_raw(p, "</tbody></table></div>\n");
}

void
odds_starts_write(struct page *p, const struct campaign *c)
{
	struct text n = text_new(p->out->arena);
	struct argument args[] = {{"n", ""}};
	uint32_t any;

	if (hours_worst(c, &any, 1) == 0)
		return;
	page_heading(p, "odds.h-starts");
	if (campaign_starts(c->stage) > ODDS_STARTS_FEW)
		by_hour(p, c);
	worst(p, c);
	if (hours_untried(c) == 0)
		return;
	odds_count(&n, hours_untried(c));
	args[0].value = n.at;
	page_paragraph(p, "note", page_fill(p, "odds.starts-untried", args, 1));
}

void
odds_starts_first(struct page *p, const struct campaign *c)
{
	struct text part = text_new(p->out->arena);
	struct argument args[] = {{"share", ""}};
	int64_t ppm;

	if (!odds_starts_short(c, &ppm) || ppm == 0)
		return;
	tell_share(&part, ppm / 1000 * 1000);
	args[0].value = part.at;
	page_tag(p, "li", NULL, page_fill(p, "odds.first-start", args, 1));
	page_raw(p, "\n");
}
