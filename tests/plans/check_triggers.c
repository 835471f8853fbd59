/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "tests/plans/edits.h"
#include "tests/suite.h"

static const struct edit edits[] = {
    {"\"watches\": \"shop\"", "\"watches\": \"db\"",
	"finding trigger-unseen /scenes/0/trigger 42:18 service=shop\n"},
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
	"finding automatic-unseen /scenes/0/automatic 45:44 scene=db-lost\n"
	"note automatic-slow /scenes/0/automatic 45:44 scene=db-lost "
	"monitor=shop-check takes=1m within=5s\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check and not level:db < 100%\"}",
	"note automatic-slow /scenes/0/automatic 45:44 scene=db-lost "
	"monitor=shop-check takes=1m within=5s\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check\", \"inhibit\": \"elapsed >= 0s\"}",
	"finding automatic-unseen /scenes/0/automatic 45:44 scene=db-lost\n"
	"note automatic-slow /scenes/0/automatic 45:44 scene=db-lost "
	"monitor=shop-check takes=1m within=5s\n"},
    {"\"procedure\": \"recover\"",
	"\"procedure\": \"recover\", \"automatic\": {\"when\": "
	"\"alarm:shop-check >= 2\"}",
	"finding automatic-unseen /scenes/0/automatic 45:44 scene=db-lost\n"
	"note automatic-slow /scenes/0/automatic 45:44 scene=db-lost "
	"monitor=shop-check takes=1m within=5s\n"},
    {"\"alarm:shop-check or level:shop < 50%\"", "\"elapsed >= 1h\"",
	"finding trigger-time-alone /scenes/0/trigger 42:18 scene=db-lost\n"},
    {"\"alarm:shop-check or level:shop < 50%\"",
	"\"elapsed >= 1h and report:shop\"", ""},
    {"\"alarm:shop-check or level:shop < 50%\"", "\"alarm:shop-check >= 2\"",
	"finding trigger-never /scenes/0/trigger 42:18 scene=db-lost\n"},
    /* The sound plan's trigger, and what cannot be with it. */
    {"\"alarm:shop-check or level:shop < 50%\"",
	"\"level:shop < 50% and level:shop >= 60%\"",
	"finding trigger-never /scenes/0/trigger 42:18 scene=db-lost\n"},
    {"\"alarm:shop-check or level:shop < 50%\"",
	"\"level:shop < 50% and not level:shop >= 60%\"", ""},
};

static const struct edit whens[] = {
    {"\"fails\": \"prior\"",
	"\"fails\": \"prior\", \"when\": "
	"\"level:db > 100%\"",
	"finding when-never /procedures/0/steps/3/when 72:109 "
	"id=recover/rebuild\n"},
    {"\"fails\": \"prior\"",
	"\"fails\": \"prior\", \"when\": "
	"\"level:db < 100% or elapsed > 1h\"",
	""},
};

START_TEST(check_triggers_finds_steps_that_can_never_be_due)
{
	edits_run(whens, sizeof(whens) / sizeof(whens[0]));
}
END_TEST

START_TEST(check_triggers_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

SUITE_MAIN("check-triggers", check_triggers_finds_steps_that_can_never_be_due,
    check_triggers_finds_what_an_edit_makes_wrong)
