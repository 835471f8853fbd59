/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* A small world: crates hold bolts; a bolt follows other bolts of its crate
 * and fits a crate. */
struct bolt {
	const struct value *at;
	const char *id;
	struct refs after;
	struct ref fits;
};

struct crate {
	const struct value *at;
	const char *id;
	struct {
		struct bolt *at;
		uint32_t n;
	} bolts;
};

struct world {
	const struct value *at;
	struct title name;
	const char *note;
	span_ms hold, wait;
	struct instant start;
	int32_t share_ppm, odds_ppm, colour, paints;
	int64_t times;
	bool sealed;
	const struct dist *takes;
	struct condition when;
	struct origins origin;
	struct {
		struct crate *at;
		uint32_t n;
	} crates;
	const struct bolt *spare;
	const struct value *free;
};

#define AT(type, m) .offset = offsetof(struct type, m)

static const struct field bolt_fields[] = {{.name = "after",
					       .type = FIELD_REFS,
					       AT(bolt, after),
					       .of = "bolt",
					       .scoped = true},
    {.name = "fits", .type = FIELD_REF, AT(bolt, fits), .of = "crate"},
    {.name = "id", .type = FIELD_ID, AT(bolt, id), .required = true}, {0}};
static const struct record bolt_record = {
    "bolt", true, sizeof(struct bolt), bolt_fields, "a bolt"};

static const struct field crate_fields[] = {{.name = "bolts",
						.type = FIELD_OBJECTS,
						AT(crate, bolts),
						.record = &bolt_record,
						.low = 1},
    {.name = "id", .type = FIELD_ID, AT(crate, id), .required = true}, {0}};
static const struct record crate_record = {
    "crate", false, sizeof(struct crate), crate_fields, "a crate"};

static const struct condition_symbol symbols[] = {
    {"full", "crate", UNIT_SHARE_PPM}, {NULL, NULL, UNIT_COUNT}};
static const char *const colours[] = {"red", "green", NULL};
static const struct field fields[] = {
    {.name = "format", .type = FIELD_FORMAT, .of = "world"},
    {.name = "name", .type = FIELD_TITLE, AT(world, name)},
    {.name = "note", .type = FIELD_STRING, AT(world, note), .high = 4},
    {.name = "hold",
	.type = FIELD_SPAN,
	AT(world, hold),
	.low = 1,
	.fallback = 5000},
    {.name = "wait",
	.type = FIELD_SPAN,
	AT(world, wait),
	.fallback = SPAN_NEVER},
    {.name = "start", .type = FIELD_INSTANT, AT(world, start)},
    {.name = "share",
	.type = FIELD_SHARE,
	AT(world, share_ppm),
	.low = 1,
	.fallback = 950000},
    {.name = "odds", .type = FIELD_ODDS, AT(world, odds_ppm)},
    {.name = "colour",
	.type = FIELD_CHOICE,
	AT(world, colour),
	.choices = colours,
	.fallback = 1},
    {.name = "paints",
	.type = FIELD_SET,
	AT(world, paints),
	.choices = colours,
	.low = 1},
    {.name = "times",
	.type = FIELD_INTEGER,
	AT(world, times),
	.low = 1,
	.high = 9,
	.fallback = 3},
    {.name = "sealed", .type = FIELD_FLAG, AT(world, sealed)},
    {.name = "takes", .type = FIELD_DIST, AT(world, takes), .fallback = 60000},
    {.name = "when",
	.type = FIELD_CONDITION,
	AT(world, when),
	.symbols = symbols},
    {.name = "origin", .type = FIELD_ORIGIN, AT(world, origin)},
    {.name = "crates",
	.type = FIELD_OBJECTS,
	AT(world, crates),
	.record = &crate_record},
    {.name = "spare",
	.type = FIELD_OBJECT,
	AT(world, spare),
	.record = &bolt_record},
    {.name = "free", .type = FIELD_FREE, AT(world, free)}, {0}};
