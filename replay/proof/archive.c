/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/archive.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/disk.h"
#include "replay/proof/tiles.h"

static const char head_file[] = "checkpoint";

/* invalid: entry `i` is at fault. */
static int
invalid(uint64_t i, const char *id, struct error *err)
{
	char number[24];

	(void)snprintf(number, sizeof(number), "%" PRIu64, i);
	return error_set(err, ERROR_INVALID, id, number, number);
}

/* read_bundle: one bundle of entries; a partial one may have been dropped
 * where the full one stands. What the disk cannot read is not altered. */
static int
read_bundle(struct arena *arena, int dir, struct tile tile, struct bytes *out,
    struct error *err)
{
	struct tile tries[] = {tile, {tile.level, tile.n, TILES_WIDTH}};
	char path[TILES_PATH];
	struct bytes b;

	for (int i = 0; i < 2; i++) {
		struct error e = ERROR_INIT;

		tiles_path(path, tries[i]);
		if (disk_read(arena, dir, path, ARCHIVE_BYTES_MOST, &b, &e) ==
		    0) {
			if (tiles_take(b, tile.width, i == 1, out))
				return 0;
			break;
		}
		if (e.kind == ERROR_SYSTEM) {
			*err = e;
			return -1;
		}
	}
	tiles_path(path, tile);
	return error_set(err, ERROR_INVALID, "error.archive-tile", path, "");
}

static int
read_lines(struct arena *arena, struct archive *a, struct error *err)
{
	struct tile tile;
	size_t sum = 0;

	for (bool more = tiles_first(0, a->n, &tile);
	     more && tile.level == TILES_ENTRIES;
	     more = tiles_next(0, a->n, &tile)) {
		struct bytes *line = a->line + tile.n * TILES_WIDTH;

		if (read_bundle(arena, a->dir, tile, line, err) != 0)
			return -1;
		for (unsigned i = 0; i < tile.width; i++)
			sum += line[i].len;
		if (sum > ARCHIVE_BYTES_MOST)
			return error_set(err, ERROR_INPUT,
			    "error.archive-too-large", "", "");
	}
	return 0;
}

static int
check_root(struct archive *a, struct error *err)
{
	struct digest root;

	for (uint64_t i = 0; i < a->n; i++)
		a->hash[i] = tree_leaf(a->line[i].at, a->line[i].len);
	root = tree_root_of(a->hash, a->n);
	if (memcmp(root.byte, a->at.root.byte, DIGEST_SIZE) != 0)
		return error_set(
		    err, ERROR_INVALID, "error.archive-root", head_file, "");
	return 0;
}

static int
read_leaf(struct arena *arena, struct archive *a, uint64_t i, struct error *err)
{
	const char *why;

	switch (leaf_read(arena, a->line[i], i, &a->leaf[i])) {
	case LEAF_READ:
		break;
	case LEAF_LATER:
		(void)invalid(i, "error.archive-later", err);
		err->kind = ERROR_INPUT;
		return -1;
	case LEAF_WRONG:
		return invalid(i, "error.archive-leaf", err);
	}
	why = roll_take(&a->roll, &a->leaf[i]);
	return why == NULL ? 0 : invalid(i, why, err);
}

static int
check_head(const struct archive *a, struct error *err)
{
	if (strcmp(a->at.origin, a->roll.archive.name) != 0 ||
	    note_signed(&a->note, &a->roll.archive) != NOTE_SIGNED)
		return error_set(err, ERROR_INVALID, "error.archive-signature",
		    head_file, "");
	return 0;
}

/* read_leaves: the head is checked as soon as its key is known, so that no
 * stranger can pass as a later version. */
static int
read_leaves(struct arena *arena, struct archive *a, struct error *err)
{
	a->roll = roll_new(arena, a->hash, a->n);
	for (uint64_t i = 0; i < a->n; i++) {
		if (read_leaf(arena, a, i, err) != 0)
			return -1;
		if (i == 0 && check_head(a, err) != 0)
			return -1;
	}
	return 0;
}

int
archive_load(struct arena *arena, int dir, struct bytes head,
    struct archive *out, struct error *err)
{
	struct archive a = {.dir = dir, .head = head};

