/* SPDX-License-Identifier: Apache-2.0 */
/* How long work takes, over many trials of one stage. */
#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* lengths: how long each step of the plan took in this trial. */
static void
lengths(struct play *p, uint64_t trial, span_ms *out)
{
	span_ms began = 0;

	drill_reset(p->drill, trial);
	ck_assert_int_eq(drill_run(p->drill), DRILL_OVER);
	p->facts = drill_facts(p->drill, &p->n);
	for (uint32_t i = 0; i < p->n; i++) {
		const struct fact *f = &p->facts[i];

		if (f->act == FACT_START)
			began = f->at;
		if (f->act == FACT_DONE)
			out[p->stage->tasks[fact_number(f->on)].step_number] =
			    f->at - began;
	}
}

enum { TRIALS = 2000 };

/* share_below: how many of the trials in a hundred took at most `limit`. */
static double
share_below(span_ms (*took)[16], int step, double minutes)
{
	int n = 0;

	for (int i = 0; i < TRIALS; i++)
		n += (double)took[i][step] <= minutes * 60000;
	return 100.0 * n / TRIALS;
}

/* Minutes below which half and nine tenths of each family lie, by their
 * textbook formulas; where a value itself has weight, of what lies below.
 * 3 % is 2.7 standard deviations of a half, 4.5 of nine tenths. */
START_TEST(tasks_take_as_long_as_each_family_says)
{
	static const struct {
		double half, most;
	} wanted[] = {{15, 19},             /* uniform */
	    {10, 15.5279},                  /* 20 - sqrt(0.1 * 200) */
	    {10, 14.9301},                  /* beta(3, 3): 0.746505 */
	    {10, 36.0222},                  /* 10 exp(1.281552) */
	    {6.93147, 23.0259},             /* -10 ln(1 - p) */
	    {8.32555, 15.1743},             /* 10 sqrt(-ln(1 - p)) */
	    {8.39173, 19.4486},             /* gamma(2): 1.678347, 3.889720 */
	    {2, 4},                         /* 1 to 4, each as likely */
	    {5, 16},                        /* 3/4 at 5, then 10 to 20 */
	    {27.1398, 27.1398 * 6.372024}}; /* exp(1.445 * 1.281552) */
	struct arena *a = cases_arena(16 << 20);
	struct play p = play_folder(a, "long-steps");
	span_ms(*took)[16] = arena_array(a, TRIALS, sizeof(*took));

	for (int i = 0; i < TRIALS; i++)
		lengths(&p, (uint64_t)i, took[i]);
	for (int i = 0; i < 10; i++) {
		double half = i == 8 ? 75 : 50;
		double most = i == 7 ? 100 : 90;

		ck_assert_double_eq_tol(
		    share_below(took, i, wanted[i].half), half, 3);
		ck_assert_double_eq_tol(
		    share_below(took, i, wanted[i].most), most, 3);
	}
	arena_free(a);
}
END_TEST

/* The first step is 10 min times the scene's luck, and says what it was. A
 * prior:decide has no spread of its own, so all its work is that luck too:
 * 355081 ms times it. What is fixed stays, what is the author's own goes its
 * own way. log(90 %) of the luck is 0.74 * 1.281552. */
START_TEST(tasks_of_a_scene_share_the_luck_of_priors)
{
	struct arena *a = cases_arena(16 << 20);
	struct play p = play_folder(a, "shared-luck");
	span_ms(*took)[16] = arena_array(a, TRIALS, sizeof(*took));
	int both = 0;
	int own = 0;

	for (int i = 0; i < TRIALS; i++) {
		span_ms *t = took[i];

		lengths(&p, (uint64_t)i, t);
		ck_assert_int_eq(t[1], t[2]);
		ck_assert_double_eq_tol(
		    (double)t[1], (double)t[0] / 600000 * 355081, 1);
		ck_assert_int_eq(t[3], 600000);
		own += (t[0] > 600000) == (t[4] > 415888);
		both += (t[0] > 600000) == (t[5] > 1628386);
	}
	ck_assert_double_eq_tol(share_below(took, 0, 10), 50, 3);
	ck_assert_double_eq_tol(share_below(took, 0, 25.8135), 90, 3);
	/* Quadrants: 1/2 + asin(r) / pi, r = 0.74 / 1.445 or 0. */
	ck_assert_double_eq_tol(100.0 * own / TRIALS, 50, 3);
	ck_assert_double_eq_tol(100.0 * both / TRIALS, 67.11, 3);
	arena_free(a);
}
END_TEST

SUITE_MAIN("luck", tasks_take_as_long_as_each_family_says,
    tasks_of_a_scene_share_the_luck_of_priors)
