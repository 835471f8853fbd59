/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/world.h"

#include "tests/play.h"
#include "tests/suite.h"

START_TEST(world_follows_levels_and_copies)
{
	static const char *const cases[] = {"needs", "minimum", "copy-newest",
	    "copy-in-order", "copy-unreadable", "copy-follows",
	    "copy-boundaries", "copy-as-begun", "standby-behind", "no-copy",
	    "lost-twice", NULL};

	play_cases(cases);
}
END_TEST

SUITE_MAIN("world", world_follows_levels_and_copies)
