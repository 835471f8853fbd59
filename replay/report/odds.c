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

static const struct objectives *
objectives_of(const struct campaign *c)
{
	return &c->stage->scenes[c->stage->scene].objectives;
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
