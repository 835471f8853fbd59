/* SPDX-License-Identifier: Apache-2.0 */
#include "base/schema.h"

#include <assert.h>

#include "base/duration.h"
#include "base/fields.h"
#include "base/priors.h"
#include "base/text.h"

#define ID   "[a-z0-9][a-z0-9-]{0,62}"
#define SPAN "([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?"
#define DAY  "(mon|tue|wed|thu|fri|sat|sun)"
#define DAYS "(" DAY "(-" DAY ")?|holiday)"
#define TIME "[0-9]{2}:[0-9]{2}(:[0-9]{2})?"

enum { RECORDS = 64 };

struct writer {
	struct text *t;
	int depth;
	bool begun; /* something stands before on this level */
	const struct record *records[RECORDS]; /* those met so far */
	int n;
};

/* ---- JSON ---- */

static void
quote(struct writer *w, const char *s)
{
	text_add(w->t, "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			text_add(w->t, "\\");
		text_bytes(w->t, s, 1);
	}
	text_add(w->t, "\"");
}

/* name: begin a member, or an item where `key` is NULL. */
static void
name(struct writer *w, const char *key)
{
	text_fmt(w->t, "%s\n%*s", w->begun ? "," : "", 2 * w->depth, "");
	w->begun = true;
	if (key == NULL)
		return;
	quote(w, key);
	text_add(w->t, ": ");
}

static void
enter(struct writer *w, const char *key, const char *bracket)
{
	name(w, key);
	text_add(w->t, bracket);
	w->depth++;
	w->begun = false;
}

static void
leave(struct writer *w, const char *bracket)
{
	w->depth--;
	text_fmt(w->t, "\n%*s%s", 2 * w->depth, "", bracket);
	w->begun = true;
}

static void
string(struct writer *w, const char *key, const char *value)
{
	name(w, key);
	quote(w, value);
}

static void
integer(struct writer *w, const char *key, int64_t value)
{
	name(w, key);
	text_int(w->t, value);
}

static void
share(struct writer *w, const char *key, int64_t ppm)
{
	name(w, key);
	text_ppm(w->t, ppm);
}

static void
flag(struct writer *w, const char *key, bool value)
{
	name(w, key);
	text_add(w->t, value ? "true" : "false");
}

/* words: a list of strings on one line. */
static void
words(struct writer *w, const char *key, const char *const *list)
{
	name(w, key);
	for (int i = 0; list[i] != NULL; i++) {
		text_add(w->t, i == 0 ? "[" : ", ");
		quote(w, list[i]);
	}
	text_add(w->t, "]");
}

/* ---- one member ---- */

static void
refer(struct writer *w, const char *definition)
{
	name(w, "$ref");
	text_fmt(w->t, "\"#/$defs/%s\"", definition);
}

static void
refer_to_record(struct writer *w, const struct record *record)
{
	int i = 0;

	while (i < w->n && w->records[i] != record)
		i++;
	if (i == w->n) {
		assert(w->n < RECORDS);
		w->records[w->n++] = record;
	}
	refer(w, record->kind);
}

static void
put_share(struct writer *w, const struct field *f)
{
	string(w, "type", "number");
	share(w, "minimum", f->low);
	share(w, "maximum", f->high == 0 ? 1000000 : f->high);
}

static void
put_odds(struct writer *w, const struct field *f)
{
	enter(w, "anyOf", "[");
	enter(w, NULL, "{");
	put_share(w, f);
	leave(w, "}");
	enter(w, NULL, "{");
	string(w, "const", "prior");
	leave(w, "}");
	leave(w, "]");
}

static void
put_string(struct writer *w, int64_t low, int64_t high)
{
	string(w, "type", "string");
	if (low > 0)
		integer(w, "minLength", low);
	if (high > 0)
		integer(w, "maxLength", high);
}

static void
put_integer(struct writer *w, const struct field *f)
{
	string(w, "type", "integer");
	integer(w, "minimum", f->low);
	integer(w, "maximum", f->high);
}

