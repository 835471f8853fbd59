/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/attempt.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(only_a_further_order_costs_a_delay, "order-delay")
PLAY_TEST(a_decision_passes_down_the_line_and_stays_with_the_last,
    "decision-unanswered", "decision-slow", "decision-alone")
PLAY_TEST(a_failed_attempt_is_repeated_by_the_same_hands, "retries",
    "step-fails", "retry-by-another")
PLAY_TEST(a_timeout_fails_what_is_longer, "timeout", "timeout-equal")
PLAY_TEST(what_is_begun_out_of_order_fails_and_waits_for_its_turn, "step-early",
    "step-early-overtaken")
PLAY_TEST(a_switch_may_break_something_and_leaves_writes_behind, "second-fault")

SUITE_MAIN("attempt", only_a_further_order_costs_a_delay,
    a_decision_passes_down_the_line_and_stays_with_the_last,
    a_failed_attempt_is_repeated_by_the_same_hands,
    a_timeout_fails_what_is_longer,
    what_is_begun_out_of_order_fails_and_waits_for_its_turn,
    a_switch_may_break_something_and_leaves_writes_behind)
