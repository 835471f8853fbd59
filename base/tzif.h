/* SPDX-License-Identifier: Apache-2.0 */
/* base/tzif.h -- what a file of the tz database says: when a zone's clocks
 * were, and will be, how far from UTC. Reads bytes; knows no path and no
 * clock. */
#ifndef BASE_TZIF_H
#define BASE_TZIF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"

struct arena;

struct tzif_change {
	int64_t at;       /* seconds since 1970-01-01T00:00:00Z */
	int32_t offset_s; /* from here on, east of UTC */
};

struct tzif {
	int32_t offset_s; /* before the first change */
	struct tzif_change *changes;
	uint32_t n;
};

/* tzif_read: the offset in force at `from`, and its changes after that up to
 * `until` (seconds, 1900 to 2600); those that change nothing are left out.
 * Owns:   all in `arena`.
 * Return: false if the bytes are no TZif of version 2 or higher; `*out` is
 *         then untouched.
 * Source: RFC 8536; the footer's rule, POSIX.1-2017 8.3 "TZ", with hours to
 *         167 as RFC 8536 3.3.1 adds. */
bool tzif_read(struct arena *arena, struct bytes file, int64_t from,
    int64_t until, struct tzif *out);

#endif
