/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

/* fill: read exactly `n` bytes, or fail; a file that shrank is an error. */
static int
fill(int fd, char *to, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, to, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			if (got == 0)
				errno = EIO;
			return -1;
		}
		to += got;
		n -= (size_t)got;
	}
	return 0;
}

int
file_read_open(struct arena *arena, int fd, const char *path, size_t most,
    struct bytes *out, struct error *err)
{
	struct stat st;
	char *at;

	if (fstat(fd, &st) != 0)
		return error_system(err, "error.file-read", path);
	if (!S_ISREG(st.st_mode))
		return error_set(
		    err, ERROR_INPUT, "error.file-not-regular", path, "");
	if (st.st_size < 0 || (size_t)st.st_size > most)
		return error_set(
		    err, ERROR_INPUT, "error.file-too-large", path, "");
	at = arena_alloc(arena, (size_t)st.st_size + 1);
	if (fill(fd, at, (size_t)st.st_size) != 0)
		return error_system(err, "error.file-read", path);
	*out = (struct bytes){at, (size_t)st.st_size};
	return 0;
}

int
file_read(struct arena *arena, const char *path, size_t most, struct bytes *out,
    struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int rc;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return error_set(
		    err, ERROR_INPUT, "error.file-missing", path, "");
	if (fd < 0)
		return error_system(err, "error.file-read", path);
	rc = file_read_open(arena, fd, path, most, out, err);
	(void)close(fd);
	return rc;
}

static int
drain(int fd, const char *from, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, from, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		from += put;
		n -= (size_t)put;
	}
	return fsync(fd);
}

int
file_write(const char *path, const void *bytes, size_t len, bool secret,
    struct error *err)
{
	int fd =
	    open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		secret ? 0600 : 0644);

	if (fd < 0 && errno == EEXIST)
		return error_set(
		    err, ERROR_INPUT, "error.file-exists", path, "");
	if (fd < 0)
		return error_system(err, "error.file-write", path);
	if (drain(fd, bytes, len) != 0) {
		(void)error_system(err, "error.file-write", path);
		(void)close(fd);
	} else if (close(fd) != 0) {
		(void)error_system(err, "error.file-write", path);
	} else {
		return 0;
	}
	(void)unlink(path);
	return -1;
}

int
file_replace(struct arena *arena, const char *path, const void *bytes,
    size_t len, struct error *err)
{
	char number[32];
	size_t n = strlen(path);
	char *part;

	/* Of this process alone: another may be writing the same. */
	(void)snprintf(number, sizeof(number), ".new-%ld", (long)getpid());
	part = arena_alloc(arena, n + sizeof(number));
	memcpy(part, path, n);
	memcpy(part + n, number, strlen(number));
	(void)unlink(part);
	if (file_write(part, bytes, len, false, err) != 0)
		return -1;
	if (rename(part, path) == 0)
		return file_sync_directory(file_directory(arena, path), err);
	(void)error_system(err, "error.file-write", path);
	(void)unlink(part);
	return -1;
}

int
file_new_directory(const char *path, bool secret, struct error *err)
{
	if (mkdir(path, secret ? 0700 : 0755) == 0)
		return 0;
	if (errno == EEXIST)
		return error_set(
		    err, ERROR_INPUT, "error.file-exists", path, "");
	return error_system(err, "error.file-write", path);
}

int
file_sync_directory(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = -1;

	if (fd >= 0) {
		rc = fsync(fd);
		(void)close(fd);
	}
	if (rc != 0)
		return error_system(err, "error.file-write", path);
	return 0;
}

const char *
file_join(struct arena *arena, const char *dir, const char *name)
{
	size_t n = strlen(dir);
	size_t m = strlen(name);
	char *at;

	if (n == 0 || strcmp(dir, ".") == 0)
		return arena_copy(arena, name, m);
	at = arena_alloc(arena, n + m + 2);
	memcpy(at, dir, n);
	at[n] = '/';
	memcpy(at + n + 1, name, m);
	return at;
}

const char *
file_directory(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	if (slash == path)
		return "/";
	return arena_copy(arena, path, (size_t)(slash - path));
}

bool
file_is_linked(struct arena *arena, const char *directory, const char *path)
{
	for (const char *end = path; end != NULL && *end != '\0';) {
		struct stat st;
		const char *part;

		end = strchr(end + 1, '/');
		part = end == NULL
			   ? path
			   : arena_copy(arena, path, (size_t)(end - path));
		if (lstat(file_join(arena, directory, part), &st) == 0 &&
		    S_ISLNK(st.st_mode))
			return true;
	}
	return false;
}

int
file_may_be_made(struct arena *arena, const char *path, struct error *err)
{
	size_t n = strlen(path);
	const char *folder;

	while (n > 1 && path[n - 1] == '/')
		n--;
	folder = file_directory(arena, arena_copy(arena, path, n));
	if (access(file_join(arena, folder, "."), W_OK | X_OK) == 0)
		return 0;
	return error_system(err, "error.file-write", path);
}
