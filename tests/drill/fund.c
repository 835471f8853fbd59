/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fund.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(within_authority_nobody_is_asked, "cost-within-authority")
PLAY_TEST(beyond_it_whoever_may_is_asked, "cost-approved")
PLAY_TEST(a_silent_approver_hands_it_on, "cost-approver-silent")
PLAY_TEST(no_budget_is_overdrawn, "budget-runs-out")
PLAY_TEST(a_grade_preapproves_while_it_stands, "cost-preapproved")
PLAY_TEST(an_approval_not_yet_given_is_withdrawn, "approval-needless")
PLAY_TEST(what_is_done_anew_is_asked_for_anew, "approved-anew")

SUITE_MAIN("fund", within_authority_nobody_is_asked,
    beyond_it_whoever_may_is_asked, a_silent_approver_hands_it_on,
    no_budget_is_overdrawn, a_grade_preapproves_while_it_stands,
    an_approval_not_yet_given_is_withdrawn, what_is_done_anew_is_asked_for_anew)