/* put_list: everything of an array but its items. */
static void
put_list(struct writer *w, const struct field *f, int64_t most)
{
	string(w, "type", "array");
	if (f->low > 0)
		integer(w, "minItems", f->low);
	if (most == 0)
		return;
	integer(w, "maxItems", most);
	flag(w, "uniqueItems", true);
}

static void
put_refs(struct writer *w, const struct field *f)
{
	put_list(w, f, FIELDS_REFS);
	enter(w, "items", "{");
	refer(w, "reference");
	leave(w, "}");
}

static void
put_set(struct writer *w, const struct field *f)
{
	int64_t most = 0;

	while (f->choices[most] != NULL)
		most++;
	put_list(w, f, most);
	enter(w, "items", "{");
	words(w, "enum", f->choices);
	leave(w, "}");
}

static void
put_objects(struct writer *w, const struct field *f)
{
	put_list(w, f, 0);
	enter(w, "items", "{");
	refer_to_record(w, f->record);
	leave(w, "}");
}

/* put_origin: one mark for all, or one for each member. */
static void
put_origin(struct writer *w, const struct record *record)
{
	enter(w, "anyOf", "[");
	enter(w, NULL, "{");
	refer(w, "origin");
	leave(w, "}");
	enter(w, NULL, "{");
	string(w, "type", "object");
	enter(w, "properties", "{");
	enter(w, "*", "{");
	refer(w, "origin");
	leave(w, "}");
	for (const struct field *f = record->fields; f->name != NULL; f++) {
		enter(w, f->name, "{");
		refer(w, "origin");
		leave(w, "}");
	}
	leave(w, "}");
	flag(w, "additionalProperties", false);
	leave(w, "}");
	leave(w, "]");
}

/* put_free: a path to the document, or the document itself. */
static void
put_free(struct writer *w, const struct field *f)
{
	if (f->record == NULL) {
		refer(w, "family");
		return;
	}
	enter(w, "anyOf", "[");
	enter(w, NULL, "{");
	put_string(w, 1, 0);
	leave(w, "}");
	enter(w, NULL, "{");
	refer_to_record(w, f->record);
	leave(w, "}");
	leave(w, "]");
}

static void
put_type(struct writer *w, const struct record *record, const struct field *f)
{
	switch (f->type) {
	case FIELD_FORMAT:
		name(w, "const");
		text_fmt(w->t, "\"%s/1\"", f->of);
		return;
	case FIELD_ID:
		refer(w, "id");
		return;
	case FIELD_STRING:
		put_string(w, 0, f->high);
		return;
	case FIELD_TITLE:
		refer(w, "title");
		return;
	case FIELD_SPAN:
		refer(w, "span");
		return;
	case FIELD_INSTANT:
		refer(w, "instant");
		return;
	case FIELD_DATE:
		refer(w, "date");
		return;
	case FIELD_CLOCK:
		refer(w, "clock");
		return;
	case FIELD_DAYS:
		refer(w, "days");
		return;
	case FIELD_SHARE:
		put_share(w, f);
		return;
	case FIELD_ODDS:
		put_odds(w, f);
		return;
	case FIELD_INTEGER:
		put_integer(w, f);
		return;
	case FIELD_FLAG:
		string(w, "type", "boolean");
		return;
	case FIELD_CHOICE:
		words(w, "enum", f->choices);
		return;
	case FIELD_SET:
		put_set(w, f);
		return;
	case FIELD_DIST:
		refer(w, "duration");
		return;
	case FIELD_REF:
		refer(w, "reference");
		return;
	case FIELD_REFS:
		put_refs(w, f);
		return;
	case FIELD_CONDITION:
		put_string(w, 1, CONDITION_LENGTH);
		return;
	case FIELD_ORIGIN:
		put_origin(w, record);
		return;
	case FIELD_OBJECT:
		refer_to_record(w, f->record);
		return;
	case FIELD_OBJECTS:
		put_objects(w, f);
		return;
	case FIELD_FREE:
		put_free(w, f);
		return;
	}
}

