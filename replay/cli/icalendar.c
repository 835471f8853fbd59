/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/icalendar.h"

#include <ctype.h>
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/names.h"
#include "base/span.h"
#include "replay/cli/rota.h"

enum {
	DUTIES = 10000,       /* of one file within the window */
	OCCURRENCES = 100000, /* of one event, from its first on */
	SEAT_HEX = 8
};

/* One occurrence, within the window. */
struct watch {
	int64_t from, until; /* s since 1970 */
	const char *person;
};

/* A file on its way into the rota. */
struct taking {
	struct rota *rota;
	struct document *file; /* its name, for faults */
	icalcomponent *root;
	const icaltimezone *zone; /* of what names none */
	const char *name;         /* of the calendar */
	int64_t from, until;      /* s since 1970 */
	struct watch *watches;
	uint32_t n;
	int64_t *excluded; /* of the event in hand, ascending */
	uint32_t excluded_n;
};

/* What becomes of the instants of a rule; whose they are, and how long. */
struct taker {
	void (*take)(struct taking *k, const struct taker *taker, int64_t at);
	icalcomponent *event;
	const char *who;
	int64_t length; /* s */
};

/* properties: all of a kind that a component has, ended by NULL. libical walks
 * them with one mark a component, which others of its calls move. */
static icalproperty **
properties(const struct taking *k, icalcomponent *of, icalproperty_kind kind)
{
	int n = icalcomponent_count_properties(of, kind);
	icalproperty **all =
	    arena_array(k->rota->arena, (size_t)n + 1, sizeof(icalproperty *));

	for (int i = 0; i < n; i++)
		all[i] = i == 0 ? icalcomponent_get_first_property(of, kind)
				: icalcomponent_get_next_property(of, kind);
	return all;
}

/* note: once, however many events it holds of. */
static void
note(const struct taking *k, enum grade grade, const char *id, const char *what)
{
	if (names_add(k->rota->names, id, what) >= 0)
		faults_add_at(k->rota->faults, grade, id, k->file, 1, 1, "id",
		    what, NULL);
}

/* ---- who ---- */

/* seat: an id that tells nobody's name and is the same in every import. */
static const char *
seat(struct arena *arena, const char *who)
{
	struct text low = text_new(arena);
	struct text id = text_new(arena);
	struct digest digest;
	char hex[DIGEST_HEX];

	for (const char *s = who; *s != '\0'; s++) {
		char c = (char)tolower((unsigned char)*s);

		text_bytes(&low, &c, 1);
	}
	digest = digest_of(low.at, low.len);
	digest_hex(&digest, hex);
	text_fmt(&id, "seat-%.*s", SEAT_HEX, hex);
	return id.at;
}

/* person: whom an event names: its first attendee, else its summary. */
static const char *
person(const struct taking *k, icalcomponent *event)
{
	icalproperty *p =
	    icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
	const char *summary = icalcomponent_get_summary(event);
	const char *mail = NULL;
	const char *name = summary;
	const char *id;

	if (p != NULL) {
		icalparameter *cn =
		    icalproperty_get_first_parameter(p, ICAL_CN_PARAMETER);

		mail = icalproperty_get_attendee(p);
		if (mail != NULL && strncasecmp(mail, "mailto:", 7) == 0)
			mail += 7;
		name = cn == NULL ? NULL : icalparameter_get_cn(cn);
		if (icalcomponent_get_next_property(
			event, ICAL_ATTENDEE_PROPERTY) != NULL)
			note(k, GRADE_FINDING, "import-attendees", k->name);
	}
	if (mail == NULL && (name == NULL || name[0] == '\0'))
		return NULL;
	id = seat(k->rota->arena, mail != NULL ? mail : name);
	rota_real(k->rota, id,
	    name == NULL ? NULL
			 : arena_copy(k->rota->arena, name, strlen(name)),
	    mail == NULL ? NULL
			 : arena_copy(k->rota->arena, mail, strlen(mail)));
	return id;
}

/* ---- when ---- */

static int64_t
seconds(const struct taking *k, struct icaltimetype t)
{
	const icaltimezone *zone = t.zone != NULL ? t.zone : k->zone;

	return icaltime_as_timet_with_zone(t, icaltime_is_utc(t) ? NULL : zone);
}

static void
watch(struct taking *k, const char *who, int64_t from, int64_t length)
{
	if (from >= k->until || from + length <= k->from || length <= 0)
		return;
	if (k->n == DUTIES)
		return;
	k->watches[k->n++] = (struct watch){from > k->from ? from : k->from,
	    from + length < k->until ? from + length : k->until, who};
}