static const struct record record = {
    "world", false, sizeof(struct world), fields, "a world"};

/* take: read a world from a string. Return: its faults as lines. */
static const char *
take(struct arena *a, const char *json, struct world *out)
{
	struct faults faults = faults_new(a);
	const struct document *d = cases_document(a, json, &faults);
	struct reading *r = reading_new(a, names_new(a), &faults);

	ck_assert_msg(d != NULL, "%s", json);
	*out = (struct world){0};
	reading_take(r, d->values, &record, out);
	reading_resolve(r);
	return cases_faults(a, &faults);
}

static void
ck_harmless(const struct world *w)
{
	ck_assert_str_eq(w->name.zh, "");
	ck_assert_str_eq(w->note, "");
	ck_assert_int_eq(w->hold, 5000);
	ck_assert_int_eq(w->wait, SPAN_NEVER);
	ck_assert_int_eq(w->start.ms, 0);
	ck_assert_int_eq(w->share_ppm, 950000);
	ck_assert_int_eq(w->odds_ppm, 0);
	ck_assert_int_eq(w->colour, 1);
	ck_assert_int_eq(w->times, 3);
	ck_assert(!w->sealed);
	ck_assert_int_eq(w->takes->a, 60000);
	ck_assert_uint_eq(w->when.n, 0);
	ck_assert_uint_eq(w->origin.n, 0);
	ck_assert_uint_eq(w->crates.n, 0);
	ck_assert_ptr_null(w->spare);
}

START_TEST(reading_puts_the_fallback_where_a_member_is_absent)
{
	struct arena *a = cases_arena(4 << 20);
	struct world w;

	ck_assert_str_eq(take(a, "{\"x-mine\": [1, {}]}", &w), "");
	ck_harmless(&w);
	arena_free(a);
}
END_TEST

START_TEST(reading_fills_every_type)
{
	struct arena *a = cases_arena(4 << 20);
	struct world w;

	ck_assert_str_eq(
	    take(a,
		"{\"format\": \"world/1\", \"name\": {\"zh\": \"世界\"},"
		" \"note\": \"四个汉字\", \"hold\": \"1m\", \"wait\": \"0s\","
		" \"start\": \"1970-01-01T00:01Z\", \"share\": 0.1,"
		" \"odds\": \"prior\", \"colour\": \"red\", \"times\": 9,"
		" \"sealed\": true, \"takes\": \"2m\","
		" \"when\": \"full:c < 10%\", \"free\": 7,"
		" \"origin\": {\"hold\": \"derived: p. 3\", \"*\": "
		"\"assumed\"},"
		" \"crates\": [{\"id\": \"b\"}, {\"id\": \"c\"}],"
		" \"spare\": {\"id\": \"s\", \"fits\": \"c\"}}",
		&w),
	    "");
	ck_assert_str_eq(w.name.en, "世界");
	ck_assert_str_eq(w.note, "四个汉字");
	ck_assert_int_eq(w.hold, 60000);
	ck_assert_int_eq(w.wait, 0);
	ck_assert_int_eq(w.start.ms, 60000);
	ck_assert_int_eq(w.share_ppm, 100000);
	ck_assert_int_eq(w.odds_ppm, FIELDS_PRIOR);
	ck_assert_int_eq(w.colour, 0);
	ck_assert_int_eq(w.times, 9);
	ck_assert(w.sealed);
	ck_assert_int_eq(w.takes->a, 120000);
	ck_assert_int_eq(w.when.ops[0].on, 1);
	ck_assert_int_eq(w.free->number.integer, 7);
	ck_assert_int_eq(w.spare->fits.index, 1);
	ck_assert_int_eq(fields_origin(&w.origin, "hold"), ORIGIN_DERIVED);
	ck_assert_int_eq(fields_origin(&w.origin, "wait"), ORIGIN_ASSUMED);
	ck_assert_str_eq(w.origin.at[0].note, "p. 3");
	arena_free(a);
}
END_TEST

