/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/supply.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(what_is_ordered_comes_at_its_median, "eta-things")
PLAY_TEST(what_others_have_in_hand_comes_back_with_them, "eta-room")

SUITE_MAIN("supply", what_is_ordered_comes_at_its_median,
    what_others_have_in_hand_comes_back_with_them)
