/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keeper.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/tiles.h"

static const char head_file[] = "checkpoint";
static const char lock_file[] = "lock";

/* name_mark: the mark goes by its key, not by where the archive lies. */
static void
name_mark(struct arena *arena, struct keeper *k)
{
	struct text vkey = text_new(arena);
	char hex[DIGEST_HEX];
	struct digest d;

	note_key_write(&vkey, &k->key->pub);
	d = digest_of(vkey.at, vkey.len);
	digest_hex(&d, hex);
	(void)snprintf(k->mark, sizeof(k->mark), "%.16s", hex);
}

/* start: directories open, lock held. */
static int
start(struct arena *arena, struct keeper *k, const char *path, mode_t mode,
    struct error *err)
{
	k->mark_dir = k->lock = -1;
	k->first_sight = k->was_repaired = false;
	k->archive =
	    (struct archive){.dir = disk_directory(k->disk, path, mode, err)};
	name_mark(arena, k);
	if (k->archive.dir < 0)
		return -1;
	k->mark_dir = disk_directory(k->disk, k->marks, 0700, err);
	if (k->mark_dir < 0)
		return -1;
	k->lock = disk_lock(k->archive.dir, lock_file, err);
	return k->lock < 0 ? -1 : 0;
}

void
keeper_close(struct keeper *k)
{
	disk_close(k->lock);
	disk_close(k->mark_dir);
	archive_close(&k->archive);
	k->lock = k->mark_dir = -1;
}

/* read_if_there: a note in a file; `at` NULL if there is no such file. */
static int
read_if_there(struct arena *arena, int dir, const char *name, struct bytes *out,
    struct error *err)
{
	struct error e = ERROR_INIT;

	*out = (struct bytes){NULL, 0};
	if (disk_read(arena, dir, name, NOTE_MOST, out, &e) == 0 ||
	    strcmp(e.id, "error.file-missing") == 0)
		return 0;
	*err = e;
	return -1;
}

static bool
read_checkpoint(struct bytes b, struct checkpoint *out)
{
	struct note n;

	return b.at != NULL && note_read(b.at, b.len, &n) &&
	       checkpoint_read(&n, out);
}

/* is_behind: is the archive's head older than the mark, or not there? */
static bool
is_behind(struct bytes head, struct bytes mark)
{
	struct checkpoint h, m;

	return read_checkpoint(mark, &m) &&
	       (head.at == NULL ||
		   (read_checkpoint(head, &h) && h.size < m.size));
}

/* repair: the mark is ahead: an append was cut off behind it, or somebody has
 * put an old copy back. Entries that the mark vouches for tell which. */
static int
repair(
    struct arena *arena, struct keeper *k, struct bytes mark, struct error *err)
{
	struct error e = ERROR_INIT;
	struct checkpoint m = {.size = 0};
	char number[24];

	if (archive_load(arena, k->archive.dir, mark, &k->archive, &e) != 0) {
		(void)read_checkpoint(mark, &m);
		(void)snprintf(
		    number, sizeof(number), "%llu", (unsigned long long)m.size);
		if (e.kind == ERROR_SYSTEM)
			*err = e;
		return error_set(err, ERROR_INVALID, "error.archive-rollback",
		    head_file, number);
	}
	k->was_repaired = true;
	return disk_put(
	    k->disk, k->archive.dir, head_file, mark.at, mark.len, err);
}

static int
load(struct arena *arena, struct keeper *k, const char *path, struct error *err)
{
	struct bytes head, mark;

	if (read_if_there(arena, k->archive.dir, head_file, &head, err) != 0 ||
	    read_if_there(arena, k->mark_dir, k->mark, &mark, err) != 0)
		return -1;
	if (is_behind(head, mark))
		return repair(arena, k, mark, err);
	if (head.at == NULL)
		return error_set(
		    err, ERROR_INPUT, "error.archive-none", path, "");
	if (archive_load(arena, k->archive.dir, head, &k->archive, err) != 0)
		return -1;
	k->first_sight = mark.at == NULL;
	if (mark.at != NULL)
		return archive_follows(&k->archive, mark, err);
	/* With nothing entered yet, there is nothing to enter twice. */
	if (k->archive.n > 1 && !k->takes_unseen)
		return error_set(
		    err, ERROR_INPUT, "error.archive-unseen", k->marks, "");
	return 0;
}

int
keeper_open(
    struct arena *arena, struct keeper *k, const char *path, struct error *err)
{
	int rc = start(arena, k, path, 0, err);

	if (rc == 0)
		rc = load(arena, k, path, err);
	if (rc == 0 && !note_key_same(&k->archive.roll.archive, &k->key->pub))
		rc = error_set(err, ERROR_INPUT, "error.archive-key-other",
		    path, k->archive.roll.archive.name);
	if (rc == 0)
		rc = disk_put(k->disk, k->mark_dir, k->mark, k->archive.head.at,
		    k->archive.head.len, err);
	if (rc != 0)
		keeper_close(k);
	return rc;
}

