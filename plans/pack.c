/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/pack.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "plans/beside.h"
#include "plans/organisation.h"
#include "plans/packs_data.h"

#define AT(type, m) .offset = offsetof(struct type, m)

const char *const pack_confidences[] = {"read", "secondary", "recalled", NULL};

static const struct field reporter_fields[] = {{.name = "id",
						   .type = FIELD_ID,
						   AT(reporter, id),
						   .required = true,
						   .what = "id of the kind"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(reporter, name),
	.required = true,
	.what = "who is of this kind"},
    {0}};
static const struct record reporter_record = {"reporter", false,
    sizeof(struct reporter), reporter_fields, "a kind of reporter"};

static const char *const froms[] = {"discovery", "close", NULL};
static const struct field obligation_fields[] = {
    {.name = "id",
	.type = FIELD_ID,
	AT(obligation, id),
	.required = true,
	.what = "id of the obligation"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(obligation, name),
	.required = true,
	.what = "what is reported, and to whom"},
    {.name = "by",
	.type = FIELD_REFS,
	AT(obligation, by),
	.of = "reporter",
	.required = true,
	.low = 1,
	.what = "kinds of reporters that it is for"},
    {.name = "to",
	.type = FIELD_TITLE,
	AT(obligation, to),
	.required = true,
	.what = "who is told"},
    {.name = "of",
	.type = FIELD_CHOICE,
	AT(obligation, of),
	.choices = organisation_grades,
	.required = true,
	.what = "from this grade on; IV: whatever the grade"},
    {.name = "from",
	.type = FIELD_CHOICE,
	AT(obligation, from),
	.choices = froms,
	.what = "from where its time counts"},
    {.name = "within",
	.type = FIELD_SPAN,
	AT(obligation, within),
	.low = 1,
	.required = true,
	.what = "its limit"},
    {.name = "article",
	.type = FIELD_TITLE,
	AT(obligation, article),
	.required = true,
	.what = "where the source says so"},
    {.name = "confidence",
	.type = FIELD_CHOICE,
	AT(obligation, confidence),
	.choices = pack_confidences,
	.required = true,
	.what = "read, from a summary of others, or from memory"},
    {0}};
static const struct record obligation_record = {"obligation", false,
    sizeof(struct obligation), obligation_fields, "a report that is due"};

static const struct field provision_fields[] = {
    {.name = "what",
	.type = FIELD_TITLE,
	AT(provision, what),
	.required = true,
	.what = "what is demanded, in our own words"},
    {.name = "article",
	.type = FIELD_TITLE,
	AT(provision, article),
	.required = true,
	.what = "where the source says so"},
    {.name = "confidence",
	.type = FIELD_CHOICE,
	AT(provision, confidence),
	.choices = pack_confidences,
	.required = true,
	.what = "read, from a summary of others, or from memory"},
    {0}};
static const struct record provision_record = {"provision", false,
    sizeof(struct provision), provision_fields, "a demand without a clock"};

static const struct field supplier_fields[] = {
    {.name = "name",
	.type = FIELD_TITLE,
	AT(supplier_duty, name),
	.required = true,
	.what = "what the demand side is told"},
    {.name = "article",
	.type = FIELD_TITLE,
	AT(supplier_duty, article),
	.required = true,
	.what = "where the source says so"},
    {.name = "confidence",
	.type = FIELD_CHOICE,
	AT(supplier_duty, confidence),
	.choices = pack_confidences,
	.required = true,
	.what = "read, from a summary of others, or from memory"},
    {0}};
static const struct record supplier_record = {"supplier", false,
    sizeof(struct supplier_duty), supplier_fields,
    "what a supplier owes the demand side"};

