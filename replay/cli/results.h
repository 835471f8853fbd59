/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/results.h -- a campaign as the machine reads it. */
#ifndef REPLAY_CLI_RESULTS_H
#define REPLAY_CLI_RESULTS_H

struct odds;
struct text;

/* results_json: append the results: nothing in them but what plan, scenarios,
 * seed and trials yield, so that two campaigns compare byte for byte. */
void results_json(const struct odds *odds, struct text *t);

#endif
