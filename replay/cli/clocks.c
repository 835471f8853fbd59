/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/clocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"
#include "base/tzif.h"
#include "plans/check.h"
#include "plans/cover.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/cli/emit.h"

enum { ZONE_BYTES = 1 << 20 };

/* The last instant a document can name: 2500-12-31T00:00Z. */
#define LAST_MS INT64_C(16756675200000)

/* is_name: is it a name of the database, and no way out of it? */
static bool
is_name(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789+-_/";

	return s[0] != '\0' && s[0] != '/' && s[strspn(s, letters)] == '\0';
}

static const char *
database(void)
{
	const char *path = getenv("TZDIR");

	return path != NULL && path[0] != '\0' ? path : "/usr/share/zoneinfo";
}

/* read_zone: `*found` is false if the database does not have it. */
static int
read_zone(struct arena *arena, const char *name, int64_t from, int64_t until,
    struct tzif *out, bool *found, struct error *err)
{
	struct error missing = ERROR_INIT;
	struct bytes file;

	*found = false;
	if (!is_name(name))
		return 0;
	if (file_read(arena, file_join(arena, database(), name), ZONE_BYTES,
		&file, &missing) == 0)
		*found = tzif_read(
		    arena, file, from / SPAN_SECOND, until / SPAN_SECOND, out);
	else if (missing.kind == ERROR_SYSTEM) {
		*err = missing;
		return -1;
	}
	return 0;
}

static void
emit_zone(struct emit *e, const char *name, const struct tzif *zone)
{
	emit_object(e, NULL);
	emit_string(e, "zone", name);
	emit_int(e, "offset", zone->offset_s);
	emit_array(e, "changes");
	for (uint32_t i = 0; i < zone->n; i++) {
		struct text at = text_new(e->text->arena);

		instant_write(&at,
		    (struct instant){zone->changes[i].at * SPAN_SECOND, 0});
		emit_object(e, NULL);
		emit_string(e, "at", at.at);
		emit_int(e, "offset", zone->changes[i].offset_s);
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_end(e, '}');
}

/* is_first: does no earlier calendar have this one's zone? */
static bool
is_first(const struct organisation *org, uint32_t number)
{
	for (uint32_t i = 0; i < number; i++)
		if (strcmp(org->calendars.at[i].zone,
			org->calendars.at[number].zone) == 0)
			return false;
	return true;
}

/* layer_begins: its first turn, or itself, whichever is earlier. */
static int64_t
layer_begins(const struct layer *l)
{
	bool turns = l->turns_from.ms != 0 && l->turns_from.ms < l->from.ms;

	return turns ? l->turns_from.ms : l->from.ms;
}

/* first_turn: the earliest instant whose clock matters. */
static int64_t
first_turn(const struct organisation *org, int64_t from)
{
	for (uint32_t i = 0; i < org->calendars.n; i++) {
		const struct calendar *c = &org->calendars.at[i];

		for (uint32_t j = 0; j < c->layers.n; j++)
			if (layer_begins(&c->layers.at[j]) < from)
				from = layer_begins(&c->layers.at[j]);
	}
	return from;
}

/* freeze: the document's text. */
static int
freeze(const struct organisation *org, int64_t from, int64_t until,
    struct text *t, struct error *err)
{
	struct emit e = emit_begin(t);

	emit_string(&e, "format", "yanlian-zones/1");
	emit_array(&e, "zones");
	for (uint32_t i = 0; i < org->calendars.n; i++) {
		const char *name = org->calendars.at[i].zone;
		struct tzif zone;
		bool found;

		if (!is_first(org, i))
			continue;
		if (read_zone(
			t->arena, name, from, until, &zone, &found, err) != 0)
			return -1;
		if (found)
			emit_zone(&e, name, &zone);
	}
	emit_end(&e, ']');
	emit_end(&e, '}');
	return 0;
}

int
clocks_set(struct arena *arena, const struct plan **plan, struct instant from,
    span_ms length, struct faults *faults, struct error *err)
{
	const struct organisation *org = (*plan)->organisation;
	int64_t first = first_turn(org, from.ms) - 2 * SPAN_DAY;
	int64_t last = from.ms + length + 2 * SPAN_DAY;
	struct text t = text_new(arena);

	if (org->calendars.n == 0 || !check_passes(*plan, faults))
		return 0;
	if (freeze(org, first > 0 ? first : 0, last < LAST_MS ? last : LAST_MS,
		&t, err) != 0)
		return -1;
	clocks_take(arena, plan, (struct bytes){t.at, t.len}, faults);
	return 0;
}

void
clocks_take(struct arena *arena, const struct plan **plan, struct bytes frozen,
    struct faults *faults)
{
	const struct zones *zones =
	    zones_read(arena, "zones.json", frozen, faults);

	*plan = plan_in_zones(arena, *plan, zones);
	cover_zones(*plan, faults);
}
