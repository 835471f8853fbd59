/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/desk.h -- where an archive is written: one command, one step, with
 * the archive's key and this machine's memory of its head. */
#ifndef REPLAY_CLI_DESK_H
#define REPLAY_CLI_DESK_H

#include "replay/cli/cli.h"

/* desk_begin: begin an archive. Return: the exit code. */
enum cli_exit desk_begin(struct cli *cli);

/* desk_enter: what the command enters: a drill opened, sealed or abandoned, a
 * plan, what becomes of a key, a witness's word. Return: the exit code; of no
 * such command, how the verb is used is said. */
enum cli_exit desk_enter(struct cli *cli);

#endif
