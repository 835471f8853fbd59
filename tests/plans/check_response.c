/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"monitors\": [",
	"\"grading\": [{\"grade\": \"III\", \"when\": \"not "
	"alarm:shop-check\"}], \"monitors\": [",
	"finding grade-not-monotone /organisation/grading/0/when 35:42 "
	"test=alarm:shop-check\n"},
    {"\"monitors\": [",
	"\"grading\": [{\"grade\": \"IV\", \"when\": \"not "
	"alarm:shop-check\"}], \"monitors\": [",
	""},
    {"\"monitors\": [",
	"\"grading\": [{\"grade\": \"III\", \"when\": \"level:db < "
	"50%\"}], \"monitors\": [",
	"note grade-uncovered /organisation/grading 35:16\n"},
    {", \"people\": [\"boss-1\"]", "",
	"finding rung-empty /ladders/0/steps/1 61:9 ladder=on-call\n"},
    {"{\"after\": \"0s\", \"roles\": [\"ops\"]}",
	"{\"after\": \"0s\", \"people\": [\"boss-1\"]}",
	"finding ladder-alone /ladders/0 57:5 ladder=on-call\n"},
    {"\"verify\": {\"role\": \"ops\", \"duration\": \"5m\"},",
	"\"form\": [\"source\"],",
	"finding verify-missing /response 49:15 member=verify\n"
	"finding form-unused /response/form 50:13\n"},
    {"\"verify\": {",
	"\"register\": {\"role\": \"ops\", \"duration\": \"1m\"}, "
	"\"verify\": {",
	"finding class-missing /scenes/0 40:5 scene=db-lost\n"},
    {"\"after\": \"0s\"", "\"after\": \"20m\"",
	"finding rung-order /ladders/0/steps/1 61:9 ladder=on-call\n"},
    {"\"confirm\": {\"role\": \"boss\", \"duration\": \"10m\"},", "",
	"finding confirm-missing /response 49:15 member=confirm\n"},
    {"\"verify\": {\"role\": \"ops\", \"duration\": \"5m\"},", "",
	"finding verify-missing /response 49:15 member=verify\n"},
};

START_TEST(check_response_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

/* note: a plan with one more notice to "all", of five minutes. */
static const char *
note(struct arena *a, const char *plan, const char *members)
{
	struct text t = text_new(a);

	text_fmt(&t,
	    "\"notices\": [{\"id\": \"x\", \"to\": \"all\", \"role\": \"ops\", "
	    "\"duration\": \"5m\", %s}], \"procedures\": [",
	    members);
	plan = edits_make(a, plan, "\"procedures\": [", t.at);
	return edits_make(a, plan, "\"monitors\": [",
	    "\"parties\": [{\"id\": \"all\"}], \"safeguards\": [{\"grade\": "
	    "\"I\", \"call\": [\"ops\"]}], \"monitors\": [");
}

START_TEST(check_response_finds_notices_that_cannot_be_in_time)
{
	static const struct {
		const char *members, *found;
	} notices[] = {{"\"within\": \"5m\"", ""},
	    {"\"within\": \"4m\"",
		"finding notice-impossible /notices/0 65:15 notice=x "
		"within=4m least=5m\n"},
	    {"\"within\": \"1h\", \"every\": \"1h1m\"", ""},
	    {"\"within\": \"1h\", \"every\": \"1h\"",
		"finding notice-endless /notices/0/every 65:98 notice=x "
		"every=1h within=1h\n"},
	    {"\"within\": \"1h\", \"every\": \"3m\"",
		"finding notice-impossible /notices/0 65:15 notice=x "
		"within=3m least=5m\n"
		"finding notice-endless /notices/0/every 65:98 notice=x "
		"every=3m within=1h\n"}};
	struct arena *a = cases_arena(16 << 20);

	for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++)
		ck_assert_str_eq(
		    edits_check(a, note(a, edits_clean(a), notices[i].members)),
		    notices[i].found);
	ck_assert_str_eq(
	    edits_check(a, edits_make(a,
			       note(a, edits_clean(a),
				   "\"within\": \"1h\", \"every\": \"1h\""),
			       "\"duration\": \"5m\", \"within\"",
			       "\"duration\": \"0s\", \"within\"")),
	    "error notice-endless /notices/0/every 65:98 notice=x every=1h "
	    "within=1h\n");
	arena_free(a);
}
END_TEST

START_TEST(check_response_finds_what_rests_on_a_grade_that_nobody_gives)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a),
	    "\"grade\": {\"role\": \"ops\", \"duration\": \"1m\"},", "");

	ck_assert_str_eq(edits_check(a, note(a, plan, "\"within\": \"1h\"")),
	    "finding ungraded /organisation/safeguards/0 35:48 "
	    "id=safeguards\n");
	ck_assert_ptr_nonnull(strstr(
	    edits_check(
		a, note(a, plan, "\"within\": \"1h\", \"from\": \"grade\"")),
	    "finding ungraded /notices/0 65:15 id=x\n"));
	ck_assert_ptr_nonnull(
	    strstr(edits_check(
		       a, note(a, plan, "\"within\": \"1h\", \"of\": \"III\"")),
		"finding ungraded /notices/0 65:15 id=x\n"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("check-response", check_response_finds_what_an_edit_makes_wrong,
    check_response_finds_notices_that_cannot_be_in_time,
    check_response_finds_what_rests_on_a_grade_that_nobody_gives)