START_TEST(reading_rounds_a_share_to_the_nearest_millionth)
{
	struct arena *a = cases_arena(4 << 20);
	struct world w;

	/* The double next to 0.000249, times a million, is a little less than
	 * that. */
	ck_assert_str_eq(take(a, "{\"share\": 0.000249}", &w), "");
	ck_assert_int_eq(w.share_ppm, 249);
	ck_assert_str_eq(take(a, "{\"share\": 1}", &w), "");
	ck_assert_int_eq(w.share_ppm, 1000000);
	arena_free(a);
}
END_TEST

START_TEST(reading_says_what_is_wrong_with_a_value)
{
	static const struct {
		const char *json;
		const char *faults;
	} cases[] = {
	    {"[]", "type / 1:1 wanted=object"},
	    {"{\"tims\": 1}",
		"unknown-near /tims 1:10 member=tims nearest=times"},
	    {"{\"quux!\": 1}", "unknown /quux! 1:11 member=quux!"},
	    {"{\"format\": 1}", "format /format 1:12 wanted=world"},
	    {"{\"format\": \"worlds/1\"}", "format /format 1:12 wanted=world"},
	    {"{\"format\": \"world/\"}", "format /format 1:12 wanted=world"},
	    {"{\"format\": \"world/1a\"}", "format /format 1:12 wanted=world"},
	    {"{\"format\": \"world/2\"}",
		"format-version /format 1:12 format=world/2"},
	    {"{\"name\": {}}", "missing /name 1:10 member=zh"},
	    {"{\"name\": {\"zh\": 1}}", "type /name/zh 1:17 wanted=string"},
	    {"{\"name\": {\"en\": \"x\", \"fr\": \"y\"}}",
		"unknown /name/fr 1:28 member=fr"},
	    {"{\"name\": 1}", "type /name 1:10 wanted=title"},
	    {"{\"note\": null}", "type /note 1:10 wanted=string"},
	    {"{\"note\": \"fives\"}", "too-long /note 1:10 member=note"},
	    {"{\"hold\": 5}", "span /hold 1:10 member=hold"},
	    {"{\"hold\": \"5 m\"}", "span /hold 1:10 member=hold"},
	    {"{\"hold\": \"0s\"}", "span-zero /hold 1:10 member=hold"},
	    {"{\"start\": \"now\"}", "instant /start 1:11 member=start"},
	    {"{\"share\": \"1\"}", "type /share 1:11 wanted=number"},
	    {"{\"share\": 0}", "range /share 1:11 low=0.000001 high=1"},
	    {"{\"share\": 1.01}", "range /share 1:11 low=0.000001 high=1"},
	    {"{\"share\": 1e300}", "range /share 1:11 low=0.000001 high=1"},
	    {"{\"share\": 0.1234567}", "decimals /share 1:11 member=share"},
	    {"{\"odds\": \"sure\"}", "type /odds 1:10 wanted=number"},
	    {"{\"odds\": -0.1}", "range /odds 1:10 low=0 high=1"},
	    {"{\"colour\": \"blue\"}",
		"choice /colour 1:12 value=blue choices=red | green"},
	    {"{\"paints\": \"red\"}", "type /paints 1:12 wanted=array"},
	    {"{\"paints\": []}", "too-few /paints 1:12 member=paints"},
	    {"{\"paints\": [\"red\", \"red\"]}", "twice /paints/1 1:20 id=red"},
	    {"{\"paints\": [\"blue\"]}",
		"choice /paints/0 1:13 value=blue choices=red | green"},
	    {"{\"times\": 1.0}", "type /times 1:11 wanted=integer"},
	    {"{\"times\": 10}", "range /times 1:11 low=1 high=9"},
	    {"{\"times\": -9223372036854775808}",
		"range /times 1:11 low=1 high=9"},
	    {"{\"sealed\": 1}", "type /sealed 1:12 wanted=boolean"},
	    {"{\"takes\": \"soon\"}", "duration /takes 1:11"},
	    {"{\"when\": \"empty\"}", "condition-symbol /when 1:10 near=empty"},
	    {"{\"when\": \"full:x\"}", "dangling /when 1:10 kind=crate id=x"},
	    {"{\"origin\": \"guessed\"}", "origin /origin 1:12 value=guessed"},
	    {"{\"origin\": {\"holt\": \"assumed\"}}",
		"unknown /origin/holt 1:21 member=holt"},
	    {"{\"crates\": {}}", "type /crates 1:12 wanted=array"},
	    {"{\"spare\": []}", "type /spare 1:11 wanted=object"},
	    {"{\"spare\": {}}", "missing /spare 1:11 member=id"},
	    {"{\"crates\": [{\"id\": \"a\", \"bolts\": []}]}",
		"too-few /crates/0/bolts 1:34 member=bolts"},
	    {"{\"crates\": [{\"id\": \"A\"}]}",
		"id-grammar /crates/0/id 1:20 id=A"},
	    {"{\"crates\": [{\"id\": 1}]}", "type /crates/0/id 1:20 wanted=id"},
	    {"{\"crates\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}",
		"duplicate-id /crates/1/id 1:33 id=a"},
	};
	struct arena *a = cases_arena(16 << 20);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text wanted = text_new(a);
		struct world w;

		text_fmt(&wanted, "error %s\n", cases[i].faults);
		ck_assert_str_eq(take(a, cases[i].json, &w), wanted.at);
		if (strstr(cases[i].json, "s\": [{") == NULL &&
		    strstr(cases[i].json, "name") == NULL &&
		    strstr(cases[i].json, "spare") == NULL &&
		    strstr(cases[i].json, "note") == NULL &&
		    strstr(cases[i].json, "full") == NULL &&
		    strstr(cases[i].json, "origin") == NULL)
			ck_harmless(&w);
	}
	arena_free(a);
}
END_TEST

