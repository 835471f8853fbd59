/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/people.h"

#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(the_next_is_called_after_answer_within, "deputy-called")
PLAY_TEST(a_page_has_its_own_time, "page-has-its-time")
PLAY_TEST(nobody_is_paged_a_fourth_time, "three-rounds")
PLAY_TEST(who_is_absent_answers_after_his_return, "absent-returns",
    "absences-overlap")
PLAY_TEST(who_is_called_away_finishes_first, "called-away")
PLAY_TEST(who_travels_is_waited_for, "travel")
PLAY_TEST(a_page_takes_the_first_channel_that_carries_it, "channels-in-order")
PLAY_TEST(who_is_on_call_is_asked_when_the_page_goes_out, "on-call-at-midnight",
    "on-call-nobody")
PLAY_TEST(who_is_on_call_and_primary_is_called_once, "on-call-and-primary")
PLAY_TEST(whoever_is_not_needed_is_stood_down, "stood-down")
PLAY_TEST(a_channel_that_is_down_loses_pages, "channel-down")

SUITE_MAIN("people", whoever_is_not_needed_is_stood_down,
    the_next_is_called_after_answer_within, a_page_has_its_own_time,
    nobody_is_paged_a_fourth_time, who_is_absent_answers_after_his_return,
    who_is_called_away_finishes_first, who_travels_is_waited_for,
    a_page_takes_the_first_channel_that_carries_it,
    a_channel_that_is_down_loses_pages,
    who_is_on_call_is_asked_when_the_page_goes_out,
    who_is_on_call_and_primary_is_called_once)
