/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/known.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(what_was_seen_or_said_is_known, "elapsed-trigger", "false-level",
    "false-report", "report-triggers")

SUITE_MAIN("known", what_was_seen_or_said_is_known)
