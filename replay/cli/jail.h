/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/jail.h -- work on what strangers wrote, done where it can do no
 * harm: by a child process that can open no file, has so much processor time
 * and memory and no more, and leaves nothing but its answer. */
#ifndef REPLAY_CLI_JAIL_H
#define REPLAY_CLI_JAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { JAIL_SECONDS = 120 }; /* of processor time, at most */

/* jail_run: let a child do `work`, which may use all it finds in memory and
 * changes the `n` bytes at `answer`; of all it does, they alone come back.
 * Pointers among them must be to what there was before.
 * Errors: ERROR_SYSTEM "error.jail" if it said false, ran out of time or
 *         memory, or fell; `answer` is then untouched. */
MUST_CHECK int jail_run(bool (*work)(void *cookie, void *answer), void *cookie,
    void *answer, size_t n, struct error *err);

#endif
