/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/pd_schedule.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "replay/cli/foreign.h"
#include "replay/cli/pagerduty.h"
#include "replay/cli/rota.h"

enum { SECONDS_OF_DAY = 86400, LAYERS = 1000 /* of one schedule */ };

static const char *const weekdays[] = {
    "mon", "tue", "wed", "thu", "fri", "sat", "sun"};

static void
emit_clock(struct emit *e, const char *name, int64_t seconds)
{
	struct text t = text_new(e->text->arena);

	text_fmt(&t, "%02d:%02d", (int)(seconds / 3600 % 24),
	    (int)(seconds / 60 % 60));
	emit_string(e, name, t.at);
}

static void
emit_restriction(struct emit *e, const char *days, int64_t from, int64_t to)
{
	emit_object(e, NULL);
	if (days != NULL)
		emit_string(e, "days", days);
	emit_clock(e, "from", from);
	emit_clock(e, "to", to);
	emit_end(e, '}');
}

/* time_of_day: "HH:MM:SS" in seconds; a plan's clock has no seconds. */
static int64_t
time_of_day(const struct pagerduty *p, const struct value *v)
{
	const struct value *m =
	    foreign_want(p->rota, v, "start_time_of_day", VALUE_STRING);
	char minutes[6] = "";
	span_ms ms = 0;

	if (m == NULL)
		return 0;
	memcpy(minutes, m->string, strnlen(m->string, 5));
	if (!instant_time(minutes, &ms) ||
	    (strlen(m->string) != 5 && m->string[5] != ':'))
		faults_add(p->rota->faults, GRADE_ERROR, "clock", m, "member",
		    m->key, NULL);
	else if (strlen(m->string) == 8 && strcmp(m->string + 5, ":00") != 0)
		foreign_note(
		    p->rota, GRADE_FINDING, "import-seconds", m, m->string);
	return ms / SPAN_SECOND;
}

/* weekly: a stretch of up to a week, as whole days from the same time to the
 * same time, and the rest of the last one. */
static void
weekly(struct emit *e, int64_t day, int64_t from, int64_t length)
{
	struct text days = text_new(e->text->arena);
	int64_t whole = length / SECONDS_OF_DAY;
	int64_t rest = length % SECONDS_OF_DAY;

	for (int64_t i = 0; i < whole; i++)
		text_fmt(&days, "%s%s", i > 0 ? "," : "",
		    weekdays[(day - 1 + i) % 7]);
	if (whole > 0)
		emit_restriction(e, days.at, from, from);
	if (rest > 0)
		emit_restriction(
		    e, weekdays[(day - 1 + whole) % 7], from, from + rest);
}

static void
take_restriction(
    const struct pagerduty *p, const struct value *v, struct emit *e)
{
	const char *type = foreign_want_string(p->rota, v, "type");
	bool is_weekly =
	    type != NULL && strcmp(type, "weekly_restriction") == 0;
	int64_t most = is_weekly ? 7 * SECONDS_OF_DAY : SECONDS_OF_DAY;
	int64_t from = time_of_day(p, v);
	int64_t length =
	    foreign_want_integer(p->rota, v, "duration_seconds", 60, most);

	foreign_leave_out(p->rota, v,
	    " start_time_of_day duration_seconds start_day_of_week ");
	if (length % 60 != 0)
		foreign_note(p->rota, GRADE_FINDING, "import-seconds", v,
		    "duration_seconds");
	if (is_weekly)
		weekly(e,
		    foreign_want_integer(p->rota, v, "start_day_of_week", 1, 7),
		    from, length);
	else
		emit_restriction(e, NULL, from, from + length);
}

/* is_past: has it ended before what is asked for? */
static bool
is_past(const struct pagerduty *p, const struct value *v)
{
	const char *end = foreign_string(v, "end");
	struct instant at;

	return p->from.ms != 0 && end != NULL && instant_parse(end, &at) &&
	       at.ms <= p->from.ms;
}

/* emit_people: whose turns they are, and their seats. */
static void
emit_people(const struct pagerduty *p, const struct value *users,
    const char *where, struct emit *e)
{
	emit_array(e, "people");
	for (const struct value *u = foreign_items(users); u != NULL;
	     u = value_next(u)) {
		const char *id = pagerduty_person(p, u);

		if (id == NULL)
			continue;
		rota_seat(p->rota, id, where);
		emit_string(e, NULL, id);
	}
	emit_end(e, ']');
}

