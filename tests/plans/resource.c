/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/resource.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "tests/cases.h"
#include "tests/suite.h"

static struct resource
read(struct arena *a, const char *json)
{
	struct faults faults = faults_new(a);
	struct resource r;
	struct reading *reading = reading_new(a, names_new(a), &faults);

	reading_take(reading, cases_document(a, json, &faults)->values,
	    &resource_record, &r);
	ck_assert_str_eq(cases_faults(a, &faults), "");
	return r;
}

START_TEST(a_resource_is_read_as_it_stands)
{
	struct arena *a = cases_arena(1 << 20);
	struct resource r = read(a,
	    "{\"id\":\"diesel\",\"kind\":\"consumable\",\"stock\":400,"
	    "\"delivery\":{\"amount\":500,\"takes\":\"4h\",\"fails\":0.05}}");

	ck_assert_int_eq(r.kind, RESOURCE_CONSUMABLE);
	ck_assert_int_eq(r.stock, 400);
	ck_assert_int_eq(r.delivery->amount, 500);
	ck_assert_int_eq(r.delivery->fails_ppm, 50000);
	ck_assert_int_eq(r.delivery->times, 3);
	arena_free(a);
}
END_TEST

START_TEST(nobody_delivers_what_has_no_delivery)
{
	struct arena *a = cases_arena(1 << 20);
	struct resource r =
	    read(a, "{\"id\":\"hall\",\"kind\":\"site\",\"stock\":0}");

	ck_assert_ptr_null(r.delivery);
	ck_assert_str_eq(resource_kinds[r.kind], "site");
	ck_assert_ptr_null(resource_kinds[RESOURCE_KINDS]);
	arena_free(a);
}
END_TEST

SUITE_MAIN("resource", a_resource_is_read_as_it_stands,
    nobody_delivers_what_has_no_delivery)
