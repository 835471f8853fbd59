/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"minimum\": 0.8, \"needs\": [\"db\"]", "\"minimum\": 0.8",
	"finding never-restored /scenes/0/scope/0 43:17 service=shop\n"},
    {"\"lag\": \"1m\"", "\"lag\": \"16m\"",
	"finding rpo-unkept /organisation/data/0 25:7 data=orders loss=16m "
	"rpo=15m\n"},
    {"\"lag\": \"1m\"", "\"lag\": \"15m\"", ""},
    {"\"deadline\": \"20m\"", "\"deadline\": \"5m\"", ""},
    {"\"deadline\": \"20m\"",
	"\"deadline\": \"5m\", \"human\": {\"kind\": \"action\", "
	"\"pressure\": true}",
	"finding pressure-short /procedures/0/steps/1/human 70:126 "
	"step=recover/stop has=5m needs=5m\n"},
    {"\"deadline\": \"20m\"",
	"\"deadline\": \"6m\", \"human\": {\"kind\": \"action\", "
	"\"pressure\": true}",
	""},
    {"\"deadline\": \"20m\"", "\"deadline\": \"4m\"",
	"finding deadline-impossible /procedures/0/steps/1 70:9 "
	"step=recover/stop deadline=4m least=5m\n"},
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
    {"\"procedure\": \"recover\",",
	"\"procedure\": \"recover\", \"targets\": {\"verify\": \"5m\"},", ""},
    {"\"procedure\": \"recover\",",
	"\"procedure\": \"recover\", \"targets\": {\"verify\": \"4m\"},",
	"finding target-impossible /scenes/0/targets 45:42 scene=db-lost "
	"stage=verify limit=4m least=5m\n"},
    {"\"deadline\": \"20m\"", "\"timeout\": \"5m\"", ""},
    {"\"deadline\": \"20m\"", "\"timeout\": \"4m\"",
	"finding timeout-impossible /procedures/0/steps/1 70:9 "
	"step=recover/stop timeout=4m least=5m\n"},
    {"\"duration\": \"4m\"", "\"duration\": \"4m\", \"max_decision\": \"9m\"",
	""},
    {"\"duration\": \"4m\"", "\"duration\": \"4m\", \"max_decision\": \"8m\"",
	"finding decision-short /response/authorise 52:18 limit=8m "
	"person=boss-1 takes=9m\n"},
    {"\"mtpd\": \"8h\"", "\"mtpd\": \"3h10m\", \"rto_clock\": \"activation\"",
	""},
    {"\"mtpd\": \"8h\"", "\"mtpd\": \"3h9m\", \"rto_clock\": \"activation\"",
	"finding mtpd-short /scenes/0/objectives 44:21 sum=3h10m mtpd=3h9m\n"},
};

START_TEST(check_times_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

START_TEST(check_times_lets_first_aid_count_before_activation)
{
	struct arena *a = cases_arena(16 << 20);
	const char *plan = edits_make(a, edits_clean(a), "\"first_aid\": true",
	    "\"first_aid\": true, \"effects\": [{\"service\": \"db\"}]");
	const char *found;

	plan = edits_make(
	    a, plan, "\"deadline\": \"20m\"", "\"deadline\": \"5m\"");
	ck_assert_str_eq(edits_check(a, edits_make(a, plan, "\"rto\": \"2h\"",
					    "\"rto\": \"10m\"")),
	    "");
	found = edits_check(
	    a, edits_make(a, plan, "\"rto\": \"2h\"", "\"rto\": \"9m\""));
	ck_assert_ptr_nonnull(strstr(found, "rto=9m least=10m"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("check-times", check_times_finds_what_an_edit_makes_wrong,
    check_times_lets_first_aid_count_before_activation)
