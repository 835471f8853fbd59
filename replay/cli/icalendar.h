/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/icalendar.h -- a rota kept as events of a calendar, taken into a
 * rota of ours: every occurrence within a window is an override. The one door
 * of libical, which keeps static state: for the thread of the cli alone. */
#ifndef REPLAY_CLI_ICALENDAR_H
#define REPLAY_CLI_ICALENDAR_H

#include <stdint.h>

#include "base/error.h"

struct rota;

/* icalendar_take: the events of one file that run in [from, until), ms since
 * 1970: a calendar, a role and a ladder of one rung. `number` names a
 * calendar without a usable name. What is unusable is a fault.
 * Errors: -1 if the file cannot be read.
 * Source: RFC 5545; a recurrence lasts as long as its first event does. */
MUST_CHECK int icalendar_take(struct rota *rota, const char *path,
    uint32_t number, int64_t from, int64_t until, struct error *err);

#endif
