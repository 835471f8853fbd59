/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/disk.h -- files that must survive the next power cut: written
 * aside, synced, put in place in one step, the directory synced behind them.
 * Every path is walked from an open directory and no symbolic link on it is
 * followed. Knows no archive. */
#ifndef REPLAY_PROOF_DISK_H
#define REPLAY_PROOF_DISK_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/file.h"

struct arena;

/* The calls that change a disk, as POSIX has them; a table so that a test
 * can let the n-th of them fail. */
struct disk {
	int (*create)(int dir, const char *name, mode_t mode); /* anew */
	ssize_t (*write)(int fd, const void *bytes, size_t n);
	int (*sync)(int fd);
	int (*close)(int fd);
	int (*rename)(int dir, const char *from, const char *to);
	int (*mkdir)(int dir, const char *name, mode_t mode);
};

/* disk_system: the system's own calls. */
const struct disk *disk_system(void);

/* disk_directory: open a directory; one that is not there is made, with
 * `mode`, unless that is 0. The last part of its name may be no link,
 * whether a slash stands behind it or not.
 * Return: its descriptor, to be closed by disk_close; -1 on error.
 * Errors: ERROR_INPUT "error.file-missing", "error.folder-linked"; ERROR_SYSTEM
 *         "error.file-read". */
MUST_CHECK int disk_directory(
    const struct disk *disk, const char *path, mode_t mode, struct error *err);

/* disk_put: let `path` below `dir` hold exactly these bytes, whatever it held
 * before; directories on the way are made. Durable when it returns 0; after
 * an error it holds what it held, or all of the new bytes.
 * Errors: ERROR_SYSTEM "error.file-write". */
MUST_CHECK int disk_put(const struct disk *disk, int dir, const char *path,
    const void *bytes, size_t n, struct error *err);

/* disk_read: the whole of a regular file below `dir`, at most `most` bytes.
 * Owns:   the bytes live in `arena`.
 * Errors: as file_read; a link is "error.file-not-regular". */
MUST_CHECK int disk_read(struct arena *arena, int dir, const char *path,
    size_t most, struct bytes *out, struct error *err);

/* disk_is_there: is this name taken in `dir`, be it by a link to nowhere? */
bool disk_is_there(int dir, const char *name);

/* disk_lock: hold the file `name` in `dir`, made if need be, against any other
 * process and descriptor, until it is closed.
 * Return: a descriptor; -1 on error.
 * Errors: ERROR_SYSTEM "error.archive-busy" if another holds it. */
MUST_CHECK int disk_lock(int dir, const char *name, struct error *err);

/* disk_hold: the same for a file that is open, whatever its name.
 * Return: -1 if another holds it, or it cannot be held; errno says which. */
MUST_CHECK int disk_hold(int fd);

/* disk_close: close a directory or a lock. Quiet on -1. */
void disk_close(int fd);

#endif
