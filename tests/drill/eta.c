/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/eta.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(the_estimate_is_the_longest_way_at_medians, "eta-steps")
PLAY_TEST(a_tool_is_as_slow_as_who_used_it_last_found_it, "eta-slow-tool")
PLAY_TEST(what_takes_the_place_of_a_step_counts_for_it, "eta-alternative")
PLAY_TEST(what_will_be_skipped_does_not_count_and_calls_do, "eta-call")

SUITE_MAIN("eta", the_estimate_is_the_longest_way_at_medians,
    a_tool_is_as_slow_as_who_used_it_last_found_it,
    what_takes_the_place_of_a_step_counts_for_it,
    what_will_be_skipped_does_not_count_and_calls_do)