	if (!note_read(head.at, head.len, &a.note) ||
	    !checkpoint_read(&a.note, &a.at) || a.at.size == 0)
		return error_set(err, ERROR_INVALID, "error.archive-checkpoint",
		    head_file, "");
	if (a.at.size > ARCHIVE_LEAVES_MOST)
		return error_set(
		    err, ERROR_INPUT, "error.archive-too-large", "", "");
	a.n = a.at.size;
	a.line = arena_array(arena, a.n, sizeof(*a.line));
	a.hash = arena_array(arena, a.n, sizeof(*a.hash));
	a.leaf = arena_array(arena, a.n, sizeof(*a.leaf));
	if (read_lines(arena, &a, err) != 0 || check_root(&a, err) != 0 ||
	    read_leaves(arena, &a, err) != 0)
		return -1;
	*out = a;
	return 0;
}

/* read_head: an archive without its head is no archive, if nothing else of one
 * is there either. */
static int
read_head(struct arena *arena, int dir, const char *path, struct bytes *out,
    struct error *err)
{
	struct error e = ERROR_INIT;

	if (disk_read(arena, dir, head_file, NOTE_MOST, out, &e) == 0)
		return 0;
	if (e.kind == ERROR_SYSTEM) {
		*err = e;
		return -1;
	}
	if (disk_is_there(dir, head_file))
		return error_set(err, ERROR_INVALID, "error.archive-checkpoint",
		    head_file, "");
	if (disk_is_there(dir, TILES_FOLDER))
		return error_set(
		    err, ERROR_INVALID, "error.archive-headless", path, "");
	return error_set(err, ERROR_INPUT, "error.archive-none", path, "");
}

int
archive_open(struct arena *arena, const char *path, struct archive *out,
    struct error *err)
{
	int dir = disk_directory(disk_system(), path, 0, err);
	struct bytes head;

	if (dir < 0)
		return -1;
	if (read_head(arena, dir, path, &head, err) == 0 &&
	    archive_load(arena, dir, head, out, err) == 0)
		return 0;
	disk_close(dir);
	return -1;
}

void
archive_close(struct archive *a)
{
	disk_close(a->dir);
	a->dir = -1;
}

/* is_tile: does the file hold these bytes, or begin with them if it is the
 * full tile that a partial one became? */
static bool
is_tile(struct arena *arena, int dir, struct tile tile, const struct text *want)
{
	struct error err = ERROR_INIT;
	char path[TILES_PATH];
	struct bytes got;

	tiles_path(path, tile);
	if (disk_read(arena, dir, path, ARCHIVE_BYTES_MOST, &got, &err) == 0)
		return got.len == want->len &&
		       memcmp(got.at, want->at, got.len) == 0;
	tile.width = TILES_WIDTH;
	tiles_path(path, tile);
	err = (struct error)ERROR_INIT;
	return disk_read(arena, dir, path, ARCHIVE_BYTES_MOST, &got, &err) ==
		   0 &&
	       got.len >= want->len && memcmp(got.at, want->at, want->len) == 0;
}

int
archive_tiles(struct arena *arena, const struct archive *a, struct error *err)
{
	struct tile tile;

	for (bool more = tiles_first(0, a->n, &tile); more;
	     more = tiles_next(0, a->n, &tile)) {
		struct text want = text_new(arena);
		char path[TILES_PATH];

		tiles_write(&want, tile, a->hash, a->line);
		if (is_tile(arena, a->dir, tile, &want))
			continue;
		tiles_path(path, tile);
		return error_set(
		    err, ERROR_INVALID, "error.archive-tile", path, "");
	}
	return 0;
}

int
archive_follows(const struct archive *a, struct bytes old, struct error *err)
{
	struct checkpoint c;
	struct digest root;
	struct note n;

	if (!note_read(old.at, old.len, &n) || !checkpoint_read(&n, &c))
		return error_set(
		    err, ERROR_INPUT, "error.archive-checkpoint", "", "");
	if (strcmp(c.origin, a->at.origin) != 0 ||
	    note_signed(&n, &a->roll.archive) != NOTE_SIGNED)
		return error_set(
		    err, ERROR_INVALID, "error.archive-signature", "", "");
	if (c.size > a->n)
		return invalid(c.size, "error.archive-rollback", err);
	root = tree_root_of(a->hash, c.size);
	if (memcmp(root.byte, c.root.byte, DIGEST_SIZE) != 0)
		return invalid(c.size, "error.archive-split", err);
	return 0;
}
