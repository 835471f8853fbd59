/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/summary.h -- the answer of a campaign: how likely the
 * objectives are met, over one scenario or several weighted by how often they
 * happen, and whether that is likely enough. */
#ifndef REPLAY_JUDGE_SUMMARY_H
#define REPLAY_JUDGE_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#include "replay/judge/campaign.h"
#include "replay/judge/interval.h"

enum { SUMMARY_SCENARIOS = 64 /* at most */ };

enum summary_verdict {
	SUMMARY_MET,       /* surely at least as likely as was asked */
	SUMMARY_NOT_MET,   /* surely not */
	SUMMARY_UNDECIDED, /* more trials are needed */
	SUMMARY_NOT_TESTED /* nothing fell below its minimum in any trial */
};

/* The campaigns of several scenarios, and how much each counts. */
struct summary_of {
	const struct campaign *campaigns;
	const int64_t *weights; /* of any sum above 0 */
	uint32_t n;
};

/* summary_share: the share of trials tested in which something was counted;
 * of several starts the mean of their shares by weight. A scenario, a start,
 * in which none was tested is left out.
 * Return: false if none was in any: there is no evidence. */
bool summary_share(
    struct summary_of of, enum campaign_count count, struct interval *out);

/* summary_objective: the odds asked for, in ppm; of several scenes the
 * highest. */
int64_t summary_objective(struct summary_of of);

/* summary_verdict: the share of met against summary_objective. */
enum summary_verdict summary_verdict(struct summary_of of);

/* summary_more: were all shares to stay what they are, how many more trials
 * of each scenario would decide it. Return: 0 if it is decided; UINT64_MAX if
 * no number would do. */
uint64_t summary_more(struct summary_of of);

#endif
