/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

/* found: in the sound plan, where the organisation has a fund of 9000, all of
 * which its step `stop` takes, and this besides. */
static const char *
found(struct arena *a, const char *org, const char *old, const char *new)
{
	const char *plan = edits_clean(a);
	struct text t = text_new(a);

	text_fmt(&t,
	    "\"resources\": [{\"id\": \"cash\", \"kind\": \"fund\", "
	    "\"stock\": 9000}],%s \"monitors\": [",
	    org);
	plan = edits_make(a, plan, "\"monitors\": [", t.at);
	plan = edits_make(a, plan, "\"id\": \"stop\",",
	    "\"id\": \"stop\", \"resources\": [{\"resource\": \"cash\", "
	    "\"amount\": 9000}],");
	return edits_check(a, edits_make(a, plan, old, new));
}

static void
finds(const char *org, const char *old, const char *new, const char *wanted)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_str_eq(found(a, org, old, new), wanted);
	arena_free(a);
}

#define BOSS "{\"id\": \"boss\","
#define CFO(people)                                                            \
	"{\"id\": \"cfo\", \"primary\": [\"boss-1\"]" people                   \
	", \"may_approve\": 9000}, " BOSS
/* Nobody has given him a copy of the plan. */
#define MISSES "note distribution-misses /distribution/0 85:20 roles=cfo\n"
#define TWO    CFO(", \"deputies\": [\"boss-2\"]")

START_TEST(what_somebody_at_hand_may_approve_is_no_fault)
{
	finds("", BOSS, "{\"id\": \"boss\", \"may_approve\": 9000,", "");
	finds("", "{\"id\": \"ops\",",
	    "{\"id\": \"ops\", \"may_approve\": 9000,", "");
	finds(" \"approval\": {\"duration\": \"9m\"},", BOSS, TWO, MISSES);
}
END_TEST

START_TEST(a_cost_nobody_may_approve_is_found)
{
	finds("", BOSS, "{\"id\": \"boss\", \"may_approve\": 8999,",
	    "finding approver-none /procedures/0/steps/1 70:9 "
	    "step=recover/stop amount=9000\n");
	finds(" \"safeguards\": [{\"grade\": \"II\", \"preapproved\": 9000}],",
	    BOSS, BOSS, "");
}
END_TEST

START_TEST(an_approval_must_be_declared)
{
	finds("", BOSS, TWO,
	    "error approval-undeclared /procedures/0/steps/1 70:9 "
	    "step=recover/stop\n" MISSES);
}
END_TEST

START_TEST(a_single_approver_is_found)
{
	finds(" \"approval\": {\"duration\": \"9m\"},", BOSS, CFO(""),
	    "note role-alone /organisation/roles/1 18:7 role=cfo\n"
	    "finding approval-alone /procedures/0/steps/1 70:9 "
	    "step=recover/stop amount=9000 role=cfo\n" MISSES);
}
END_TEST

START_TEST(an_approval_that_leaves_no_time_is_found)
{
	/* Of 2 h the step takes 5 min. Beside it `look` and its 10 min end
	 * with the activation, after 5 + 1 + 4 min. */
	finds(" \"approval\": {\"duration\": \"1h56m\"},", BOSS, TWO,
	    "finding deadline-impossible /procedures/0/steps/1 70:9 "
	    "step=recover/stop deadline=20m least=2h1m\n"
	    "finding approval-above-rto /procedures/0/steps/1 70:9 "
	    "step=recover/stop scene=db-lost least=1h56m left=1h55m\n" MISSES);
	finds(" \"approval\": {\"duration\": \"1h55m\"},", BOSS, TWO,
	    "finding deadline-impossible /procedures/0/steps/1 70:9 "
	    "step=recover/stop deadline=20m least=2h\n" MISSES);
}
END_TEST

START_TEST(a_safeguard_that_does_nothing_is_noted)
{
	finds(" \"safeguards\": [{\"grade\": \"II\"}],", BOSS,
	    "{\"id\": \"boss\", \"may_approve\": 9000,",
	    "note safeguard-empty /organisation/safeguards/0 35:82\n");
}
END_TEST

SUITE_MAIN("check_funds", what_somebody_at_hand_may_approve_is_no_fault,
    a_cost_nobody_may_approve_is_found, an_approval_must_be_declared,
    a_single_approver_is_found, an_approval_that_leaves_no_time_is_found,
    a_safeguard_that_does_nothing_is_noted)
