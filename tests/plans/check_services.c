/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"{\"id\": \"db\"}", "{\"id\": \"db\", \"needs\": [\"shop\"]}",
	"error service-cycle /organisation/services/1/needs/0 22:48 "
	"service=db\n"},
    {"{\"id\": \"db\"}",
	"{\"id\": \"db\", \"needs_some\": [{\"of\": [\"shop\"]}]}",
	"error service-cycle /organisation/services/1/needs/0 22:48 "
	"service=db\n"},
    {"\"needs\": [\"db\"]", "\"needs_some\": [{\"of\": [\"db\"]}]", ""},
    {"\"needs\": [\"db\"]",
	"\"needs_some\": [{\"of\": [\"db\"], \"at_least\": 2}]",
	"error group-short /organisation/services/1/needs_some/0 22:53 "
	"service=shop\n"},
    {"\"data\": [", "\"data\": [{\"id\": \"carts\", \"service\": \"shop\"},",
	"finding no-copies /organisation/data/0 24:14 data=carts\n"},
    {"\"interval\": \"1m\"", "\"interval\": \"1m\", \"misses\": 1",
	"finding monitor-blind /organisation/monitors/0 36:7 "
	"monitor=shop-check\n"},
};

START_TEST(check_services_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

START_TEST(check_services_bounds_the_copies_of_a_data_set)
{
	struct arena *a = cases_arena(16 << 20);

	for (int n = 61; n <= 62; n++) { /* beside the three */
		struct text copies = text_new(a);
		const char *found;

		text_add(&copies, "\"copies\": [\n");
		for (int i = 0; i < n; i++)
			text_fmt(&copies,
			    "{\"id\": \"c%d\", \"kind\": \"log\"},\n", i);
		found = edits_check(a, edits_make(a, edits_clean(a),
					   "\"copies\": [\n", copies.at));
		ck_assert_str_eq(found,
		    n == 61 ? ""
			    : "error copies-most /organisation/data/0 25:7 "
			      "data=orders\n");
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("check-services", check_services_finds_what_an_edit_makes_wrong,
    check_services_bounds_the_copies_of_a_data_set)
