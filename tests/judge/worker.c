/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/worker.h"

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static struct worker *
work(const struct worker_order *order, const uint64_t *blocks, int n)
{
	struct error err = ERROR_INIT;
	struct worker *w = worker_new(order, &err);

	ck_assert_ptr_nonnull(w);
	for (int i = 0; i < n; i++)
		ck_assert(worker_block(w, blocks[i]));
	return w;
}

START_TEST(blocks_are_dealt_to_the_scenarios_in_turn)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *stages[] = {
	    play_stage(a, "tests/cases/drill/known-odds", 1),
	    play_stage(a, "tests/cases/drill/odds", 1)};
	struct worker_order order = {stages, 2, 2500, 0, false};
	static const uint64_t first[] = {0, 2};
	static const uint64_t last[] = {5, 4};
	struct worker *w = work(&order, first, 2);

	/* 2500 are three blocks, of 1024, 1024 and 452. */
	ck_assert_uint_eq(worker_blocks(&order), 6);
	ck_assert_uint_eq(w->campaigns[0].counts[CAMPAIGN_TRIALS], 2048);
	ck_assert_uint_eq(w->campaigns[1].counts[CAMPAIGN_TRIALS], 0);
	worker_free(w);
	w = work(&order, last, 2);
	ck_assert_uint_eq(w->campaigns[0].counts[CAMPAIGN_TRIALS], 452);
	ck_assert_uint_eq(w->campaigns[1].counts[CAMPAIGN_TRIALS], 452);
	worker_free(w);
	arena_free(a);
}
END_TEST

START_TEST(what_two_workers_did_is_what_one_would_have_done)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *stage =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	struct worker_order order = {&stage, 1, 3000, 0, false};
	static const uint64_t all[] = {0, 1, 2};
	struct worker *one = work(&order, all, 3);
	struct worker *x = work(&order, all + 1, 1);
	struct worker *y = work(&order, all + 2, 1);

	ck_assert(worker_block(y, 0));
	worker_merge(x, y);
	ck_assert_mem_eq(one->campaigns[0].counts, x->campaigns[0].counts,
	    sizeof(x->campaigns[0].counts));
	ck_assert_mem_eq(&one->campaigns[0].squares, &x->campaigns[0].squares,
	    sizeof(struct sum));
	worker_free(one);
	worker_free(x);
	worker_free(y);
	arena_free(a);
}
END_TEST

START_TEST(a_trial_that_would_not_end_is_named)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *stage = play_stage(a, "tests/cases/runaway", 0);
	struct worker_order order = {&stage, 1, 10, 0, false};
	struct error err = ERROR_INIT;
	struct worker *w = worker_new(&order, &err);

	ck_assert(!worker_block(w, 0));
	ck_assert(w->stuck);
	ck_assert_uint_eq(w->stuck_trial, 0);
	ck_assert_uint_ne(w->blamed, 0);
	worker_free(w);
	worker_free(NULL);
	arena_free(a);
}
END_TEST

SUITE_MAIN("worker", blocks_are_dealt_to_the_scenarios_in_turn,
    what_two_workers_did_is_what_one_would_have_done,
    a_trial_that_would_not_end_is_named)
