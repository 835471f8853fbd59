/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* fallocate */
#include "replay/proof/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "replay/proof/disk.h"

enum { NAME = 256, TORN_MOST = 100000 };

/* ---- the system's calls ---- */

static int
open_in(int dir, const char *name, int flags, mode_t mode)
{
	return openat(dir, name, flags, mode);
}

static int
rename_in(int dir, const char *from, const char *to)
{
	return renameat(dir, from, dir, to);
}

/* reserve: blocks, but no length: the file ends where its lines do. */
static int
reserve(int fd, off_t from, off_t size)
{
#ifdef FALLOC_FL_KEEP_SIZE
	return fallocate(fd, FALLOC_FL_KEEP_SIZE, from, size);
#else
	(void)fd;
	(void)from;
	(void)size;
	return 0;
#endif
}

const struct store_calls *
store_system(void)
{
	static const struct store_calls calls = {
	    open_in, pwrite, fdatasync, fsync, ftruncate, reserve, rename_in};

	return &calls;
}

/* ---- pieces ---- */

static int
create(struct store *s, const char *name)
{
	return s->calls->open(s->dir, name,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, s->mode);
}

static bool
is_full(int error)
{
	return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

/* put: write all of it at `at`. A full disk first shows as a short write. */
static enum store_end
put(struct store *s, int fd, const char *from, size_t n, off_t at)
{
	while (n > 0) {
		ssize_t done = s->calls->write(fd, from, n, at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return is_full(errno) ? STORE_FULL : STORE_LOST;
		if (done == 0)
			return STORE_FULL;
		from += done;
		at += done;
		n -= (size_t)done;
	}
	return STORE_DONE;
}

/* fail: note why, with errno's own words where it was the disk. */
static enum store_end
fail(const struct store *s, enum store_end end, struct error *err)
{
	static const char *const words[] = {[STORE_FULL] = "error.store-full",
	    [STORE_LOST] = "error.store-lost",
	    [STORE_FOREIGN] = "error.store-foreign"};

	if (end == STORE_FOREIGN)
		(void)error_set(err, ERROR_SYSTEM, words[end], s->name, "");
	else if (end != STORE_DONE)
		(void)error_system(err, words[end], s->name);
	return end;
}

/* fill_reserve: that it cannot be filled is told, and stops nothing. */
static void
fill_reserve(struct store *s)
{
	if (!s->live || s->end - s->durable >= STORE_RESERVE_LEAST)
		return;
	if (s->calls->reserve(s->fd, s->durable, STORE_RESERVE) == 0) {
		s->end = s->durable + STORE_RESERVE;
		s->low = false;
	} else {
		s->low = is_full(errno);
	}
}

static void
drop(int fd)
{
	int error = errno;

	if (fd >= 0)
		(void)close(fd);
	errno = error;
}

/* ---- begin ---- */

static void
clear(
    struct store *s, const struct store_calls *calls, int dir, const char *name)
{
	memset(s, 0, sizeof(*s));
	s->calls = calls;
	s->dir = dir;
	s->name = name;
	s->fd = -1;
}

int
store_begin(struct store *s, const struct store_calls *calls, int dir,
    const char *name, mode_t mode, bool live, struct error *err)
{
	clear(s, calls, dir, name);
	s->mode = mode;
	s->live = live;
	s->fd = create(s, name);
	if (s->fd < 0 && errno == EEXIST)
		return error_set(
		    err, ERROR_INPUT, "error.file-exists", name, "");
	if (s->fd >= 0 && disk_hold(s->fd) == 0 &&
	    calls->sync_names(dir) == 0) {
		fill_reserve(s);
		return 0;
	}
	drop(s->fd);
	s->fd = -1;
	return error_system(err, "error.store-write", name);
}

int
store_open(struct store *s, const struct store_calls *calls,
    struct arena *arena, int dir, const char *name, size_t most,
    struct bytes *all, struct error *err)
{
	struct stat st;

	clear(s, calls, dir, name);
	s->fd = calls->open(
	    dir, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0);
	if (s->fd < 0)
		return error_system(err, "error.file-read", name);
	if (disk_hold(s->fd) != 0) {
		(void)error_set(
		    err, ERROR_SYSTEM, "error.store-busy", name, "");
	} else if (file_read_open(arena, s->fd, name, most, all, err) == 0) {
		s->mode = fstat(s->fd, &st) == 0 ? st.st_mode & 0777 : 0600;
		s->live = true;
		return 0;
	}
	drop(s->fd);
	s->fd = -1;
	return -1;
}

/* ---- cut ---- */

/* put_aside: keep what is to be cut off, under the first name free. */
static int
put_aside(struct store *s, const char *at, size_t n)
{
	char name[NAME];
	int fd = -1;
	int rc = -1;

	for (int i = 1; i <= TORN_MOST && fd < 0; i++) {
		(void)snprintf(name, sizeof(name), "drill.torn-%d.bin", i);
		fd = create(s, name);
		if (fd < 0 && errno != EEXIST)
			return -1;
	}
	if (fd >= 0 && put(s, fd, at, n, 0) == STORE_DONE)
		rc = s->calls->sync(fd);
	drop(fd);
	return rc == 0 ? s->calls->sync_names(s->dir) : -1;
}

int
store_cut(
    struct store *s, const struct bytes *all, size_t keep, struct error *err)
{
	if (keep < all->len &&
	    (put_aside(s, all->at + keep, all->len - keep) != 0 ||
		s->calls->truncate(s->fd, (off_t)keep) != 0))
		return error_system(err, "error.store-write", s->name);
	/* Whoever was killed may have left it in memory alone. */
	if (s->calls->sync(s->fd) != 0)
		return error_system(err, "error.store-write", s->name);
	s->durable = (off_t)keep;
	s->end = s->durable;
	fill_reserve(s);
	return 0;
}

/* ---- append ---- */

/* tidy: take back what an attempt that failed has left. */
static void
tidy(struct store *s)
{
	s->ragged = s->calls->truncate(s->fd, s->durable) != 0;
}

/* ready: is the file as we left it? It may have been deleted, too. */
static enum store_end
ready(struct store *s)
{
	struct stat st;

	errno = EIO;
	if (s->lost)
		return STORE_LOST;
	if (s->ragged)
		tidy(s);
	if (s->ragged || fstat(s->fd, &st) != 0)
		return STORE_LOST;
	return st.st_nlink > 0 && st.st_size == s->durable ? STORE_DONE
							   : STORE_FOREIGN;
}

enum store_end
store_append(struct store *s, const void *bytes, size_t n, struct error *err)
{
	enum store_end end = ready(s);

	if (end != STORE_DONE)
		return fail(s, end, err);
	end = put(s, s->fd, bytes, n, s->durable);
	/* After a sync that failed the kernel calls the bytes clean. */
	if (end == STORE_DONE && s->calls->sync(s->fd) != 0)
		end = STORE_LOST;
	(void)fail(s, end, err);
	s->lost = end == STORE_LOST;
	if (end == STORE_FULL)
		tidy(s);
	if (end == STORE_DONE) {
		s->durable += (off_t)n;
		fill_reserve(s);
	}
	return end;
}

/* ---- renew ---- */

/* write_new: a file of these bytes, held and durable but for its name. */
static enum store_end
write_new(
    struct store *s, const char *name, int *fd, const void *bytes, size_t n)
{
	enum store_end end;

	(void)unlinkat(s->dir, name, 0); /* of an attempt that failed */
	*fd = create(s, name);
	if (*fd < 0)
		return is_full(errno) ? STORE_FULL : STORE_LOST;
	if (disk_hold(*fd) != 0)
		return STORE_LOST;
	end = put(s, *fd, bytes, n, 0);
	if (end == STORE_DONE && s->calls->sync(*fd) != 0)
		end = is_full(errno) ? STORE_FULL : STORE_LOST;
	return end;
}

enum store_end
store_renew(struct store *s, const void *bytes, size_t n, struct error *err)
{
	char name[NAME];
	int fd = -1;
	enum store_end end;

	(void)snprintf(name, sizeof(name), "%s.new", s->name);
	end = write_new(s, name, &fd, bytes, n);
	if (end == STORE_DONE &&
	    (s->calls->rename(s->dir, name, s->name) != 0 ||
		s->calls->sync_names(s->dir) != 0))
		end = is_full(errno) ? STORE_FULL : STORE_LOST;
	if (end != STORE_DONE) {
		drop(fd);
		return fail(s, end, err);
	}
	drop(s->fd);
	s->fd = fd;
	s->durable = s->end = (off_t)n;
	s->lost = s->ragged = false;
	fill_reserve(s);
	return STORE_DONE;
}

/* Blocks behind the end stay a file's until it is cut there; bytes of a
 * stranger are not ours to cut. */
void
store_close(struct store *s)
{
	struct stat st;

	if (s->fd >= 0 && !s->lost && s->end > s->durable &&
	    fstat(s->fd, &st) == 0 && st.st_size == s->durable)
		(void)s->calls->truncate(s->fd, s->durable);
	drop(s->fd);
	s->fd = -1;
}
