/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/flow.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(an_alternative_takes_the_place_of_what_has_failed, "alternatives",
    "alternative-of-alternative", "alternative-waits")
PLAY_TEST(a_step_whose_condition_does_not_hold_is_skipped, "step-when",
    "step-when-row")
PLAY_TEST(a_call_is_done_when_all_it_calls_is, "call", "call-nested")
PLAY_TEST(a_call_fails_with_one_of_its_steps, "call-fails")
PLAY_TEST(a_call_is_undone_with_one_of_its_steps, "call-undone")
PLAY_TEST(falling_back_waits_for_confirmation_and_a_whole_primary, "fall-back",
    "fall-back-hasty")

SUITE_MAIN("flow", an_alternative_takes_the_place_of_what_has_failed,
    a_step_whose_condition_does_not_hold_is_skipped,
    a_call_is_done_when_all_it_calls_is, a_call_fails_with_one_of_its_steps,
    a_call_is_undone_with_one_of_its_steps,
    falling_back_waits_for_confirmation_and_a_whole_primary)
