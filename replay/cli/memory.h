/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/memory.h -- where the program remembers what must not be
 * forgotten between two runs, outside anything it is shown. */
#ifndef REPLAY_CLI_MEMORY_H
#define REPLAY_CLI_MEMORY_H

#include "replay/cli/cli.h"

/* memory_path: the directory --state names; else NAME below
 * $XDG_STATE_HOME/yanlian or ~/.local/state/yanlian, whose parents are made.
 * The last part need not be there.
 * Owns:   the path lives in cli's arena.
 * Errors: ERROR_INPUT "error.no-home" if nothing says where.
 * Source: XDG Base Directory 0.8. */
MUST_CHECK int memory_path(const struct cli *cli, const char *name,
    const char **out, struct error *err);

#endif
