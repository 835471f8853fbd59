/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/packs.h -- the regulation packs that ship with the program, as
 * `check --packs` lists them: who must report, to whom, within what time, and
 * how well that is known. */
#ifndef REPLAY_CLI_PACKS_H
#define REPLAY_CLI_PACKS_H

#include "replay/cli/cli.h"

/* packs_print: list them all, for people or as JSON. */
enum cli_exit packs_print(struct cli *cli);

#endif
