/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/plan.h"
#include "tests/cases.h"
#include "tests/suite.h"

#define CLEAN "tests/cases/check/clean/plan.json"

static const char *
clean(struct arena *a)
{
	struct error err = ERROR_INIT;
	struct bytes plan;

	ck_assert_int_eq(file_read(a, CLEAN, 1 << 20, &plan, &err), 0);
	return plan.at;
}

/* edit: a plan in which `old`, which stands there once, became `new`. */
static const char *
edit(struct arena *a, const char *plan, const char *old, const char *new)
{
	struct text t = text_new(a);
	const char *at = strstr(plan, old);

	ck_assert_msg(at != NULL && strstr(at + 1, old) == NULL, "%s", old);
	text_bytes(&t, plan, (size_t)(at - plan));
	text_add(&t, new);
	text_add(&t, at + strlen(old));
	return t.at;
}

/* check: what is found in a plan's text, a line each. */
static const char *
check(struct arena *a, const char *json)
{
	struct faults faults = faults_new(a);
	struct reading *r;
	struct organisation *org = arena_alloc(a, sizeof(*org));
	struct plan plan = {.organisation = org, .names = names_new(a)};

	plan.document = cases_document(a, json, &faults);
	ck_assert_msg(plan.document != NULL, "%s", cases_faults(a, &faults));
	r = reading_new(a, plan.names, &faults);
	reading_take(r, plan.document->values, &plan_record, &plan);
	reading_take(r, plan.organisation_at, &organisation_record, org);
	reading_resolve(r);
	check_plan(a, &plan, &faults);
	return cases_faults(a, &faults);
}

START_TEST(check_finds_nothing_in_a_sound_plan)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_str_eq(check(a, clean(a)), "");
	arena_free(a);
}
END_TEST

/* What one edit of the clean plan makes wrong. The line and column are of the
 * edited text; lengths of time are reckoned by hand from the clean plan. */
