/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds.h"

#include <inttypes.h>

#include "base/text.h"
#include "replay/drill/stage.h"
#include "replay/report/tell.h"

enum { PERCENT = 10000, TENTH = 1000, WHOLE = 1000000 };

/* Rounding a share that is told: to the nearest, or outward. */
enum side { DOWN, NEAREST, UP };

/* rounded: to whole per cents where that tells enough. */
static int64_t
rounded(int64_t ppm, enum side side)
{
	int64_t unit = ppm < PERCENT || ppm > WHOLE - PERCENT ? TENTH : PERCENT;
	int64_t more = side == DOWN ? 0 : side == UP ? unit - 1 : unit / 2;

	return (ppm + more) / unit * unit;
}

static const char *
share(struct text *t, int64_t ppm)
{
	struct text s = text_new(t->arena);

	tell_share(&s, ppm);
	return s.at;
}

void
odds_share(struct text *t, enum language language, const struct interval *i)
{
	words_say(t, language, "odds.share", "share",
	    share(t, rounded(i->ppm, NEAREST)), "low",
	    share(t, rounded(i->low, DOWN)), "high",
	    share(t, rounded(i->high, UP)), NULL);
}

void
odds_count(struct text *t, uint64_t n)
{
	if (n >= 1000) {
		odds_count(t, n / 1000);
		text_fmt(t, ",%03d", (int)(n % 1000));
	} else {
		text_int(t, (int64_t)n);
	}
}

/* ---- rankings ---- */

/* rank: put a line where it belongs among the first `n`, by its figure; those
 * that came first stay first. Return: how many there are. */
static uint32_t
rank(struct odds_line *out, uint32_t have, uint32_t n, struct odds_line line)
{
	uint32_t at = have;

	while (at > 0 && out[at - 1].share.ppm < line.share.ppm)
		at--;
	if (at >= n)
		return have;
	have += have < n;
	for (uint32_t i = have - 1; i > at; i--)
		out[i] = out[i - 1];
	out[at] = line;
	return have;
}

uint32_t
odds_spent(const struct campaign *c, struct odds_line *out, uint32_t n)
{
	uint64_t tested = c->counts[CAMPAIGN_TESTED];
	uint32_t have = 0;

	for (uint32_t i = 0; i < campaign_entities(c->stage); i++)
		for (int cause = 0; cause < CAUSES; cause++) {
			uint32_t entity = campaign_entity(c->stage, i);
			const struct sum *s =
			    campaign_spent(c, (enum cause)cause, entity);
			int64_t ppm = sum_share(s, &c->total);

			if (s->low > 0 || s->high > 0)
				have = rank(out, have, n,
				    (struct odds_line){entity, cause,
					{ppm, ppm, ppm}, sum_mean(s, tested)});
		}
	return have;
}

uint32_t
odds_drivers(const struct campaign *c, struct odds_line *out, uint32_t n)
{
	uint32_t have = 0;

	for (uint32_t i = 0; i < c->drivers_n; i++) {
		struct interval share = driver_index(c->bins[i], &c->squares);

		if (share.low > 0)
			have = rank(out, have, n,
			    (struct odds_line){c->drivers[i].entity,
				(int)c->drivers[i].luck, share, 0});
	}
	return have;
}

uint32_t
odds_absences(const struct campaign *c, struct odds_line *out, uint32_t n)
{
	uint32_t have = 0;

	for (uint32_t i = 0; i < c->absent_n; i++) {
		const struct campaign_absence *a = &c->absences[i];
		struct interval x = interval_paired(a->gained, a->lost, a->n);

		if (a->n == 0)
			continue;
		/* What is lost: the worst first. */
		x = (struct interval){-x.ppm, -x.high, -x.low};
		have = rank(
		    out, have, n, (struct odds_line){c->absent[i], 0, x, 0});
	}
	return have;
}

/* ---- objectives ---- */

static const struct objectives *
objectives_of(const struct campaign *c)
{
	return &c->stage->scenes[c->stage->scene].objectives;
}

bool
odds_is_called(struct summary_of of)
{
	for (uint32_t i = 0; i < of.n; i++)
		if (!of.campaigns[i].stage->call_out)
			return false;
	return true;
}

bool
odds_has_rpo(struct summary_of of)
{
	for (uint32_t i = 0; i < of.n; i++)
		if (objectives_of(&of.campaigns[i])->rpo == SPAN_NEVER)
			return false;
	return true;
}

bool
odds_has_mtpd(struct summary_of of)
{
	for (uint32_t i = 0; i < of.n; i++)
		if (objectives_of(&of.campaigns[i])->mtpd == SPAN_NEVER)
			return false;
	return true;
}
