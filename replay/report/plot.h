/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/plot.h -- what the pictures of a report are drawn with, in
 * SVG without a script. Positions are per cents of the width, so type keeps
 * its size on any screen and page. Knows nothing of what is drawn. */
#ifndef REPLAY_REPORT_PLOT_H
#define REPLAY_REPORT_PLOT_H

#include <stdint.h>

#include "base/span.h"

struct page;

/* A stretch of time, or of any quantity, laid over the whole width; bars lie
 * at a height. */
struct plot {
	span_ms from, to;
	int y, height;
};

enum { PLOT_WIDTH = 100000 }; /* thousandths of a per cent */

/* plot_share: where an instant lies, in thousandths of a per cent, within 0
 * and the width. */
int64_t plot_share(struct plot s, span_ms at);

/* plot_per_cent: append an attribute of so many thousandths of a per cent. */
void plot_per_cent(struct page *p, const char *name, int64_t share);

/* plot_bar: a rectangle that says on pointing what it is; its end is at least
 * visible. */
void plot_bar(struct page *p, struct plot s, span_ms from, span_ms to,
    const char *class, const char *what);

/* plot_line: an upright line; nothing if it would stand outside. */
void plot_line(struct page *p, struct plot s, span_ms at, const char *class,
    const char *y1, const char *y2);

/* plot_label: text at an instant: a tick's in the middle, others beside it;
 * near an edge inwards. */
void plot_label(struct page *p, struct plot s, span_ms at, const char *class,
    int y, const char *what);

/* plot_key: a square of the colour of a class, for legends. */
void plot_key(struct page *p, const char *class);

/* plot_tick: the step of a time axis with at most six ticks. */
span_ms plot_tick(struct plot s);

#endif
