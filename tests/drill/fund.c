/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fund.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(within_authority_nobody_is_asked, "cost-within-authority")
PLAY_TEST(a_silent_approver_hands_it_on, "cost-approver-silent")
PLAY_TEST(no_budget_is_overdrawn, "budget-runs-out")
PLAY_TEST(a_grade_preapproves_while_it_stands, "cost-preapproved")

SUITE_MAIN("fund", within_authority_nobody_is_asked,
    a_silent_approver_hands_it_on, no_budget_is_overdrawn,
    a_grade_preapproves_while_it_stands)
