/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"after\": [\"look\"]", "\"after\": [\"restore\"]",
	"error cycle /procedures/0/steps/2/after/0 71:94 step=recover/stop\n"},
    {"\"after\": [\"look\"]", "\"after\": [\"stop\"]",
	"error cycle /procedures/0/steps/1/after/0 70:90 step=recover/stop\n"},
    {"\"after\": [\"stop\"]", "\"after\": [\"rebuild\"]",
	"finding step-unreachable /procedures/0/steps/2/after/0 71:94 "
	"step=recover/restore other=recover/rebuild\n"},
    {"\"fails\": \"prior\", ", "",
	"error odds-missing /procedures/0/steps/3 72:9 step=recover/rebuild\n"},
    {"\"restores\": \"orders\", ", "",
	"error foreign-copy /procedures/0/steps/2/copies/0 71:128 "
	"copy=orders/log\n"
	"error foreign-copy /procedures/0/steps/2/copies/1 71:142 "
	"copy=orders/nightly\n"},
    {"\"restores\": \"orders\"", "\"restores\": \"order\"",
	"error dangling-near /procedures/0/steps/2/restores 71:129 kind=data "
	"id=order nearest=orders\n"},
    {"\"procedure\": \"recover\"", "\"procedure\": \"recovery\"",
	"error dangling-near /scenes/0/procedure 45:20 kind=procedure "
	"id=recovery nearest=recover\n"},
    {"\"procedures\": [",
	"\"procedures\": [{\"id\": \"idle\", \"steps\": [{\"id\": \"wait\", "
	"\"stage\": \"notify\", \"roles\": [\"ops\"], \"duration\": \"1m\"}]},",
	"note procedure-unused /procedures/0 65:18 procedure=idle\n"},
    {"\"duration\": \"5m\", \"after\"",
	"\"false_success\": 0.1, \"retries\": 1, \"duration\": \"5m\", "
	"\"after\"",
	"finding seeming-unseen /procedures/0/steps/1 70:9 "
	"step=recover/stop\n"},
    {"\"duration\": \"5m\", \"after\"",
	"\"human\": {\"kind\": \"action\", \"complexity\": \"obvious\"}, "
	"\"duration\": \"5m\", \"after\"",
	"error factor-not-of-action /procedures/0/steps/1/human 70:71 "
	"step=recover/stop\n"},
    {"\"duration\": \"5m\", \"after\"",
	"\"human\": {\"kind\": \"action\", \"time\": \"inadequate\"}, "
	"\"duration\": \"5m\", \"after\"",
	"finding human-hopeless /procedures/0/steps/1/human 70:71 "
	"step=recover/stop\n"},
    {"\"fails\": \"prior\", ",
	"\"fails\": \"prior\", \"human\": {\"kind\": \"action\"}, ",
	"note human-twice /procedures/0/steps/3/human 72:110 "
	"step=recover/rebuild\n"},
    {"\"fails\": \"prior\", ", "\"fails\": \"prior\", \"false_success\": 0.1, ",
	"finding seeming-final /procedures/0/steps/3 72:9 "
	"step=recover/rebuild\n"},
    {"\"duration\": \"5m\", \"after\"",
	"\"human\": {\"kind\": \"diagnosis\"}, \"duration\": \"5m\", \"after\"",
	"finding diagnosis-final /procedures/0/steps/1 70:9 "
	"step=recover/stop\n"},
    {"\"duration\": \"5m\", \"after\"",
	"\"verifies\": [\"look\", \"tell\"], \"duration\": \"5m\", \"after\"",
	"error verifies-before /procedures/0/steps/1/verifies/1 70:83 "
	"step=recover/stop other=recover/tell\n"},
    {"[{\"service\": \"db\"}], \"alternatives\"",
	"[{\"service\": \"db\", \"lowers\": true}], \"alternatives\"",
	"note lowers-idle /procedures/0/steps/2/effects/0 71:195 "
	"step=recover/restore\n"},
    {"\"id\": \"tell\", \"stage\": \"notify\", \"roles\": [\"boss\"]",
	"\"id\": \"tell\", \"stage\": \"notify\", \"roles\": []",
	"finding step-unowned /procedures/0/steps/4 73:9 step=recover/tell\n"},
    {"\"id\": \"tell\", ", "\"id\": \"tell\", \"people\": 2, ", ""},
    {"\"id\": \"tell\", ", "\"id\": \"tell\", \"people\": 3, ",
	"finding step-short /procedures/0/steps/4/roles/0 73:66 "
	"step=recover/tell role=boss wanted_n=3 there=2\n"},
    {"\"roles\": [\"boss\"]", "\"roles\": [\"boss\", \"ops\"], \"people\": 2",
	""},
    {"\"first_aid\": true",
	"\"first_aid\": true, \"effects\": [{\"service\": \"shop\", "
	"\"level\": 0.8}]",
	""},
    {"\"first_aid\": true",
	"\"first_aid\": true, \"effects\": [{\"service\": \"shop\", "
	"\"level\": 0.7}]",
	"note first-aid-lowers /procedures/0/steps/0/effects/0 69:113 "
	"step=recover/look service=shop\n"},
    {"\"id\": \"rebuild\", ",
	"\"id\": \"rebuild\", \"alternatives\": [\"restore\"], ",
	"finding alternatives-circle /procedures/0/steps/3/alternatives/0 "
	"72:44 step=recover/restore\n"},
};

