/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/scenes.h -- the verdicts of the other scenes of a drill, on a
 * terminal and for a machine. */
#ifndef REPLAY_CLI_SCENES_H
#define REPLAY_CLI_SCENES_H

struct cli;
struct emit;
struct report_input;
struct text;

/* scenes_say: append a line for each other scene that was played; nothing
 * where there is none. */
void scenes_say(
    const struct cli *cli, const struct report_input *in, struct text *t);

/* scenes_json: append every scene that was played, the drilled one too. */
void scenes_json(struct emit *e, const struct report_input *in);

#endif
