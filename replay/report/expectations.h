/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/expectations.h -- the expected actions and what came of each,
 * by objective and one by one. */
#ifndef REPLAY_REPORT_EXPECTATIONS_H
#define REPLAY_REPORT_EXPECTATIONS_H

#include <stdint.h>

#include "base/words.h"

struct expect_score;
struct page;
struct report_input;
struct text;

/* expectations_write: the score, the objectives with theirs, and a row an
 * expected action; nothing where the scenario expects nothing. */
void expectations_write(struct page *p);

/* expectations_sum: the points of all that serve this objective; -1: of all
 * there are. */
struct expect_score expectations_sum(
    const struct report_input *in, int32_t objective);

/* expectations_who: append who should do it; nothing where anybody may. */
void expectations_who(struct text *t, enum language language,
    const struct report_input *in, uint32_t number);

/* expectations_points: append a number of points: "7", "2.5". */
void expectations_points(struct text *t, int64_t thousandths);

#endif
