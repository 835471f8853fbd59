/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fields.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/duration.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"

/* A reference waiting until all ids are known. */
struct pending {
	struct pending *next;
	const char *kind;
	const struct value *at;
	const char *id;
	int32_t *index;
};

struct reading {
	struct arena *arena;
	struct names *names;
	struct faults *faults;
	struct pending *first, **last;
	const char *scope; /* qualified id of the record around; NULL: none */
};

/* The shape every list field has. */
struct list {
	void *at;
	uint32_t n;
};

struct reading *
reading_new(struct arena *arena, struct names *names, struct faults *faults)
{
	struct reading *r = arena_alloc(arena, sizeof(*r));

	*r = (struct reading){.arena = arena, .names = names, .faults = faults};
	r->last = &r->first;
	return r;
}

static void
error(struct reading *r, const char *id, const struct value *v,
    const char *name, const char *value)
{
	faults_add(r->faults, GRADE_ERROR, id, v, name, value, NULL);
}

static bool
is_kind(struct reading *r, const struct value *v, enum value_kind kind,
    const char *wanted)
{
	if (v->kind == (uint32_t)kind)
		return true;
	error(r, "type", v, "wanted", wanted);
	return false;
}

static void
wait_for(struct reading *r, const char *kind, const struct value *at,
    const char *id, int32_t *index)
{
	struct pending *p = arena_alloc(r->arena, sizeof(*p));

	*index = -1;
	*p = (struct pending){NULL, kind, at, id, index};
	*r->last = p;
	r->last = &p->next;
}

/* lose: something of this kind was meant, but could not be read: whatever
 * refers to an unknown one is no fault of its own. The id "" stands for it. */
static void
lose(struct reading *r, const struct record *record)
{
	if (names_add(r->names, record->kind, "") < 0)
		return;
	for (const struct field *f = record->fields; f->name != NULL; f++)
		if (f->record != NULL)
			lose(r, f->record);
}

static const char *
join(struct reading *r, const char *owner, const char *id)
{
	struct text t = text_new(r->arena);

	text_fmt(&t, "%s/%s", owner, id);
	return t.at;
}

/* ---- one value ---- */

static int64_t
characters(const char *s)
{
	int64_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static void
take_string(struct reading *r, const struct value *v, const struct field *f,
    const char **out)
{
	if (!is_kind(r, v, VALUE_STRING, "string"))
		return;
	*out = v->string;
	if (f->high > 0 && characters(v->string) > f->high)
		error(r, "too-long", v, "member", f->name);
}

static void
take_title(struct reading *r, const struct value *v, struct title *out)
{
	const struct value *zh = value_get(v, "zh");
	const struct value *en = value_get(v, "en");

	if (v->kind == VALUE_STRING) {
		*out = (struct title){v->string, v->string};
		return;
	}
	if (!is_kind(r, v, VALUE_OBJECT, "title"))
		return;
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m)) {
		if (m != zh && m != en)
			error(r, "unknown", m, "member", m->key);
		else
			(void)is_kind(r, m, VALUE_STRING, "string");
	}
	if (zh == NULL)
		zh = en;
	if (en == NULL)
		en = zh;
	if (zh != NULL && zh->string != NULL && en->string != NULL)
		*out = (struct title){zh->string, en->string};
	else if (zh == NULL)
		error(r, "missing", v, "member", "zh");
}

static void
take_span(struct reading *r, const struct value *v, const struct field *f,
    span_ms *out)
{
	span_ms got;

	if (v->kind != VALUE_STRING || !span_parse(v->string, &got)) {
		error(r, "span", v, "member", f->name);
		return;
	}
	if (got < f->low)
		error(r, "span-zero", v, "member", f->name);
	else
		*out = got;
}

static void
take_instant(struct reading *r, const struct value *v, const struct field *f,
    struct instant *out)
{
	if (v->kind != VALUE_STRING || !instant_parse(v->string, out))
		error(r, "instant", v, "member", f->name);
}

