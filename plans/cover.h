/* SPDX-License-Identifier: Apache-2.0 */
/* plans/cover.h -- is there always somebody on call? Looks at a plan's
 * calendars over a stretch of time. */
#ifndef PLANS_COVER_H
#define PLANS_COVER_H

#include "base/span.h"

struct arena;
struct faults;
struct plan;

/* cover_zones: add a fault for each calendar whose zone is not among the
 * plan's zones. */
void cover_zones(const struct plan *plan, struct faults *faults);

/* cover_check: add what is wrong with the duty from `from` on for `length`:
 * time nobody is on call (finding), rungs that call nobody at some time
 * (finding), people on call twice at once (note). Needs a plan without errors
 * whose zones are known; working memory is `arena`'s. */
void cover_check(struct arena *arena, const struct plan *plan,
    struct instant from, span_ms length, struct faults *faults);

#endif
