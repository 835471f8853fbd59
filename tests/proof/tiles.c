/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tiles.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/tree.h"
#include "tests/suite.h"

/* Source: C2SP tlog-tiles, its own example of an index. */
START_TEST(tiles_have_the_names_of_the_specification)
{
	static const struct {
		struct tile tile;
		const char *path;
	} cases[] = {
	    {{0, 0, 256}, "tile/0/000"},
	    {{0, 273, 112}, "tile/0/273.p/112"},
	    {{1, 1234067, 256}, "tile/1/x001/x234/067"},
	    {{2, 1000, 1}, "tile/2/x001/000.p/1"},
	    {{TILES_ENTRIES, 999, 255}, "tile/entries/999.p/255"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char path[TILES_PATH];

		tiles_path(path, cases[i].tile);
		ck_assert_str_eq(path, cases[i].path);
	}
}
END_TEST

/* Source: C2SP tlog-tiles: "a tree of size 70,000 will be represented by 273
 * full level 0 tiles, one partial level 0 tile of width 112, one full level 1
 * tile, one partial level 1 tile of width 17, and one partial level 2 tile of
 * width 1", and 256 by a full one and one of width 1. */
START_TEST(tiles_of_a_tree_are_those_of_the_specification)
{
	unsigned full[4] = {0}, width[4] = {0};
	struct tile t;
	unsigned n = 0;

	for (bool more = tiles_first(0, 70000, &t); more;
	     more = tiles_next(0, 70000, &t)) {
		if (t.width == TILES_WIDTH)
			full[t.level + 1]++;
		else
			width[t.level + 1] = t.width;
		n++;
	}
	ck_assert_uint_eq(n, 274 + 274 + 2 + 1);
	ck_assert_uint_eq(full[1], 273);
	ck_assert_uint_eq(width[1], 112);
	ck_assert_uint_eq(full[2], 1);
	ck_assert_uint_eq(width[2], 17);
	ck_assert_uint_eq(full[3], 0);
	ck_assert_uint_eq(width[3], 1);
	ck_assert(tiles_first(255, 256, &t));
	ck_assert_int_eq(t.level, TILES_ENTRIES);
	ck_assert_uint_eq(t.width, TILES_WIDTH);
	ck_assert(tiles_next(255, 256, &t) && t.level == 0);
	ck_assert(tiles_next(255, 256, &t) && t.level == 1 && t.width == 1);
	ck_assert(!tiles_next(255, 256, &t));
	ck_assert(!tiles_first(7, 7, &t));
	ck_assert(!tiles_first(0, 0, &t));
}
END_TEST

/* What grows from one size to the next, added up, is what the last has. */
START_TEST(tiles_that_grew_are_those_that_were_not_there)
{
	for (uint64_t size = 1; size < 600; size++) {
		struct tile t;
		bool wide = false;

		for (bool more = tiles_first(size - 1, size, &t); more;
		     more = tiles_next(size - 1, size, &t)) {
			uint64_t span = t.level <= 0 ? 1 : 256;

			ck_assert_uint_eq(
			    (t.n * TILES_WIDTH + t.width) * span, size);
			wide |= t.level == 1;
		}
		ck_assert(wide == (size % 256 == 0));
	}
}
END_TEST

/* Source: the definition, MTH over 256 leaves a hash. */
START_TEST(tiles_above_hold_the_roots_of_those_below)
{
	static struct digest leaf[520];
	struct error err = ERROR_INIT;
	struct arena *arena = arena_new(1 << 20, &err);
	struct text t = text_new(arena);
	struct digest want[2];

	for (uint64_t i = 0; i < 520; i++)
		leaf[i] = tree_leaf(&i, sizeof(i));
	want[0] = tree_root_of(leaf, 256);
	want[1] = tree_root_of(leaf + 256, 256);
	tiles_write(&t, (struct tile){1, 0, 2}, leaf, NULL);
	ck_assert_uint_eq(t.len, sizeof(want));
	ck_assert_mem_eq(t.at, want, sizeof(want));
	t.len = 0;
	tiles_write(&t, (struct tile){0, 2, 8}, leaf, NULL);
	ck_assert_mem_eq(t.at, leaf + 512, 8 * sizeof(leaf[0]));
	arena_free(arena);
}
END_TEST

START_TEST(tiles_give_entries_back)
{
	struct bytes in[3] = {{"", 0}, {"one", 3}, {"\0\xFF", 2}}, out[3];
	struct error err = ERROR_INIT;
	struct arena *arena = arena_new(1 << 20, &err);
	struct text t = text_new(arena);
	struct bytes b;

	tiles_write(&t, (struct tile){TILES_ENTRIES, 0, 3}, NULL, in);
	b = (struct bytes){t.at, t.len};
	ck_assert_mem_eq(t.at, "\0\0\0\3one\0\2\0\xFF", 11);
	ck_assert(tiles_take(b, 3, false, out));
	ck_assert_uint_eq(out[1].len, 3);
	ck_assert_mem_eq(out[1].at, "one", 3);
	ck_assert(!tiles_take(b, 2, false, out));
	ck_assert(tiles_take(b, 2, true, out));
	ck_assert(!tiles_take(b, 4, true, out));
	for (b.len = 0; b.len < t.len; b.len++)
		ck_assert(!tiles_take(b, 3, false, out));
	arena_free(arena);
}
END_TEST

SUITE_MAIN("tiles", tiles_have_the_names_of_the_specification,
    tiles_of_a_tree_are_those_of_the_specification,
    tiles_that_grew_are_those_that_were_not_there,
    tiles_above_hold_the_roots_of_those_below, tiles_give_entries_back)