START_TEST(reading_resolves_ids_wherever_they_stand)
{
	struct arena *a = cases_arena(4 << 20);
	struct world w;

	ck_assert_str_eq(
	    take(a,
		"{\"crates\": ["
		"{\"bolts\": [{\"id\": \"m\", \"after\": [\"n\", \"two/m\"], "
		"\"fits\": \"two\"}, {\"id\": \"n\"}], \"id\": \"one\"},"
		"{\"id\": \"two\", \"bolts\": [{\"after\": [\"one/n\"], "
		"\"id\": \"m\"}]}]}",
		&w),
	    "");
	ck_assert_str_eq(w.crates.at[0].bolts.at[0].id, "one/m");
	ck_assert_str_eq(w.crates.at[1].bolts.at[0].id, "two/m");
	ck_assert_int_eq(w.crates.at[0].bolts.at[0].after.at[0].index, 1);
	ck_assert_int_eq(w.crates.at[0].bolts.at[0].after.at[1].index, 2);
	ck_assert_int_eq(w.crates.at[0].bolts.at[0].fits.index, 1);
	ck_assert_int_eq(w.crates.at[1].bolts.at[0].after.at[0].index, 1);
	arena_free(a);
}
END_TEST

START_TEST(reading_offers_the_nearest_id_for_one_that_dangles)
{
	struct arena *a = cases_arena(4 << 20);
	struct world w;

	ck_assert_str_eq(
	    take(a,
		"{\"crates\": [{\"id\": \"one\", \"bolts\": [{\"id\": "
		"\"middle\",\n\"after\": [\"midle\", \"zz\", \"two/middle\"]"
		"}]}]}",
		&w),
	    "error dangling-near /crates/0/bolts/0/after/0 2:11 kind=bolt "
	    "id=one/midle nearest=one/middle\n"
	    "error dangling /crates/0/bolts/0/after/1 2:20 kind=bolt "
	    "id=one/zz\n"
	    "error dangling-near /crates/0/bolts/0/after/2 2:26 kind=bolt "
	    "id=two/middle nearest=one/middle\n");
	ck_assert_int_eq(w.crates.at[0].bolts.at[0].after.at[0].index, -1);
	arena_free(a);
}
END_TEST