START_TEST(check_steps_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

START_TEST(check_steps_finds_work_for_more_people_than_there_are)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a),
	    "\"roles\": [\"boss\"]", "\"roles\": [\"boss\", \"chief\"]");

	plan = edits_make(a, plan, "{\"id\": \"boss\",",
	    "{\"id\": \"chief\", \"primary\": [\"boss-1\", \"boss-2\"]}, "
	    "{\"id\": \"boss\",");
	plan = edits_make(
	    a, plan, "[\"ops\", \"boss\"]", "[\"ops\", \"boss\", \"chief\"]");
	ck_assert_str_eq(edits_check(a, plan), "");
	plan = edits_make(
	    a, plan, "\"id\": \"tell\",", "\"id\": \"tell\", \"people\": 2,");
	ck_assert_str_eq(edits_check(a, plan),
	    "finding step-crowded /procedures/0/steps/4 73:9 "
	    "step=recover/tell wanted_n=4 there=2\n");
	arena_free(a);
}
END_TEST

#define NOTIFY                                                                 \
	"\"stage\": \"notify\", \"roles\": [\"boss\"], \"duration\": \"5m\""

START_TEST(check_steps_refuses_steps_of_another_procedure)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a), "\"procedures\": [",
	    "\"procedures\": [{\"id\": \"idle\", \"steps\": ["
	    "{\"id\": \"wait\", \"after\": [\"recover/look\"], " NOTIFY
	    "}, {\"id\": \"else\", \"alternatives\": "
	    "[\"recover/stop\"], " NOTIFY "}]},");
	const char *found = edits_check(a, plan);

	ck_assert_ptr_nonnull(
	    strstr(found, "error foreign-step /procedures/0/steps/0/after/0 "));
	ck_assert_ptr_nonnull(strstr(
	    found, "error foreign-step /procedures/0/steps/1/alternatives/0 "));
	arena_free(a);
}
END_TEST

START_TEST(check_steps_refuses_copies_of_another_data_set)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a), "\"data\": [",
	    "\"data\": [{\"id\": \"order\", \"service\": \"db\", \"copies\": "
	    "[{\"id\": \"log\", \"kind\": \"log\"}]},");

	plan = edits_make(a, plan, "\"orders/nightly\"]", "\"order/log\"]");
	ck_assert_str_eq(edits_check(a, plan),
	    "error foreign-copy /procedures/0/steps/2/copies/1 71:164 "
	    "copy=order/log\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("check-steps", check_steps_finds_work_for_more_people_than_there_are,
    check_steps_finds_what_an_edit_makes_wrong,
    check_steps_refuses_steps_of_another_procedure,
    check_steps_refuses_copies_of_another_data_set)
