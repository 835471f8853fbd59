/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/crew.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(tasks_take_primaries_then_deputies_all_at_once, "two-steps-one-role",
    "two-roles")

SUITE_MAIN("crew", tasks_take_primaries_then_deputies_all_at_once)
