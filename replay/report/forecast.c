/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/forecast.h"

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/report/page.h"

/* next: the scene's next estimate from fact `i` on; facts_n if none. */
static uint32_t
next(const struct report_input *in, uint32_t i)
{
	while (
	    i < in->facts_n && (in->facts[i].act != FACT_ETA ||
				   in->facts[i].incident != in->timing->scene))
		i++;
	return i;
}

static span_ms
instant(int64_t value)
{
	return value < 0 ? SPAN_NEVER : value;
}

/* restored: when the services were back in truth. */
static span_ms
restored(const struct report_input *in)
{
	return in->timing->confirmed ? in->timing->mark[MARK_RESTORE]
				     : SPAN_NEVER;
}

/* off: by how much the truth was later, or earlier with a minus. */
static const char *
off(const struct page *p, span_ms eta, span_ms is)
{
	struct text t = text_new(p->out->arena);

	if (eta == SPAN_NEVER || is == SPAN_NEVER)
		return page_length(p, SPAN_NEVER, 0);
	text_fmt(&t, "%s%s", is < eta ? "\u2212" : "+",
	    is < eta ? page_length(p, is, eta) : page_length(p, eta, is));
	return t.at;
}

static void
row(struct page *p, uint32_t i)
{
	const struct fact *f = &p->in->facts[i];
	span_ms eta = instant(f->value);
	/* the 90 % quantile is said just before */
	span_ms p90 =
	    eta == SPAN_NEVER ? SPAN_NEVER : p->in->facts[i - 1].value;
	const char *cells[] = {page_clock(p, f->at), page_clock(p, eta),
	    page_clock(p, p90), off(p, eta, restored(p->in)), NULL};

	page_row(p, eta == SPAN_NEVER ? "bad" : NULL, cells);
}

void
forecast_table(struct page *p)
{
	static const char *const head[] = {"report.eta-at", "report.eta",
	    "report.eta-p90", "report.eta-off", NULL};
	uint32_t i = next(p->in, 0);

	if (i == p->in->facts_n)
		return;
	page_tag(p, "h2", NULL, page_word(p, "report.h-forecast"));
	page_tag(p, "p", "note", page_word(p, "report.forecast-note"));
	page_stack(p, "forecast", head);
	for (; i < p->in->facts_n; i = next(p->in, i + 1))
		row(p, i);
	page_raw(p, "</tbody></table></div>\n");
}

/* clock: an instant on the clock, or the word for never. */
static const char *
clock(struct arena *arena, enum language language,
    const struct report_input *in, span_ms at)
{
	struct text t = text_new(arena);

	if (at == SPAN_NEVER)
		return words_of(language, "say.not-at-all");
	instant_clock(&t, in->stage->start, at, false);
	return t.at;
}

void
forecast_line(
    struct text *t, enum language language, const struct report_input *in)
{
	uint32_t i = next(in, 0);

	if (i == in->facts_n)
		return;
	words_say(t, language, "say.forecast", "at",
	    clock(t->arena, language, in, in->facts[i].at), "eta",
	    clock(t->arena, language, in, instant(in->facts[i].value)), "is",
	    clock(t->arena, language, in, restored(in)), NULL);
}
