/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"purpose\": \"Bring the shop back.\",", "",
	"note contents-missing / 1:1 member=purpose\n"},
    {"\"basis\": \"8.8.3 a\",", "",
	"note contents-missing / 1:1 member=basis\n"},
};

START_TEST(check_contents_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

SUITE_MAIN("check-contents", check_contents_finds_what_an_edit_makes_wrong)
