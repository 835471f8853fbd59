/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/ready.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(beyond_it_whoever_may_is_asked, "cost-approved")
PLAY_TEST(an_approval_not_yet_given_is_withdrawn, "approval-needless")
PLAY_TEST(what_is_done_anew_is_asked_for_anew, "approved-anew")

SUITE_MAIN("ready", beyond_it_whoever_may_is_asked,
    an_approval_not_yet_given_is_withdrawn, what_is_done_anew_is_asked_for_anew)
