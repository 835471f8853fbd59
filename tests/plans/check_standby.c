/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "tests/plans/edits.h"
#include "tests/suite.h"

#define LADDER  "\"ladder\": \"on-call\""
#define STANDBY "\"standby\": {\"procedure\": \"recover\"}"

static const struct edit edits[] = {
    {LADDER, LADDER ", \"checkpoints\": \"2h\"", ""},
    {LADDER, LADDER ", \"checkpoints\": \"2h1m\"",
	"finding checkpoint-late /scenes/0/checkpoints 46:43 scene=db-lost "
	"every=2h1m rto=2h\n"},
    {LADDER, LADDER ", " STANDBY,
	"error standby-unwatched /scenes/0/standby 46:39 scene=db-lost\n"
	"error standby-undecided /scenes/0/standby 46:39 scene=db-lost\n"
	"error standby-same /scenes/0/standby/procedure 46:53 "
	"procedure=recover\n"},
    {"\"close\": {",
	"\"decide\": {\"role\": \"boss\", \"duration\": \"5m\"}, "
	"\"close\": {",
	"note decide-unused /response/decide 54:15\n"},
};

START_TEST(check_standby_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

SUITE_MAIN("check-standby", check_standby_finds_what_an_edit_makes_wrong)
