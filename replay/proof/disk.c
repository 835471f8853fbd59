/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* F_OFD_SETLK: a lock of the descriptor's, not ours */
#include "replay/proof/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

enum {
	PART = 256, /* bytes of one name on a path, its NUL counted */
	PATH = 4096
};

static const char aside[] = ".new";

#ifdef F_OFD_SETLK
enum { SET_LOCK = F_OFD_SETLK };
#else
enum { SET_LOCK = F_SETLK }; /* holds against other processes alone */
#endif

static int
create(int dir, const char *name, mode_t mode)
{
	return openat(dir, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
}

static int
rename_in(int dir, const char *from, const char *to)
{
	return renameat(dir, from, dir, to);
}

const struct disk *
disk_system(void)
{
	static const struct disk d = {
	    create, write, fsync, close, rename_in, mkdirat};

	return &d;
}

static int
open_directory(int dir, const char *name)
{
	return openat(
	    dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* sync_parent: make the name of a new directory durable. */
static int
sync_parent(const struct disk *disk, const char *path)
{
	char parent[PATH];
	const char *slash = strrchr(path, '/');
	int fd, rc;

	(void)snprintf(parent, sizeof(parent), "%.*s",
	    slash == NULL ? 1 : (int)(slash - path) + 1,
	    slash == NULL ? "." : path);
	fd = openat(AT_FDCWD, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	rc = disk->sync(fd);
	(void)close(fd);
	return rc;
}

/* bare: the path without the slashes behind it, for whose sake a link would
 * be followed. One that is too long fails when it is opened. */
static const char *
bare(const char *path, char out[PATH])
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n >= PATH)
		return path;
	memcpy(out, path, n);
	out[n] = '\0';
	return out;
}

static bool
is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

int
disk_directory(
    const struct disk *disk, const char *given, mode_t mode, struct error *err)
{
	char buffer[PATH];
	const char *path = bare(given, buffer);
	int fd = open_directory(AT_FDCWD, path);

	if (fd < 0 && errno == ENOENT && mode != 0) {
		if ((disk->mkdir(AT_FDCWD, path, mode) != 0 &&
			errno != EEXIST) ||
		    sync_parent(disk, path) != 0)
			return error_system(err, "error.file-write", path);
		fd = open_directory(AT_FDCWD, path);
	}
	if (fd >= 0)
		return fd;
	if (errno == ENOENT)
		return error_set(
		    err, ERROR_INPUT, "error.file-missing", path, "");
	if (is_link(path))
		return error_set(
		    err, ERROR_INPUT, "error.folder-linked", path, "");
	return error_system(err, "error.file-read", path);
}

/* enter: open the directory `name` in `dir`, made if `disk` is given. */
static int
enter(const struct disk *disk, int dir, const char *name)
{
	int fd = open_directory(dir, name);

	if (fd >= 0 || errno != ENOENT || disk == NULL)
		return fd;
	if ((disk->mkdir(dir, name, 0755) != 0 && errno != EEXIST) ||
	    disk->sync(dir) != 0)
		return -1;
	return open_directory(dir, name);
}

/* descend: the directory that `path` below `dir` stands in, and the last part
 * of the path; directories are made if `disk` is given. */
static int
descend(const struct disk *disk, int dir, const char *path, const char **last)
{
	int at = dup(dir);

	for (;;) {
		char part[PART];
		size_t n = strcspn(path, "/");
		int next;

		*last = path;
		if (at < 0 || path[n] == '\0')
			return at;
		(void)snprintf(part, sizeof(part), "%.*s", (int)n, path);
		next = enter(disk, at, part);
		(void)close(at);
		at = next;
		path += n + 1;
	}
}

/* drain: write all of it; a short write may hide a full disk. */
static int
drain(const struct disk *disk, int fd, const char *from, size_t n)
{
	while (n > 0) {
		ssize_t put = disk->write(fd, from, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put == 0)
			errno = ENOSPC;
		if (put <= 0)
			return -1;
		from += put;
		n -= (size_t)put;
	}
	return disk->sync(fd);
}

/* put_aside: a new file of these bytes, closed without complaint. */
static int
put_aside(const struct disk *disk, int dir, const char *name, const void *bytes,
    size_t n)
{
	int fd, rc;

	(void)unlinkat(dir, name, 0); /* left by one who was interrupted */
	fd = disk->create(dir, name, 0644);
	if (fd < 0)
		return -1;
	rc = drain(disk, fd, bytes, n);
	return disk->close(fd) == 0 ? rc : -1;
}

int
disk_put(const struct disk *disk, int dir, const char *path, const void *bytes,
    size_t n, struct error *err)
{
	char new[PART];
	const char *last;
	int at = descend(disk, dir, path, &last);
	int rc = -1;

	if (at < 0)
		return error_system(err, "error.file-write", path);
	(void)snprintf(new, sizeof(new), "%s%s", last, aside);
	if (put_aside(disk, at, new, bytes, n) == 0 &&
	    disk->rename(at, new, last) == 0 && disk->sync(at) == 0)
		rc = 0;
	else
		(void)error_system(err, "error.file-write", path);
	(void)close(at);
	return rc;
}

int
disk_read(struct arena *arena, int dir, const char *path, size_t most,
    struct bytes *out, struct error *err)
{
	const char *last;
	int at = descend(NULL, dir, path, &last);
	int fd = at < 0 ? -1
			: openat(at, last,
			      O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int rc;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		rc =
		    error_set(err, ERROR_INPUT, "error.file-missing", path, "");
	else if (fd < 0 && errno == ELOOP)
		rc = error_set(
		    err, ERROR_INPUT, "error.file-not-regular", path, "");
	else if (fd < 0)
		rc = error_system(err, "error.file-read", path);
	else
		rc = file_read_open(arena, fd, path, most, out, err);
	disk_close(fd);
	disk_close(at);
	return rc;
}

bool
disk_is_there(int dir, const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

int
disk_hold(int fd)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(fd, SET_LOCK, &all);
}

int
disk_lock(int dir, const char *name, struct error *err)
{
	int fd =
	    openat(dir, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd < 0)
		return error_system(err, "error.file-write", name);
	if (disk_hold(fd) == 0)
		return fd;
	if (errno == EAGAIN || errno == EACCES)
		(void)error_set(
		    err, ERROR_SYSTEM, "error.archive-busy", name, "");
	else
		(void)error_system(err, "error.file-write", name);
	(void)close(fd);
	return -1;
}

void
disk_close(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}
