/* SPDX-License-Identifier: Apache-2.0 */
#include "base/schema.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/fields.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

struct thing {
	const struct value *at;
	const char *note;
	span_ms hold, wait;
	int32_t share_ppm, odds_ppm, colour;
	int64_t times;
	bool sealed;
	const struct dist *takes;
	struct refs needs;
	const struct thing *inner;
};

#define AT(m) .offset = offsetof(struct thing, m)

extern const struct record thing_record;

static const char *const colours[] = {"red", "green", NULL};
static const struct field fields[] = {
    {.name = "format", .type = FIELD_FORMAT, .of = "thing", .required = true},
    {.name = "note",
	.type = FIELD_STRING,
	AT(note),
	.high = 4,
	.required = true,
	.what = "a \"note\""},
    {.name = "hold", .type = FIELD_SPAN, AT(hold), .fallback = 900000},
    {.name = "wait", .type = FIELD_SPAN, AT(wait), .fallback = SPAN_NEVER},
    {.name = "share", .type = FIELD_SHARE, AT(share_ppm), .fallback = 950000},
    {.name = "odds", .type = FIELD_ODDS, AT(odds_ppm), .fallback = 10000},
    {.name = "colour",
	.type = FIELD_CHOICE,
	AT(colour),
	.choices = colours,
	.fallback = 1},
    {.name = "times",
	.type = FIELD_INTEGER,
	AT(times),
	.low = 1,
	.high = 9,
	.fallback = 3},
    {.name = "sealed", .type = FIELD_FLAG, AT(sealed)},
    {.name = "takes", .type = FIELD_DIST, AT(takes), .fallback = 60000},
    {.name = "needs", .type = FIELD_REFS, AT(needs), .of = "thing", .low = 1},
    {.name = "inner", .type = FIELD_OBJECT, AT(inner), .record = &thing_record},
    {0}};
const struct record thing_record = {
    "thing", false, sizeof(struct thing), fields, "a thing"};

static const struct value *
schema(struct arena *a)
{
	struct faults faults = faults_new(a);
	struct text t = text_new(a);
	const struct document *d;

	schema_write(&t, &thing_record, "thing.schema.json", "Thing");
	d = cases_document(a, t.at, &faults);
	ck_assert_msg(d != NULL, "%s%s", cases_faults(a, &faults), t.at);
	return d->values;
}

/* at: the value behind a path of member names. */
static const struct value *
at(const struct value *v, const char *path)
{
	char name[64];

	while (*path != '\0') {
		size_t n = strcspn(path, " ");

		memcpy(name, path, n);
		name[n] = '\0';
		v = value_get(v, name);
		ck_assert_msg(v != NULL, "%s", path);
		path += n + (path[n] == ' ');
	}
	return v;
}

START_TEST(schema_shows_defaults_and_bounds_as_people_write_them)
{
	struct arena *a = cases_arena(4 << 20);
	const struct value *s = schema(a);
	const struct value *p = at(s, "properties");

	ck_assert_str_eq(at(p, "hold default")->string, "15m");
	ck_assert_ptr_null(value_get(at(p, "wait"), "default"));
	ck_assert(at(p, "share default")->number.real == 0.95);
	ck_assert(at(p, "odds default")->number.real == 0.01);
	ck_assert_str_eq(at(p, "colour default")->string, "green");
	ck_assert_int_eq(at(p, "times default")->number.integer, 3);
	ck_assert_int_eq(at(p, "times maximum")->number.integer, 9);
	ck_assert_uint_eq(at(p, "sealed default")->kind, VALUE_FALSE);
	ck_assert_str_eq(at(p, "takes default")->string, "1m");
	ck_assert_str_eq(at(p, "format const")->string, "thing/1");
	ck_assert_str_eq(at(p, "note description")->string, "a \"note\"");
	ck_assert_int_eq(at(p, "note maxLength")->number.integer, 4);
	ck_assert_int_eq(at(p, "needs minItems")->number.integer, 1);
	ck_assert_uint_eq(at(s, "required")->count, 2);
	ck_assert_uint_eq(at(p, "colour enum")->count, 2);
	arena_free(a);
}
END_TEST

START_TEST(schema_closes_records_but_for_members_of_ones_own)
{
	struct arena *a = cases_arena(4 << 20);
	const struct value *s = schema(a);

	ck_assert_uint_eq(at(s, "additionalProperties")->kind, VALUE_FALSE);
	ck_assert_uint_eq(at(s, "patternProperties ^x-")->kind, VALUE_TRUE);
	ck_assert_uint_eq(
	    at(s, "$defs thing additionalProperties")->kind, VALUE_FALSE);
	arena_free(a);
}
END_TEST

START_TEST(schema_defines_a_record_once_though_it_holds_itself)
{
	struct arena *a = cases_arena(4 << 20);
	const struct value *s = schema(a);

	ck_assert_str_eq(
	    at(s, "properties inner $ref")->string, "#/$defs/thing");
	ck_assert_str_eq(at(s, "$defs thing properties inner $ref")->string,
	    "#/$defs/thing");
	arena_free(a);
}
END_TEST

START_TEST(schema_begins_as_it_did)
{
	static const char begin[] =
	    "{\n  \"$schema\": "
	    "\"https://json-schema.org/draft/2020-12/schema\",\n"
	    "  \"$id\": \"thing.schema.json\",\n  \"title\": \"Thing\",\n"
	    "  \"description\": \"a thing\",\n  \"type\": \"object\",\n"
	    "  \"required\": [\"format\", \"note\"],\n  \"properties\": {\n"
	    "    \"format\": {\n      \"const\": \"thing/1\"\n    },\n";
	struct arena *a = cases_arena(4 << 20);
	struct text t = text_new(a);

	schema_write(&t, &thing_record, "thing.schema.json", "Thing");
	ck_assert_mem_eq(t.at, begin, sizeof(begin) - 1);
	ck_assert_str_eq(t.at + t.len - 2, "}\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("schema", schema_shows_defaults_and_bounds_as_people_write_them,
    schema_closes_records_but_for_members_of_ones_own,
    schema_defines_a_record_once_though_it_holds_itself,
    schema_begins_as_it_did)
