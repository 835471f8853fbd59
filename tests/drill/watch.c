/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/watch.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/span.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/state.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(a_sample_bad_for_long_enough_is_an_alarm, "poll-and-hold",
    "alarm-delay", "alarm-overtaken")
PLAY_TEST(
    a_monitor_that_is_down_sees_nothing, "monitor-down", "monitor-down-twice")
PLAY_TEST(a_monitor_that_cries_wolf_sees_what_is_not, "cries-wolf")
PLAY_TEST(what_is_claimed_is_known_until_somebody_looks, "misled",
    "misled-not-for-long")

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

/* literally: play the trial with every turn of every monitor, and without
 * those that change nothing: the same facts. Return: the events spared. */
static uint64_t
literally(struct arena *a, const struct stage *stage, const char *what,
    uint64_t trial)
{
	struct drill *all = drill_new(a, stage);
	struct drill *few = drill_new(a, stage);
	uint32_t n;
	uint32_t m;
	const struct fact *one;
	const struct fact *other;

	drill_literally(all);
	drill_reset(all, trial);
	drill_reset(few, trial);
	if (drill_run(all) != DRILL_OVER)
		return 0; /* it has too many turns to take them all */
	ck_assert_int_eq(drill_run(few), DRILL_OVER);
	one = drill_facts(all, &n);
	other = drill_facts(few, &m);
	ck_assert_msg(n == m && memcmp(one, other, n * sizeof(*one)) == 0,
	    "%s, trial %u: %u facts, %u", what, (unsigned)trial, n, m);
	return engine_taken(all->engine) - engine_taken(few->engine);
}

START_TEST(turns_that_change_nothing_are_not_missed)
{
	const char *folder = "tests/cases/drill";
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);
	uint64_t spared = 0;

	ck_assert_int_gt(n, 100);
	for (int i = 0; i < n; i++) {
		struct arena *a = cases_arena(64 << 20);
		const char *name = names[i]->d_name;

		for (uint64_t trial = 0; name[0] != '.' && trial < 3; trial++)
			spared += literally(a,
			    play_stage(a, file_join(a, folder, name), 0), name,
			    trial);
		arena_free(a);
		free(names[i]);
	}
	free(names);
	ck_assert_uint_gt(spared, 100000);
}
END_TEST

START_TEST(nor_in_plans_nobody_wrote)
{
	struct arena *a = cases_arena(64 << 20);
	const char *folder = invent_folder(a);

	for (uint32_t i = 0; i < 400; i++) {
		struct arena *one = cases_arena(64 << 20);

		(void)literally(
		    one, invent_stage(one, folder, i), "invented", i);
		arena_free(one);
	}
	invent_remove(a, folder);
	arena_free(a);
}
END_TEST

SUITE_MAIN("watch", turns_that_change_nothing_are_not_missed,
    nor_in_plans_nobody_wrote, a_sample_bad_for_long_enough_is_an_alarm,
    a_monitor_that_cries_wolf_sees_what_is_not,
    a_monitor_that_is_down_sees_nothing,
    what_is_claimed_is_known_until_somebody_looks,
    samples_err_as_often_as_their_odds_say)
