/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/by_start.h -- a campaign by when its drills start, for people and
 * for the machine. Nothing of a scenario with one start. */
#ifndef REPLAY_CLI_BY_START_H
#define REPLAY_CLI_BY_START_H

struct campaign;
struct cli;
struct emit;
struct text;

/* by_start_say: append the hours of the week and the worst starts. */
void by_start_say(
    const struct cli *cli, const struct campaign *c, struct text *t);

/* by_start_json: every start, every hour of the week that has one. */
void by_start_json(struct emit *e, const struct campaign *c);

#endif