static const struct {
	const char *old;
	const char *new;
	const char *found;
} edits[] = {
    /* people and roles */
    {"\"deputies\": [\"ops-2\"]", "\"deputies\": []",
	"note person-unused /organisation/people/1 12:7 person=ops-2\n"
	"note role-alone /organisation/roles/0 17:7 role=ops\n"},
    {"\"deputies\": [\"boss-2\"]", "\"deputies\": [\"boss-1\"]",
	"note person-unused /organisation/people/3 14:7 person=boss-2\n"
	"finding approver-alone /organisation/roles/1 18:7 role=boss\n"},
    {"\"primary\": [\"ops-1\"], \"deputies\": [\"ops-2\"]",
	"\"primary\": [], \"deputies\": [\"ops-1\", \"ops-2\"]",
	"finding role-empty /organisation/roles/0 17:7 role=ops\n"
	"finding rung-empty /ladders/0/steps/0 60:9 ladder=on-call\n"},
    {"\"primary\": [\"ops-1\"]", "\"primary\": [\"ops-3\"]",
	"error dangling-near /organisation/roles/0/primary/0 17:33 kind=person "
	"id=ops-3 nearest=ops-1\n"},
    {"\"acknowledges\": \"4m\"",
	"\"acknowledges\": {\"exponential\": {\"mean\": \"4m\"}, "
	"\"shared_luck\": true}",
	"note luck-unshared /organisation/people/1 12:7 "
	"member=acknowledges\n"},
    {"\"acknowledges\": \"4m\"",
	"\"travel\": {\"exponential\": {\"mean\": \"4m\"}, "
	"\"shared_luck\": true}",
	"note luck-unshared /organisation/people/1 12:7 member=travel\n"},
    {"\"acknowledges\": \"4m\"", "\"acknowledges\": \"prior:ack\"", ""},
    /* services and data */
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
    {"\"minimum\": 0.8, \"needs\": [\"db\"]", "\"minimum\": 0.8",
	"finding never-restored /scenes/0/scope/0 43:17 service=shop\n"},
    {"\"data\": [", "\"data\": [{\"id\": \"carts\", \"service\": \"shop\"},",
	"finding no-copies /organisation/data/0 24:14 data=carts\n"},
    {"\"lag\": \"1m\"", "\"lag\": \"16m\"",
	"finding rpo-unkept /organisation/data/0 25:7 data=orders loss=16m "
	"rpo=15m\n"},
    {"\"lag\": \"1m\"", "\"lag\": \"15m\"", ""},
    {"\"interval\": \"1m\"", "\"interval\": \"1m\", \"misses\": 1",
	"finding monitor-blind /organisation/monitors/0 36:7 "
	"monitor=shop-check\n"},
    /* steps */
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
    {"\"deadline\": \"20m\"", "\"deadline\": \"5m\"", ""},
    {"\"deadline\": \"20m\"", "\"deadline\": \"4m\"",
	"finding deadline-impossible /procedures/0/steps/1 70:9 "
	"step=recover/stop deadline=4m least=5m\n"},
    /* scenes */
    {"\"watches\": \"shop\"", "\"watches\": \"db\"",
	"finding trigger-unseen /scenes/0/trigger 42:18 service=shop\n"},
    {"\"rto\": \"2h\"", "\"rto\": \"55m\"", ""},
    {"\"rto\": \"2h\"", "\"rto\": \"54m\"",
	"finding rto-impossible /scenes/0 40:5 scene=db-lost rto=54m "
	"least=55m\n"},
    {"\"rto\": \"2h\"", "\"rto\": \"45m\", \"rto_clock\": \"activation\"", ""},
    {"\"rto\": \"2h\"", "\"rto\": \"44m\", \"rto_clock\": \"declaration\"",
	"finding rto-impossible /scenes/0 40:5 scene=db-lost rto=44m "
	"least=45m\n"},
    {"\"mtpd\": \"8h\"", "\"mtpd\": \"3h\"", ""},
    {"\"mtpd\": \"8h\"", "\"mtpd\": \"2h59m\"",
	"finding mtpd-short /scenes/0/objectives 44:21 sum=3h mtpd=2h59m\n"},
    {"\"procedure\": \"recover\"", "\"procedure\": \"recovery\"",
	"error dangling-near /scenes/0/procedure 45:20 kind=procedure "
	"id=recovery nearest=recover\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check\", \"within\": \"1m\"}",
	""},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check\", \"hold\": \"1s\", \"within\": \"1m\"}",
	"finding automatic-slow /scenes/0/automatic 45:44 scene=db-lost "
	"monitor=shop-check takes=1m1s within=1m\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check and level:db < 100%\"}",
	"finding automatic-unseen /scenes/0/automatic 45:44 scene=db-lost\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check and not level:db < 100%\"}",
	""},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check\", \"inhibit\": \"elapsed >= 0s\"}",
	"finding automatic-unseen /scenes/0/automatic 45:44 scene=db-lost\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check >= 2\"}",
	"finding automatic-unseen /scenes/0/automatic 45:44 scene=db-lost\n"},
    /* grading */
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
    /* ladders and contents */
    {", \"people\": [\"boss-1\"]", "",
	"finding rung-empty /ladders/0/steps/1 61:9 ladder=on-call\n"},
    {"\"after\": \"0s\"", "\"after\": \"20m\"",
	"finding rung-order /ladders/0/steps/1 61:9 ladder=on-call\n"},
    {"\"purpose\": \"Bring the shop back.\",", "",
	"note contents-missing / 1:1 member=purpose\n"},
    {"\"basis\": \"8.8.3 a\",", "",
	"note contents-missing / 1:1 member=basis\n"},
    {"\"confirm\": {\"role\": \"boss\", \"duration\": \"10m\"},", "",
	"finding confirm-missing /response 49:15 member=confirm\n"},
    {"\"verify\": {\"role\": \"ops\", \"duration\": \"5m\"},", "",
	"finding verify-missing /response 49:15 member=verify\n"},
    {"\"procedures\": [",
	"\"procedures\": [{\"id\": \"idle\", \"steps\": [{\"id\": \"wait\", "
	"\"stage\": \"notify\", \"roles\": [\"ops\"], \"duration\": \"1m\"}]},",
	"note procedure-unused /procedures/0 65:18 procedure=idle\n"},
};

START_TEST(check_finds_what_an_edit_makes_wrong)
{
	struct arena *a = cases_arena(64 << 20);

	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		const char *got =
		    check(a, edit(a, clean(a), edits[i].old, edits[i].new));

		ck_assert_msg(strcmp(got, edits[i].found) == 0,
		    "%s\n--- became\n%s\n--- expected\n%s--- found\n%s",
		    edits[i].old, edits[i].new, edits[i].found, got);
		arena_reset(a);
	}
	arena_free(a);
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
	plan = edit(a, plan, "\"procedures\": [", t.at);
	return edit(a, plan, "\"monitors\": [",
	    "\"parties\": [{\"id\": \"all\"}], \"safeguards\": [{\"grade\": "
	    "\"I\", \"call\": [\"ops\"]}], \"monitors\": [");
}

START_TEST(check_finds_notices_that_cannot_be_in_time)
{
	static const struct {
		const char *members, *found;
	} notices[] = {{"\"within\": \"5m\"", ""},
	    {"\"within\": \"4m\"",
		"finding notice-impossible /notices/0 65:15 notice=x "
		"within=4m least=5m\n"},
	    {"\"within\": \"1h\", \"every\": \"5m\"", ""},
	    {"\"within\": \"1h\", \"every\": \"3m\"",
		"finding notice-impossible /notices/0 65:15 notice=x "
		"within=3m least=5m\n"}};
	struct arena *a = cases_arena(16 << 20);

	for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++)
		ck_assert_str_eq(
		    check(a, note(a, clean(a), notices[i].members)),
		    notices[i].found);
	arena_free(a);
}
END_TEST