/* is_moved: does another event of the file stand in for this occurrence? */
static bool
is_moved(const struct taking *k, icalcomponent *event, int64_t at)
{
	const char *uid = icalcomponent_get_uid(event);

	for (icalcompiter i =
		 icalcomponent_begin_component(k->root, ICAL_VEVENT_COMPONENT);
	     icalcompiter_deref(&i) != NULL; icalcompiter_next(&i)) {
		icalcomponent *other = icalcompiter_deref(&i);
		const char *its = icalcomponent_get_uid(other);
		struct icaltimetype id = icalcomponent_get_recurrenceid(other);

		if (other != event && uid != NULL && its != NULL &&
		    strcmp(uid, its) == 0 && !icaltime_is_null_time(id) &&
		    seconds(k, id) == at)
			return true;
	}
	return false;
}

/* exclude: one more instant that does not come. */
static void
exclude(struct taking *k, int64_t at)
{
	if (k->excluded_n < OCCURRENCES)
		k->excluded[k->excluded_n++] = at;
	else
		note(k, GRADE_FINDING, "import-rule", k->name);
}

static int
by_instant(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* follow: let every instant of a rule up to the window's end be taken. */
static void
follow(struct taking *k, struct icalrecurrencetype rule,
    struct icaltimetype start, const struct taker *taker)
{
	icalrecur_iterator *i = icalrecur_iterator_new(rule, start);
	struct icaltimetype t;
	int n = 0;

	if (i == NULL) {
		note(k, GRADE_FINDING, "import-rule", k->name);
		return;
	}
	while (n++ < OCCURRENCES &&
	       !icaltime_is_null_time(t = icalrecur_iterator_next(i)) &&
	       seconds(k, t) < k->until)
		taker->take(k, taker, seconds(k, t));
	if (n > OCCURRENCES)
		note(k, GRADE_FINDING, "import-rule", k->name);
	icalrecur_iterator_free(i);
}

static void
take_excluded(struct taking *k, const struct taker *taker, int64_t at)
{
	(void)taker;
	exclude(k, at);
}

/* list_excluded: by EXDATE and EXRULE. */
static void
list_excluded(struct taking *k, icalcomponent *event, struct icaltimetype start)
{
	const struct taker taker = {.take = take_excluded};

	k->excluded_n = 0;
	for (icalproperty **p = properties(k, event, ICAL_EXDATE_PROPERTY);
	     *p != NULL; p++)
		exclude(k, seconds(k, icalproperty_get_datetime_with_component(
					  *p, k->root)));
	for (icalproperty **p = properties(k, event, ICAL_EXRULE_PROPERTY);
	     *p != NULL; p++)
		follow(k, icalproperty_get_exrule(*p), start, &taker);
	qsort(k->excluded, k->excluded_n, sizeof(*k->excluded), by_instant);
}

static void
occur(struct taking *k, const struct taker *taker, int64_t at)
{
	if (bsearch(&at, k->excluded, k->excluded_n, sizeof(at), by_instant) ==
		NULL &&
	    !is_moved(k, taker->event, at))
		watch(k, taker->who, at, taker->length);
}

/* occur_on: an RDATE: an instant, or a stretch with a length of its own. */
static void
occur_on(struct taking *k, icalproperty *date, struct taker taker)
{
	struct icaldatetimeperiodtype v = icalproperty_get_rdate(date);
	bool period = icaltime_is_null_time(v.time);
	struct icaltimetype t = period ? v.period.start : v.time;
	icalparameter *tzid =
	    icalproperty_get_first_parameter(date, ICAL_TZID_PARAMETER);
	icaltimezone *zone = NULL;

	if (tzid != NULL)
		zone = icalcomponent_get_timezone(
		    k->root, icalparameter_get_tzid(tzid));
	if (tzid != NULL && zone == NULL)
		zone = icaltimezone_get_builtin_timezone(
		    icalparameter_get_tzid(tzid));
	if (zone != NULL) {
		icaltime_set_timezone(&t, zone);
		icaltime_set_timezone(&v.period.end, zone);
	}
	if (period)
		taker.length = icaltime_is_null_time(v.period.end)
				   ? icaldurationtype_as_int(v.period.duration)
				   : seconds(k, v.period.end) - seconds(k, t);
	occur(k, &taker, seconds(k, t));
}

/* take_times: all its occurrences: those of its rules, or its start, and the
 * dates listed. One that stands in for another comes by itself. */
static void
take_times(struct taking *k, icalcomponent *event, const struct taker *taker)
{
	struct icaltimetype start = icalcomponent_get_dtstart(event);
	icalproperty **all;

	if (!icaltime_is_null_time(icalcomponent_get_recurrenceid(event))) {
		watch(k, taker->who, seconds(k, start), taker->length);
		return;
	}
	list_excluded(k, event, start);
	all = properties(k, event, ICAL_RRULE_PROPERTY);
	if (*all == NULL)
		occur(k, taker, seconds(k, start));
	for (; *all != NULL; all++)
		follow(k, icalproperty_get_rrule(*all), start, taker);
	for (all = properties(k, event, ICAL_RDATE_PROPERTY); *all != NULL;
	     all++)
		occur_on(k, *all, *taker);
}

/* leave_out: note what a rota of ours has no place for. */
static void
leave_out(const struct taking *k, icalcomponent *event)
{
	static const icalproperty_kind kinds[] = {ICAL_DESCRIPTION_PROPERTY,
	    ICAL_LOCATION_PROPERTY, ICAL_COMMENT_PROPERTY,
	    ICAL_CONTACT_PROPERTY, ICAL_ATTACH_PROPERTY};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const char *name = icalproperty_kind_to_string(kinds[i]);

		if (icalcomponent_count_properties(event, kinds[i]) > 0 &&
		    names_add(k->rota->names, "import-left-out", name) >= 0)
			faults_add_at(k->rota->faults, GRADE_NOTE,
			    "import-left-out", k->file, 1, 1, "member", name,
			    NULL);
	}
}

