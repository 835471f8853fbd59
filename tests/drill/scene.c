/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/scene.h"

#include "base/arena.h"
#include "base/span.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_drill_runs_from_alarm_to_close, "whole")
PLAY_TEST(what_is_back_is_watched_and_evaluated_before_the_close, "sustain")
PLAY_TEST(a_relapse_reopens_recovery, "sustain-relapse", "sustain-relapse-late",
    "relapse-reopens")
PLAY_TEST(a_false_alarm_costs_a_look_and_no_more, "monitor-wrong")

PLAY_TEST(a_scene_that_starts_by_itself_asks_nobody, "automatic",
    "automatic-inhibited", "automatic-overtaken", "automatic-while-asking",
    "automatic-off")
PLAY_TEST(a_scene_does_not_start_by_itself_against_orders, "override",
    "override-twice")
PLAY_TEST(a_false_start_is_dismissed_by_who_comes, "automatic-false")

/* count: facts of this act; the instant of the first in `at`. */
static uint32_t
count(const struct play *p, enum fact_act act, span_ms *at)
{
	uint32_t n = 0;

	for (uint32_t i = p->n; i-- > 0;) {
		if (p->facts[i].act != act)
			continue;
		*at = p->facts[i].at;
		n++;
	}
	return n;
}

START_TEST(it_starts_within_five_seconds_of_a_fault)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "automatic-soon");

	for (uint64_t trial = 1; trial < 1000; trial++) {
		span_ms fault;
		span_ms start;

		drill_reset(p.drill, trial);
		ck_assert_int_eq(drill_run(p.drill), DRILL_OVER);
		p.facts = drill_facts(p.drill, &p.n);
		ck_assert_uint_eq(count(&p, FACT_FAULT, &fault), 1);
		ck_assert_uint_eq(count(&p, FACT_AUTO_STARTED, &start), 1);
		ck_assert_int_ge(start, fault);
		ck_assert_int_le(start - fault, 5 * SPAN_SECOND);
	}
	arena_free(a);
}
END_TEST

START_TEST(it_never_starts_on_a_false_alarm_of_another_monitor)
{
	struct arena *a = cases_arena(64 << 20);
	uint32_t alarms = 0;
	span_ms at;

	for (uint64_t seed = 0; seed < 300; seed++) {
		struct play p = play_on(
		    a, play_stage(a, "tests/cases/drill/automatic-null", seed));

		alarms += count(&p, FACT_ALARM, &at);
		ck_assert_uint_eq(count(&p, FACT_AUTO_STARTED, &at), 0);
		ck_assert_uint_eq(count(&p, FACT_ACTIVATED, &at), 0);
		arena_reset(a);
	}
	ck_assert_uint_gt(alarms, 300);
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
PLAY_TEST(scenes_share_people_and_end_together, "two-scenes", "scene-unnoticed",
    "second-incident", "second-missed")
PLAY_TEST(the_horizon_cuts_off_what_is_in_hand, "horizon")

PLAY_TEST(somebody_may_start_a_plan_without_grounds, "overreaction")

SUITE_MAIN("scene", somebody_may_start_a_plan_without_grounds,
    what_is_back_is_watched_and_evaluated_before_the_close,
    a_relapse_reopens_recovery, a_drill_runs_from_alarm_to_close,
    a_false_alarm_costs_a_look_and_no_more,
    a_scene_that_starts_by_itself_asks_nobody,
    a_scene_does_not_start_by_itself_against_orders,
    a_false_start_is_dismissed_by_who_comes,
    it_starts_within_five_seconds_of_a_fault,
    it_never_starts_on_a_false_alarm_of_another_monitor,
    a_trigger_that_holds_is_a_warning,
    a_dismissed_warning_opens_again_on_a_new_edge,
    a_ladder_is_climbed_until_the_first_answer,
    a_relapse_erases_what_was_granted, scenes_share_people_and_end_together,
    the_horizon_cuts_off_what_is_in_hand)
