/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/audit.h -- what a stranger should know of an archive: is it
 * whole, does it continue what he saw before, which drills were begun and
 * never sealed, which seals do not count and why. */
#ifndef REPLAY_CLI_AUDIT_H
#define REPLAY_CLI_AUDIT_H

#include "replay/cli/cli.h"
#include "replay/proof/archive.h"

/* audit_archive: print it. `old` is the checkpoint of an earlier visit, at
 * NULL if there is none; `vouched` says that the asker gave the archive's key.
 * Return: CLI_NO if the tiles or the older checkpoint contradict it,
 *         CLI_UNTRUSTED if the key is not vouched for or a seal does not
 *         count, CLI_INCOMPLETE if a drill is open, else CLI_YES. */
enum cli_exit audit_archive(
    struct cli *cli, const struct archive *a, struct bytes old, bool vouched);

/* audit_refused: print the verdict on what could not even be read as an
 * archive: INVALID, or, of ERROR_INPUT, of a later version.
 * Return: CLI_NO, CLI_USAGE. */
enum cli_exit audit_refused(struct cli *cli, const struct error *err);

#endif