START_TEST(check_finds_what_rests_on_a_grade_that_nobody_gives)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edit(a, clean(a),
	    "\"grade\": {\"role\": \"ops\", \"duration\": \"1m\"},", "");

	ck_assert_str_eq(check(a, note(a, plan, "\"within\": \"1h\"")),
	    "finding ungraded /organisation/safeguards/0 35:48 "
	    "id=safeguards\n");
	ck_assert_ptr_nonnull(strstr(
	    check(a, note(a, plan, "\"within\": \"1h\", \"from\": \"grade\"")),
	    "finding ungraded /notices/0 65:15 id=x\n"));
	ck_assert_ptr_nonnull(strstr(
	    check(a, note(a, plan, "\"within\": \"1h\", \"of\": \"III\"")),
	    "finding ungraded /notices/0 65:15 id=x\n"));
	arena_free(a);
}
END_TEST

#define NOTIFY                                                                 \
	"\"stage\": \"notify\", \"roles\": [\"boss\"], \"duration\": \"5m\""

START_TEST(check_refuses_steps_of_another_procedure)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edit(a, clean(a), "\"procedures\": [",
	    "\"procedures\": [{\"id\": \"idle\", \"steps\": ["
	    "{\"id\": \"wait\", \"after\": [\"recover/look\"], " NOTIFY
	    "}, {\"id\": \"else\", \"alternatives\": "
	    "[\"recover/stop\"], " NOTIFY "}]},");
	const char *found = check(a, plan);

	ck_assert_ptr_nonnull(
	    strstr(found, "error foreign-step /procedures/0/steps/0/after/0 "));
	ck_assert_ptr_nonnull(strstr(
	    found, "error foreign-step /procedures/0/steps/1/alternatives/0 "));
	arena_free(a);
}
END_TEST

START_TEST(check_refuses_copies_of_another_data_set)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edit(a, clean(a), "\"data\": [",
	    "\"data\": [{\"id\": \"order\", \"service\": \"db\", \"copies\": "
	    "[{\"id\": \"log\", \"kind\": \"log\"}]},");

	plan = edit(a, plan, "\"orders/nightly\"]", "\"order/log\"]");
	ck_assert_str_eq(check(a, plan),
	    "error foreign-copy /procedures/0/steps/2/copies/1 71:164 "
	    "copy=order/log\n");
	arena_free(a);
}
END_TEST

START_TEST(check_bounds_the_copies_of_a_data_set)
{
	struct arena *a = cases_arena(16 << 20);

	for (int n = 61; n <= 62; n++) { /* beside the three */
		struct text copies = text_new(a);
		const char *found;

		text_add(&copies, "\"copies\": [\n");
		for (int i = 0; i < n; i++)
			text_fmt(&copies,
			    "{\"id\": \"c%d\", \"kind\": \"log\"},\n", i);
		found =
		    check(a, edit(a, clean(a), "\"copies\": [\n", copies.at));
		ck_assert_str_eq(found,
		    n == 61 ? ""
			    : "error copies-most /organisation/data/0 25:7 "
			      "data=orders\n");
	}
	arena_free(a);
}
END_TEST

START_TEST(check_lets_first_aid_count_before_activation)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edit(a, clean(a), "\"first_aid\": true",
	    "\"first_aid\": true, \"effects\": [{\"service\": \"db\"}]");
	const char *found;

	plan = edit(a, plan, "\"deadline\": \"20m\"", "\"deadline\": \"5m\"");
	ck_assert_str_eq(
	    check(a, edit(a, plan, "\"rto\": \"2h\"", "\"rto\": \"10m\"")), "");
	found = check(a, edit(a, plan, "\"rto\": \"2h\"", "\"rto\": \"9m\""));
	ck_assert_ptr_nonnull(strstr(found, "rto=9m least=10m"));
	arena_free(a);
}
END_TEST

START_TEST(check_says_nothing_of_what_is_no_plan)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct plan plan = {
	    .organisation = arena_alloc(a, sizeof(struct organisation))};

	plan.at = cases_document(a, "[]", &faults)->values;
	check_plan(a, &plan, &faults);
	ck_assert_uint_eq(faults.n, 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("check", check_finds_nothing_in_a_sound_plan,
    check_finds_what_an_edit_makes_wrong,
    check_finds_notices_that_cannot_be_in_time,
    check_finds_what_rests_on_a_grade_that_nobody_gives,
    check_refuses_steps_of_another_procedure,
    check_refuses_copies_of_another_data_set,
    check_bounds_the_copies_of_a_data_set,
    check_lets_first_aid_count_before_activation,
    check_says_nothing_of_what_is_no_plan)
