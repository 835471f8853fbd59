/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/world.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_level_is_the_least_of_its_own_and_what_it_needs, "needs", "minimum")
PLAY_TEST(a_group_carries_its_kth_best_level, "needs-some")
PLAY_TEST(a_load_beyond_capacity_is_served_in_part, "load", "load-ramp",
    "load-on-a-fault")
PLAY_TEST(a_fault_passes_to_what_was_and_comes_again, "fault-passes",
    "passed-by-itself", "stages-late", "fault-flaps", "fault-mended")
PLAY_TEST(copies_are_tried_newest_first_or_as_the_author_says, "copy-newest",
    "copy-in-order")
PLAY_TEST(an_unreadable_copy_costs_an_attempt_then_the_next, "copy-unreadable")
PLAY_TEST(a_copy_counts_if_older_than_the_loss_and_finished, "copy-follows",
    "copy-boundaries", "copy-as-begun", "no-copy")
PLAY_TEST(a_standby_behind_loses_more, "standby-behind", "standby-behind-late")
PLAY_TEST(an_effect_lowers_a_level_only_if_it_says_so, "effect-lowers")
PLAY_TEST(what_is_gone_cannot_be_lost_again, "lost-twice")

SUITE_MAIN("world", a_level_is_the_least_of_its_own_and_what_it_needs,
    a_group_carries_its_kth_best_level,
    a_load_beyond_capacity_is_served_in_part,
    a_fault_passes_to_what_was_and_comes_again,
    copies_are_tried_newest_first_or_as_the_author_says,
    an_unreadable_copy_costs_an_attempt_then_the_next,
    a_copy_counts_if_older_than_the_loss_and_finished,
    a_standby_behind_loses_more, an_effect_lowers_a_level_only_if_it_says_so,
    what_is_gone_cannot_be_lost_again)
