/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/expectations.h -- what came of the expected actions, on a
 * terminal and for a machine. */
#ifndef REPLAY_CLI_EXPECTATIONS_H
#define REPLAY_CLI_EXPECTATIONS_H

struct cli;
struct emit;
struct report_input;
struct text;

/* expectations_say: append the score, and each action that did not come in
 * time; nothing where the scenario expects nothing. */
void expectations_say(
    const struct cli *cli, const struct report_input *in, struct text *t);

/* expectations_json: append every action and the score. */
void expectations_json(struct emit *e, const struct report_input *in);

#endif
