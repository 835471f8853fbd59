/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/proof/rig.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

static struct rig the;

/* fails: is this the call that fails? */
static bool
fails(void)
{
	the.calls++;
	if (the.fail_at == 0 || the.calls < the.fail_at ||
	    (the.calls > the.fail_at && !the.fail_on))
		return false;
	errno = the.fail_with;
	return true;
}

static void
remember(enum rig_act act, off_t at, const void *bytes, size_t n)
{
	if (the.forget)
		return;
	assert(the.n < RIG_EVENTS);
	the.event[the.n++] = (struct rig_event){
	    act, at, n, bytes == NULL ? NULL : arena_copy(the.arena, bytes, n)};
}

static int
rig_open(int dir, const char *name, int flags, mode_t mode)
{
	return fails() ? -1 : openat(dir, name, flags, mode);
}

static ssize_t
rig_write(int fd, const void *bytes, size_t n, off_t at)
{
	if (fails())
		return -1;
	if (the.write > 0 && n > the.write)
		n = the.write;
	if (the.room >= 0 && at + (off_t)n > the.room)
		n = at < the.room ? (size_t)(the.room - at) : 0;
	if (n == 0) {
		errno = ENOSPC;
		return -1;
	}
	remember(RIG_WRITE, at, bytes, n);
	return pwrite(fd, bytes, n, at);
}

static int
rig_sync(int fd)
{
	(void)fd;
	if (fails())
		return -1;
	remember(RIG_SYNC, 0, NULL, 0);
	return 0;
}

static int
rig_sync_names(int dir)
{
	(void)dir;
	return fails() ? -1 : 0;
}

static int
rig_truncate(int fd, off_t size)
{
	if (fails())
		return -1;
	remember(RIG_TRUNCATE, size, NULL, 0);
	return ftruncate(fd, size);
}

static int
rig_reserve(int fd, off_t from, off_t size)
{
	(void)fd;
	(void)from;
	(void)size;
	return fails() ? -1 : 0;
}

static int
rig_rename(int dir, const char *from, const char *to)
{
	return fails() ? -1 : renameat(dir, from, dir, to);
}

const struct store_calls *
rig_calls(void)
{
	static const struct store_calls calls = {rig_open, rig_write, rig_sync,
	    rig_sync_names, rig_truncate, rig_reserve, rig_rename};

	return &calls;
}

static void
empty(const struct rig *r)
{
	DIR *d = opendir(r->root);
	struct dirent *e;

	assert(d != NULL);
	while ((e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			(void)unlinkat(r->dir, e->d_name, 0);
	(void)closedir(d);
}

void
rig_reset(struct rig *r)
{
	empty(r);
	arena_reset(r->arena);
	r->calls = r->fail_at = 0;
	r->fail_on = r->forget = false;
	r->room = -1;
	r->write = 0;
	r->n = 0;
}

struct rig *
rig_new(void)
{
	struct error err = ERROR_INIT;
	const char *made;

	memset(&the, 0, sizeof(the));
	(void)snprintf(the.root, sizeof(the.root), "/tmp/yanlian-store-XXXXXX");
	made = mkdtemp(the.root);
	the.arena = arena_new(1 << 28, &err);
	assert(made != NULL && the.arena != NULL);
	the.dir = open(the.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert(the.dir >= 0);
	rig_reset(&the);
	return &the;
}

void
rig_promise(struct rig *r, long much)
{
	(void)r;
	remember(RIG_PROMISE, much, NULL, 0);
}

struct bytes
rig_read(struct rig *r, const char *name)
{
	struct error err = ERROR_INIT;
	struct bytes b = {NULL, 0};
	int fd = openat(r->dir, name, O_RDONLY | O_CLOEXEC);

	if (fd >= 0 &&
	    file_read_open(r->arena, fd, name, 1 << 24, &b, &err) != 0)
		abort();
	if (fd >= 0)
		(void)close(fd);
	return b;
}

void
rig_put(struct rig *r, const char *name, const void *bytes, size_t n)
{
	int fd = openat(
	    r->dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t done = write(fd, bytes, n);

	assert(done == (ssize_t)n);
	(void)close(fd);
}

void
rig_free(struct rig *r)
{
	empty(r);
	(void)close(r->dir);
	(void)rmdir(r->root);
	arena_free(r->arena);
}
