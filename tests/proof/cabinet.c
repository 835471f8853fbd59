/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/proof/cabinet.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/sample.h"

/* No power is cut in these tests: let a sync cost nothing. */
static int
no_sync(int fd)
{
	(void)fd;
	return 0;
}

void
cabinet_new(struct cabinet *c)
{
	static struct disk disk;
	struct error err = ERROR_INIT;
	const char *made;

	memset(c, 0, sizeof(*c));
	c->arena = arena_new(1 << 30, &err);
	(void)snprintf(c->root, sizeof(c->root), "/tmp/yanlian-archive-XXXXXX");
	made = mkdtemp(c->root);
	assert(made != NULL && c->arena != NULL);
	(void)snprintf(c->path, sizeof(c->path), "%s/a", c->root);
	(void)snprintf(c->marks, sizeof(c->marks), "%s/marks", c->root);
	c->key = sample_key("ops.example/archive", 11);
	disk = *disk_system();
	disk.sync = no_sync;
	c->keeper.disk = &disk;
	c->keeper.key = &c->key;
	c->keeper.marks = c->marks;
}

void
cabinet_begin(struct cabinet *c)
{
	struct error err = ERROR_INIT;
	int rc =
	    keeper_create(c->arena, &c->keeper, c->path, CABINET_TIME, &err);

	if (rc != 0)
		(void)fprintf(stderr, "%s %s\n", err.id, err.where);
	assert(rc == 0);
}

const char *
cabinet_open(struct cabinet *c)
{
	struct error err = ERROR_INIT;

	return keeper_open(c->arena, &c->keeper, c->path, &err) == 0 ? ""
								     : err.id;
}

void
cabinet_close(struct cabinet *c)
{
	keeper_close(&c->keeper);
}

const char *
cabinet_publish(struct cabinet *c, const char *version)
{
	static const char zeros[] = "00000000000000000000000000000000"
				    "00000000000000000000000000000000";
	struct error err = ERROR_INIT;
	struct leaf l = {.kind = LEAF_PLAN_PUBLISH,
	    .time = CABINET_TIME,
	    .name = "plan",
	    .version = version,
	    .digest = zeros};

	return keeper_append(c->arena, &c->keeper, &l, 1, &err) == 0 ? ""
								     : err.id;
}

uint64_t
cabinet_size(const struct cabinet *c)
{
	struct error err = ERROR_INIT;
	struct archive a;
	int rc = archive_open(c->arena, c->path, &a, &err);

	if (rc == 0)
		rc = archive_tiles(c->arena, &a, &err);
	if (rc != 0)
		(void)fprintf(stderr, "%s %s\n", err.id, err.where);
	assert(rc == 0);
	archive_close(&a);
	return a.n;
}

static const char *
place(struct cabinet *c, const char *name)
{
	struct text t = text_new(c->arena);

	text_fmt(&t, "%s/%s", c->root, name);
	return t.at;
}

struct bytes
cabinet_read(struct cabinet *c, const char *name)
{
	struct error err = ERROR_INIT;
	struct bytes b = {NULL, 0};
	int rc = file_read(c->arena, place(c, name), 1 << 24, &b, &err);

	assert(rc == 0);
	return b;
}

void
cabinet_write(struct cabinet *c, const char *name, struct bytes b)
{
	FILE *f = fopen(place(c, name), "wb");
	size_t put;

	assert(f != NULL);
	put = fwrite(b.at, 1, b.len, f);
	assert(put == b.len);
	(void)fclose(f);
}

void
cabinet_shell(const struct cabinet *c, const char *command)
{
	char line[512];
	int rc;

	(void)snprintf(line, sizeof(line), "cd %s && %s", c->root, command);
	rc = system(line);
	assert(rc == 0);
}

void
cabinet_free(struct cabinet *c)
{
	cabinet_close(c);
	cabinet_shell(
	    c, "rm -rf a marks other* state *.key; cd .. ; rmdir $OLDPWD");
	arena_free(c->arena);
}
