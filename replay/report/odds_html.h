/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/odds_html.h -- the report of a campaign as a page that stands
 * by itself: no script, nothing loaded from elsewhere, well-formed XML, fit
 * for screen, phone and paper. The answer first, then what to look at. */
#ifndef REPLAY_REPORT_ODDS_HTML_H
#define REPLAY_REPORT_ODDS_HTML_H

#include "base/words.h"

struct odds;
struct text;

/* odds_html_write: append the whole page; the same bytes for the same input.
 * Owns: borrows `odds`; scratch and text live in the arena of `out`. */
void odds_html_write(
    struct text *out, enum language language, const struct odds *odds);

#endif
