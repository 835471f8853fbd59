/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/clocks.h -- what the machine's tz database says about the zones
 * of a plan's calendars, frozen into a document before anything is compiled.
 * The only place that asks it. */
#ifndef REPLAY_CLI_CLOCKS_H
#define REPLAY_CLI_CLOCKS_H

#include "base/error.h"
#include "base/file.h"
#include "base/span.h"

struct arena;
struct faults;
struct plan;

/* clocks_set: replace `*plan` by the same plan in its zones, known from its
 * first turn of duty, or `from`, to `length` after `from`. A plan without
 * calendars, or with errors, stays as it is. A zone that the database does
 * not have is a fault.
 * Errors: ERROR_SYSTEM if the database cannot be read. */
MUST_CHECK int clocks_set(struct arena *arena, const struct plan **plan,
    struct instant from, span_ms length, struct faults *faults,
    struct error *err);

/* clocks_take: the same from a document frozen before. */
void clocks_take(struct arena *arena, const struct plan **plan,
    struct bytes frozen, struct faults *faults);

#endif
