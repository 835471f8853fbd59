/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/tasks.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(only_a_further_order_costs_a_delay, "order-delay")
PLAY_TEST(tasks_take_primaries_then_deputies_all_at_once, "two-steps-one-role",
    "two-roles")
PLAY_TEST(a_decision_passes_down_the_line_and_stays_with_the_last,
    "decision-unanswered", "decision-slow", "decision-alone")
PLAY_TEST(first_aid_needs_no_activation, "first-aid")
PLAY_TEST(a_failed_attempt_is_repeated_by_the_same_hands, "retries",
    "step-fails", "retry-by-another")
PLAY_TEST(a_timeout_fails_what_is_longer, "timeout", "timeout-equal")
PLAY_TEST(an_alternative_takes_the_place_of_what_has_failed, "alternatives",
    "alternative-of-alternative", "alternative-waits")
PLAY_TEST(a_deadline_marks_late, "deadline")
PLAY_TEST(a_step_whose_condition_does_not_hold_is_skipped, "step-when",
    "step-when-row")
PLAY_TEST(a_call_is_done_when_all_it_calls_is, "call", "call-nested")
PLAY_TEST(a_call_fails_with_one_of_its_steps, "call-fails")
PLAY_TEST(falling_back_waits_for_confirmation_and_a_whole_primary, "fall-back",
    "fall-back-hasty")
PLAY_TEST(a_switch_may_break_something_and_leaves_writes_behind, "second-fault")
PLAY_TEST(a_call_is_undone_with_one_of_its_steps, "call-undone")

SUITE_MAIN("tasks", only_a_further_order_costs_a_delay,
    tasks_take_primaries_then_deputies_all_at_once,
    a_decision_passes_down_the_line_and_stays_with_the_last,
    first_aid_needs_no_activation,
    a_failed_attempt_is_repeated_by_the_same_hands,
    a_timeout_fails_what_is_longer,
    an_alternative_takes_the_place_of_what_has_failed, a_deadline_marks_late,
    a_step_whose_condition_does_not_hold_is_skipped,
    a_call_is_done_when_all_it_calls_is, a_call_fails_with_one_of_its_steps,
    a_call_is_undone_with_one_of_its_steps,
    falling_back_waits_for_confirmation_and_a_whole_primary,
    a_switch_may_break_something_and_leaves_writes_behind)
