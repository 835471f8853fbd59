/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/enclosed.h -- a drill out of the documents that its own record
 * carries: nothing of the machine is asked, no file opened. */
#ifndef REPLAY_CLI_ENCLOSED_H
#define REPLAY_CLI_ENCLOSED_H

#include <stdbool.h>

struct cli;
struct drilled;
struct tar;

/* enclosed_compile: what `run` would have compiled, of documents it would
 * have taken; `d->seed` and `d->trial` are given, and `start` where the record
 * names one, else NULL.
 * Owns:   borrows `files`; all else in the arena of `cli`.
 * Return: false if it cannot be: why is in `d->faults`, unless a document is
 *         missing. */
bool enclosed_compile(const struct cli *cli, const struct tar *files,
    const char *start, struct drilled *d);

#endif