static void
take_event(struct taking *k, icalcomponent *event)
{
	struct icaltimetype start = icalcomponent_get_dtstart(event);
	struct icaltimetype end = icalcomponent_get_dtend(event);
	struct taker taker = {.take = occur, .event = event};

	if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
		return;
	if (icaltime_is_null_time(start)) {
		note(k, GRADE_FINDING, "import-no-start", k->name);
		return;
	}
	taker.who = person(k, event);
	if (taker.who == NULL) {
		note(k, GRADE_FINDING, "import-no-person", k->name);
		return;
	}
	taker.length = seconds(k, end) - seconds(k, start);
	leave_out(k, event);
	take_times(k, event, &taker);
}

/* ---- the calendar ---- */

static int
earlier(const void *a, const void *b)
{
	const struct watch *x = a;
	const struct watch *y = b;

	if (x->from != y->from)
		return x->from > y->from ? 1 : -1;
	if (x->until != y->until)
		return x->until > y->until ? 1 : -1;
	return strcmp(x->person, y->person);
}

/* sort: by instant; what two rules of one event both give counts once. */
static void
sort(struct taking *k)
{
	uint32_t n = 0;

	if (k->n > 1)
		qsort(k->watches, k->n, sizeof(*k->watches), earlier);
	for (uint32_t i = 0; i < k->n; i++)
		if (n == 0 || earlier(&k->watches[n - 1], &k->watches[i]) != 0)
			k->watches[n++] = k->watches[i];
	k->n = n;
}

/* check_overlaps: a calendar of ours has one person at a time. */
static void
check_overlaps(const struct taking *k)
{
	uint32_t last = 0; /* that ends last, so far */

	for (uint32_t i = 1; i < k->n; i++) {
		const struct watch *w = &k->watches[i];
		struct text at = text_new(k->rota->arena);

		instant_write(&at, (struct instant){w->from * SPAN_SECOND, 0});
		if (w->from < k->watches[last].until &&
		    strcmp(w->person, k->watches[last].person) != 0)
			note(k, GRADE_FINDING, "import-overlap",
			    arena_copy(k->rota->arena, at.at, at.len));
		if (w->until > k->watches[last].until)
			last = i;
	}
}

static void
emit_instant(struct emit *e, const char *name, int64_t s)
{
	struct text t = text_new(e->text->arena);

	instant_write(&t, (struct instant){s * SPAN_SECOND, 0});
	emit_string(e, name, t.at);
}

