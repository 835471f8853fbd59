/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/steps.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(first_aid_needs_no_activation, "first-aid")
PLAY_TEST(a_deadline_marks_late, "deadline")

SUITE_MAIN("steps", first_aid_needs_no_activation, a_deadline_marks_late)
