/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/sham.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_sham_is_found_by_the_confirmation, "false-success-confirmed",
    "false-success-elsewhere", "false-success-in-a-row")
PLAY_TEST(
    a_sham_of_an_incident_that_is_over_counts_for_nothing, "false-success-over")
PLAY_TEST(a_sham_is_found_by_a_monitor_that_goes_on_alarming,
    "false-success-alarm", "false-success-behind")

SUITE_MAIN("sham", a_sham_is_found_by_the_confirmation,
    a_sham_of_an_incident_that_is_over_counts_for_nothing,
    a_sham_is_found_by_a_monitor_that_goes_on_alarming)