static void
emit_calendar(const struct taking *k, const char *id, const char *zone)
{
	struct emit *e = &k->rota->parts[ROTA_CALENDARS].emit;

	emit_object(e, NULL);
	emit_string(e, "id", id);
	emit_string(e, "name", k->name);
	emit_string(e, "zone", zone);
	emit_array(e, "layers");
	emit_end(e, ']');
	emit_array(e, "overrides");
	for (uint32_t i = 0; i < k->n; i++) {
		rota_seat(k->rota, k->watches[i].person, k->name);
		emit_object(e, NULL);
		emit_instant(e, "from", k->watches[i].from);
		emit_instant(e, "until", k->watches[i].until);
		emit_string(e, "person", k->watches[i].person);
		emit_end(e, '}');
	}
	emit_end(e, ']');
	emit_end(e, '}');
	rota_role(k->rota, id, k->name);
	rota_ladder(k->rota, id, k->name);
}

/* extension: an X- property of the calendar; NULL if there is none. */
static const char *
extension(const struct taking *k, const char *name)
{
	for (icalproperty *p =
		 icalcomponent_get_first_property(k->root, ICAL_X_PROPERTY);
	     p != NULL;
	     p = icalcomponent_get_next_property(k->root, ICAL_X_PROPERTY))
		if (strcmp(icalproperty_get_x_name(p), name) == 0) {
			const char *s = icalproperty_get_x(p);

			return arena_copy(k->rota->arena, s, strlen(s));
		}
	return NULL;
}

/* zone_of: the calendar's own, or its first event's, or UTC. */
static const char *
zone_of(const struct taking *k)
{
	const char *zone = extension(k, "X-WR-TIMEZONE");
	icalcomponent *event =
	    icalcomponent_get_first_component(k->root, ICAL_VEVENT_COMPONENT);
	icalproperty *start = event == NULL ? NULL
					    : icalcomponent_get_first_property(
						  event, ICAL_DTSTART_PROPERTY);
	icalparameter *tzid = start == NULL ? NULL
					    : icalproperty_get_first_parameter(
						  start, ICAL_TZID_PARAMETER);

	if (zone == NULL && tzid != NULL) {
		zone = icalparameter_get_tzid(tzid);
		zone = arena_copy(k->rota->arena, zone, strlen(zone));
	}
	return zone == NULL ? "UTC" : zone;
}

static void
take_events(struct taking *k, const char *id)
{
	const char *zone = zone_of(k);

	k->zone = icaltimezone_get_builtin_timezone(zone);
	if (k->zone == NULL)
		k->zone = icaltimezone_get_utc_timezone();
	for (icalcompiter i =
		 icalcomponent_begin_component(k->root, ICAL_VEVENT_COMPONENT);
	     icalcompiter_deref(&i) != NULL; icalcompiter_next(&i))
		take_event(k, icalcompiter_deref(&i));
	sort(k);
	if (k->n == 0)
		note(k, GRADE_FINDING, "import-no-events", k->file->name);
	check_overlaps(k);
	if (rota_is_personal(k->rota, k->name)) {
		note(k, GRADE_NOTE, "import-personal", id);
		k->name = id;
	}
	emit_calendar(k, id, zone);
}

static void
take_file(struct taking *k, uint32_t number)
{
	struct text id = text_new(k->rota->arena);
	const char *name = extension(k, "X-WR-CALNAME");

	text_fmt(&id, "rota-%u", number);
	k->name = name == NULL ? id.at : name;
	if (icalcomponent_count_errors(k->root) > 0)
		note(k, GRADE_FINDING, "import-bad-lines", k->file->name);
	if (icalcomponent_isa(k->root) == ICAL_VCALENDAR_COMPONENT)
		take_events(k, id.at);
	else
		note(k, GRADE_ERROR, "import-no-calendar", k->file->name);
}

int
icalendar_take(struct rota *rota, const char *path, uint32_t number,
    int64_t from, int64_t until, struct error *err)
{
	struct taking k = {.rota = rota,
	    .file = arena_alloc(rota->arena, sizeof(*k.file)),
	    .from = from / SPAN_SECOND,
	    .until = until / SPAN_SECOND,
	    .watches = arena_array(rota->arena, DUTIES, sizeof(*k.watches)),
	    .excluded =
		arena_array(rota->arena, OCCURRENCES, sizeof(*k.excluded))};
	struct bytes bytes;

	*k.file = (struct document){.name = path, .bytes = {"", 0}};
	if (file_read(rota->arena, path, DOCUMENT_BYTES, &bytes, err) != 0)
		return -1;
	icalerror_set_errors_are_fatal(0);
	k.root = icalparser_parse_string(bytes.at);
	if (k.root != NULL) {
		take_file(&k, number);
		icalcomponent_free(k.root);
	} else {
		note(&k, GRADE_ERROR, "import-no-calendar", path);
	}
	icaltimezone_free_builtin_timezones();
	icalmemory_free_ring();
	return 0;
}
