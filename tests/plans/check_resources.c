/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

/* found: in the sound plan, where the organisation has these resources and
 * its steps `stop` and `tell` need this. */
static const char *
found(
    struct arena *a, const char *resources, const char *stop, const char *tell)
{
	const char *plan = edits_clean(a);
	struct text t = text_new(a);
	struct text u = text_new(a);
	struct text v = text_new(a);

	text_fmt(&t, "\"resources\": [%s], \"monitors\": [", resources);
	plan = edits_make(a, plan, "\"monitors\": [", t.at);
	text_fmt(&u, "\"id\": \"stop\", %s,", stop);
	plan = edits_make(a, plan, "\"id\": \"stop\",", u.at);
	text_fmt(&v, "\"id\": \"tell\", %s,", tell);
	return edits_check(a, edits_make(a, plan, "\"id\": \"tell\",", v.at));
}

#define ITEM(id, kind, stock)                                                  \
	"{\"id\": \"" id "\", \"kind\": \"" kind "\", \"stock\": " stock "}"
#define NEED(id, n)                                                            \
	"\"resources\": [{\"resource\": \"" id "\", \"amount\": " n "}]"
#define NONE "\"resources\": []"

static void
finds(const char *resources, const char *stop, const char *tell,
    const char *wanted)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_str_eq(found(a, resources, stop, tell), wanted);
	arena_free(a);
}

START_TEST(what_can_be_had_is_no_fault)
{
	finds(ITEM("genset", "equipment", "1"), NEED("genset", "1"),
	    NEED("genset", "1"), "");
	finds(ITEM("hall", "site", "1"), "\"site\": \"hall\"",
	    "\"site\": \"hall\"", "");
	finds("{\"id\": \"diesel\", \"kind\": \"consumable\", \"stock\": 10, "
	      "\"delivery\": {\"amount\": 5, \"takes\": \"1h\"}}",
	    NEED("diesel", "10"), NEED("diesel", "15"), "");
}
END_TEST

START_TEST(a_need_above_all_there_can_be_is_found)
{
	finds(ITEM("genset", "equipment", "1"), NEED("genset", "2"), NONE,
	    "finding need-above-stock "
	    "/procedures/0/steps/1/resources/0/resource 70:51 "
	    "step=recover/stop resource=genset need=2 stock=1\n");
	finds(ITEM("hall", "site", "1"), "\"people\": 2, \"site\": \"hall\"",
	    NONE,
	    "finding need-above-stock /procedures/0/steps/1/site 70:45 "
	    "step=recover/stop resource=hall need=2 stock=1\n");
}
END_TEST

START_TEST(supplies_that_do_not_last_are_found)
{
	finds(ITEM("tape", "consumable", "3"), NEED("tape", "2"),
	    NEED("tape", "2"),
	    "finding consumable-short /organisation/resources/0 35:19 "
	    "resource=tape procedure=recover need=4 stock=3\n");
	finds(ITEM("tape", "consumable", "4"), NEED("tape", "2"),
	    NEED("tape", "2"),
	    "note consumable-once /organisation/resources/0 35:19 "
	    "resource=tape\n");
}
END_TEST

START_TEST(what_nobody_uses_is_noted)
{
	finds(ITEM("genset", "equipment", "1"), NONE, NONE,
	    "note resource-unused /organisation/resources/0 35:19 "
	    "resource=genset\n");
}
END_TEST

START_TEST(a_tool_that_no_step_uses_is_noted)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a), "\"monitors\": [",
	    "\"tools\": [{\"id\": \"console\"}, {\"id\": \"disk\"}], "
	    "\"monitors\": [");

	plan = edits_make(a, plan, "\"id\": \"tell\",",
	    "\"id\": \"tell\", \"tools\": [\"console\"],");
	ck_assert_str_eq(edits_check(a, plan),
	    "note tool-unused /organisation/tools/1 35:34 tool=disk\n");
	arena_free(a);
}
END_TEST

START_TEST(a_need_of_the_wrong_kind_or_twice_is_refused)
{
	finds(ITEM("hall", "site", "9"), NEED("hall", "1"), NONE,
	    "error site-as-need /procedures/0/steps/1/resources/0/resource "
	    "70:51 step=recover/stop resource=hall\n");
	finds(ITEM("genset", "equipment", "1"), "\"site\": \"genset\"", NONE,
	    "error no-site /procedures/0/steps/1/site 70:32 "
	    "step=recover/stop resource=genset\n");
	finds(ITEM("genset", "equipment", "9"),
	    "\"resources\": [{\"resource\": \"genset\"}, {\"resource\": "
	    "\"genset\"}]",
	    NONE,
	    "error need-twice /procedures/0/steps/1/resources/1 70:62 "
	    "step=recover/stop resource=genset\n");
	finds(ITEM("genset", "equipment", "9"), NEED("gensets", "1"), NONE,
	    "note resource-unused /organisation/resources/0 35:19 "
	    "resource=genset\n"
	    "error dangling-near "
	    "/procedures/0/steps/1/resources/0/resource 70:51 kind=resource "
	    "id=gensets nearest=genset\n");
}
END_TEST

/* The rto is 2h; stop, which takes 5m, is due 20m after activation. */
START_TEST(a_lead_that_breaks_the_objective_is_found)
{
	finds("{\"id\": \"genset\", \"kind\": \"equipment\", \"stock\": 0, "
	      "\"lead\": \"1h\", \"delivery\": {\"amount\": 1, \"takes\": "
	      "\"61m\"}}",
	    NONE, NEED("genset", "1"),
	    "finding lead-above-rto /procedures/0/steps/4 73:9 "
	    "step=recover/tell scene=db-lost least=2h1m rto=2h\n");
	finds("{\"id\": \"genset\", \"kind\": \"equipment\", \"stock\": 1, "
	      "\"lead\": \"60m\"}",
	    NEED("genset", "1"), NONE,
	    "finding deadline-impossible /procedures/0/steps/1 70:9 "
	    "step=recover/stop deadline=20m least=1h5m\n");
}
END_TEST

START_TEST(stock_that_two_scenes_may_need_at_once_is_noted)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a), "\"monitors\": [",
	    "\"resources\": [" ITEM("genset", "equipment", "1") "," ITEM(
		"cart", "equipment", "2") "], \"monitors\": [");

	plan = edits_make(a, plan, "\"id\": \"tell\",",
	    "\"id\": \"tell\", \"resources\": [{\"resource\": \"genset\"}, "
	    "{\"resource\": \"cart\"}],");
	plan = edits_make(a, plan, "\"scenes\": [",
	    "\"scenes\": [{\"id\": \"other\", \"trigger\": "
	    "\"alarm:shop-check\", \"scope\": [\"shop\"], \"objectives\": "
	    "{\"rto\": \"2h\"}, \"procedure\": \"recover\", \"ladder\": "
	    "\"on-call\"},");
	ck_assert_str_eq(edits_check(a, plan),
	    "note resource-shared /organisation/resources/0 35:19 "
	    "resource=genset scene=other other=db-lost\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("check_resources", a_tool_that_no_step_uses_is_noted,
    what_can_be_had_is_no_fault, a_need_above_all_there_can_be_is_found,
    supplies_that_do_not_last_are_found, what_nobody_uses_is_noted,
    a_need_of_the_wrong_kind_or_twice_is_refused,
    a_lead_that_breaks_the_objective_is_found,
    stock_that_two_scenes_may_need_at_once_is_noted)
