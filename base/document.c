/* SPDX-License-Identifier: Apache-2.0 */
#include "base/document.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"

/* What the pre-scan counts before the parser may see the text. */
struct scan {
	const char *at;
	size_t len;
	size_t i;
	uint32_t line, column;
	uint32_t values; /* the root; what follows a comma or opens a list */
	uint32_t depth;
	uint32_t before; /* the last character outside strings, no blank */
	bool quoted;
};

/* scan_count: how deep are we, how many values does the text begin? */
static void
scan_count(struct scan *s, uint32_t r)
{
	bool is_end = r == '}' || r == ']';

	if (s->quoted || r == ' ' || r == '\t' || r == '\r' || r == '\n')
		return;
	if ((s->before == '{' || s->before == '[') && !is_end)
		s->values++;
	if (r == ',')
		s->values++;
	else if (r == '{' || r == '[')
		s->depth++;
	else if (is_end && s->depth > 0)
		s->depth--;
	s->before = r;
}

/* scan_step: read one character. Return: the fault's id, or NULL. */
static const char *
scan_step(struct scan *s)
{
	uint32_t r;
	size_t n = text_rune(s->at + s->i, s->len - s->i, &r);

	if (r == 0xFFFD && n == 1)
		return "utf8";
	if (text_is_hostile(r))
		return r == 0xFEFF ? "byte-order-mark" : "control-character";
	scan_count(s, r);
	if (s->depth > DOCUMENT_DEPTH)
		return "too-deep";
	if (s->values > DOCUMENT_VALUES)
		return "too-many-values";
	if (s->quoted && r == '\\' && s->i + 1 < s->len) {
		n++; /* whatever is escaped ends no string */
		s->column++;
	} else if (r == '"') {
		s->quoted = !s->quoted;
	}
	s->i += n;
	s->column++;
	if (r == '\n') {
		s->line++;
		s->column = 1;
	}
	return NULL;
}

/* is_bounded: may the parser see it? If not, says why and where. */
static bool
is_bounded(const struct document *d, struct faults *faults)
{
	struct scan s = {.at = d->bytes.at,
	    .len = d->bytes.len,
	    .line = 1,
	    .column = 1,
	    .values = 1};

	if (d->bytes.len > DOCUMENT_BYTES) {
		faults_add_at(faults, GRADE_ERROR, "too-large", d, 1, 1, NULL);
		return false;
	}
	while (s.i < s.len) {
		const char *id = scan_step(&s);

		if (id != NULL) {
			faults_add_at(
			    faults, GRADE_ERROR, id, d, s.line, s.column, NULL);
			return false;
		}
	}
	return true;
}

/* near: the text that jansson's message quotes, if it does. */
static const char *
near(json_error_t *e)
{
	char *at = strstr(e->text, " near '");

	if (at == NULL)
		return "";
	at += strlen(" near '");
	if (*at != '\0')
		at[strlen(at) - 1] = '\0'; /* the closing quote */
	return at;
}

static void
add_syntax_fault(
    const struct document *d, json_error_t *e, struct faults *faults)
{
	enum json_error_code code = json_error_code(e);
	const char *id = "syntax";
	const char *what = near(e); /* which it cuts out of the message */

	if (code == json_error_premature_end_of_input)
		id = "truncated";
	else if (code == json_error_duplicate_key)
		id = "duplicate-member";
	else if (code == json_error_numeric_overflow)
		id = "number-too-large";
	else if (code == json_error_end_of_input_expected)
		id = "trailing-text";
	else if (code == json_error_null_character ||
		 code == json_error_null_byte_in_key)
		id = "control-character";
	faults_add_at(faults, GRADE_ERROR, id, d,
	    e->line > 0 ? (uint32_t)e->line : 1,
	    e->column > 0 ? (uint32_t)e->column : 1, "near",
	    what[0] == '\0' ? "EOF" : what, NULL);
}

