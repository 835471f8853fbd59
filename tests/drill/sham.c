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
PLAY_TEST(a_sham_is_found_by_the_step_that_looks, "false-success-verified")
PLAY_TEST(a_sham_that_is_found_is_tried_again_replaced_or_given_up,
    "false-success-alternative", "false-success-odds")
PLAY_TEST(a_wrong_diagnosis_is_found_by_what_fails_for_it, "misdiagnosis")

SUITE_MAIN("sham", a_wrong_diagnosis_is_found_by_what_fails_for_it,
    a_sham_is_found_by_the_confirmation,
    a_sham_of_an_incident_that_is_over_counts_for_nothing,
    a_sham_is_found_by_a_monitor_that_goes_on_alarming,
    a_sham_is_found_by_the_step_that_looks,
    a_sham_that_is_found_is_tried_again_replaced_or_given_up)