static void
take_date(struct reading *r, const struct value *v, const struct field *f,
    int64_t *out)
{
	if (v->kind != VALUE_STRING || !instant_date(v->string, out))
		error(r, "date", v, "member", f->name);
}

static void
take_clock(struct reading *r, const struct value *v, const struct field *f,
    span_ms *out)
{
	if (v->kind != VALUE_STRING || !instant_time(v->string, out))
		error(r, "clock", v, "member", f->name);
}

/* day_at: which day is spelt at *s, 7 for holiday? Moves past it. */
static int
day_at(const char **s)
{
	static const char *const days[] = {
	    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"};

	for (int i = 0; i < 8; i++) {
		size_t n = strlen(days[i]);

		if (strncmp(*s, days[i], n) == 0) {
			*s += n;
			return i;
		}
	}
	return -1;
}

/* days_at: "mon-fri,sun,holiday"; a range may run over the week's end.
 * Return: 0 if it is anything else. */
static int32_t
days_at(const char *s)
{
	int32_t days = 0;

	for (;; s++) {
		int first = day_at(&s);
		int last = first;

		if (*s == '-') {
			s++;
			last = day_at(&s);
			if (first > 6 || last > 6)
				return 0;
		}
		if (first < 0 || last < 0 || (*s != ',' && *s != '\0'))
			return 0;
		for (; first != last; first = (first + 1) % 7)
			days |= 1 << first;
		days |= 1 << last;
		if (*s == '\0')
			return days;
	}
}

static void
take_days(struct reading *r, const struct value *v, const struct field *f,
    int32_t *out)
{
	int32_t days = v->kind == VALUE_STRING ? days_at(v->string) : 0;

	if (days == 0)
		error(r, "days", v, "member", f->name);
	else
		*out = days;
}

static void
range(
    struct reading *r, const struct value *v, const char *low, const char *high)
{
	faults_add(
	    r->faults, GRADE_ERROR, "range", v, "low", low, "high", high, NULL);
}

/* take_share: a number of at most six decimals, held as parts per million. */
static void
take_share(struct reading *r, const struct value *v, const struct field *f,
    int32_t *out)
{
	int64_t high = f->high == 0 ? 1000000 : f->high;
	double x = v->kind == VALUE_REAL ? v->number.real * 1e6
					 : (double)v->number.integer * 1e6;
	int64_t ppm;

	if (v->kind != VALUE_REAL && v->kind != VALUE_INTEGER) {
		error(r, "type", v, "wanted", "number");
		return;
	}
	if (!(x >= (double)f->low) || !(x <= (double)high)) {
		struct text lows = text_new(r->arena);
		struct text highs = text_new(r->arena);

		text_ppm(&lows, f->low);
		text_ppm(&highs, high);
		range(r, v, lows.at, highs.at);
		return;
	}
	ppm = (int64_t)(x + 0.5);
	if (x - (double)ppm > 1e-4 || (double)ppm - x > 1e-4)
		error(r, "decimals", v, "member", f->name);
	else
		*out = (int32_t)ppm;
}

static void
take_integer(struct reading *r, const struct value *v, const struct field *f,
    int64_t *out)
{
	char low[32];
	char high[32];

	if (!is_kind(r, v, VALUE_INTEGER, "integer"))
		return;
	if (v->number.integer >= f->low && v->number.integer <= f->high) {
		*out = v->number.integer;
		return;
	}
	(void)snprintf(low, sizeof(low), "%lld", (long long)f->low);
	(void)snprintf(high, sizeof(high), "%lld", (long long)f->high);
	range(r, v, low, high);
}

static void
take_choice(struct reading *r, const struct value *v, const struct field *f,
    int32_t *out)
{
	struct text all = text_new(r->arena);

	if (!is_kind(r, v, VALUE_STRING, "string"))
		return;
	for (int32_t i = 0; f->choices[i] != NULL; i++) {
		if (strcmp(f->choices[i], v->string) == 0) {
			*out = i;
			return;
		}
		text_fmt(&all, "%s%s", i == 0 ? "" : " | ", f->choices[i]);
	}
	faults_add(r->faults, GRADE_ERROR, "choice", v, "value", v->string,
	    "choices", all.at, NULL);
}

static void
take_set(struct reading *r, const struct value *v, const struct field *f,
    int32_t *out)
{
	if (!is_kind(r, v, VALUE_ARRAY, "array"))
		return;
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m)) {
		int32_t i = -1;

		take_choice(r, m, f, &i);
		if (i >= 0 && (*out >> i & 1) != 0)
			error(r, "twice", m, "id", m->string);
		else if (i >= 0)
			*out |= 1 << i;
	}
	if (v->count < f->low)
		error(r, "too-few", v, "member", f->name);
}

