/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/plot.h"

#include <string.h>

#include "base/text.h"
#include "replay/report/page.h"

int64_t
plot_share(struct plot s, span_ms at)
{
	span_ms whole = s.to > s.from ? s.to - s.from : 1;
	span_ms part = at < s.from ? 0 : at > s.to ? whole : at - s.from;

	return part * PLOT_WIDTH / whole;
}

void
plot_per_cent(struct page *p, const char *name, int64_t share)
{
	text_fmt(p->out, " %s=\"%d.%03d%%\"", name, (int)(share / 1000),
	    (int)(share % 1000));
}

void
plot_bar(struct page *p, struct plot s, span_ms from, span_ms to,
    const char *class, const char *what)
{
	enum { LEAST = 250 };
	int64_t a = plot_share(s, from);
	int64_t b = plot_share(s, to);

	if (b - a < LEAST)
		a = b < LEAST ? 0 : b - LEAST;
	text_fmt(p->out, "<rect class=\"%s\" y=\"%d\" height=\"%d\"", class,
	    s.y, s.height);
	plot_per_cent(p, "x", a);
	plot_per_cent(p, "width", b - a < LEAST ? LEAST : b - a);
	page_raw(p, "><title>");
	page_text(p, what);
	page_raw(p, "</title></rect>");
}

void
plot_line(struct page *p, struct plot s, span_ms at, const char *class,
    const char *y1, const char *y2)
{
	if (at == SPAN_NEVER || at < s.from || at > s.to)
		return;
	text_fmt(
	    p->out, "<line class=\"%s\" y1=\"%s\" y2=\"%s\"", class, y1, y2);
	plot_per_cent(p, "x1", plot_share(s, at));
	plot_per_cent(p, "x2", plot_share(s, at));
	page_raw(p, "/>");
}

void
plot_label(struct page *p, struct plot s, span_ms at, const char *class, int y,
    const char *what)
{
	int64_t x = plot_share(s, at);
	const char *side = x > PLOT_WIDTH * 3 / 5 ? "end" : "start";

	if (strcmp(class, "tick") == 0 && x > PLOT_WIDTH / 20 &&
	    x < PLOT_WIDTH * 19 / 20)
		side = "middle";
	text_fmt(p->out, "<text class=\"%s\" text-anchor=\"%s\" y=\"%d\"",
	    class, side, y);
	plot_per_cent(p, "x", x);
	page_raw(p, ">");
	page_text(p, what);
	page_raw(p, "</text>");
}

void
plot_key(struct page *p, const char *class)
{
	text_fmt(p->out,
	    "<svg class=\"key\" width=\"12\" height=\"12\" "
	    "aria-hidden=\"true\"><rect class=\"%s\" width=\"12\" "
	    "height=\"12\"/></svg>",
	    class);
}

span_ms
plot_tick(struct plot s)
{
	static const span_ms steps[] = {SPAN_MINUTE, 2 * SPAN_MINUTE,
	    5 * SPAN_MINUTE, 10 * SPAN_MINUTE, 15 * SPAN_MINUTE,
	    30 * SPAN_MINUTE, SPAN_HOUR, 2 * SPAN_HOUR, 3 * SPAN_HOUR,
	    6 * SPAN_HOUR, 12 * SPAN_HOUR, SPAN_DAY, 2 * SPAN_DAY,
	    7 * SPAN_DAY};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if ((s.to - s.from) / steps[i] < 6)
			return steps[i];
	return (s.to - s.from) / 5;
}
