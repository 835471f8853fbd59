/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/eta.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(the_estimate_is_the_longest_way_at_medians, "eta-steps")
PLAY_TEST(what_takes_the_place_of_a_step_counts_for_it, "eta-alternative")
PLAY_TEST(what_will_be_skipped_does_not_count_and_calls_do, "eta-call")

SUITE_MAIN("eta", the_estimate_is_the_longest_way_at_medians,
    what_takes_the_place_of_a_step_counts_for_it,
    what_will_be_skipped_does_not_count_and_calls_do)