static void
take_ref(struct reading *r, const struct value *v, const struct field *f,
    struct ref *out)
{
	if (!is_kind(r, v, VALUE_STRING, "id"))
		return;
	out->at = v;
	out->id = v->string;
	if (f->scoped && strchr(v->string, '/') == NULL && r->scope != NULL)
		out->id = join(r, r->scope, v->string);
	wait_for(r, f->of, v, out->id, &out->index);
}

/* is_named: does one of the references before the last name the same? */
static bool
is_named(const struct refs *refs, uint32_t last)
{
	for (uint32_t i = 0; i < last; i++)
		if (refs->at[i].id[0] != '\0' &&
		    strcmp(refs->at[i].id, refs->at[last].id) == 0)
			return true;
	return false;
}

static void
take_refs(struct reading *r, const struct value *v, const struct field *f,
    struct refs *out)
{
	uint32_t i = 0;

	if (!is_kind(r, v, VALUE_ARRAY, "array"))
		return;
	if (v->count > FIELDS_REFS) {
		error(r, "too-many", v, "member", f->name);
		return;
	}
	out->at = arena_array(r->arena, v->count, sizeof(*out->at));
	out->n = v->count;
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m), i++) {
		out->at[i] = (struct ref){"", m, -1};
		take_ref(r, m, f, &out->at[i]);
		if (is_named(out, i))
			error(r, "twice", m, "id", m->string);
	}
	if ((int64_t)out->n < f->low)
		error(r, "too-few", v, "member", f->name);
}

static void
take_condition(struct reading *r, const struct value *v, const struct field *f,
    struct condition *out)
{
	char near[64] = "";
	const char *fault;

	if (!is_kind(r, v, VALUE_STRING, "string"))
		return;
	fault = condition_parse(r->arena, v->string, f->symbols, out, near);
	if (fault != NULL)
		error(r, fault, v, "near", near);
	for (uint32_t i = 0; i < out->n; i++) {
		struct condition_op *op = &out->ops[i];

		if (op->id != NULL)
			wait_for(
			    r, f->symbols[op->symbol].of, v, op->id, &op->on);
	}
}

/* ---- where figures come from ---- */

static const char *const origin_names[] = {
    "published", "derived", "assumed", NULL};

static void
take_origin_of(struct reading *r, const struct value *v, const char *member,
    struct origin_of *out)
{
	size_t n;

	*out = (struct origin_of){member, ORIGIN_NONE, ""};
	if (!is_kind(r, v, VALUE_STRING, "string"))
		return;
	n = strcspn(v->string, ":");
	for (int i = 0; origin_names[i] != NULL; i++) {
		if (strlen(origin_names[i]) != n ||
		    strncmp(origin_names[i], v->string, n) != 0)
			continue;
		out->origin = (enum origin)(i + 1);
		out->note = v->string + n;
		out->note += strspn(out->note, ": ");
		return;
	}
	error(r, "origin", v, "value", v->string);
}

