/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/form.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(fields_share_the_time_that_verifying_takes, "verified-by-form")
PLAY_TEST(a_false_alarm_is_found_by_the_form_too, "dismissed-by-form")

SUITE_MAIN("form", fields_share_the_time_that_verifying_takes,
    a_false_alarm_is_found_by_the_form_too)
