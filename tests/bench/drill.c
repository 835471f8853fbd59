/* SPDX-License-Identifier: Apache-2.0 */
/* A plan's trials as a campaign takes them, one thread: the drill core with
 * its facts, folded into marks and a verdict.
 *
 *     bench-drill PLAN SCENARIO TRIALS [literally]
 *
 * prints, in JSON: trials, events, facts, seconds, restored, and the mean and
 * quantiles of the recovery time in ms, against which other programs' models
 * of the same drill can be held. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "replay/drill/compile.h"
#include "replay/drill/drill.h"
#include "replay/drill/meet.h"
#include "replay/drill/stage.h"
#include "replay/drill/state.h"
#include "replay/judge/campaign.h"
#include "replay/judge/histogram.h"
#include "replay/judge/sum.h"
#include "scenarios/scenario.h"

static const struct stage *
staged(struct arena *a, const char *plan_path, const char *scenario_path)
{
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct plan *plan;
	const struct scenario *scenario;

	if (plan_read(a, plan_path, &faults, &plan, &err) != 0 ||
	    plan == NULL || plan->organisation->calendars.n > 0 ||
	    scenario_read(
		a, scenario_path, plan->names, &faults, &scenario, &err) != 0 ||
	    scenario == NULL)
		return NULL;
	meet_check(plan, scenario, &faults);
	if (faults.errors > 0)
		return NULL;
	return compile_stage(
	    a, plan, scenario, (uint64_t)scenario->seed, &faults);
}

static void
tell(const struct campaign *c)
{
	uint64_t n = c->counts[CAMPAIGN_TESTED];

	(void)printf("\"restored\": %" PRIu64 ", \"mean\": %" PRId64, n,
	    sum_mean(&c->total, n));
	for (int p = 5; p <= 95; p += 45)
		(void)printf(", \"p%02d\": %" PRId64, p,
		    histogram_quantile(
			&c->lengths[CAMPAIGN_RECOVERY], p * INT64_C(10000))
			.at);
}

/* How it went. */
struct tally {
	uint64_t trials, events, facts;
};

/* play: one trial, as replay/judge/worker does it. */
static bool
play(struct drill *d, struct campaign *c, struct tally *t)
{
	const struct fact *facts;
	uint32_t n;

	drill_reset(d, t->trials);
	if (drill_run(d) != DRILL_OVER)
		return false;
	facts = drill_facts(d, &n);
	(void)campaign_take(c, t->trials++, facts, n);
	t->events += engine_taken(d->engine);
	t->facts += n;
	return true;
}

int
main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new((size_t)1 << 30, &err);
	struct arena *scratch = arena_new((size_t)64 << 20, &err);
	uint64_t trials = argc >= 4 ? strtoull(argv[3], NULL, 10) : 0;
	const struct stage *stage =
	    trials > 0 ? staged(a, argv[1], argv[2]) : NULL;
	struct tally t = {0};
	struct timespec from, to;
	struct campaign c;
	struct drill *d;

	if (stage == NULL || scratch == NULL)
		return 2;
	d = drill_new(a, stage);
	if (argc == 5)
		drill_literally(d);
	c = campaign_new(a, scratch, stage);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	while (t.trials < trials)
		if (!play(d, &c, &t))
			return 1;
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	(void)printf("{\"trials\": %" PRIu64 ", \"events\": %" PRIu64
		     ", \"facts\": %" PRIu64 ", \"seconds\": %.6f, ",
	    t.trials, t.events, t.facts,
	    (double)(to.tv_sec - from.tv_sec) +
		(double)(to.tv_nsec - from.tv_nsec) / 1e9);
	tell(&c);
	(void)puts("}");
	arena_free(scratch);
	arena_free(a);
	return 0;
}
