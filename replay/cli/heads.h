/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/heads.h -- an archive's head as people have kept it: its file
 * `checkpoint`, a proof that ends in one, or a bundle with such a proof. */
#ifndef REPLAY_CLI_HEADS_H
#define REPLAY_CLI_HEADS_H

#include "base/error.h"
#include "base/file.h"

struct arena;

/* heads_read: the checkpoint that a file holds, a whole note; who signed it is
 * for others to see.
 * Owns:   it lives in `arena`.
 * Errors: as file_read; ERROR_INPUT "error.head-none" if it holds none. */
MUST_CHECK int heads_read(struct arena *arena, const char *path,
    struct bytes *out, struct error *err);

#endif