static bool
is_field(const struct record *record, const char *name)
{
	for (const struct field *f = record->fields; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return true;
	return false;
}

static void
take_origins(struct reading *r, const struct value *v,
    const struct record *record, struct origins *out)
{
	if (v->kind == VALUE_STRING) {
		out->at = arena_array(r->arena, 1, sizeof(*out->at));
		out->n = 1;
		take_origin_of(r, v, "*", &out->at[0]);
		return;
	}
	if (!is_kind(r, v, VALUE_OBJECT, "origin"))
		return;
	out->at = arena_array(r->arena, v->count, sizeof(*out->at));
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m)) {
		if (strcmp(m->key, "*") != 0 && !is_field(record, m->key))
			error(r, "unknown", m, "member", m->key);
		take_origin_of(r, m, m->key, &out->at[out->n++]);
	}
}

enum origin
fields_origin(const struct origins *origins, const char *member)
{
	enum origin rest = ORIGIN_NONE;

	for (uint32_t i = 0; i < origins->n; i++) {
		if (strcmp(origins->at[i].member, member) == 0)
			return origins->at[i].origin;
		if (strcmp(origins->at[i].member, "*") == 0)
			rest = origins->at[i].origin;
	}
	return rest;
}

/* ---- records ---- */

/* is_format: is it "yanlian-NAME/1" and nothing newer? */
static bool
is_format(struct reading *r, const struct value *v, const struct field *f)
{
	size_t n = strlen(f->of);

	if (v->kind == VALUE_STRING && strncmp(v->string, f->of, n) == 0 &&
	    v->string[n] == '/' && v->string[n + 1] != '\0') {
		if (strcmp(v->string + n, "/1") == 0)
			return true;
		if (strspn(v->string + n + 1, "0123456789") ==
		    strlen(v->string + n + 1)) {
			error(r, "format-version", v, "format", v->string);
			return false;
		}
	}
	if (v->kind == VALUE_STRING && strncmp(v->string, "yanlian-", 8) == 0)
		faults_add(r->faults, GRADE_ERROR, "format-other", v, "format",
		    v->string, "wanted", f->of, NULL);
	else
		error(r, "format", v, "wanted", f->of);
	return false;
}

/* is_of: is it a document of the record's form, as far as it says? One that
 * says nothing is read for one. */
static bool
is_of(struct reading *r, const struct value *v, const struct record *record)
{
	for (const struct field *f = record->fields; f->name != NULL; f++) {
		const struct value *m = value_get(v, f->name);

		if (f->type == FIELD_FORMAT && m != NULL)
			return is_format(r, m, f);
	}
	return true;
}

static void
take_id(struct reading *r, const struct value *v, const struct record *record,
    const char **out)
{
	const char *id;

	if (!is_kind(r, v, VALUE_STRING, "id")) {
		lose(r, record);
		return;
	}
	if (!names_is_id(v->string)) /* known all the same: it may be meant */
		error(r, "id-grammar", v, "id", v->string);
	id = v->string;
	if (record->scoped && r->scope != NULL)
		id = join(r, r->scope, id);
	*out = id;
	if (names_add(r->names, record->kind, id) < 0)
		error(r, "duplicate-id", v, "id", id);
}

static void
take_objects(struct reading *r, const struct value *v, const struct field *f,
    struct list *out)
{
	char *at;

	if (!is_kind(r, v, VALUE_ARRAY, "array")) {
		lose(r, f->record);
		return;
	}
	at = arena_array(r->arena, v->count, f->record->size);
	out->at = at;
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m), at += f->record->size) {
		reading_take(r, m, f->record, at);
		out->n++;
	}
	if ((int64_t)out->n < f->low)
		error(r, "too-few", v, "member", f->name);
}

