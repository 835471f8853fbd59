/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/scene.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_drill_runs_from_alarm_to_close, "whole")
PLAY_TEST(a_sample_bad_for_long_enough_is_an_alarm, "poll-and-hold",
    "alarm-delay", "alarm-overtaken")
PLAY_TEST(
    a_monitor_that_is_down_sees_nothing, "monitor-down", "monitor-down-twice")
PLAY_TEST(a_false_alarm_costs_a_look_and_no_more, "monitor-wrong")

/* Alarms one by one: samples that look bad after one that does not. Of n
 * samples n p (1 - p), 501 of 100,800 and 175 of those beyond the 65,536 that
 * luck can count; the bounds are five standard deviations. */
START_TEST(samples_err_as_often_as_their_odds_say)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "monitor-errs");
	int alarms = 0;
	int late = 0;

	for (uint32_t i = 0; i < p.n; i++) {
		alarms += p.facts[i].act == FACT_ALARM;
		late += p.facts[i].act == FACT_ALARM &&
			p.facts[i].at >= 65536 * SPAN_SECOND;
	}
	ck_assert_int_ge(alarms, 390);
	ck_assert_int_le(alarms, 612);
	ck_assert_int_ge(late, 109);
	ck_assert_int_le(late, 241);
	arena_free(a);
}
END_TEST

PLAY_TEST(a_trigger_that_holds_is_a_warning, "trigger-hold", "report-triggers",
    "elapsed-trigger")
PLAY_TEST(a_dismissed_warning_opens_again_on_a_new_edge, "false-alarm",
    "false-level", "false-report", "false-first-aid")
PLAY_TEST(a_ladder_is_climbed_until_the_first_answer, "ladder-climbs",
    "ladder-repeats", "rung-empty", "answer-at-the-rung")
PLAY_TEST(a_relapse_erases_what_was_granted, "relapse", "not-confirmed",
    "relapse-while-closing")
PLAY_TEST(scenes_share_people_and_end_together, "two-scenes", "scene-unnoticed")
PLAY_TEST(the_horizon_cuts_off_what_is_in_hand, "horizon")

SUITE_MAIN("scene", a_drill_runs_from_alarm_to_close,
    a_sample_bad_for_long_enough_is_an_alarm,
    a_monitor_that_is_down_sees_nothing, a_false_alarm_costs_a_look_and_no_more,
    samples_err_as_often_as_their_odds_say, a_trigger_that_holds_is_a_warning,
    a_dismissed_warning_opens_again_on_a_new_edge,
    a_ladder_is_climbed_until_the_first_answer,
    a_relapse_erases_what_was_granted, scenes_share_people_and_end_together,
    the_horizon_cuts_off_what_is_in_hand)
