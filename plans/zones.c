/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/zones.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"

#define AT(type, m) .offset = offsetof(struct type, m)

enum { OFFSET_MOST = 26 * 3600 }; /* seconds; RFC 8536 3.2 */

static const struct field change_fields[] = {{.name = "at",
						 .type = FIELD_INSTANT,
						 AT(zone_change, when),
						 .required = true,
						 .what = "the instant"},
    {.name = "offset",
	.type = FIELD_INTEGER,
	AT(zone_change, offset_s),
	.required = true,
	.low = -OFFSET_MOST,
	.high = OFFSET_MOST,
	.what = "seconds east of UTC from here on"},
    {0}};
static const struct record change_record = {"change", false,
    sizeof(struct zone_change), change_fields, "a clock is put"};

static const struct field zone_fields[] = {
    {.name = "zone",
	.type = FIELD_STRING,
	AT(zone, name),
	.required = true,
	.high = 64,
	.what = "its name in the tz database"},
    {.name = "offset",
	.type = FIELD_INTEGER,
	AT(zone, offset_s),
	.required = true,
	.low = -OFFSET_MOST,
	.high = OFFSET_MOST,
	.what = "seconds east of UTC before the first change"},
    {.name = "changes",
	.type = FIELD_OBJECTS,
	AT(zone, changes),
	.record = &change_record,
	.what = "by instant"},
    {0}};
static const struct record zone_record = {
    "zone", false, sizeof(struct zone), zone_fields, "a zone's clock"};

static const struct field fields[] = {{.name = "format",
					  .type = FIELD_FORMAT,
					  .of = "yanlian-zones",
					  .required = true,
					  .what = "yanlian-zones/1"},
    {.name = "zones",
	.type = FIELD_OBJECTS,
	AT(zones, zones),
	.record = &zone_record,
	.required = true,
	.what = "those the plan's calendars name"},
    {0}};
const struct record zones_record = {"zones", false, sizeof(struct zones),
    fields, "what the clocks of a plan's calendars show"};

static void
check_order(const struct zone *zone, struct faults *faults)
{
	for (uint32_t i = 1; i < zone->changes.n; i++)
		if (zone->changes.at[i].when.ms <=
		    zone->changes.at[i - 1].when.ms)
			faults_add(faults, GRADE_ERROR, "changes-order",
			    zone->changes.at[i].at, "zone", zone->name, NULL);
}

const struct zones *
zones_read(struct arena *arena, const char *name, struct bytes bytes,
    struct faults *faults)
{
	struct zones *z = arena_alloc(arena, sizeof(*z));

	z->document = document_read(arena, name, bytes, faults);
	if (z->document == NULL)
		return NULL;
	(void)reading_take(reading_new(arena, names_new(arena), faults),
	    z->document->values, &zones_record, z);
	for (uint32_t i = 0; i < z->zones.n; i++)
		check_order(&z->zones.at[i], faults);
	return z;
}

const struct zone *
zones_find(const struct zones *zones, const char *name)
{
	for (uint32_t i = 0; zones != NULL && i < zones->zones.n; i++)
		if (strcmp(zones->zones.at[i].name, name) == 0)
			return &zones->zones.at[i];
	return NULL;
}

int64_t
zones_wall(const struct zone *zone, int64_t utc)
{
	uint32_t low = 0;
	uint32_t high = zone->changes.n;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (zone->changes.at[middle].when.ms <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	return utc +
	       SPAN_SECOND * (low == 0 ? zone->offset_s
				       : zone->changes.at[low - 1].offset_s);
}

int64_t
zones_utc(const struct zone *zone, int64_t wall)
{
	int64_t before = zone->offset_s; /* in force before change i */

	for (uint32_t i = 0; i < zone->changes.n; i++) {
		const struct zone_change *c = &zone->changes.at[i];

		if (wall - before * SPAN_SECOND < c->when.ms ||
		    wall - c->offset_s * SPAN_SECOND < c->when.ms)
			break; /* not yet; or the clock skips it here */
		before = c->offset_s;
	}
	return wall - before * SPAN_SECOND;
}
