/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/plans/edits.h"
#include "tests/suite.h"

#define EFFECT "[{\"service\": \"db\"}], \"alternatives\""
#define SWITCH(more)                                                           \
	"[{\"service\": \"db\", \"switch\": " more "}], \"alternatives\""

static const struct edit edits[] = {
    {EFFECT, SWITCH("\"to_standby\""),
	"error switch-nowhere /procedures/0/steps/2/effects/0 71:195 "
	"service=db\n"
	"note fallback-unplanned /procedures/0/steps/2/effects/0 71:195 "
	"service=db\n"},
    {EFFECT, SWITCH("\"back\", \"level\": 1"),
	"error switch-nowhere /procedures/0/steps/2/effects/0 71:195 "
	"service=db\n"
	"error switch-alone /procedures/0/steps/2/effects/0 71:195 "
	"step=recover/restore\n"
	"finding fallback-hasty /procedures/0/steps/2/effects/0 71:195 "
	"step=recover/restore\n"},
    {EFFECT,
	"[{\"service\": \"db\", \"second_fault\": {\"odds\": 0.1, "
	"\"service\": \"db\"}}], \"alternatives\"",
	"error second-fault-alone "
	"/procedures/0/steps/2/effects/0/second_fault 71:229 "
	"step=recover/restore\n"},
};

START_TEST(check_fallback_finds_what_an_edit_makes_wrong)
{
	edits_run(edits, sizeof(edits) / sizeof(edits[0]));
}
END_TEST

SUITE_MAIN("check-fallback", check_fallback_finds_what_an_edit_makes_wrong)
