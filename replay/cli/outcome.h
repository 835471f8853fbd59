/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/outcome.h -- a campaign on a terminal: the answer first, then
 * how long recovery takes, where the time goes, what to look at. */
#ifndef REPLAY_CLI_OUTCOME_H
#define REPLAY_CLI_OUTCOME_H

struct cli;
struct odds;
struct text;

/* outcome_words: append all that is said of a campaign. */
void outcome_words(
    const struct cli *cli, const struct odds *odds, struct text *t);

#endif
