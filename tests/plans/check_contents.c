/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"purpose\": \"Bring the shop back.\",", "",
	"note contents-missing / 1:1 members=purpose\n"},
    {"\"basis\": \"8.8.3 a\",", "",
	"note contents-missing / 1:1 members=basis\n"},
    {"\"scope\": \"The shop and its database.\",\n  \"review\": [",
	"\"review\": [", "note contents-missing / 1:1 members=scope\n"},
    {"\"version\": \"3\",\n  \"scope\": \"The shop and its database.\",", "",
	"note contents-missing / 1:1 members=version scope\n"},
    {"\"2024-02-08\"", "\"2024-02-15\"", ""},
    {"\"2024-02-08\"", "\"2024-02-16\"",
	"finding issued-unreviewed /review/1 81:5 member=review\n"},
    {"\"2024-02-16\"", "\"2024-02-14\"",
	"finding issued-unreviewed /approval 83:15 member=approval\n"},
    {"\"approval\": {\"by\": \"Head of IT\", \"on\": \"2024-02-15\"},", "",
	"note contents-missing / 1:1 members=approval\n"},
    {"\"distribution\": [\"ops\", \"boss\"]", "\"distribution\": [\"boss\"]",
	"note distribution-misses /distribution/0 85:20 roles=ops\n"},
};

START_TEST(check_contents_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

SUITE_MAIN("check-contents", check_contents_finds_what_an_edit_makes_wrong)
