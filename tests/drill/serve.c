/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/serve.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(the_worse_scene_is_served_first, "worse-first", "worse-first-live")
PLAY_TEST(the_worse_scene_takes_people_off_milder_steps, "preempted",
    "preempted-live")
PLAY_TEST(without_preempts_a_step_in_hand_is_finished, "not-preempted")

PLAY_TEST(a_crew_is_found_wherever_there_is_one, "crew-in-another-order")

PLAY_TEST(orders_to_too_many_take_longer, "overloaded")

SUITE_MAIN("serve", orders_to_too_many_take_longer,
    a_crew_is_found_wherever_there_is_one, the_worse_scene_is_served_first,
    the_worse_scene_takes_people_off_milder_steps,
    without_preempts_a_step_in_hand_is_finished)
