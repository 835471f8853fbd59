/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/summary.h"

#include "replay/drill/stage.h"

/* Trials above it are as good as endless. */
#define ENDLESS (UINT64_C(1) << 50)

/* base: of which trials something is a share. */
static enum campaign_count
base(enum campaign_count count)
{
	return count == CAMPAIGN_MET ? CAMPAIGN_TESTED : CAMPAIGN_OWN_TESTED;
}

/* counted: the share, had there been `times` as many trials with the same
 * outcome. */
static struct interval
counted(const uint64_t *c, enum campaign_count count, double times)
{
	return interval_wilson((uint64_t)((double)c[count] * times + 0.5),
	    (uint64_t)((double)c[base(count)] * times + 0.5));
}

/* scenario_at: of one scenario: of its starts by weight, so that it does not
 * matter how evenly trials were dealt out to them. */
static bool
scenario_at(const struct campaign *c, enum campaign_count count, double times,
    struct interval *out)
{
	struct interval shares[STARTS_MOST];
	int64_t weights[STARTS_MOST];
	uint32_t n = 0;

	if (c->counts[base(count)] == 0)
		return false;
	if (campaign_starts(c->stage) == 0) {
		*out = counted(c->counts, count, times);
		return true;
	}
	for (uint32_t i = 0; i < c->stage->outsets.n; i++) {
		if (c->starts[i][base(count)] == 0)
			continue;
		weights[n] = c->stage->outsets.at[i].weight;
		shares[n++] = counted(c->starts[i], count, times);
	}
	*out = interval_mean(shares, weights, n);
	return true;
}

static bool
share_at(struct summary_of of, enum campaign_count count, double times,
    struct interval *out)
{
	struct interval shares[SUMMARY_SCENARIOS];
	int64_t weights[SUMMARY_SCENARIOS];
	uint32_t n = 0;

	for (uint32_t i = 0; i < of.n && n < SUMMARY_SCENARIOS; i++) {
		weights[n] = of.weights[i];
		n += scenario_at(&of.campaigns[i], count, times, &shares[n]);
	}
	if (n == 0)
		return false;
	*out = interval_mean(shares, weights, n);
	return true;
}

bool
summary_share(
    struct summary_of of, enum campaign_count count, struct interval *out)
{
	return share_at(of, count, 1, out);
}

/* counts: is the scene one of the scenario's, or did it come up? */
static bool
counts(const struct campaign *c, uint32_t scene)
{
	return scene == c->stage->scene ||
	       (c->scenes != NULL && c->scenes[scene].tested > 0);
}

int64_t
summary_objective(struct summary_of of)
{
	int64_t most = 0;

	for (uint32_t i = 0; i < of.n; i++) {
		const struct campaign *c = &of.campaigns[i];

		for (uint32_t j = 0; j < c->stage->counts[ENTITY_SCENE]; j++) {
			int64_t p = c->stage->scenes[j].objectives.p_met_ppm;

			if (p > most && counts(c, j))
				most = p;
		}
	}
	return most;
}

static enum summary_verdict
verdict_at(struct summary_of of, double times)
{
	struct interval met;

	if (!share_at(of, CAMPAIGN_MET, times, &met))
		return SUMMARY_NOT_TESTED;
	switch (interval_side(met, summary_objective(of))) {
	case 1:
		return SUMMARY_MET;
	case -1:
		return SUMMARY_NOT_MET;
	default:
		return SUMMARY_UNDECIDED;
	}
}

enum summary_verdict
summary_verdict(struct summary_of of)
{
	return verdict_at(of, 1);
}

uint64_t
summary_more(struct summary_of of)
{
	uint64_t n = of.campaigns[0].counts[CAMPAIGN_TRIALS];
	uint64_t low = n;
	uint64_t high = n;

	while (verdict_at(of, (double)high / (double)n) == SUMMARY_UNDECIDED) {
		low = high;
		if (high > ENDLESS)
			return UINT64_MAX;
		high *= 2;
	}
	while (high - low > 1) {
		uint64_t middle = low + (high - low) / 2;

		if (verdict_at(of, (double)middle / (double)n) ==
		    SUMMARY_UNDECIDED)
			low = middle;
		else
			high = middle;
	}
	return high - n;
}
