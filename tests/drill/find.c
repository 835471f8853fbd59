/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/find.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_sham_is_found_by_the_step_that_looks, "false-success-verified")
PLAY_TEST(a_sham_that_is_found_is_tried_again_replaced_or_given_up,
    "false-success-alternative", "false-success-odds")
PLAY_TEST(a_wrong_diagnosis_is_found_by_what_fails_for_it, "misdiagnosis",
    "misdiagnosis-given-up")

SUITE_MAIN("find", a_sham_is_found_by_the_step_that_looks,
    a_sham_that_is_found_is_tried_again_replaced_or_given_up,
    a_wrong_diagnosis_is_found_by_what_fails_for_it)