/* emit_bounds: from when to when the layer counts, and its turns. */
static void
emit_bounds(const struct pagerduty *p, const struct value *v, struct emit *e)
{
	struct instant from = {0};
	struct instant turns = {0};
	struct instant end;
	const char *start = foreign_want_instant(p->rota, v, "start", &from);
	const char *virtual = foreign_want_instant(
	    p->rota, v, "rotation_virtual_start", &turns);
	int64_t turn =
	    foreign_want_integer(p->rota, v, "rotation_turn_length_seconds",
		3600, (int64_t)366 * SECONDS_OF_DAY);
	struct text span = text_new(p->rota->arena);

	span_write(&span, turn * SPAN_SECOND);
	emit_string(e, "from", start == NULL ? "" : start);
	if (foreign_has(value_get(v, "end")) &&
	    foreign_want_instant(p->rota, v, "end", &end) != NULL)
		emit_string(e, "until", foreign_string(v, "end"));
	if (virtual != NULL && turns.ms != from.ms)
		emit_string(e, "turns_from", virtual);
	emit_string(e, "turn", span.at);
}

static void
take_layer(const struct pagerduty *p, const struct value *v, const char *where,
    struct emit *e)
{
	const struct value *users =
	    foreign_want(p->rota, v, "users", VALUE_ARRAY);
	const struct value *restrictions = value_get(v, "restrictions");

	foreign_leave_out(p->rota, v,
	    " start end users restrictions rotation_virtual_start "
	    "rotation_turn_length_seconds rendered_schedule_entries "
	    "rendered_coverage_percentage ");
	if (!foreign_has(users) || is_past(p, v)) {
		foreign_note(p->rota, GRADE_NOTE,
		    foreign_has(users) ? "import-past" : "import-nobody", v,
		    where);
		return;
	}
	emit_object(e, NULL);
	emit_bounds(p, v, e);
	emit_people(p, users, where, e);
	if (foreign_has(restrictions)) {
		emit_array(e, "restrictions");
		for (const struct value *x = foreign_items(restrictions);
		     x != NULL; x = value_next(x))
			take_restriction(p, x, e);
		emit_end(e, ']');
	}
	emit_end(e, '}');
}

/* take_layers: in a calendar of ours the last one wins. */
static void
take_layers(const struct pagerduty *p, const struct value *layers,
    const char *where, struct emit *e)
{
	const struct value *list[LAYERS];
	uint32_t n = 0;

	emit_array(e, "layers");
	for (const struct value *l = foreign_items(layers);
	     l != NULL && n < LAYERS; l = value_next(l))
		list[n++] = l;
	for (uint32_t i = 0; i < n; i++)
		take_layer(p, list[p->turned ? i : n - 1 - i], where, e);
	emit_end(e, ']');
}

static void
take_override(const struct pagerduty *p, const struct value *v,
    const char *where, struct emit *e)
{
	struct instant from;
	struct instant until;
	const char *start = foreign_want_instant(p->rota, v, "start", &from);
	const char *end = foreign_want_instant(p->rota, v, "end", &until);
	const char *id = pagerduty_person(p, v);

	foreign_leave_out(p->rota, v, " start end user ");
	if (start == NULL || end == NULL || id == NULL)
		return;
	if (is_past(p, v)) {
		foreign_note(p->rota, GRADE_NOTE, "import-past", v, where);
		return;
	}
	rota_seat(p->rota, id, where);
	emit_object(e, NULL);
	emit_string(e, "from", start);
	emit_string(e, "until", end);
	emit_string(e, "person", id);
	emit_end(e, '}');
}

static void
take_overrides(const struct pagerduty *p, const struct value *v,
    const char *where, struct emit *e)
{
	const struct value *entries =
	    pagerduty_rendered(v, "overrides_subschedule");

	if (!foreign_has(entries)) {
		if (!foreign_has(pagerduty_rendered(v, "final_schedule")))
			foreign_note(p->rota, GRADE_NOTE, "import-no-overrides",
			    v, where);
		return;
	}
	emit_array(e, "overrides");
	for (const struct value *o = foreign_items(entries); o != NULL;
	     o = value_next(o))
		take_override(p, o, where, e);
	emit_end(e, ']');
}

void
pd_schedule_take(const struct pagerduty *p, const struct value *v)
{
	struct emit *e = &p->rota->parts[ROTA_CALENDARS].emit;
	const char *id = foreign_want_id(p->rota, v);
	const char *zone = foreign_want_string(p->rota, v, "time_zone");
	const struct value *layers =
	    foreign_want(p->rota, v, "schedule_layers", VALUE_ARRAY);
	const char *name;

	if (id == NULL || zone == NULL || layers == NULL)
		return;
	if (names_add(p->rota->names, "calendar", id) < 0) {
		foreign_note(p->rota, GRADE_NOTE, "import-twice", v, id);
		return;
	}
	name = pagerduty_title(p, v, id);
	foreign_leave_out(p->rota, v,
	    " name time_zone schedule_layers overrides_subschedule "
	    "final_schedule users escalation_policies ");
	emit_object(e, NULL);
	emit_string(e, "id", id);
	emit_string(e, "name", name);
	emit_string(e, "zone", zone);
	take_layers(p, layers, name, e);
	take_overrides(p, v, name, e);
	emit_end(e, '}');
	rota_role(p->rota, id, name);
	if (pagerduty_count(p, "escalation_policy", "escalation_policies") == 0)
		rota_ladder(p->rota, id, name);
}
