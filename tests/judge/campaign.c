/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/campaign.h"

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { TRIALS = 600, FOLDS = 3, PLANS = 30 };

static void
take_trial(struct campaign *c, struct drill *d, uint64_t trial)
{
	uint32_t n;
	const struct fact *facts;

	drill_reset(d, trial);
	ck_assert_int_eq(drill_run(d), DRILL_OVER);
	facts = drill_facts(d, &n);
	(void)campaign_take(c, trial, facts, n);
}

static void
check_same(const struct campaign *x, const struct campaign *y)
{
	uint32_t n = campaign_entities(x->stage) * CAUSES;

	ck_assert_mem_eq(x->counts, y->counts, sizeof(x->counts));
	ck_assert_mem_eq(&x->total, &y->total, sizeof(x->total));
	ck_assert_mem_eq(&x->squares, &y->squares, sizeof(x->squares));
	if (n > 0)
		ck_assert_mem_eq(x->spent, y->spent, n * sizeof(*x->spent));
	for (uint32_t i = 0; i < x->stage->counts[ENTITY_TASK]; i++) {
		ck_assert_uint_eq(x->notices[i].due, y->notices[i].due);
		ck_assert_uint_eq(x->notices[i].late, y->notices[i].late);
	}
	for (int i = 0; i < CAMPAIGN_LENGTHS; i++)
		for (int64_t p = 50000; p < 1000000; p += 50000) {
			struct quantile q =
			    histogram_quantile(&x->lengths[i], p);
			struct quantile r =
			    histogram_quantile(&y->lengths[i], p);

			ck_assert_mem_eq(&q, &r, sizeof(q));
		}
}

/* check_merging: trials dealt to three folds, merged there and back, come to
 * what one fold makes of them. */
static void
check_merging(struct arena *a, const struct stage *stage, uint64_t trials)
{
	struct arena *scratch = cases_arena(64 << 20);
	struct drill *d = drill_new(a, stage);
	struct campaign all = campaign_new(a, scratch, stage);
	struct campaign forth = campaign_new(a, scratch, stage);
	struct campaign back = campaign_new(a, scratch, stage);
	struct campaign folds[FOLDS];

	for (int i = 0; i < FOLDS; i++)
		folds[i] = campaign_new(a, scratch, stage);
	for (uint64_t i = 0; i < trials; i++) {
		take_trial(&all, d, i);
		take_trial(&folds[i * i % 5 % FOLDS], d, i);
	}
	for (int i = 0; i < FOLDS; i++) {
		campaign_merge(&forth, &folds[i]);
		campaign_merge(&back, &folds[FOLDS - 1 - i]);
	}
	check_same(&all, &forth);
	check_same(&all, &back);
	arena_free(scratch);
}

START_TEST(folds_merge_in_any_order)
{
	struct arena *a = cases_arena(256 << 20);

	check_merging(
	    a, play_stage(a, "tests/cases/drill/known-odds", 1), TRIALS);
	check_merging(a, play_stage(a, "tests/cases/drill/odds", 1), TRIALS);
	arena_free(a);
}
END_TEST

START_TEST(so_do_those_of_plans_nobody_would_write)
{
	struct arena *a = cases_arena(1 << 30);
	const char *folder = invent_folder(a);

	for (uint32_t i = 0; i < PLANS; i++) {
		const struct stage *s = invent_stage(a, folder, i);

		if (s != NULL)
			check_merging(a, s, 20);
	}
	invent_remove(a, folder);
	arena_free(a);
}
END_TEST

START_TEST(every_millisecond_is_spent_on_something)
{
	struct arena *a = cases_arena(64 << 20);
	struct arena *scratch = cases_arena(64 << 20);
	const struct stage *stage =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	struct drill *d = drill_new(a, stage);
	struct campaign c = campaign_new(a, scratch, stage);
	struct sum sum = {0};

	for (uint64_t i = 0; i < TRIALS; i++)
		take_trial(&c, d, i);
	for (uint32_t i = 0; i < campaign_entities(stage); i++)
		for (int j = 0; j < CAUSES; j++)
			sum_merge(&sum, campaign_spent(&c, (enum cause)j,
					    campaign_entity(stage, i)));
	ck_assert_mem_eq(&sum, &c.total, sizeof(sum));
	/* 1 min until the acknowledgement, 1 min to authorise, 1 min for the
	 * order, each time. */
	ck_assert_uint_eq(
	    campaign_spent(&c, CAUSE_WAIT_PERSON, fact_entity(ENTITY_PERSON, 1))
		->low,
	    TRIALS * SPAN_MINUTE);
	arena_free(scratch);
	arena_free(a);
}
END_TEST

START_TEST(stages_are_timed_from_the_one_before)
{
	struct arena *a = cases_arena(64 << 20);
	struct arena *scratch = cases_arena(64 << 20);
	const struct stage *stage =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	struct drill *d = drill_new(a, stage);
	struct campaign c = campaign_new(a, scratch, stage);

	for (uint64_t i = 0; i < TRIALS; i++)
		take_trial(&c, d, i);
	for (uint32_t i = 0; i < CAMPAIGN_LENGTHS - CAMPAIGN_STAGES; i++) {
		const struct histogram *h = &c.lengths[CAMPAIGN_STAGES + i];
		span_ms minute = h->n == 0 ? 0 : h->least;

		switch ((int)campaign_mark(i)) {
		case MARK_ACK:
		case MARK_DECLARE:
			ck_assert_int_eq(minute, SPAN_MINUTE);
			ck_assert_int_eq(h->most, SPAN_MINUTE);
			break;
		case MARK_VERIFY: /* the plan has none */
			ck_assert_uint_eq(h->n, 0);
			ck_assert_uint_eq(h->never, TRIALS);
			break;
		case MARK_RESTORE:
			ck_assert_int_ge(h->least, SPAN_MINUTE);
			ck_assert_int_le(h->most, 2 * SPAN_HOUR + SPAN_MINUTE);
			break;
		}
	}
	arena_free(scratch);
	arena_free(a);
}
END_TEST

SUITE_MAIN("campaign", folds_merge_in_any_order,
    so_do_those_of_plans_nobody_would_write,
    every_millisecond_is_spent_on_something,
    stages_are_timed_from_the_one_before)
