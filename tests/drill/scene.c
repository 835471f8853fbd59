/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/scene.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_drill_runs_from_alarm_to_close, "whole")
PLAY_TEST(a_sample_bad_for_long_enough_is_an_alarm, "poll-and-hold",
    "alarm-delay", "alarm-overtaken")
PLAY_TEST(a_trigger_that_holds_is_a_warning, "trigger-hold", "report-triggers",
    "elapsed-trigger")
PLAY_TEST(a_dismissed_warning_opens_again_on_a_new_edge, "false-alarm",
    "false-level", "false-report", "false-first-aid")
PLAY_TEST(a_ladder_is_climbed_until_the_first_answer, "ladder-climbs",
    "ladder-repeats", "rung-empty", "answer-at-the-rung")
PLAY_TEST(a_relapse_erases_what_was_granted, "relapse", "not-confirmed",
    "relapse-while-closing")
PLAY_TEST(scenes_share_people_and_end_together, "two-scenes", "scene-unnoticed")
PLAY_TEST(the_horizon_cuts_off_what_is_in_hand, "horizon")

SUITE_MAIN("scene", a_drill_runs_from_alarm_to_close,
    a_sample_bad_for_long_enough_is_an_alarm, a_trigger_that_holds_is_a_warning,
    a_dismissed_warning_opens_again_on_a_new_edge,
    a_ladder_is_climbed_until_the_first_answer,
    a_relapse_erases_what_was_granted, scenes_share_people_and_end_together,
    the_horizon_cuts_off_what_is_in_hand)
