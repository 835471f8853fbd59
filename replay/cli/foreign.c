/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/foreign.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "replay/cli/rota.h"

bool
foreign_has(const struct value *v)
{
	if (v == NULL || v->kind == VALUE_NULL)
		return false;
	if (v->kind == VALUE_STRING)
		return v->string[0] != '\0';
	return (v->kind != VALUE_ARRAY && v->kind != VALUE_OBJECT) ||
	       v->count > 0;
}

const struct value *
foreign_items(const struct value *v)
{
	return v == NULL || v->kind != VALUE_ARRAY ? NULL : value_first(v);
}

const struct value *
foreign_want(struct rota *r, const struct value *v, const char *key,
    enum value_kind kind)
{
	static const char *const kinds[] = {[VALUE_STRING] = "string",
	    [VALUE_INTEGER] = "integer",
	    [VALUE_ARRAY] = "array",
	    [VALUE_OBJECT] = "object"};
	const struct value *m = value_get(v, key);

	if (m == NULL || m->kind == VALUE_NULL)
		faults_add(
		    r->faults, GRADE_ERROR, "missing", v, "member", key, NULL);
	else if (m->kind != (uint32_t)kind)
		faults_add(r->faults, GRADE_ERROR, "type", m, "wanted",
		    kinds[kind], NULL);
	else
		return m;
	return NULL;
}

const char *
foreign_want_string(struct rota *r, const struct value *v, const char *key)
{
	const struct value *m = foreign_want(r, v, key, VALUE_STRING);

	return m == NULL ? NULL : m->string;
}

int64_t
foreign_want_integer(struct rota *r, const struct value *v, const char *key,
    int64_t low, int64_t high)
{
	const struct value *m = foreign_want(r, v, key, VALUE_INTEGER);
	struct text bounds[2] = {text_new(r->arena), text_new(r->arena)};

	if (m == NULL)
		return low;
	if (m->number.integer >= low && m->number.integer <= high)
		return m->number.integer;
	text_int(&bounds[0], low);
	text_int(&bounds[1], high);
	faults_add(r->faults, GRADE_ERROR, "range", m, "low", bounds[0].at,
	    "high", bounds[1].at, NULL);
	return low;
}

const char *
foreign_want_instant(
    struct rota *r, const struct value *v, const char *key, struct instant *out)
{
	const struct value *m = foreign_want(r, v, key, VALUE_STRING);

	if (m == NULL)
		return NULL;
	if (instant_parse(m->string, out))
		return m->string;
	faults_add(r->faults, GRADE_ERROR, "instant", m, "member", key, NULL);
	return NULL;
}

const char *
foreign_string(const struct value *v, const char *key)
{
	const struct value *m = value_get(v, key);

	return m != NULL && m->kind == VALUE_STRING ? m->string : NULL;
}

const char *
foreign_called(const struct value *v, const char *otherwise)
{
	const char *name = foreign_string(v, "name");

	if (name == NULL)
		name = foreign_string(v, "summary");
	return name != NULL && name[0] != '\0' ? name : otherwise;
}

const char *
foreign_want_id(struct rota *r, const struct value *v)
{
	const char *foreign = foreign_want_string(r, v, "id");
	const char *id;

	if (foreign == NULL)
		return NULL;
	id = rota_id(r->arena, foreign);
	if (id == NULL)
		foreign_note(
		    r, GRADE_ERROR, "import-id", value_get(v, "id"), foreign);
	return id;
}

void
foreign_leave_out(struct rota *r, const struct value *v, const char *known)
{
	static const char everywhere[] = " id type self html_url summary ";

	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m)) {
		struct text word = text_new(r->arena);

		text_fmt(&word, " %s ", m->key);
		if (foreign_has(m) && strstr(known, word.at) == NULL &&
		    strstr(everywhere, word.at) == NULL)
			faults_add(r->faults, GRADE_NOTE, "import-left-out", m,
			    "member", m->key, NULL);
	}
}

void
foreign_note(struct rota *r, enum grade grade, const char *id,
    const struct value *v, const char *which)
{
	faults_add(r->faults, grade, id, v, "id", which, NULL);
}
