/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

#define FIRST "\"procedures\": ["
#define TELL                                                                   \
	"{\"id\": \"wait\", \"stage\": \"notify\", \"roles\": [\"ops\"], "     \
	"\"duration\": \"1m\"}"
#define LOOK                                                                   \
	"\"stage\": \"diagnose\", \"roles\": [\"ops\"], \"duration\": "        \
	"\"10m\", \"first_aid\": true"
#define STOP                                                                   \
	"\"stage\": \"contain\", \"roles\": [\"ops\"], \"duration\": "         \
	"\"5m\", \"after\": [\"look\"]"

static const struct edit edits[] = {
    {LOOK, "\"stage\": \"diagnose\", \"procedure\": \"recover\"",
	"error procedure-cycle /procedures/0/steps/0/procedure 69:58 "
	"procedure=recover\n"},
    {LOOK, "\"stage\": \"diagnose\", \"procedure\": \"recove\"",
	"error dangling-near /procedures/0/steps/0/procedure 69:58 "
	"kind=procedure id=recove nearest=recover\n"},
    {LOOK, "\"stage\": \"diagnose\", \"roles\": [\"ops\"]",
	"error missing /procedures/0/steps/0 69:9 member=duration\n"},
};

START_TEST(check_calls_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

/* called: what is found where a step calls the procedure before its own. */
static const char *
called(struct arena *a, const char *procedure, const char *old, const char *new)
{
	struct text first = text_new(a);

	text_fmt(&first, "%s%s,", FIRST, procedure);
	return edits_check(
	    a, edits_make(a, edits_make(a, edits_clean(a), FIRST, first.at),
		   old, new));
}

START_TEST(a_step_that_calls_does_nothing_itself)
{
	struct arena *a = cases_arena(16 << 20);

	ck_assert_str_eq(called(a, "{\"id\": \"idle\", \"steps\": [" TELL "]}",
			     STOP, STOP ", \"procedure\": \"idle\""),
	    "error call-does /procedures/1/steps/1/roles 70:53 "
	    "step=recover/stop member=roles\n"
	    "error call-does /procedures/1/steps/1/duration 70:74 "
	    "step=recover/stop member=duration\n");
	arena_free(a);
}
END_TEST

/* Before: look ends at 10m, the response acts take 17m if all goes well;
 * stop ends 5m after activation. Instead a step of 21m: beyond 20m. */
START_TEST(a_call_is_as_long_as_what_it_calls)
{
	struct arena *a = cases_arena(16 << 20);
	const char *found = called(a,
	    "{\"id\": \"idle\", \"steps\": [{\"id\": \"wait\", \"stage\": "
	    "\"notify\", \"roles\": [\"ops\"], \"duration\": \"21m\"}]}",
	    STOP,
	    "\"stage\": \"contain\", \"procedure\": \"idle\", \"after\": "
	    "[\"look\"]");

	ck_assert_ptr_nonnull(strstr(found,
	    "finding deadline-impossible /procedures/1/steps/1 70:9 "
	    "step=recover/stop deadline=20m least=21m\n"));
	arena_free(a);
}
END_TEST

/* chain: so many procedures, each calling the next. */
static const char *
chain(struct arena *a, int n)
{
	struct text t = text_new(a);

	for (int i = 1; i < n; i++)
		text_fmt(&t,
		    "%s{\"id\": \"p%d\", \"steps\": [{\"id\": \"on\", "
		    "\"stage\": \"notify\", \"procedure\": \"p%d\"}]}",
		    i == 1 ? "" : ",", i, i + 1);
	text_fmt(&t, ",{\"id\": \"p%d\", \"steps\": [" TELL "]}", n);
	return t.at;
}

START_TEST(calls_go_eight_deep)
{
	struct arena *a = cases_arena(16 << 20);
	const char *call =
	    "\"stage\": \"contain\", \"procedure\": \"p1\", \"after\": "
	    "[\"look\"]";

	ck_assert_str_eq(called(a, chain(a, 8), STOP, call), "");
	ck_assert_ptr_nonnull(strstr(called(a, chain(a, 9), STOP, call),
	    "error calls-deep /procedures/9 "));
	arena_free(a);
}
END_TEST

SUITE_MAIN("check-calls", check_calls_finds_what_an_edit_makes_wrong,
    a_step_that_calls_does_nothing_itself, a_call_is_as_long_as_what_it_calls,
    calls_go_eight_deep)
