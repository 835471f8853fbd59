/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/scenes.h -- the verdicts of all scenes of a drill, on a terminal
 * and for a machine. */
#ifndef REPLAY_CLI_SCENES_H
#define REPLAY_CLI_SCENES_H

struct cli;
struct emit;
struct report_input;
struct text;

/* scenes_say: where several scenes were drilled append a line for each, and a
 * heading for what follows of the scenario's own; else nothing. */
void scenes_say(
    const struct cli *cli, const struct report_input *in, struct text *t);

/* scenes_json: append every scene that was drilled. */
void scenes_json(struct emit *e, const struct report_input *in);

#endif
