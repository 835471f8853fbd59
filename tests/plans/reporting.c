/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/reporting.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/organisation.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* demanded: a plan of the author's one notice, with what the packs that
 * `members` names demand of its organisation. */
static struct plan *
demanded(struct arena *a, const char *members, struct faults *faults)
{
	struct organisation *org = arena_alloc(a, sizeof(*org));
	struct plan *plan = arena_alloc(a, sizeof(*plan));
	struct reading *r = reading_new(a, names_new(a), faults);
	struct error err = ERROR_INIT;
	struct text json = text_new(a);

	text_fmt(&json,
	    "{\"format\":\"yanlian-organisation/1\",\"id\":\"x\","
	    "\"people\":[],\"roles\":[{\"id\":\"desk\"}],"
	    "\"parties\":[{\"id\":\"bank\"}],\"services\":[{\"id\":\"s\"}],\n"
	    "%s}",
	    members);
	plan->notices.at = arena_alloc(a, sizeof(struct notice));
	plan->notices.at[0].id = "own";
	plan->notices.n = 1;
	plan->organisation = org;
	reading_take(r, cases_document(a, json.at, faults)->values,
	    &organisation_record, org);
	reading_resolve(r);
	ck_assert_int_eq(reporting_read(a, plan, faults, &err), 0);
	return plan;
}

#define AS(kind)                                                               \
	"{\"pack\":\"cn-incident-2025\",\"as\":\"" kind                        \
	"\",\"role\":\"desk\",\"duration\":\"5m\""

START_TEST(an_operator_owes_what_its_kind_owes)
{
	static const struct {
		const char *members, *id;
		span_ms within;
	} kinds[] = {
	    {AS("critical") "}", "cn-incident-2025/first-critical", SPAN_HOUR},
	    {AS("other") "}", "cn-incident-2025/first-other", 4 * SPAN_HOUR},
	    {AS("other") ",\"within\":\"3h\"}", "cn-incident-2025/first-other",
		3 * SPAN_HOUR}};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct arena *a = cases_arena(8 << 20);
		struct faults faults = faults_new(a);
		struct text m = text_new(a);
		const struct plan *plan;

		text_fmt(&m, "\"our_role\":\"operator\",\"regulation\":[%s]",
		    kinds[i].members);
		plan = demanded(a, m.at, &faults);
		ck_assert_str_eq(cases_faults(a, &faults), "");
		ck_assert_uint_eq(plan->notices.n, 2);
		ck_assert_str_eq(plan->notices.at[0].id, "own");
		ck_assert_str_eq(plan->notices.at[1].id, kinds[i].id);
		ck_assert_int_eq(plan->notices.at[1].within, kinds[i].within);
		ck_assert_int_eq(plan->notices.at[1].of, 2);
		ck_assert_int_eq(plan->notices.at[1].role.index, 0);
		ck_assert_uint_eq(plan->later.n, 1);
		ck_assert_int_eq(plan->later.at[0].within, 30 * SPAN_DAY);
		ck_assert_uint_eq(plan->packs_n, 1);
		arena_free(a);
	}
}
END_TEST

START_TEST(a_supplier_owes_the_demand_side_alone)
{
	struct arena *a = cases_arena(8 << 20);
	struct faults faults = faults_new(a);
	const struct plan *plan = demanded(a,
	    "\"our_role\":\"supplier\",\"regulation\":[" AS(
		"government") ",\"to\":\"bank\",\"within\":\"30m\"}]",
	    &faults);

	ck_assert_str_eq(cases_faults(a, &faults), "");
	ck_assert_uint_eq(plan->notices.n, 2);
	ck_assert_int_eq(plan->notices.at[1].within, SPAN_HOUR / 2);
	ck_assert_int_eq(plan->notices.at[1].to.index, 0);
	ck_assert_int_eq(plan->notices.at[1].confidence, CONFIDENCE_RECALLED);
	ck_assert_uint_eq(plan->later.n, 0);
	arena_free(a);
}
END_TEST

START_TEST(what_does_not_fit_together_is_said)
{
	static const struct {
		const char *members, *found;
	} wrong[] = {{"\"regulation\":[" AS("critical") "}]",
			 "error missing / 1:1 member=our_role\n"},
	    {"\"our_role\":\"operator\",\"regulation\":[" AS("bank") "}]",
		"error choice /regulation/0/as 2:69 value=bank "
		"choices=critical | government | other\n"},
	    {"\"our_role\":\"operator\",\"regulation\":[" AS("other") "}," AS(
		 "critical") "}]",
		"error pack-twice /regulation/1/pack 2:116 "
		"pack=cn-incident-2025\n"},
	    {"\"our_role\":\"operator\",\"regulation\":[" AS(
		 "critical") ",\"within\":\"61m\"}]",
		"finding limit-longer /regulation/0/within 2:119 limit=1h\n"},
	    {"\"our_role\":\"supplier\",\"regulation\":[" AS("critical") "}]",
		"error missing /regulation/0 2:37 member=to\n"
		"note supplier-limit /regulation/0 2:37\n"},
	    {"\"our_role\":\"supplier\",\"regulation\":[{\"pack\":"
	     "\"pboc-incident-2025\",\"as\":\"financial\",\"role\":\"desk\","
	     "\"to\":\"bank\",\"duration\":\"5m\"}]",
		"finding pack-no-supplier /regulation/0/pack 2:45 "
		"pack=pboc-incident-2025\n"},
	    {"\"our_role\":\"operator\",\"regulation\":[{\"pack\":"
	     "\"cn-incident-2025\",\"as\":\"other\",\"duration\":\"5m\"}]",
		"error missing /regulation/0 2:37 member=role\n"},
	    {"\"our_role\":\"operator\",\"regulation\":[{},{},{},{},{}]",
		"error packs-most "}};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct arena *a = cases_arena(8 << 20);
		struct faults faults = faults_new(a);
		const char *found;

		(void)demanded(a, wrong[i].members, &faults);
		found = cases_faults(a, &faults);
		ck_assert_msg(
		    strstr(found, wrong[i].found) != NULL, "%s", found);
		arena_free(a);
	}
}
END_TEST

static const char *
aged(struct arena *a, const char *at)
{
	struct faults faults = faults_new(a);
	const struct plan *plan = demanded(a,
	    "\"our_role\":\"operator\",\"regulation\":[" AS("other") "}]",
	    &faults);
	struct instant instant;

	ck_assert(instant_parse(at, &instant));
	reporting_check(plan, instant, &faults);
	return cases_faults(a, &faults);
}

/* In force from 2025-11-01; reviewed on 2026-11-23, 730 days before
 * 2028-11-22. */
START_TEST(a_pack_is_noted_before_its_time_and_after_two_years)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_ptr_nonnull(
	    strstr(aged(a, "2025-10-31T23:59Z"), "note pack-early /in_force "));
	ck_assert_str_eq(aged(a, "2025-11-01T00:00Z"), "");
	ck_assert_str_eq(aged(a, "2028-11-22T23:59Z"), "");
	ck_assert_ptr_nonnull(
	    strstr(aged(a, "2028-11-23T00:00Z"), "note pack-old /reviewed "));
	arena_free(a);
}
END_TEST

SUITE_MAIN("reporting", an_operator_owes_what_its_kind_owes,
    a_supplier_owes_the_demand_side_alone, what_does_not_fit_together_is_said,
    a_pack_is_noted_before_its_time_and_after_two_years)
