/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/summary.h"

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static const int64_t even[] = {1, 1};

/* counted: a campaign of `tested` trials of which `met` met; asked 80 %. */
static struct campaign
counted(const struct stage *stage, uint64_t met, uint64_t tested)
{
	struct campaign c = {.stage = stage};

	c.counts[CAMPAIGN_TRIALS] = c.counts[CAMPAIGN_TESTED] = tested;
	c.counts[CAMPAIGN_OWN_TESTED] = tested;
	c.counts[CAMPAIGN_MET] = met;
	return c;
}

START_TEST(the_interval_decides_not_the_share)
{
	struct arena *a = cases_arena(16 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	/* Wilson: 83 of 100 is 0.744 to 0.891, 830 of 1000 0.805 to 0.852;
	 * 77 of 100 0.678 to 0.842, 770 of 1000 0.743 to 0.795. */
	static const struct {
		uint64_t met, tested;
		enum summary_verdict verdict;
	} rows[] = {{83, 100, SUMMARY_UNDECIDED}, {830, 1000, SUMMARY_MET},
	    {77, 100, SUMMARY_UNDECIDED}, {770, 1000, SUMMARY_NOT_MET},
	    {0, 0, SUMMARY_NOT_TESTED}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct campaign c = counted(s, rows[i].met, rows[i].tested);
		struct summary_of of = {&c, even, 1};

		ck_assert_int_eq(summary_objective(of), 800000);
		ck_assert_int_eq(summary_verdict(of), rows[i].verdict);
	}
	arena_free(a);
}
END_TEST

START_TEST(so_many_more_decide_it_and_one_less_does_not)
{
	struct arena *a = cases_arena(16 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	struct campaign c = counted(s, 830, 1000);
	struct summary_of of = {&c, even, 1};
	uint64_t more;

	ck_assert_uint_eq(summary_more(of), 0);
	c = counted(s, 83, 100);
	more = summary_more(of);
	ck_assert_uint_gt(more, 400); /* some 1.96^2 * .16 / .03^2 in all */
	ck_assert_uint_lt(more, 800);
	c = counted(s, 83 * (100 + more) / 100, 100 + more);
	ck_assert_int_ne(summary_verdict(of), SUMMARY_NOT_MET);
	c = counted(s, 80, 100);
	ck_assert_uint_gt(summary_more(of), 1000000);
	arena_free(a);
}
END_TEST

START_TEST(a_scenario_without_evidence_is_left_out)
{
	struct arena *a = cases_arena(16 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	struct campaign two[] = {counted(s, 83, 100), counted(s, 0, 0)};
	struct summary_of of = {two, even, 2};
	struct interval x;

	ck_assert(summary_share(of, CAMPAIGN_MET, &x));
	ck_assert_int_eq(x.ppm, 830000);
	two[1] = counted(s, 0, 100);
	ck_assert(summary_share(of, CAMPAIGN_MET, &x));
	ck_assert_int_eq(x.ppm, 415000);
	two[0] = two[1] = counted(s, 0, 0);
	ck_assert(!summary_share(of, CAMPAIGN_MET, &x));
	arena_free(a);
}
END_TEST

/* take: the folds of so many trials of the case with a duty from 09:00 to
 * 17:00: any hour of a day, and one noon that counts six times. */
static struct campaign
take(struct arena *a, uint64_t trials)
{
	const struct stage *s = play_stage(a, "tests/cases/drill/starts", 0);
	struct campaign c = campaign_new(a, cases_arena(64 << 20), s);
	struct drill *d = drill_new(a, s);

	for (uint64_t t = 0; t < trials; t++) {
		const struct fact *f;
		uint32_t n;

		drill_reset(d, t);
		ck_assert_int_eq(drill_run(d), DRILL_OVER);
		f = drill_facts(d, &n);
		(void)campaign_take(&c, t, f, n);
	}
	return c;
}

START_TEST(each_start_counts_by_its_weight_however_many_trials_it_had)
{
	struct arena *a = cases_arena(256 << 20);

	/* Eight hours of 24 are covered, and the noon: 14 of 30. */
	for (uint64_t trials = 100; trials < 400; trials += 77) {
		struct campaign c = take(a, trials);
		struct summary_of of = {&c, even, 1};
		struct interval x;

		ck_assert_uint_eq(campaign_starts(c.stage), 25);
		ck_assert(summary_share(of, CAMPAIGN_MET, &x));
		ck_assert_int_eq(x.ppm, 466667);
		ck_assert_int_lt(x.low, 466667);
		ck_assert_int_gt(x.high, 466667);
		arena_free(c.scratch);
	}
	arena_free(a);
}
END_TEST

START_TEST(a_start_that_no_trial_had_is_left_out)
{
	struct arena *a = cases_arena(256 << 20);
	struct campaign c = take(a, 1); /* at 00:00, where nobody comes */
	struct summary_of of = {&c, even, 1};
	struct interval x;

	ck_assert(summary_share(of, CAMPAIGN_MET, &x));
	ck_assert_int_eq(x.ppm, 0);
	ck_assert_uint_eq(c.starts[0][CAMPAIGN_TESTED], 1);
	ck_assert_uint_eq(c.starts[0][CAMPAIGN_MET], 0);
	arena_free(c.scratch);
	arena_free(a);
}
END_TEST

SUITE_MAIN("summary",
    each_start_counts_by_its_weight_however_many_trials_it_had,
    a_start_that_no_trial_had_is_left_out, the_interval_decides_not_the_share,
    so_many_more_decide_it_and_one_less_does_not,
    a_scenario_without_evidence_is_left_out)
