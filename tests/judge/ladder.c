/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/ladder.h"

#include <math.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

#define FOLDER "tests/cases/drill/"

static void
near(double got, double wanted)
{
	ck_assert_msg(fabs(got - wanted) < 1e-6, "%.9f, not %.9f", got, wanted);
}

/* calls: the rung's instant and its people's ids. */
static void
calls(const struct stage *stage, const struct ladder_rung *r, span_ms at,
    const char *ids)
{
	struct text t;
	struct arena *a = cases_arena(1 << 20);

	t = text_new(a);
	for (uint32_t i = 0; i < r->n; i++)
		text_fmt(&t, "%s%s", i == 0 ? "" : " ",
		    stage_name(stage, fact_entity(ENTITY_PERSON, r->people[i]))
			->id);
	ck_assert_int_eq(r->at, at);
	ck_assert_str_eq(t.at, ids);
	arena_free(a);
}

/* 23:50, a on call; 00:00, the override of b begins. */
START_TEST(ladder_asks_the_calendar_at_each_rung)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, FOLDER "on-call-at-midnight", 0);
	struct climb l = ladder_climb(a, s, 0);

	ck_assert_uint_eq(l.n, 2);
	calls(s, &l.rungs[0], 0, "a");
	calls(s, &l.rungs[1], 10 * SPAN_MINUTE, "b");
	ck_assert(!l.rungs[1].is_wasted);
	/* a never answers; b does, exactly 2m after his page */
	near(l.rungs[1].acked, 0);
	near(ladder_acked(s, &l, 12 * SPAN_MINUTE - 1), 0);
	near(ladder_acked(s, &l, 12 * SPAN_MINUTE), 1);
	arena_free(a);
}
END_TEST

START_TEST(ladder_shows_the_rung_that_calls_nobody)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, FOLDER "on-call-nobody", 0);
	struct climb l = ladder_climb(a, s, 0);

	calls(s, &l.rungs[0], 0, "");
	ck_assert(!l.rungs[0].is_wasted);
	calls(s, &l.rungs[1], 5 * SPAN_MINUTE, "boss");
	near(ladder_acked(s, &l, 6 * SPAN_MINUTE), 1);
	/* until the second rung nobody is called */
	ck_assert_int_eq(ladder_lost(&l), 5 * SPAN_MINUTE);
	near(ladder_never(s, &l), 0);
	arena_free(a);
}
END_TEST

/* The app fails, the telephone reaches him 40s after the page. */
START_TEST(ladder_adds_up_the_channels)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, FOLDER "channels-in-order", 0);
	struct climb l = ladder_climb(a, s, 0);

	near(ladder_acked(s, &l, 100 * SPAN_SECOND - 1), 0);
	near(ladder_acked(s, &l, 100 * SPAN_SECOND), 1);
	arena_free(a);
}
END_TEST

START_TEST(ladder_says_which_rung_is_wasted)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, FOLDER "channel-down", 0);
	struct climb l = ladder_climb(a, s, 0);

	ck_assert(!l.rungs[0].is_wasted);
	ck_assert(l.rungs[1].is_wasted);
	calls(s, &l.rungs[1], 10 * SPAN_MINUTE, "a");
	near(l.rungs[1].acked, 1); /* no channel is down on paper */
	ck_assert_int_eq(ladder_lost(&l), 0);
	arena_free(a);
}
END_TEST

/* a answers half of his pages, uniformly within 10m of the telephone, which
 * carries 0.8 of them at once; b always, within 4m. Pages: a at 0, 5m and
 * (repeated) 20m; b at 5m and 25m, but he answers the first.
 * By 5m: a alone: .5 x .8 x .5 = .2.
 * By 7m: a: .4 x .7 + .6 x .4 x .2 = .328; b: .5; 1 - .672 x .5 = .664. */
START_TEST(ladder_weighs_odds_pages_and_people)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, FOLDER "ladder-odds", 0);
	struct climb l = ladder_climb(a, s, 0);

	ck_assert_uint_eq(l.n, 4);
	calls(s, &l.rungs[0], 0, "a");
	calls(s, &l.rungs[1], 5 * SPAN_MINUTE, "a b");
	calls(s, &l.rungs[3], 25 * SPAN_MINUTE, "a b");
	ck_assert(!l.rungs[1].is_wasted && !l.rungs[3].is_wasted);
	ck_assert(fabs(ladder_acked(s, &l, 5 * SPAN_MINUTE) - .2) < 1e-4);
	near(ladder_never(s, &l), 0); /* b always answers in the end */
	ck_assert(fabs(ladder_acked(s, &l, 7 * SPAN_MINUTE) - .664) < 1e-4);
	arena_free(a);
}
END_TEST

/* first_ack: of a trial; SPAN_NEVER if nobody does. */
static span_ms
first_ack(struct drill *d, uint64_t trial)
{
	const struct fact *facts;
	uint32_t n;

	drill_reset(d, trial);
	ck_assert_int_eq(drill_run(d), DRILL_OVER);
	facts = drill_facts(d, &n);
	for (uint32_t i = 0; i < n; i++)
		if (facts[i].act == FACT_ACK)
			return facts[i].at;
	return SPAN_NEVER;
}

START_TEST(ladder_is_what_drills_come_to)
{
	enum { TRIALS = 4000 };
	static const span_ms by[] = {
	    3 * SPAN_MINUTE, 5 * SPAN_MINUTE, 7 * SPAN_MINUTE, 8 * SPAN_MINUTE};
	struct arena *a = cases_arena(128 << 20);
	const struct stage *s = play_stage(a, FOLDER "ladder-odds", 0);
	struct climb l = ladder_climb(a, s, 0);
	struct drill *d = drill_new(a, s);
	int acked[4] = {0};

	for (uint64_t trial = 0; trial < TRIALS; trial++) {
		span_ms at = first_ack(d, trial);

		for (int i = 0; i < 4; i++)
			acked[i] += at <= by[i];
	}
	for (int i = 0; i < 4; i++) {
		double p = ladder_acked(s, &l, by[i]);
		double error = sqrt(p * (1 - p) / TRIALS);

		ck_assert_msg(fabs(acked[i] / (double)TRIALS - p) < 4 * error,
		    "by %lld: %d, not %f", (long long)by[i], acked[i],
		    p * TRIALS);
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("ladder", ladder_asks_the_calendar_at_each_rung,
    ladder_shows_the_rung_that_calls_nobody, ladder_adds_up_the_channels,
    ladder_says_which_rung_is_wasted, ladder_weighs_odds_pages_and_people,
    ladder_is_what_drills_come_to)