static void
put_default_span(struct writer *w, span_ms span)
{
	if (span == SPAN_NEVER)
		return;
	name(w, "default");
	text_add(w->t, "\"");
	span_write(w->t, span);
	text_add(w->t, "\"");
}

/* put_default: what an absent member means, as people would write it. An
 * absent level or duration of 0 means "none", which nobody can write. */
static void
put_default(struct writer *w, const struct field *f)
{
	if (f->required)
		return;
	if (f->type == FIELD_SPAN ||
	    (f->type == FIELD_DIST && f->fallback != 0))
		put_default_span(w, f->fallback);
	else if (f->type == FIELD_ODDS ||
		 (f->type == FIELD_SHARE && f->fallback != 0))
		share(w, "default", f->fallback);
	else if (f->type == FIELD_INTEGER)
		integer(w, "default", f->fallback);
	else if (f->type == FIELD_FLAG)
		flag(w, "default", f->fallback != 0);
	else if (f->type == FIELD_CHOICE && f->fallback >= 0)
		string(w, "default", f->choices[f->fallback]);
}

/* ---- records ---- */

/* put_required: the members that must stand: always, or where the other one
 * does not that they may stand in place of. */
static void
put_required(struct writer *w, const struct record *record, const char *unless)
{
	bool first = true;

	for (const struct field *f = record->fields; f->name != NULL; f++) {
		if (!f->required || f->unless != unless)
			continue;
		if (first)
			name(w, "required");
		text_add(w->t, first ? "[" : ", ");
		quote(w, f->name);
		first = false;
	}
	if (!first)
		text_add(w->t, "]");
}

/* put_instead: one member, or those required in its absence. A record has one
 * such member at most. */
static void
put_instead(struct writer *w, const struct record *record)
{
	const struct field *f = record->fields;

	while (f->name != NULL && f->unless == NULL)
		f++;
	if (f->name == NULL)
		return;
	enter(w, "anyOf", "[");
	enter(w, NULL, "{");
	words(w, "required", (const char *const[]){f->unless, NULL});
	leave(w, "}");
	enter(w, NULL, "{");
	put_required(w, record, f->unless);
	leave(w, "}");
	leave(w, "]");
}

static void
put_record(struct writer *w, const struct record *record)
{
	if (record->what != NULL)
		string(w, "description", record->what);
	string(w, "type", "object");
	put_required(w, record, NULL);
	put_instead(w, record);
	enter(w, "properties", "{");
	for (const struct field *f = record->fields; f->name != NULL; f++) {
		enter(w, f->name, "{");
		if (f->what != NULL)
			string(w, "description", f->what);
		put_type(w, record, f);
		put_default(w, f);
		leave(w, "}");
	}
	leave(w, "}");
	enter(w, "patternProperties", "{");
	flag(w, "^x-", true);
	leave(w, "}");
	flag(w, "additionalProperties", false);
}

/* ---- what every record may use ---- */

static void
define_pattern(struct writer *w, const char *key, const char *what, int64_t low,
    const char *pattern)
{
	enter(w, key, "{");
	string(w, "description", what);
	put_string(w, low, 0);
	string(w, "pattern", pattern);
	leave(w, "}");
}

static void
define_title(struct writer *w)
{
	enter(w, "title", "{");
	string(w, "description", "words in one language, or in two");
	words(w, "type", (const char *const[]){"string", "object", NULL});
	enter(w, "properties", "{");
	for (int i = 0; i < 2; i++) {
		enter(w, i == 0 ? "zh" : "en", "{");
		string(w, "type", "string");
		leave(w, "}");
	}
	leave(w, "}");
	integer(w, "minProperties", 1);
	flag(w, "additionalProperties", false);
	leave(w, "}");
}

/* enter_family: an object of one member, and what may stand there; beside
 * it only whether it shares luck. */
static void
enter_family(struct writer *w, const char *key)
{
	enter(w, NULL, "{");
	string(w, "type", "object");
	words(w, "required", (const char *const[]){key, NULL});
	flag(w, "additionalProperties", false);
	enter(w, "properties", "{");
	enter(w, key, "{");
}

