/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/call_out.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_call_out_is_over_with_the_first_answer, "call-out")
PLAY_TEST(a_call_out_of_everybody_waits_for_all_and_all_rungs,
    "call-out-everybody", "call-out-twice-named")
PLAY_TEST(a_call_out_nobody_answers_runs_out, "call-out-nobody")

SUITE_MAIN("call_out", a_call_out_is_over_with_the_first_answer,
    a_call_out_of_everybody_waits_for_all_and_all_rungs,
    a_call_out_nobody_answers_runs_out)
