/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/bundle.h -- the directory a drill leaves behind: its log, seal,
 * documents and report. Written whole or not at all; read back for verify. */
#ifndef REPLAY_CLI_BUNDLE_H
#define REPLAY_CLI_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/file.h"

struct arena;
struct tar;

enum { BUNDLE_FILES = 40 };

struct bundle_file {
	const char *name;
	struct bytes bytes;
};

struct bundle {
	struct bundle_file files[BUNDLE_FILES];
	size_t n;
};

/* bundle_add: one more file. Owns: borrows. */
void bundle_add(struct bundle *b, const char *name, struct bytes bytes);

/* bundle_get: a file's bytes; `at` NULL if it has none of this name. */
struct bytes bundle_get(const struct bundle *b, const char *name);

/* bundle_members: the same files as those of a bundle in one piece, whose
 * bounds are not those of what a run leaves, and are not looked at.
 * Owns: borrows. */
void bundle_members(const struct bundle *b, struct tar *out);

/* bundle_write: create the directory with all files, in one step: until they
 * are all durable it goes by the name of DIRECTORY.part.
 * Errors: ERROR_INPUT "error.file-exists" if it is there already; after any
 *         failure nothing of it is left. */
MUST_CHECK int bundle_write(struct arena *arena, const char *directory,
    const struct bundle *b, struct error *err);

/* bundle_is_there: is this name taken, if only by a dangling link? */
bool bundle_is_there(const char *path);

/* bundle_fresh: a directory name that is not taken: "stem-1", "stem-2", … */
const char *bundle_fresh(struct arena *arena, const char *stem);

/* bundle_read: read what is there of the files a bundle may hold, in the
 * order of their names. `path` may also name the log itself, whatever it is
 * called; nothing else of them may be a link.
 * Errors: as disk_read; ERROR_INPUT "error.no-evidence" if there is neither
 *         an evidence.json nor a log. */
MUST_CHECK int bundle_read(struct arena *arena, const char *path,
    struct bundle *out, struct error *err);

#endif
