/* SPDX-License-Identifier: Apache-2.0 */
#include "base/source.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(source_has_a_title_and_perhaps_an_address)
{
	struct arena *a = cases_arena(1 << 20);
	struct faults faults = faults_new(a);
	const struct document *d =
	    cases_document(a, "{\"title\": \"故障公告\"}", &faults);
	struct reading *r = reading_new(a, names_new(a), &faults);
	struct source s;

	reading_take(r, d->values, &source_record, &s);
	ck_assert_uint_eq(faults.n, 0);
	ck_assert_str_eq(s.title, "故障公告");
	ck_assert_str_eq(s.url, "");
	d = cases_document(a, "{\"url\": \"https://example.com/\"}", &faults);
	reading_take(r, d->values, &source_record, &s);
	ck_assert_str_eq(
	    cases_faults(a, &faults), "error missing / 1:1 member=title\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("source", source_has_a_title_and_perhaps_an_address)
