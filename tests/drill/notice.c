/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/notice.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(notices_fall_due_as_their_time_begins_to_count, "notices")
PLAY_TEST(a_notice_unsent_at_its_limit_is_late, "notice-late")

SUITE_MAIN("notice", notices_fall_due_as_their_time_begins_to_count,
    a_notice_unsent_at_its_limit_is_late)