/* Values are laid out while jansson's tree is walked, depth first. */
struct layout {
	struct arena *arena;
	struct document *document;
	struct value *values;
	uint32_t n;
};

static uint32_t count(json_t *j);

static uint32_t
count(json_t *j)
{
	uint32_t n = 1;
	size_t i;
	const char *key;
	json_t *item;

	if (json_is_array(j))
		json_array_foreach(j, i, item) n += count(item);
	else if (json_is_object(j))
		json_object_foreach(j, key, item) n += count(item);
	return n;
}

static uint32_t lay(
    struct layout *l, json_t *j, const char *key, uint32_t parent);

static void
lay_children(struct layout *l, json_t *j, uint32_t at)
{
	uint32_t last = 0;
	size_t i;
	const char *key;
	json_t *item;

	if (json_is_array(j)) {
		json_array_foreach(j, i, item)
		{
			uint32_t child = lay(l, item, NULL, at);

			if (last != 0)
				l->values[last].next = child;
			last = child;
			l->values[at].count++;
		}
		return;
	}
	json_object_foreach(j, key, item)
	{
		uint32_t child =
		    lay(l, item, arena_copy(l->arena, key, strlen(key)), at);

		if (last != 0)
			l->values[last].next = child;
		last = child;
		l->values[at].count++;
	}
}

static uint32_t
lay(struct layout *l, json_t *j, const char *key, uint32_t parent)
{
	uint32_t at = l->n++;
	struct value *v = &l->values[at];

	*v = (struct value){
	    .document = l->document, .key = key, .parent = parent};
	switch (json_typeof(j)) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		v->kind = json_is_object(j) ? VALUE_OBJECT : VALUE_ARRAY;
		lay_children(l, j, at);
		break;
	case JSON_STRING:
		v->kind = VALUE_STRING;
		v->string = arena_copy(
		    l->arena, json_string_value(j), json_string_length(j));
		break;
	case JSON_INTEGER:
		v->kind = VALUE_INTEGER;
		v->number.integer = json_integer_value(j);
		break;
	case JSON_REAL:
		v->kind = VALUE_REAL;
		v->number.real = json_real_value(j);
		break;
	case JSON_TRUE:
		v->kind = VALUE_TRUE;
		break;
	case JSON_FALSE:
		v->kind = VALUE_FALSE;
		break;
	case JSON_NULL:
		v->kind = VALUE_NULL;
		break;
	}
	return at;
}

/* is_hostile: does an escape (\u202e) smuggle in what the pre-scan bars? */
static bool
is_hostile(const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);
	uint32_t r;

	for (size_t i = 0; i < n;) {
		i += text_rune(s + i, n - i, &r);
		if (text_is_hostile(r))
			return true;
	}
	return false;
}

static bool
is_clean(const struct document *d, struct faults *faults)
{
	bool clean = true;

	for (uint32_t i = 0; i < d->n; i++) {
		const struct value *v = &d->values[i];

		if (!is_hostile(v->string) && !is_hostile(v->key))
			continue;
		faults_add(faults, GRADE_ERROR, "control-character", v, NULL);
		clean = false;
	}
	return clean;
}

const struct document *
document_read(struct arena *arena, const char *name, struct bytes bytes,
    struct faults *faults)
{
	struct document *d = arena_alloc(arena, sizeof(*d));
	struct layout l = {.arena = arena, .document = d};
	json_error_t e;
	json_t *j;

