/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/standby.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(the_decision_falls_due_as_the_estimate_passes_the_rto, "standby",
    "standby-for-a-part", "closed-on-standby")
PLAY_TEST(it_falls_due_where_no_way_is_left, "standby-never")
PLAY_TEST(a_silent_decider_is_passed_by, "standby-deputy")
PLAY_TEST(the_default_may_go_on_beside_the_standby, "standby-beside")
PLAY_TEST(what_is_back_needs_no_standby, "standby-needless")

SUITE_MAIN("standby", the_decision_falls_due_as_the_estimate_passes_the_rto,
    it_falls_due_where_no_way_is_left, a_silent_decider_is_passed_by,
    the_default_may_go_on_beside_the_standby, what_is_back_needs_no_standby)
