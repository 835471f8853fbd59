/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/tiles.h -- a tree kept as static files of up to 256 hashes
 * (tiles) and 256 entries (bundles): their names and bytes, and which of them
 * a tree that grew has and had not. Knows no disk.
 * Source: C2SP tlog-tiles. */
#ifndef REPLAY_PROOF_TILES_H
#define REPLAY_PROOF_TILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"

struct digest;
struct text;

enum {
	TILES_WIDTH = 256,
	TILES_ENTRIES = -1, /* the level of bundles of entries */
	TILES_PATH = 64,    /* bytes that hold a path and its NUL */
	TILES_ENTRY_MOST = 65535
};

/* A tile (图块), or a bundle of entries: number `n` of its level, `width` of
 * its 256 places filled. */
struct tile {
	int level;
	uint64_t n;
	unsigned width;
};

/* The folder of all of them. */
#define TILES_FOLDER "tile"

/* tiles_path: its name below the archive: "tile/0/x001/x234/067.p/5". */
void tiles_path(char out[TILES_PATH], struct tile tile);

/* tiles_first: the first tile that the tree of `size` entries has and that of
 * `old` had not (or not as wide): bundles first, then level by level.
 * Return: false if there is none. */
bool tiles_first(uint64_t old, uint64_t size, struct tile *out);

/* tiles_next: the one behind `*tile`. Return: false if that was the last. */
bool tiles_next(uint64_t old, uint64_t size, struct tile *tile);

/* tiles_write: append the bytes of a tile of the tree with these leaf hashes
 * and entries. Order: the entries below the tile. */
void tiles_write(struct text *t, struct tile tile, const struct digest *leaf,
    const struct bytes *entry);

/* tiles_take: the entries of a bundle, exactly `width` of them, or, where
 * `loose`, the first of more.
 * Owns:   `out` borrows from `s`.
 * Return: false if the bytes are not such a bundle. */
bool tiles_take(struct bytes s, unsigned width, bool loose, struct bytes *out);

#endif
