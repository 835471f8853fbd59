/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/enter.h -- a drill's folder on its way into an archive: verified
 * under the keys that count there, every file digested. */
#ifndef REPLAY_CLI_ENTER_H
#define REPLAY_CLI_ENTER_H

#include "replay/cli/cli.h"
#include "replay/proof/archive.h"

/* enter_run: the entries that seal the drill in `folder`: its opening, unless
 * it is open already, and its seal. Only VALID evidence enters.
 * Owns:   leaves[0..1] have their times; their texts live in the arena.
 * Return: CLI_YES; else what was wrong has been said, and it is the verdict. */
enum cli_exit enter_run(struct cli *cli, const struct archive *a,
    const char *folder, struct leaf *leaves, size_t *n, struct error *err);

/* enter_opening: the entry that opens the drill whose log has begun there. */
enum cli_exit enter_opening(struct cli *cli, const struct archive *a,
    const char *folder, struct leaf *leaf, struct error *err);

#endif
