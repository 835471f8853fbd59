/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/entries.h -- the entries of an archive, one after another. */
#ifndef REPLAY_CLI_ENTRIES_H
#define REPLAY_CLI_ENTRIES_H

#include "replay/cli/cli.h"
#include "replay/proof/archive.h"

/* entries_list: print a line an entry. */
void entries_list(struct cli *cli, const struct archive *a);

#endif
