/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/html.h -- the report of one drill as a page that stands by
 * itself: no script, nothing loaded from elsewhere, well-formed XML, fit for
 * screen, phone and paper. Whatever documents say appears escaped. */
#ifndef REPLAY_REPORT_HTML_H
#define REPLAY_REPORT_HTML_H

#include "base/words.h"
#include "replay/report/report.h"

struct text;

/* html_write: append the whole page; the same bytes for the same input.
 * Owns: borrows `in`; scratch and text live in the arena of `out`. */
void html_write(
    struct text *out, enum language language, const struct report_input *in);

#endif