static const struct field fields[] = {{.name = "format",
					  .type = FIELD_FORMAT,
					  .of = "yanlian-pack",
					  .required = true,
					  .what = "yanlian-pack/1"},
    {.name = "id",
	.type = FIELD_ID,
	AT(pack, id),
	.required = true,
	.what = "id of the pack"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(pack, name),
	.required = true,
	.what = "the regulation"},
    {.name = "version",
	.type = FIELD_STRING,
	AT(pack, version),
	.high = 64,
	.what = "the author's own version"},
    {.name = "in_force",
	.type = FIELD_DATE,
	AT(pack, in_force),
	.required = true,
	.what = "since when the regulation counts"},
    {.name = "reviewed",
	.type = FIELD_DATE,
	AT(pack, reviewed),
	.required = true,
	.what = "when it was last held against its source"},
    {.name = "sources",
	.type = FIELD_OBJECTS,
	AT(pack, sources),
	.record = &source_record,
	.required = true,
	.low = 1,
	.what = "publications it rests on"},
    {.name = "reporters",
	.type = FIELD_OBJECTS,
	AT(pack, reporters),
	.record = &reporter_record,
	.required = true,
	.low = 1,
	.what = "kinds of organisations that must report"},
    {.name = "obligations",
	.type = FIELD_OBJECTS,
	AT(pack, obligations),
	.record = &obligation_record,
	.required = true,
	.low = 1,
	.what = "reports with a clock"},
    {.name = "follow_up",
	.type = FIELD_OBJECTS,
	AT(pack, follow_up),
	.record = &provision_record,
	.what = "reports without a clock"},
    {.name = "contents",
	.type = FIELD_OBJECTS,
	AT(pack, contents),
	.record = &provision_record,
	.what = "what a report must contain"},
    {.name = "supplier",
	.type = FIELD_OBJECT,
	AT(pack, supplier),
	.record = &supplier_record,
	.what = "what a supplier owes the demand side"},
    {0}};
const struct record pack_record = {
    "pack", false, sizeof(struct pack), fields, "what a regulator demands"};

const char *
pack_shipped(size_t i)
{
	return i < packs_data_n ? packs_data[i].id : NULL;
}

const struct pack *
pack_read(
    struct arena *arena, const struct document *document, struct faults *faults)
{
	struct pack *pack = arena_alloc(arena, sizeof(*pack));
	struct names *names = names_new(arena);
	struct reading *r = reading_new(arena, names, faults);

	reading_take(r, document->values, &pack_record, pack);
	reading_resolve(r);
	pack->document = document;
	pack->names = names;
	return pack;
}

const struct pack *
pack_own(struct arena *arena, size_t i, struct faults *faults)
{
	struct bytes bytes = {
	    (const char *)packs_data[i].at, packs_data[i].len};

	return pack_read(arena,
	    document_read(arena, packs_data[i].name, bytes, faults), faults);
}

/* find_own: one that ships with the program; NULL, said in `faults`, if there
 * is none of this id. */
static const struct pack *
find_own(struct arena *arena, const struct value *v, struct faults *faults)
{
	struct names *names = names_new(arena);
	const char *nearest;

	for (size_t i = 0; i < packs_data_n; i++) {
		if (strcmp(packs_data[i].id, v->string) == 0)
			return pack_own(arena, i, faults);
		(void)names_add(names, "pack", packs_data[i].id);
	}
	nearest = names_nearest(names, "pack", v->string);
	if (nearest != NULL)
		faults_add(faults, GRADE_ERROR, "dangling-near", v, "kind",
		    "pack", "id", v->string, "nearest", nearest, NULL);
	else
		faults_add(faults, GRADE_ERROR, "pack-unknown", v, "pack",
		    v->string, NULL);
	return NULL;
}

int
pack_open(struct arena *arena, const struct value *v, struct faults *faults,
    const struct pack **out, struct error *err)
{
	const struct document *document;

	*out = NULL;
	if (names_is_id(v->string)) {
		*out = find_own(arena, v, faults);
		return 0;
	}
	if (beside_open(arena, v, faults, &document, err) != 0)
		return -1;
	if (document != NULL)
		*out = pack_read(arena, document, faults);
	return 0;
}

const struct pack *
pack_enclosed(struct arena *arena, const struct value *v,
    const struct document *document, struct faults *faults)
{
	const struct pack *pack;

	if (beside_enclosed(v, document, faults) == NULL)
		return NULL;
	pack = pack_read(arena, document, faults);
	if (!names_is_id(v->string) || strcmp(pack->id, v->string) == 0)
		return pack;
	faults_add(
	    faults, GRADE_ERROR, "pack-unknown", v, "pack", v->string, NULL);
	return NULL;
}

int32_t
pack_reporter(const struct pack *pack, const char *id)
{
	return names_find(pack->names, "reporter", id);
}

bool
pack_obliges(const struct obligation *obligation, int32_t reporter)
{
	for (uint32_t i = 0; i < obligation->by.n; i++)
		if (obligation->by.at[i].index == reporter)
			return true;
	return false;
}