START_TEST(reading_does_not_report_the_consequences_of_a_fault)
{
	static const struct {
		const char *crates;
		const char *faults;
	} cases[] = {
	    {"\"crates\": [{\"id\": \"B\"}]",
		"id-grammar /crates/0/id 1:20 id=B"},
	    {"\"crates\": [{}]", "missing /crates/0 1:13 member=id"},
	    {"\"crates\": [7]", "type /crates/0 1:13 wanted=object"},
	    {"\"crates\": 7", "type /crates 1:12 wanted=array"},
	    {"\"crate\": [{\"id\": \"B\"}]",
		"unknown-near /crate 1:11 member=crate nearest=crates"},
	};
	struct arena *a = cases_arena(4 << 20);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text json = text_new(a);
		struct text wanted = text_new(a);
		struct world w;

		text_fmt(&json,
		    "{%s, \"when\": \"full:B\", \"spare\": {\"id\": \"s\","
		    " \"fits\": \"B\", \"after\": [\"B/m\"]}}",
		    cases[i].crates);
		text_fmt(&wanted, "error %s\n", cases[i].faults);
		if (i == 0) /* its bolts were read: there is no such one */
			text_add(&wanted,
			    "error dangling /spare/after/0 1:89 kind=bolt "
			    "id=B/m\n");
		ck_assert_str_eq(take(a, json.at, &w), wanted.at);
	}
	arena_free(a);
}
END_TEST

START_TEST(reading_refuses_a_reference_named_twice)
{
	struct arena *a = cases_arena(4 << 20);
	struct world w;

	ck_assert_str_eq(
	    take(a,
		"{\"crates\": [{\"id\": \"c\", \"bolts\": [{\"id\": \"m\"},"
		"{\"id\": \"n\", \"after\": [\"m\", \"c/m\"]}]}]}",
		&w),
	    "error twice /crates/0/bolts/1/after/1 1:74 id=c/m\n");
	arena_free(a);
}
END_TEST

START_TEST(reading_takes_a_thousand_references_and_no_more)
{
	struct arena *a = cases_arena(64 << 20);
	struct text t = text_new(a);
	struct world w;

	text_add(&t, "{\"crates\":[{\"id\":\"c\",\"bolts\":[{\"id\":\"0\"}");
	for (int i = 1; i <= FIELDS_REFS; i++)
		text_fmt(&t, ",{\"id\":\"%d\"}", i);
	text_add(&t, ",{\"id\":\"l\",\"after\":[\"0\"");
	for (int i = 1; i < FIELDS_REFS; i++)
		text_fmt(&t, ",\"%d\"", i);
	text_add(&t, "]}]}]}");
	ck_assert_str_eq(take(a, t.at, &w), "");
	t.at[t.len -= strlen("]}]}]}")] = '\0';
	text_fmt(&t, ",\"%d\"]}]}]}", FIELDS_REFS);
	ck_assert_ptr_nonnull(strstr(take(a, t.at, &w), "error too-many "));
	arena_free(a);
}
END_TEST

SUITE_MAIN("fields", reading_puts_the_fallback_where_a_member_is_absent,
    reading_fills_every_type, reading_rounds_a_share_to_the_nearest_millionth,
    reading_says_what_is_wrong_with_a_value,
    reading_resolves_ids_wherever_they_stand,
    reading_offers_the_nearest_id_for_one_that_dangles,
    reading_does_not_report_the_consequences_of_a_fault,
    reading_refuses_a_reference_named_twice,
    reading_takes_a_thousand_references_and_no_more)
