/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/outset.h"

#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/names.h"
#include "base/text.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

#define CASE "tests/cases/drill/starts"
#define OPEN "tests/cases/scenario/valid/starts/input.json"

enum { TRIALS = 3000 };

static const struct scenario *
read(struct arena *a, const char *path, struct names *names)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct scenario *s;

	ck_assert_int_eq(scenario_read(a, path, names, &faults, &s, &err), 0);
	ck_assert_uint_eq(faults.errors, 0);
	return s;
}

START_TEST(every_part_of_a_window_is_an_instant_of_its_own)
{
	struct arena *a = cases_arena(4 << 20);
	const struct scenario *s = read(a, OPEN, NULL);
	struct outsets all = outset_list(a, s, 1);
	struct outsets other = outset_list(a, s, 2);
	int64_t evening = starts_first(&s->starts.at[2]).ms;

	ck_assert_uint_eq(all.n, 1 + 168 + 2);
	ck_assert_int_eq(all.at[0].at.ms, s->start.ms);
	for (uint32_t i = 1; i < 169; i++)
		ck_assert_int_eq(all.at[i].at.ms,
		    starts_first(&s->starts.at[1]).ms + (i - 1) * SPAN_HOUR);
	/* By chance, but in its own part, on a whole second. */
	ck_assert_int_ge(all.at[169].at.ms, evening);
	ck_assert_int_lt(all.at[169].at.ms, evening + SPAN_HOUR);
	ck_assert_int_ge(all.at[170].at.ms, evening + SPAN_HOUR);
	ck_assert_int_lt(all.at[170].at.ms, evening + 90 * SPAN_MINUTE);
	ck_assert_int_eq(all.at[170].at.ms % SPAN_SECOND, 0);
	ck_assert_int_eq(all.at[170].at.offset_min, 480);
	ck_assert_int_ne(all.at[169].at.ms, other.at[169].at.ms);
	ck_assert_uint_eq(all.at[170].until, 5 + 170);
	arena_free(a);
}
END_TEST

START_TEST(a_scenario_with_one_start_has_one)
{
	struct arena *a = cases_arena(4 << 20);
	const struct scenario *s = read(a, OPEN, NULL);
	struct instant at = {s->start.ms + 1, 0};
	struct outsets one = outset_list(a, outset_scenario(a, s, at), 1);

	ck_assert_uint_eq(one.n, 1);
	ck_assert_int_eq(one.at[0].at.ms, at.ms);
	ck_assert_uint_eq(outset_of(one, 12345), 0);
	arena_free(a);
}
END_TEST

/* Weights 5, then 170 of 1: of any stretch of trials an instant has its share
 * to one or two. */
START_TEST(trials_are_dealt_out_by_weight_whichever_stretch_one_takes)
{
	struct arena *a = cases_arena(4 << 20);
	struct outsets all = outset_list(a, read(a, OPEN, NULL), 1);

	ck_assert_uint_eq(outset_of(all, 0), 0);
	for (uint64_t from = 0; from < 10000; from += 2617) {
		int counts[171] = {0};

		for (uint64_t t = from; t < from + TRIALS; t++)
			counts[outset_of(all, t)]++;
		for (int i = 0; i < 171; i++) {
			double due = (double)TRIALS * (i == 0 ? 5 : 1) / 175;

			ck_assert_double_gt(counts[i], due - 2.5);
			ck_assert_double_lt(counts[i], due + 2.5);
		}
	}
	arena_free(a);
}
END_TEST

/* The duty covers 09:00 to 17:00; copies are as of 00:30, 06:30, 12:30 and
 * 18:30. Worked out by hand: with somebody on duty at the start, paged at once,
 * service and data are back, and what is lost is the time since the copy. */
