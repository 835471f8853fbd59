/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/forecast.h -- what was expected at a scene's checkpoints, held
 * against what came. */
#ifndef REPLAY_REPORT_FORECAST_H
#define REPLAY_REPORT_FORECAST_H

#include "base/words.h"

struct page;
struct report_input;
struct text;

/* forecast_table: every estimate of the scene drilled; nothing where there is
 * none. */
void forecast_table(struct page *p);

/* forecast_line: the first estimate and the truth, as one sentence; nothing
 * where there is none. */
void forecast_line(
    struct text *t, enum language language, const struct report_input *in);

#endif
