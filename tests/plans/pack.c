/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/pack.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/text.h"
#include "plans/organisation.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(pack_schema_is_the_one_in_the_tree)
{
	cases_schema(
	    "plans/pack.schema.json", &pack_record, "Yanlian regulation pack");
}
END_TEST

START_TEST(packs_that_ship_are_the_files_of_the_tree_and_sound)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	size_t n = 0;

	for (; pack_shipped(n) != NULL; n++) {
		const struct pack *pack = pack_own(a, n, &faults);
		struct bytes file;

		ck_assert_str_eq(pack->id, pack_shipped(n));
		ck_assert_int_eq(
		    file_read(a, pack->document->name, 1 << 20, &file, &err),
		    0);
		ck_assert_uint_eq(file.len, pack->document->bytes.len);
		ck_assert_mem_eq(file.at, pack->document->bytes.at, file.len);
		ck_assert_int_ge(pack->reviewed, pack->in_force);
	}
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(cases_faults(a, &faults), "");
	arena_free(a);
}
END_TEST

/* limit: of the first report of this kind in the national pack. */
static span_ms
limit(struct arena *a, const char *kind)
{
	struct faults faults = faults_new(a);
	const struct pack *pack = pack_own(a, 0, &faults);

	for (uint32_t i = 0; i < pack->obligations.n; i++) {
		const struct obligation *o = &pack->obligations.at[i];

		if (o->from == OBLIGATION_DISCOVERY &&
		    pack_obliges(o, pack_reporter(pack, kind)))
			return o->within;
	}
	return SPAN_NEVER;
}

/* As the measures have them, article 4: 1, 2 and 4 hours from grade III on,
 * and a summary within 30 days. */
START_TEST(the_national_pack_has_the_limits_of_its_source)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	const struct pack *pack = pack_own(a, 0, &faults);
	const struct obligation *last =
	    &pack->obligations.at[pack->obligations.n - 1];

	ck_assert_str_eq(pack->id, "cn-incident-2025");
	ck_assert_int_eq(pack->in_force, 20393); /* 2025-11-01 */
	ck_assert_int_eq(limit(a, "critical"), SPAN_HOUR);
	ck_assert_int_eq(limit(a, "government"), 2 * SPAN_HOUR);
	ck_assert_int_eq(limit(a, "other"), 4 * SPAN_HOUR);
	ck_assert_int_eq(limit(a, "critic"), SPAN_NEVER);
	for (uint32_t i = 0; i < pack->obligations.n; i++)
		ck_assert_int_eq(pack->obligations.at[i].of, 2);
	ck_assert_int_eq(last->from, OBLIGATION_CLOSE);
	ck_assert_int_eq(last->within, 30 * SPAN_DAY);
	for (int32_t kind = 0; kind < 3; kind++)
		ck_assert(pack_obliges(last, kind));
	arena_free(a);
}
END_TEST

START_TEST(a_pack_known_from_others_alone_says_so)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	const struct pack *pack = pack_own(a, 1, &faults);

	ck_assert_str_eq(pack->id, "pboc-incident-2025");
	for (uint32_t i = 0; i < pack->obligations.n; i++)
		ck_assert_int_eq(
		    pack->obligations.at[i].confidence, CONFIDENCE_SECONDARY);
	arena_free(a);
}
END_TEST

static const char *
opening(struct arena *a, const char *name)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	struct text json = text_new(a);
	const struct document *from;
	const struct pack *pack;

	text_fmt(&json, "[\"%s\"]", name);
	from = document_read(
	    a, "packs/from.json", (struct bytes){json.at, json.len}, &faults);
	ck_assert_int_eq(
	    pack_open(a, value_first(from->values), &faults, &pack, &err), 0);
	return pack != NULL ? pack->id : cases_faults(a, &faults);
}

START_TEST(a_pack_is_named_by_its_id_or_its_path)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_str_eq(opening(a, "cn-incident-2025"), "cn-incident-2025");
	ck_assert_str_eq(
	    opening(a, "pboc-incident-2025.json"), "pboc-incident-2025");
	ck_assert_str_eq(opening(a, "cn-incident-2024"),
	    "error dangling-near /0 1:2 kind=pack id=cn-incident-2024 "
	    "nearest=cn-incident-2025\n");
	ck_assert_str_eq(
	    opening(a, "gdpr"), "error pack-unknown /0 1:2 pack=gdpr\n");
	ck_assert_str_eq(opening(a, "../x.json"),
	    "error path-outside /0 1:2 path=../x.json\n");
	arena_free(a);
}
END_TEST

START_TEST(an_enclosed_pack_is_the_one_of_its_id)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	static const char json[] =
	    "[\"cn-incident-2025\", \"cn-incident-2024\", \"my/own.json\"]";
	const struct document *from = document_read(
	    a, "t.json", (struct bytes){json, strlen(json)}, &faults);
	const struct document *pack = pack_own(a, 0, &faults)->document;
	const struct value *v = value_first(from->values);

	ck_assert_str_eq(pack_shipped(0), v->string);
	ck_assert_ptr_nonnull(pack_enclosed(a, v, pack, &faults));
	v = value_next(v);
	ck_assert_ptr_null(pack_enclosed(a, v, pack, &faults));
	v = value_next(v);
	ck_assert_ptr_nonnull(pack_enclosed(a, v, pack, &faults));
	ck_assert_ptr_null(pack_enclosed(a, v, NULL, &faults));
	ck_assert_str_eq(cases_faults(a, &faults),
	    "error pack-unknown /1 1:22 pack=cn-incident-2024\n"
	    "error no-file /2 1:42 path=my/own.json\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("pack", an_enclosed_pack_is_the_one_of_its_id,
    pack_schema_is_the_one_in_the_tree,
    packs_that_ship_are_the_files_of_the_tree_and_sound,
    the_national_pack_has_the_limits_of_its_source,
    a_pack_known_from_others_alone_says_so,
    a_pack_is_named_by_its_id_or_its_path)
