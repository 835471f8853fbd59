/* SPDX-License-Identifier: Apache-2.0 */
/* plans/zones.h -- what the clocks of a plan's calendars show: a document the
 * program makes from the tz database and keeps with the record, so that a
 * drill never asks the machine again. Knows no calendar. */
#ifndef PLANS_ZONES_H
#define PLANS_ZONES_H

#include <stdint.h>

#include "base/fields.h"
#include "base/file.h"

struct arena;
struct document;
struct faults;

struct zone_change {
	const struct value *at;
	struct instant when;
	int64_t offset_s; /* east of UTC, from here on */
};

/* zone (时区). */
struct zone {
	const struct value *at;
	const char *name; /* "Asia/Shanghai" */
	int64_t offset_s; /* before the first change */
	struct {
		struct zone_change *at;
		uint32_t n;
	} changes; /* by instant */
};

struct zones {
	const struct value *at;
	struct {
		struct zone *at;
		uint32_t n;
	} zones;
	const struct document *document;
};

extern const struct record zones_record;

/* zones_read: read a zones document from its bytes.
 * Owns:   all in `arena`; `name` and `bytes` are borrowed.
 * Return: NULL if it does not parse; why, and all else found wrong, is in
 *         `faults`. */
const struct zones *zones_read(struct arena *arena, const char *name,
    struct bytes bytes, struct faults *faults);

/* zones_find: the zone of this name; NULL if it is not among them, or there
 * are none at all (`zones` NULL). */
const struct zone *zones_find(const struct zones *zones, const char *name);

/* zones_wall: what the zone's clock shows at an instant, both in ms since
 * 1970-01-01T00:00, by the clock and in UTC. */
int64_t zones_wall(const struct zone *zone, int64_t utc);

/* zones_utc: when its clock shows this: the first time where it does so
 * twice; where it never does, as if it had not been put forward yet.
 * Source: RFC 5545 3.3.5. */
int64_t zones_utc(const struct zone *zone, int64_t wall);

#endif
