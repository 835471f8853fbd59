/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/called.h -- what came of a call-out drill, on a terminal and for
 * a machine. */
#ifndef REPLAY_CLI_CALLED_H
#define REPLAY_CLI_CALLED_H

struct cli;
struct emit;
struct report_input;
struct text;

/* called_say: append the sentence of the verdict and the roll, a line each. */
void called_say(
    const struct cli *cli, const struct report_input *in, struct text *t);

/* called_json: append what was promised, what came of it, and the roll. */
void called_json(struct emit *e, const struct report_input *in);

#endif
