/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tiles.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "replay/proof/tree.h"

void
tiles_path(char out[TILES_PATH], struct tile tile)
{
	uint64_t n = tile.n;
	char number[32];
	char *at = number + sizeof(number) - 1;
	char level[8] = "entries";

	/* From the right: three digits a part, all but the last with an x. */
	*at = '\0';
	for (bool last = true; last || n > 0; last = false) {
		char part[8];

		(void)snprintf(part, sizeof(part), last ? "%03u" : "x%03u/",
		    (unsigned)(n % 1000));
		for (size_t i = last ? 3 : 5; i > 0; i--)
			*--at = part[i - 1];
		n /= 1000;
	}
	if (tile.level != TILES_ENTRIES)
		(void)snprintf(level, sizeof(level), "%d", tile.level);
	if (tile.width == TILES_WIDTH)
		(void)snprintf(
		    out, TILES_PATH, TILES_FOLDER "/%s/%s", level, at);
	else
		(void)snprintf(out, TILES_PATH, TILES_FOLDER "/%s/%s.p/%u",
		    level, at, tile.width);
}

/* under: how many entries one place of a tile of this level stands for. */
static uint64_t
under(int level)
{
	return level <= 0 ? 1 : UINT64_C(1) << 8 * level;
}

/* settle: the tile at `*tile`'s level and number, or the first behind it. */
static bool
settle(uint64_t old, uint64_t size, struct tile *tile)
{
	for (; under(tile->level) <= size; tile->level++, tile->n = 0) {
		uint64_t had = old / under(tile->level);
		uint64_t has = size / under(tile->level);
		uint64_t rest;

		if (tile->n < had / TILES_WIDTH)
			tile->n = had / TILES_WIDTH;
		if (has == had || tile->n * TILES_WIDTH >= has)
			continue;
		rest = has - tile->n * TILES_WIDTH;
		tile->width = rest < TILES_WIDTH ? (unsigned)rest : TILES_WIDTH;
		return true;
	}
	return false;
}

bool
tiles_first(uint64_t old, uint64_t size, struct tile *out)
{
	*out = (struct tile){TILES_ENTRIES, 0, 0};
	return size > 0 && settle(old, size, out);
}

bool
tiles_next(uint64_t old, uint64_t size, struct tile *tile)
{
	tile->n++;
	return settle(old, size, tile);
}

static void
write_entry(struct text *t, struct bytes entry)
{
	const char length[2] = {
	    (char)(entry.len >> 8), (char)(entry.len & 0xFF)};

	assert(entry.len <= TILES_ENTRY_MOST);
	text_bytes(t, length, 2);
	text_bytes(t, entry.at, entry.len);
}

void
tiles_write(struct text *t, struct tile tile, const struct digest *leaf,
    const struct bytes *entry)
{
	for (unsigned i = 0; i < tile.width; i++) {
		uint64_t at = tile.n * TILES_WIDTH + i;
		uint64_t span = under(tile.level);
		struct digest d;

		if (tile.level == TILES_ENTRIES) {
			write_entry(t, entry[at]);
			continue;
		}
		d = tree_root_of(leaf + at * span, span);
		text_bytes(t, (const char *)d.byte, DIGEST_SIZE);
	}
}

bool
tiles_take(struct bytes s, unsigned width, bool loose, struct bytes *out)
{
	const unsigned char *at = (const unsigned char *)s.at;
	size_t left = s.len;

	for (unsigned i = 0; i < width; i++) {
		size_t n;

		if (left < 2)
			return false;
		n = (size_t)at[0] << 8 | at[1];
		if (left - 2 < n)
			return false;
		out[i] = (struct bytes){(const char *)at + 2, n};
		at += 2 + n;
		left -= 2 + n;
	}
	return loose || left == 0;
}