int
keeper_create(struct arena *arena, struct keeper *k, const char *path,
    const char *time, struct error *err)
{
	struct leaf genesis = {.kind = LEAF_GENESIS,
	    .time = time,
	    .origin = k->key->pub.name,
	    .key = k->key->pub,
	    .format = 1};
	struct bytes head, mark;
	int rc = start(arena, k, path, 0755, err);

	if (rc == 0)
		rc =
		    read_if_there(arena, k->archive.dir, head_file, &head, err);
	if (rc == 0)
		rc = read_if_there(arena, k->mark_dir, k->mark, &mark, err);
	if (rc == 0 && head.at != NULL)
		rc = error_set(err, ERROR_INPUT, "error.file-exists", path, "");
	if (rc == 0 && mark.at != NULL)
		rc = error_set(err, ERROR_INPUT, "error.archive-has-mark", path,
		    k->key->pub.name);
	if (rc == 0)
		rc = keeper_append(arena, k, &genesis, 1, err);
	if (rc != 0)
		keeper_close(k);
	return rc;
}

/* ---- appending ---- */

/* grow: room for `n` more entries behind those there are. */
static struct archive
grow(struct arena *arena, const struct archive *old, size_t n)
{
	struct archive a = *old;
	uint64_t most = old->n + n;

	a.line = arena_array(arena, most, sizeof(*a.line));
	a.hash = arena_array(arena, most, sizeof(*a.hash));
	a.leaf = arena_array(arena, most, sizeof(*a.leaf));
	a.roll = roll_new(arena, a.hash, most);
	for (uint64_t i = 0; i < old->n; i++) {
		a.line[i] = old->line[i];
		a.hash[i] = old->hash[i];
		a.leaf[i] = old->leaf[i];
		(void)roll_take(&a.roll, &a.leaf[i]);
	}
	return a;
}

/* spell: the new entries as lines, each taken by the roll. */
static int
spell(struct arena *arena, struct archive *a, struct leaf *leaves, size_t n,
    struct error *err)
{
	for (size_t i = 0; i < n; i++) {
		struct text t = text_new(arena);
		const char *why;

		leaves[i].i = a->n;
		why = leaf_write(&t, &leaves[i]);
		if (why != NULL)
			return error_set(err, ERROR_INPUT,
			    "error.archive-member",
			    leaf_kind_name(leaves[i].kind), why);
		why = roll_take(&a->roll, &leaves[i]);
		if (why != NULL)
			return error_set(err, ERROR_INPUT, why, "",
			    leaf_kind_name(leaves[i].kind));
		a->line[a->n] = (struct bytes){t.at, t.len};
		a->hash[a->n] = tree_leaf(t.at, t.len);
		a->leaf[a->n] = leaves[i];
		a->n++;
	}
	return 0;
}

static int
put_tiles(struct arena *arena, const struct keeper *k, const struct archive *a,
    struct error *err)
{
	struct tile tile;

	for (bool more = tiles_first(k->archive.n, a->n, &tile); more;
	     more = tiles_next(k->archive.n, a->n, &tile)) {
		struct text t = text_new(arena);
		char path[TILES_PATH];

		tiles_path(path, tile);
		tiles_write(&t, tile, a->hash, a->line);
		if (disk_put(k->disk, a->dir, path, t.at, t.len, err) != 0)
			return -1;
	}
	return 0;
}

/* sign: the head over all entries. */
static void
sign(struct arena *arena, const struct key *key, struct archive *a)
{
	struct text t = text_new(arena);
	struct tree tree = {0};
	uint8_t signature[64];

	for (uint64_t i = 0; i < a->n; i++)
		tree_add(&tree, &a->hash[i]);
	note_checkpoint(&t, key->pub.name, &tree);
	note_sign(t.at, t.len, key->secret, signature);
	text_add(&t, "\n");
	note_write(&t, &key->pub, signature);
	a->head = (struct bytes){t.at, t.len};
	(void)note_read(a->head.at, a->head.len, &a->note);
	(void)checkpoint_read(&a->note, &a->at);
}

int
keeper_append(struct arena *arena, struct keeper *k, struct leaf *leaves,
    size_t n, struct error *err)
{
	struct archive a;

	if (k->archive.n + n > ARCHIVE_LEAVES_MOST)
		return error_set(
		    err, ERROR_INPUT, "error.archive-too-large", "", "");
	a = grow(arena, &k->archive, n);
	if (spell(arena, &a, leaves, n, err) != 0 ||
	    put_tiles(arena, k, &a, err) != 0)
		return -1;
	sign(arena, k->key, &a);
	if (disk_put(k->disk, k->mark_dir, k->mark, a.head.at, a.head.len,
		err) != 0 ||
	    disk_put(k->disk, a.dir, head_file, a.head.at, a.head.len, err) !=
		0)
		return -1;
	k->archive = a;
	return 0;
}