	*d = (struct document){.name = name, .bytes = bytes};
	if (!is_bounded(d, faults))
		return NULL;
	d->digest = digest_of(bytes.at, bytes.len);
	memset(&e, 0, sizeof(e));
	j = json_loadb(
	    bytes.at, bytes.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
	if (j == NULL) {
		add_syntax_fault(d, &e, faults);
		return NULL;
	}
	d->n = count(j);
	l.values = arena_array(arena, d->n, sizeof(*l.values));
	d->values = l.values;
	(void)lay(&l, j, NULL, 0);
	json_decref(j);
	return is_clean(d, faults) ? d : NULL;
}

int
document_open(struct arena *arena, const char *path, struct faults *faults,
    const struct document **out, struct error *err)
{
	struct document *d;
	struct bytes bytes;

	if (file_read(arena, path, DOCUMENT_BYTES, &bytes, err) == 0) {
		*out = document_read(arena, path, bytes, faults);
		return 0;
	}
	if (strcmp(err->id, "error.file-too-large") != 0)
		return -1;
	*err = (struct error)ERROR_INIT; /* the document's fault, then */
	d = arena_alloc(arena, sizeof(*d));
	*d = (struct document){.name = path, .bytes = {"", 0}};
	faults_add_at(faults, GRADE_ERROR, "too-large", d, 1, 1, NULL);
	*out = NULL;
	return 0;
}

const struct value *
value_first(const struct value *v)
{
	return v->count == 0 ? NULL : v + 1;
}

const struct value *
value_next(const struct value *v)
{
	return v->next == 0 ? NULL : &v->document->values[v->next];
}

const struct value *
value_get(const struct value *v, const char *key)
{
	if (v->kind != VALUE_OBJECT)
		return NULL;
	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m))
		if (strcmp(m->key, key) == 0)
			return m;
	return NULL;
}

/* string_end: the index behind the string that starts at `i`. */
static size_t
string_end(const struct bytes *b, size_t i)
{
	for (i++; i < b->len && b->at[i] != '"'; i++)
		if (b->at[i] == '\\')
			i++;
	return i + 1;
}

static size_t
blank_end(const struct bytes *b, size_t i)
{
	while (i < b->len && strchr(" \t\r\n", b->at[i]) != NULL)
		i++;
	return i;
}

/* value_start: the byte where the value of this number begins, in a text
 * that is known to parse: every token but keys and punctuation is one. */
static size_t
value_start(const struct bytes *b, uint32_t number)
{
	uint32_t seen = 0;
	size_t i = 0;

	for (;;) {
		size_t end;
		bool is_value = true;

		i = blank_end(b, i);
		if (i >= b->len)
			return 0;
		end = i + 1;
		if (b->at[i] == '"') {
			end = string_end(b, i);
			is_value = b->at[blank_end(b, end)] != ':';
		} else if (strchr("}],:", b->at[i]) != NULL) {
			is_value = false;
		} else if (b->at[i] != '{' && b->at[i] != '[') {
			while (end < b->len &&
			       strchr("}],: \t\r\n", b->at[end]) == NULL)
				end++;
		}
		if (is_value && seen++ == number)
			return i;
		i = end;
	}
}

void
value_place(const struct value *v, uint32_t *line, uint32_t *column)
{
	const struct bytes *b = &v->document->bytes;
	size_t at = value_start(b, (uint32_t)(v - v->document->values));

	*line = 1;
	*column = 1;
	for (size_t i = 0; i < at; i++) {
		if (b->at[i] == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)b->at[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
}

static void
path_part(const struct value *v, struct text *t)
{
	const struct value *values = v->document->values;
	const struct value *parent = &values[v->parent];
	int64_t i = 0;

	text_add(t, "/");
	if (v->key != NULL) {
		for (const char *s = v->key; *s != '\0'; s++) {
			if (*s == '~')
				text_add(t, "~0");
			else if (*s == '/')
				text_add(t, "~1");
			else
				text_bytes(t, s, 1);
		}
		return;
	}
	for (const struct value *s = value_first(parent); s != v;
	     s = value_next(s))
		i++;
	text_int(t, i);
}

void
value_path(const struct value *v, struct text *t)
{
	const struct value *chain[DOCUMENT_DEPTH + 1];
	const struct value *values = v->document->values;
	int n = 0;

	for (; v != values; v = &values[v->parent]) {
		assert(n <= DOCUMENT_DEPTH);
		chain[n++] = v;
	}
	if (n == 0)
		text_add(t, "/");
	while (n-- > 0)
		path_part(chain[n], t);
}