static void
leave_family(struct writer *w)
{
	leave(w, "}");
	enter(w, DURATION_SHARED, "{");
	string(w, "description", "it is long where the whole incident is long");
	string(w, "type", "boolean");
	flag(w, "default", false);
	leave(w, "}");
	leave(w, "}");
	leave(w, "}");
}

static void
put_span_item(struct writer *w, const char *definition)
{
	enter(w, NULL, "{");
	refer(w, definition);
	leave(w, "}");
}

static void
define_family(struct writer *w)
{
	const struct record *record;

	enter(w, "family", "{");
	string(w, "description", "a fixed span, or one distribution");
	enter(w, "anyOf", "[");
	put_span_item(w, "span");
	for (int i = 0; (record = duration_family(i)) != NULL; i++) {
		enter_family(w, record->kind);
		put_record(w, record);
		leave_family(w);
	}
	enter_family(w, "empirical");
	string(w, "type", "array");
	integer(w, "minItems", 1);
	enter(w, "items", "{");
	refer(w, "span");
	leave(w, "}");
	leave_family(w);
	leave(w, "]");
	leave(w, "}");
}

/* put_priors: one constant for each, so that editors offer them. */
static void
put_priors(struct writer *w)
{
	const struct prior *prior;

	enter(w, NULL, "{");
	string(w, "description", "as long as it took in published incidents");
	enter(w, "enum", "[");
	for (int i = 0; (prior = priors_at(i)) != NULL; i++) {
		name(w, NULL);
		text_fmt(w->t, "\"%s%s\"", DURATION_PRIOR, prior->name);
	}
	leave(w, "]");
	leave(w, "}");
}

static void
define_duration(struct writer *w)
{
	enter(w, "duration", "{");
	string(w, "description", "a span, a distribution, or a mixture");
	enter(w, "anyOf", "[");
	put_span_item(w, "family");
	put_priors(w);
	enter_family(w, "mixture");
	string(w, "type", "array");
	integer(w, "minItems", 1);
	integer(w, "maxItems", DURATION_PARTS);
	enter(w, "items", "{");
	put_record(w, &duration_part);
	leave(w, "}");
	leave_family(w);
	leave(w, "]");
	leave(w, "}");
}

static void
define_all(struct writer *w)
{
	define_pattern(w, "id", "an id", 0, "^" ID "$");
	define_pattern(w, "reference",
	    "an id; of a step or copy, also owner/id", 0, "^" ID "(/" ID ")?$");
	define_pattern(w, "span", "a span such as 1d2h or 45m, at most 3650d",
	    2, "^" SPAN "$");
	define_pattern(w, "instant", "such as 2023-10-23T14:07:00+08:00", 0,
	    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T" TIME "(Z|[+-][0-9]{2}:[0-9]{2})$");
	define_pattern(
	    w, "date", "such as 2026-10-01", 0, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
	define_pattern(w, "clock", "a time of day, 00:00 to 24:00", 0,
	    "^[0-2][0-9]:[0-5][0-9]$");
	define_pattern(w, "days", "such as mon-fri or sat,sun,holiday", 0,
	    "^" DAYS "(," DAYS ")*$");
	define_pattern(w, "origin",
	    "where a figure comes from: mark, or "
	    "mark: note",
	    0, "^(published|derived|assumed)(:|$)");
	define_title(w);
	define_family(w);
	define_duration(w);
	for (int i = 0; i < w->n; i++) { /* which may meet more of them */
		enter(w, w->records[i]->kind, "{");
		put_record(w, w->records[i]);
		leave(w, "}");
	}
}

void
schema_write(struct text *t, const struct record *record, const char *id,
    const char *title)
{
	struct writer w = {.t = t, .depth = 1};

	text_add(t, "{");
	string(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
	string(&w, "$id", id);
	string(&w, "title", title);
	put_record(&w, record);
	enter(&w, "$defs", "{");
	define_all(&w);
	leave(&w, "}");
	leave(&w, "}");
	text_add(t, "\n");
}
