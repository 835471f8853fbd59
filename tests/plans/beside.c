/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/beside.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define FOLDER "tests/cases/plan/valid/organisation-beside/"

/* found: what opening `path` from a document in FOLDER finds wrong. */
static const char *
found(const char *path, bool *opened)
{
	static char out[256];
	struct arena *a = cases_arena(8 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct document *d = NULL;
	struct text json = text_new(a);
	const struct document *from;

	text_fmt(&json, "[\"%s\"]", path);
	from = document_read(
	    a, FOLDER "input.json", (struct bytes){json.at, json.len}, &faults);
	ck_assert_int_eq(
	    beside_open(a, value_first(from->values), &faults, &d, &err), 0);
	*opened = d != NULL;
	(void)snprintf(out, sizeof(out), "%s", cases_faults(a, &faults));
	arena_free(a);
	return out;
}

START_TEST(beside_opens_what_lies_below_the_documents_folder)
{
	bool opened;

	ck_assert_str_eq(found("parts/organisation.json", &opened), "");
	ck_assert(opened);
}
END_TEST

START_TEST(beside_refuses_every_way_out_of_the_folder)
{
	static const char *const ways[] = {"/etc/passwd", "../input.json", "..",
	    "parts/../../x.json", "parts/..", ""};
	char expected[128];
	bool opened;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		(void)snprintf(expected, sizeof(expected),
		    "error path-outside /0 1:2 path=%s\n", ways[i]);
		ck_assert_str_eq(found(ways[i], &opened), expected);
		ck_assert(!opened);
	}
}
END_TEST

START_TEST(beside_says_where_there_is_no_file)
{
	bool opened;

	ck_assert_str_eq(found("parts/none.json", &opened),
	    "error no-file /0 1:2 path=parts/none.json\n");
	ck_assert(!opened);
}
END_TEST

START_TEST(beside_takes_what_is_enclosed_and_looks_for_nothing)
{
	struct arena *a = cases_arena(8 << 20);
	struct faults faults = faults_new(a);
	static const char json[] = "[\"../no/such.json\"]";
	const struct document *d = document_read(
	    a, "t.json", (struct bytes){json, strlen(json)}, &faults);
	const struct value *v = value_first(d->values);

	ck_assert_ptr_eq(beside_enclosed(v, d, &faults), d);
	ck_assert_uint_eq(faults.n, 0);
	ck_assert_ptr_null(beside_enclosed(v, NULL, &faults));
	ck_assert_str_eq(cases_faults(a, &faults),
	    "error no-file /0 1:2 path=../no/such.json\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("beside", beside_takes_what_is_enclosed_and_looks_for_nothing,
    beside_opens_what_lies_below_the_documents_folder,
    beside_refuses_every_way_out_of_the_folder,
    beside_says_where_there_is_no_file)
