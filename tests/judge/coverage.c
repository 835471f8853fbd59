/* SPDX-License-Identifier: Apache-2.0 */
/* Do the intervals keep their word? Over a thousand campaigns of a plan whose
 * odds are known, of other luck each: 3 min and a time uniform between 0 and
 * 2 h, against an RTO of 1 h 43 min. */
#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/stage.h"
#include "replay/judge/campaign.h"
#include "replay/judge/interval.h"
#include "replay/judge/summary.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { CAMPAIGNS = 1000, TRIALS = 400 };

static const int64_t quantiles[] = {500000, 900000, 950000, 990000};

/* How many of the campaigns held the truth. */
struct held {
	int met, quantiles[4];
};

static void
look(const struct campaign *c, struct held *held)
{
	static const int64_t one = 1;
	struct interval met;

	ck_assert(
	    summary_share((struct summary_of){c, &one, 1}, CAMPAIGN_MET, &met));
	/* 100 in 120 */
	held->met += met.low <= 833333 && met.high >= 833334;
	for (int i = 0; i < 4; i++) {
		struct quantile q = histogram_quantile(
		    &c->lengths[CAMPAIGN_RECOVERY], quantiles[i]);
		span_ms truth =
		    3 * SPAN_MINUTE + 2 * SPAN_HOUR * quantiles[i] / 1000000;

		held->quantiles[i] += q.low <= truth && truth <= q.high;
	}
}

/* play: a campaign of trials that no other has. */
static void
play(struct drill *d, struct campaign *c, uint64_t campaign)
{
	for (uint64_t i = 0; i < TRIALS; i++) {
		const struct fact *facts;
		uint32_t n;

		drill_reset(d, campaign * TRIALS + i);
		ck_assert_int_eq(drill_run(d), DRILL_OVER);
		facts = drill_facts(d, &n);
		(void)campaign_take(c, campaign * TRIALS + i, facts, n);
	}
}

START_TEST(intervals_hold_the_truth_as_often_as_they_say)
{
	struct arena *a = cases_arena(64 << 20);
	struct arena *own = cases_arena(64 << 20);
	struct arena *scratch = cases_arena(64 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 20240301);
	struct drill *d = drill_new(a, s);
	struct held held = {0};

	for (uint64_t i = 0; i < CAMPAIGNS; i++) {
		struct campaign c;

		arena_reset(own);
		c = campaign_new(own, scratch, s);
		play(d, &c, i);
		look(&c, &held);
	}
	ck_assert_msg(held.met >= 930 && held.met <= 970, "P(met): %d of %d",
	    held.met, CAMPAIGNS);
	for (int i = 0; i < 4; i++)
		ck_assert_msg(held.quantiles[i] >= 940, "quantile %d: %d of %d",
		    (int)quantiles[i], held.quantiles[i], CAMPAIGNS);
	arena_free(scratch);
	arena_free(own);
	arena_free(a);
}
END_TEST

SUITE_MAIN("coverage", intervals_hold_the_truth_as_often_as_they_say)