START_TEST(each_trial_has_the_people_and_copies_of_its_own_start)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, CASE, 0);
	struct drill *d = drill_new(a, s);
	bool seen[25] = {false};

	for (uint64_t t = 0; t < 200; t++) {
		uint32_t i = outset_of(s->outsets, t);
		span_ms hour = i < 24 ? i : 12;
		bool covered = hour >= 9 && hour < 17;
		bool back = false;
		const struct fact *f;
		uint32_t n;

		seen[i] = true;
		drill_reset(d, t);
		ck_assert_int_eq(drill_run(d), DRILL_OVER);
		f = drill_facts(d, &n);
		for (uint32_t j = 0; j < n; j++) {
			if (f[j].act != FACT_DATA_RESTORED)
				continue;
			back = true;
			ck_assert_int_eq(
			    f[j].value, (hour * 60 + 330) % 360 * SPAN_MINUTE);
		}
		ck_assert_int_eq(back, covered);
	}
	for (int i = 0; i < 25; i++)
		ck_assert(seen[i]);
	arena_free(a);
}
END_TEST

/* A plan in its zones, and a scenario that leaves its start open. */
struct pair {
	const char *plan, *scenario, *zones;
};

static const struct pair duty = {
    CASE "/plan.json", CASE "/scenario.json", "Etc/UTC\",\"offset\":0"};
static const struct pair rota = {"plans/library/mobile-bank-by-rota.json",
    "scenarios/library/mobile-bank-any-hour.json",
    "Asia/Shanghai\",\"offset\":28800"};

/* staged: the pair compiled; from this instant alone, if there is one. */
static const struct stage *
staged(struct arena *a, const struct pair *pair, const struct instant *at)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	struct text zones = text_new(a);
	const struct plan *plan;
	const struct scenario *s;

	text_fmt(&zones,
	    "{\"format\":\"yanlian-zones/1\",\"zones\":[{\"zone\":\"%s,"
	    "\"changes\":[]}]}",
	    pair->zones);
	ck_assert_int_eq(plan_read(a, pair->plan, &faults, &plan, &err), 0);
	plan = plan_in_zones(a, plan,
	    zones_read(
		a, "zones.json", (struct bytes){zones.at, zones.len}, &faults));
	s = read(a, pair->scenario, plan->names);
	ck_assert_uint_eq(faults.errors, 0);
	if (at != NULL)
		s = outset_scenario(a, s, *at);
	return compile_stage(a, plan, s, 1, &faults);
}

static void
check_alone(const struct pair *pair, uint64_t from, uint64_t to)
{
	struct arena *a = cases_arena(1 << 30);
	const struct stage *s = staged(a, pair, NULL);
	struct drill *d = drill_new(a, s);

	for (uint64_t t = from; t < to; t++) {
		struct arena *b = cases_arena(1 << 28);
		struct outset o = s->outsets.at[outset_of(s->outsets, t)];
		struct drill *one = drill_new(b, staged(b, pair, &o.at));
		const struct fact *x, *y;
		uint32_t n, m;

		drill_reset(d, t);
		drill_reset(one, t);
		ck_assert_int_eq(drill_run(d), DRILL_OVER);
		ck_assert_int_eq(drill_run(one), DRILL_OVER);
		x = drill_facts(d, &n);
		y = drill_facts(one, &m);
		ck_assert_msg(n == m && memcmp(x, y, n * sizeof(*x)) == 0,
		    "%s: trial %d", pair->scenario, (int)t);
		arena_free(b);
	}
	arena_free(a);
}

START_TEST(a_trial_is_what_a_drill_from_its_start_alone_would_be)
{
	check_alone(&duty, 0, 30);
	check_alone(&rota, 0, 60);
}
END_TEST

SUITE_MAIN("outset", every_part_of_a_window_is_an_instant_of_its_own,
    a_scenario_with_one_start_has_one,
    trials_are_dealt_out_by_weight_whichever_stretch_one_takes,
    each_trial_has_the_people_and_copies_of_its_own_start,
    a_trial_is_what_a_drill_from_its_start_alone_would_be)