static void
put_fallback(struct reading *r, const struct field *f, void *to)
{
	switch (f->type) {
	case FIELD_SPAN:
	case FIELD_INTEGER:
	case FIELD_DATE:
	case FIELD_CLOCK:
		memcpy(to, &f->fallback, sizeof(f->fallback));
		break;
	case FIELD_SHARE:
	case FIELD_ODDS:
	case FIELD_CHOICE:
	case FIELD_SET:
	case FIELD_DAYS:
		memcpy(to, &(int32_t){(int32_t)f->fallback}, sizeof(int32_t));
		break;
	case FIELD_FLAG:
		*(bool *)to = f->fallback != 0;
		break;
	case FIELD_STRING:
	case FIELD_ID:
		memcpy(to, &(const char *){""}, sizeof(char *));
		break;
	case FIELD_TITLE:
		memcpy(to, &(struct title){"", ""}, sizeof(struct title));
		break;
	case FIELD_REF:
		memcpy(to, &(struct ref){"", NULL, -1}, sizeof(struct ref));
		break;
	case FIELD_DIST:
		duration_put(r->arena, f->fallback, to);
		break;
	case FIELD_FORMAT:
	case FIELD_INSTANT:
	case FIELD_REFS:
	case FIELD_CONDITION:
	case FIELD_ORIGIN:
	case FIELD_OBJECT:
	case FIELD_OBJECTS:
	case FIELD_FREE:
		break; /* all zero is right */
	}
}

static void
take_object(
    struct reading *r, const struct value *v, const struct field *f, void **out)
{
	*out = arena_alloc(r->arena, f->record->size);
	reading_take(r, v, f->record, *out);
}

static void
take_field(struct reading *r, const struct value *v,
    const struct record *record, const struct field *f, void *to)
{
	switch (f->type) {
	case FIELD_FORMAT:
		break; /* judged before all else */
	case FIELD_ID:
		take_id(r, v, record, to);
		break;
	case FIELD_STRING:
		take_string(r, v, f, to);
		break;
	case FIELD_TITLE:
		take_title(r, v, to);
		break;
	case FIELD_SPAN:
		take_span(r, v, f, to);
		break;
	case FIELD_INSTANT:
		take_instant(r, v, f, to);
		break;
	case FIELD_DATE:
		take_date(r, v, f, to);
		break;
	case FIELD_CLOCK:
		take_clock(r, v, f, to);
		break;
	case FIELD_DAYS:
		take_days(r, v, f, to);
		break;
	case FIELD_ODDS:
		if (v->kind == VALUE_STRING &&
		    strcmp(v->string, "prior") == 0) {
			*(int32_t *)to = FIELDS_PRIOR;
			break;
		}
		take_share(r, v, f, to);
		break;
	case FIELD_SHARE:
		take_share(r, v, f, to);
		break;
	case FIELD_INTEGER:
		take_integer(r, v, f, to);
		break;
	case FIELD_FLAG:
		if (v->kind == VALUE_TRUE || v->kind == VALUE_FALSE)
			*(bool *)to = v->kind == VALUE_TRUE;
		else
			error(r, "type", v, "wanted", "boolean");
		break;
	case FIELD_CHOICE:
		take_choice(r, v, f, to);
		break;
	case FIELD_SET:
		take_set(r, v, f, to);
		break;
	case FIELD_DIST:
		duration_take(r, r->arena, r->faults, v, to);
		break;
	case FIELD_REF:
		take_ref(r, v, f, to);
		break;
	case FIELD_REFS:
		take_refs(r, v, f, to);
		break;
	case FIELD_CONDITION:
		take_condition(r, v, f, to);
		break;
	case FIELD_ORIGIN:
		take_origins(r, v, record, to);
		break;
	case FIELD_OBJECT:
		take_object(r, v, f, to);
		break;
	case FIELD_OBJECTS:
		take_objects(r, v, f, to);
		break;
	case FIELD_FREE:
		*(const struct value **)to = v;
		break;
	}
}

/* is_heard: will one more fault be kept? If not, no pains are taken over
 * its words: a hostile document could have a hundred thousand. */
