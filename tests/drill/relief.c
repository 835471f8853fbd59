/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/relief.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(whoever_goes_off_duty_hands_over_and_goes, "on-call-passes-on")
PLAY_TEST(the_step_in_hand_is_finished_first, "duty-over-in-a-step")
PLAY_TEST(where_nobody_is_on_duty_he_stays, "duty-over-nobody")
PLAY_TEST(duty_ends_before_anything_else_of_the_instant, "duty-over-at-the-ack")
PLAY_TEST(
    an_answer_after_duty_finds_the_relief_at_work, "duty-over-while-paged")
PLAY_TEST(who_is_on_another_calendar_stays, "duty-over-on-another-calendar")
PLAY_TEST(a_silent_relief_is_paged_three_times, "duty-over-deputy")
PLAY_TEST(who_is_about_to_hand_over_is_not_preempted, "duty-over-preempted")

PLAY_TEST(who_misunderstands_does_the_last_step_over, "duty-over-misunderstood")
PLAY_TEST(a_decision_in_hand_is_made_first, "duty-over-deciding")
PLAY_TEST(a_decision_passed_on_waits_for_the_hand_over, "duty-over-undecided")

SUITE_MAIN("relief", who_misunderstands_does_the_last_step_over,
    a_decision_in_hand_is_made_first,
    a_decision_passed_on_waits_for_the_hand_over,
    whoever_goes_off_duty_hands_over_and_goes,
    the_step_in_hand_is_finished_first, where_nobody_is_on_duty_he_stays,
    duty_ends_before_anything_else_of_the_instant,
    an_answer_after_duty_finds_the_relief_at_work,
    who_is_on_another_calendar_stays, a_silent_relief_is_paged_three_times,
    who_is_about_to_hand_over_is_not_preempted)
