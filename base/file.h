/* SPDX-License-Identifier: Apache-2.0 */
/* base/file.h -- whole files in, whole files out. Bounded before read; new
 * files are created, synced and never overwrite another. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;

struct bytes {
	const char *at; /* a NUL stands behind the last byte */
	size_t len;
};

/* file_read: the whole of a regular file of at most `most` bytes.
 * Owns:   the bytes live in `arena`.
 * Errors: ERROR_SYSTEM if it cannot be read; ERROR_INPUT "error.file-
 *         missing", "error.file-too-large" or "error.file-not-regular"; `*out`
 * is then untouched. Nothing is read of a file refused for its size. */
MUST_CHECK int file_read(struct arena *arena, const char *path, size_t most,
    struct bytes *out, struct error *err);

/* file_read_open: the same of an open file, which stays open; `path` is what
 * errors call it. */
MUST_CHECK int file_read_open(struct arena *arena, int fd, const char *path,
    size_t most, struct bytes *out, struct error *err);

/* file_write: create `path` with these bytes, mode 0644 (0600 if `secret`),
 * and sync it.
 * Errors: ERROR_INPUT "error.file-exists" if the name is taken; ERROR_SYSTEM
 *         otherwise, and the half-written file is removed. */
MUST_CHECK int file_write(const char *path, const void *bytes, size_t len,
    bool secret, struct error *err);

/* file_replace: let `path` hold these bytes, whatever it held before, durably
 * and in one step: whoever looks finds the old or the new, never a piece.
 * Errors: as file_write, but that the name may be taken. */
MUST_CHECK int file_replace(struct arena *arena, const char *path,
    const void *bytes, size_t len, struct error *err);

/* file_new_directory: create a directory that did not exist (its parent must),
 * mode 0755, 0700 if `secret`.
 * Errors: ERROR_INPUT "error.file-exists" if the name is taken. */
MUST_CHECK int file_new_directory(
    const char *path, bool secret, struct error *err);

/* file_sync_directory: make the names in a directory durable. */
MUST_CHECK int file_sync_directory(const char *path, struct error *err);

/* file_is_linked: is any part of `path`, a way down from `directory`, a
 * symbolic link? It might lead anywhere. */
bool file_is_linked(
    struct arena *arena, const char *directory, const char *path);

/* file_may_be_made: could a file or directory of this name be created now?
 * What the disk says in the end may still be no.
 * Errors: ERROR_SYSTEM "error.file-write" if its folder is not there or not
 *         to be written to. */
MUST_CHECK int file_may_be_made(
    struct arena *arena, const char *path, struct error *err);

/* file_join: "dir/name" in `arena`; `name` alone if dir is "" or ".". */
const char *file_join(struct arena *arena, const char *dir, const char *name);

/* file_directory: the part of `path` before its last slash, "." if none. */
const char *file_directory(struct arena *arena, const char *path);

#endif
