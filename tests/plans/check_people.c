/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"services\": [",
	"\"calendars\": [{\"id\": \"k\", \"zone\": \"Europe/London\", "
	"\"hours\": [{}], \"layers\": [{\"from\": \"2026-01-01T00:00Z\", "
	"\"turn\": \"1d\", \"people\": [\"ops-1\"]}]}], \"services\": [",
	"error calendar-both /organisation/calendars/0 20:19 calendar=k\n"},
    {"\"deputies\": [\"boss-2\"]}\n    ],",
	"\"deputies\": [\"boss-2\"], \"on_call\": \"k\"}\n    ], "
	"\"calendars\": [{\"id\": \"k\", \"zone\": \"Europe/London\", "
	"\"hours\": [{}]}],",
	"error calendar-hours /organisation/roles/1/on_call 18:80 "
	"calendar=k\n"},
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
    {"\"services\": [\n",
	"\"calendars\": [\n"
	"{\"id\": \"c\", \"zone\": \"UTC\", \"layers\": [\n"
	"{\"from\": \"2026-01-02T00:00Z\", \"until\": \"2026-01-02T00:00Z\", "
	"\"turn\": \"1d\", \"people\": [\"ops-1\"]}],\n"
	"\"overrides\": [\n"
	"{\"from\": \"2026-01-02T00:00Z\", \"until\": \"2026-01-02T00:00Z\", "
	"\"person\": \"ops-1\"}]}],\n\"services\": [\n",
	"error layer-empty /organisation/calendars/0/layers/0 22:1 calendar=c\n"
	"error override-empty /organisation/calendars/0/overrides/0 24:1 "
	"calendar=c\n"},
    {"{\"id\": \"ops-1\", ", "{\"id\": \"ops-1\", \"name\": \"Ops 1\", ", ""},
    {"\"people\": [\n", "\"handover\": \"5m\",\n\"people\": [\n",
	"note handover-unused /organisation/handover 10:17\n"},
    {"\"people\": [\n", "\"handover_repeats\": 0.5,\n\"people\": [\n",
	"note handover-unused /organisation/handover_repeats 10:25\n"},
    {"\"people\": [\n", "\"tires_after\": \"5h\",\n\"people\": [\n",
	"note tires-unused /organisation/tires_after 10:20\n"},
};

START_TEST(check_people_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

START_TEST(check_people_finds_ids_that_are_names)
{
	static const struct {
		const char *id, *name;
		bool found;
	} seats[] = {{"li-wei", "Li Wei", true}, {"li-wei", "Li wei", false},
	    {"head-of-it", "Head of It", false}, {"li-we", "Li Wei", false},
	    {"li-wei-2", "Li Wei", false}, {"li", "Li", false},
	    {"anna-li-wei", "Anna Li Wei", true}};
	struct arena *a = cases_arena(16 << 20);

	for (size_t i = 0; i < sizeof(seats) / sizeof(seats[0]); i++) {
		struct text t = text_new(a);
		const char *found;

		text_fmt(&t,
		    "{\"id\": \"%s\", \"name\": \"%s\"}, {\"id\": \"ops-1\", ",
		    seats[i].id, seats[i].name);
		found = edits_check(a, edits_make(a, edits_clean(a),
					   "{\"id\": \"ops-1\", ", t.at));
		ck_assert_msg((strstr(found, "note id-names-person ") !=
				  NULL) == seats[i].found,
		    "%s", seats[i].name);
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("check-people", check_people_finds_what_an_edit_makes_wrong,
    check_people_finds_ids_that_are_names)
