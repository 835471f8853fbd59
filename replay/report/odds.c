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

	if (side == NEAREST && (ppm == 0 || ppm == WHOLE || ppm < TENTH / 2))
		return ppm; /* "<0.1%" */
	ppm = (ppm + more) / unit * unit;
	return side == NEAREST && ppm == WHOLE ? WHOLE - TENTH : ppm;
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

static const char *
points(struct text *t, int64_t ppm)
{
	struct text s = text_new(t->arena);

	tell_share(&s, ppm);
	s.at[--s.len] = '\0'; /* the per cent sign */
	return s.at;
}

void
odds_points(struct text *t, enum language language, const struct interval *i)
{
	words_say(t, language, "odds.points", "share",
	    points(t, rounded(i->ppm, NEAREST)), "low",
	    points(t, rounded(i->low, DOWN)), "high",
	    points(t, rounded(i->high, UP)), NULL);
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

static bool
is_larger(const struct odds_line *a, const struct odds_line *b)
{
	return a->share.ppm > b->share.ppm;
}

/* rank: put a line where it belongs among the first `n`; those that came first
 * stay first. Return: how many there are. */
static uint32_t
rank(struct odds_line *out, uint32_t have, uint32_t n, struct odds_line line,
    bool (*before)(const struct odds_line *, const struct odds_line *))
{
	uint32_t at = have;

	while (at > 0 && before(&line, &out[at - 1]))
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
	uint64_t tested = c->counts[CAMPAIGN_OWN_TESTED];
	uint32_t have = 0;

	for (uint32_t i = 0; i < campaign_entities(c->stage); i++)
		for (int cause = 0; cause < CAUSES; cause++) {
			uint32_t entity = campaign_entity(c->stage, i);
			const struct sum *s =
			    campaign_spent(c, (enum cause)cause, entity);
			int64_t ppm = sum_share(s, &c->total);

			if (s->low > 0 || s->high > 0)
				have = rank(out, have, n,
				    (struct odds_line){.entity = entity,
					.which = cause,
					.share = {ppm, ppm, ppm},
					.mean_ms = sum_mean(s, tested)},
				    is_larger);
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
			    (struct odds_line){.entity = c->drivers[i].entity,
				.which = (int)c->drivers[i].luck,
				.share = share},
			    is_larger);
	}
	return have;
}

bool
odds_is_missed(const struct odds_line *line)
{
	return line->share.low > 0 || line->rto.low > 0 || line->delay.low > 0;
}

/* figure: only what is surely a loss counts against others. */
static int64_t
figure(struct interval i)
{
	return i.low > 0 ? i.ppm : 0;
}

/* is_worse: by P(met); where that is alike, by P(RTO met), then by time. */
static bool
is_worse(const struct odds_line *a, const struct odds_line *b)
{
	if (figure(a->share) != figure(b->share))
		return figure(a->share) > figure(b->share);
	if (figure(a->rto) != figure(b->rto))
		return figure(a->rto) > figure(b->rto);
	return a->delay.low > b->delay.low;
}

/* reversed: what is lost, of what is gained. */
static struct interval
reversed(struct interval i)
{
	return (struct interval){-i.ppm, -i.high, -i.low};
}

/* in_minutes: what a histogram knows to 1 in 2048 is told no closer. */
static struct quantile
in_minutes(struct quantile q)
{
	if (q.at != SPAN_NEVER && q.at >= 10 * SPAN_MINUTE)
		q.at = (q.at + SPAN_MINUTE / 2) / SPAN_MINUTE * SPAN_MINUTE;
	return q;
}

static struct odds_line
absence(const struct campaign *c, uint32_t i)
{
	const struct campaign_absence *a = &c->absences[i];

	struct odds_line line = {.entity = c->absent[i],
	    .share = reversed(interval_paired(a->gained, a->lost, a->n))};

	if (c->stage->call_out)
		return line; /* its promise is all there is */
	line.rto = reversed(interval_paired(a->rto_gained, a->rto_lost, a->n));
	line.delay = in_minutes(histogram_quantile(&a->delay, 500000));
	return line;
}

uint32_t
odds_absences(const struct campaign *c, struct odds_line *out, uint32_t n)
{
	uint32_t have = 0;

	for (uint32_t i = 0; i < c->absent_n; i++) {
		if (c->absences[i].n > 0)
			have = rank(out, have, n, absence(c, i), is_worse);
	}
	return have;
}

/* ---- examples ---- */

uint32_t
odds_examples(const struct campaign *c, struct odds_example out[ODDS_EXAMPLES])
{
	const struct histogram *h = &c->lengths[CAMPAIGN_RECOVERY];
	const struct outsets *starts = &c->stage->outsets;
	const struct odds_example all[ODDS_EXAMPLES] = {
	    {.of = "best", .recovery = h->n > 0 ? h->least : SPAN_NEVER},
	    {.of = "p50", .recovery = histogram_quantile(h, 500000).at},
	    {.of = "p90", .recovery = histogram_quantile(h, 900000).at},
	    {.of = "p95", .recovery = histogram_quantile(h, 950000).at},
	    {.of = "worst", .recovery = h->never > 0 ? SPAN_NEVER : h->most}};
	uint32_t n = 0;

	for (int i = 0; i < ODDS_EXAMPLES; i++) {
		struct odds_example x = all[i];

		if (!example_find(&c->examples, x.recovery, &x.trial))
			continue;
		if (n > 0 && out[n - 1].trial == x.trial)
			n--;
		if (campaign_starts(c->stage) > 0)
			x.start = starts->at[outset_of(*starts, x.trial)].at;
		out[n++] = x;
	}
	return n;
}

/* ---- objectives ---- */

static const struct objectives *
objectives_of(const struct campaign *c)
{
	return &c->stage->scenes[c->stage->scene].objectives;
}

span_ms
odds_limit(const struct campaign *c)
{
	const struct stage *s = c->stage;

	return s->call_out ? s->ladders[s->scenes[s->scene].ladder].promise
			   : objectives_of(c)->rto;
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
