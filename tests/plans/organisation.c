/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/organisation.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "tests/cases.h"
#include "tests/suite.h"

static void
take(struct arena *a, const char *path, struct organisation *org)
{
	struct faults faults = faults_new(a);
	struct names *names = names_new(a);
	struct reading *r = reading_new(a, names, &faults);
	struct error err = ERROR_INIT;
	const struct document *d;

	ck_assert_int_eq(document_open(a, path, &faults, &d, &err), 0);
	ck_assert_ptr_nonnull(d);
	reading_take(r, d->values, &organisation_record, org);
	reading_resolve(r);
	ck_assert_str_eq(cases_faults(a, &faults), "");
}

START_TEST(organisation_says_little_and_means_the_usual)
{
	struct arena *a = cases_arena(4 << 20);
	struct organisation org = {0};

	take(a,
	    "tests/cases/plan/valid/organisation-beside/parts/"
	    "organisation.json",
	    &org);
	ck_assert_str_eq(org.id, "shop-it");
	ck_assert_str_eq(org.name.zh, "");
	ck_assert_int_eq(org.order_delay, SPAN_MINUTE);
	ck_assert_uint_eq(org.people.n, 2);
	ck_assert_int_eq(org.people.at[0].acknowledges->a, 5 * SPAN_MINUTE);
	ck_assert_int_eq(org.people.at[0].travel->a, 0);
	ck_assert_int_eq(org.people.at[0].answers_ppm, 1000000);
	ck_assert_int_eq(org.roles.at[1].primary.at[0].index, 1);
	ck_assert_int_eq(org.roles.at[1].answer_within, 15 * SPAN_MINUTE);
	ck_assert_int_eq(org.services.at[0].minimum_ppm, 1000000);
	ck_assert_int_eq(org.monitors.at[0].watches.index, 0);
	ck_assert_int_eq(org.monitors.at[0].below_ppm, 1000000);
	ck_assert_int_eq(org.monitors.at[0].hold, 0);
	ck_assert_uint_eq(org.grading.n, 0);
	arena_free(a);
}
END_TEST

START_TEST(organisation_schema_is_the_one_in_the_tree)
{
	cases_schema("plans/organisation.schema.json", &organisation_record,
	    "Yanlian organisation");
}
END_TEST

SUITE_MAIN("organisation", organisation_says_little_and_means_the_usual,
    organisation_schema_is_the_one_in_the_tree)