static bool
is_heard(const struct reading *r)
{
	return r->faults->n < FAULTS_MOST;
}

static void
name_unknown(
    struct reading *r, const struct value *m, const struct record *record)
{
	const struct field *best = NULL;
	int least = (int)strlen(m->key) / 2 + 1;

	for (const struct field *f = record->fields;
	     f->name != NULL && is_heard(r); f++) {
		int d = names_distance(m->key, f->name);

		if (d < least) {
			least = d;
			best = f;
		}
	}
	if (best == NULL) {
		error(r, "unknown", m, "member", m->key);
		return;
	}
	faults_add(r->faults, GRADE_ERROR, "unknown-near", m, "member", m->key,
	    "nearest", best->name, NULL);
	if (best->record != NULL)
		lose(r, best->record);
}

/* id_field: the id must be known before the members that stand in its
 * scope are read, wherever the author put it. */
static const struct field *
id_field(const struct record *record)
{
	for (const struct field *f = record->fields; f->name != NULL; f++)
		if (f->type == FIELD_ID)
			return f;
	return NULL;
}

/* miss: a member is missing, and what it was to hold. */
static void
miss(struct reading *r, const struct value *v, const char *member,
    const struct record *record)
{
	error(r, "missing", v, "member", member);
	if (record != NULL)
		lose(r, record);
}

/* is_spared: does another member stand in place of this one? */
static bool
is_spared(const struct field *f, const struct value *v)
{
	return f->unless != NULL && value_get(v, f->unless) != NULL;
}

static void
take_fields(struct reading *r, const struct value *v,
    const struct record *record, char *out)
{
	for (const struct field *f = record->fields; f->name != NULL; f++) {
		const struct value *m = value_get(v, f->name);

		if (f->type == FIELD_ID)
			continue;
		put_fallback(r, f, out + f->offset);
		if (m != NULL)
			take_field(r, m, record, f, out + f->offset);
		else if (f->required && !is_spared(f, v))
			miss(r, v, f->name, f->record);
	}
}

bool
reading_take(struct reading *r, const struct value *v,
    const struct record *record, void *out)
{
	const struct field *id = id_field(record);
	const char *outer = r->scope;

	*(const struct value **)out = v;
	if (id != NULL)
		put_fallback(r, id, (char *)out + id->offset);
	if (!is_kind(r, v, VALUE_OBJECT, "object") || !is_of(r, v, record)) {
		for (const struct field *f = record->fields; f->name != NULL;
		     f++)
			put_fallback(r, f, (char *)out + f->offset);
		lose(r, record);
		return false;
	}
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m))
		if (!is_field(record, m->key) && strncmp(m->key, "x-", 2) != 0)
			name_unknown(r, m, record);
	if (id != NULL) {
		const struct value *m = value_get(v, id->name);

		if (m != NULL)
			take_id(
			    r, m, record, (void *)((char *)out + id->offset));
		else
			miss(r, v, id->name, record);
		if (!record->scoped)
			r->scope =
			    *(const char **)(void *)((char *)out + id->offset);
	}
	take_fields(r, v, record, out);
	r->scope = outer;
	return true;
}

void
reading_resolve(struct reading *r)
{
	for (struct pending *p = r->first; p != NULL; p = p->next) {
		const char *nearest = NULL;

		*p->index = names_find(r->names, p->kind, p->id);
		if (*p->index >= 0 || names_find(r->names, p->kind, "") >= 0)
			continue;
		if (is_heard(r))
			nearest = names_nearest(r->names, p->kind, p->id);
		if (nearest != NULL)
			faults_add(r->faults, GRADE_ERROR, "dangling-near",
			    p->at, "kind", p->kind, "id", p->id, "nearest",
			    nearest, NULL);
		else
			faults_add(r->faults, GRADE_ERROR, "dangling", p->at,
			    "kind", p->kind, "id", p->id, NULL);
	}
	r->first = NULL;
	r->last = &r->first;
}
