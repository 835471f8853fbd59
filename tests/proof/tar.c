/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

static struct bytes
bytes(const char *s)
{
	return (struct bytes){s, strlen(s)};
}

static void
put(struct tar *t, const char *name, const char *content)
{
	struct error err = ERROR_INIT;

	ck_assert_int_eq(tar_put(t, name, bytes(content), &err), 0);
}

/* sample: three files, put in another order than they stand in. */
static struct bytes
sample(struct arena *a)
{
	struct tar t = {.n = 0};

	put(&t, "b.json", "{}");
	put(&t, "empty", "");
	put(&t, "A.txt", "hello\n");
	return tar_write(a, &t);
}

/* is_refused: does it not read, and say so at this byte? */
static void
is_refused(struct arena *a, struct bytes b, size_t at)
{
	struct tar t;
	size_t where;

	ck_assert_int_eq(tar_read(a, b, &t, &where), -1);
	ck_assert_uint_eq(where, at);
}

START_TEST(tar_reads_back_what_it_wrote)
{
	struct arena *a = cases_arena(1 << 20);
	struct bytes b = sample(a);
	struct tar t;
	size_t where;

	ck_assert_uint_eq(b.len, 10240);
	ck_assert_int_eq(tar_read(a, b, &t, &where), 0);
	ck_assert_uint_eq(t.n, 3);
	ck_assert_str_eq(t.member[0].name, "A.txt");
	ck_assert_str_eq(t.member[0].bytes.at, "hello\n");
	ck_assert_str_eq(tar_get(&t, "b.json").at, "{}");
	ck_assert_uint_eq(tar_get(&t, "empty").len, 0);
	ck_assert_ptr_nonnull(tar_get(&t, "empty").at);
	ck_assert_ptr_null(tar_get(&t, "b").at);
	arena_free(a);
}
END_TEST

START_TEST(tar_promises_a_nul_behind_a_member_that_fills_its_block)
{
	struct arena *a = cases_arena(1 << 20);
	struct tar t = {.n = 0};
	char full[513];
	size_t where;

	memset(full, 'x', 512);
	full[512] = '\0';
	put(&t, "a", full);
	put(&t, "b", "next");
	ck_assert_int_eq(tar_read(a, tar_write(a, &t), &t, &where), 0);
	ck_assert_uint_eq(strlen(t.member[0].bytes.at), 512);
	arena_free(a);
}
END_TEST

/* A7: what GNU tar makes of the same files is the same file. */
START_TEST(tar_is_byte_for_byte_what_gnu_tar_writes)
{
	struct arena *a = cases_arena(1 << 20);
	struct error err = ERROR_INIT;
	struct bytes b = sample(a);
	struct bytes theirs;
	char folder[] = "/tmp/test-tar-XXXXXX";
	char command[512];

	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(command, sizeof(command),
	    "cd %s && printf 'hello\\n' >A.txt && printf '{}' >b.json && "
	    ": >empty && tar --format=ustar --owner=0 --group=0 "
	    "--numeric-owner --mtime=@0 --mode=0644 -cf t.tar A.txt b.json "
	    "empty",
	    folder);
	ck_assert_int_eq(system(command), 0);
	ck_assert_int_eq(file_read(a, file_join(a, folder, "t.tar"), TAR_MOST,
			     &theirs, &err),
	    0);
	ck_assert_uint_eq(theirs.len, b.len);
	ck_assert_mem_eq(theirs.at, b.at, b.len);
	(void)snprintf(command, sizeof(command), "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
	arena_free(a);
}
END_TEST

/* Where a bit may be flipped unseen by the container: in what is inside the
 * members, and nowhere else. */
START_TEST(tar_leaves_no_bit_free_but_those_of_its_members)
{
	struct arena *a = cases_arena(1 << 24);
	struct bytes b = sample(a);
	char *s = arena_copy(a, b.at, b.len);
	struct bytes changed = {s, b.len};
	size_t accepted = 0;

	for (size_t bit = 0; bit < b.len * 8; bit++) {
		struct tar t;
		size_t where;

		s[bit / 8] ^= (char)(1 << bit % 8);
		accepted += tar_read(a, changed, &t, &where) == 0;
		s[bit / 8] ^= (char)(1 << bit % 8);
	}
	/* 6 bytes of A.txt and 2 of b.json. */
	ck_assert_uint_eq(accepted, 8 * 8);
	arena_free(a);
}
END_TEST

START_TEST(tar_refuses_every_other_length)
{
	struct arena *a = cases_arena(1 << 24);
	struct bytes b = sample(a);
	char *longer = arena_alloc(a, b.len + 10241);
	struct tar t;
	size_t where;

	for (size_t n = 0; n < b.len; n++)
		ck_assert_int_eq(
		    tar_read(a, (struct bytes){b.at, n}, &t, &where), -1);
	memcpy(longer, b.at, b.len);
	is_refused(a, (struct bytes){longer, b.len + 1}, b.len + 1);
	is_refused(a, (struct bytes){longer, b.len + 10240}, b.len + 10240);
	longer[b.len] = 'x'; /* and bytes behind the end */
	is_refused(a, (struct bytes){longer, b.len + 10240}, b.len);
	arena_free(a);
}
END_TEST

/* forge: the sample with bytes of its first header replaced and its sum made
 * right again, as a hostile packer would. */
static struct bytes
forge(struct arena *a, size_t at, const char *with, size_t n)
{
	struct bytes b = sample(a);
	char *s = arena_copy(a, b.at, b.len);
	unsigned sum = 0;

	memcpy(s + at, with, n);
	memset(s + 148, ' ', 8);
	for (int i = 0; i < 512; i++)
		sum += (unsigned char)s[i];
	(void)snprintf(s + 148, 8, "%06o", sum);
	s[155] = ' ';
	return (struct bytes){s, b.len};
}

/* Row 25 of the attack table: whatever a tar can say beside files. */
START_TEST(tar_refuses_what_hostile_packers_write)
{
	static const struct {
		size_t at;
		const char *with;
		size_t n;
		size_t where; /* the byte that is named */
	} forged[] = {
	    {0, "../etc/passwd", 14, 0}, {0, "/etc/passwd", 12, 0},
	    {0, ".hidden", 8, 0}, {0, "a/b", 4, 0}, {0, "a\\b", 4, 0},
	    {0, "a b", 4, 0}, {0, "\xE6\xBC\x94", 4, 0},
	    {0, "\0\0\0\0\0", 6, 0},
	    {0, "z.txt", 6, 512 + 512},             /* out of order */
	    {0, "b.json", 7, 512 + 512},            /* twice */
	    {156, "1", 1, 156},                     /* hard link */
	    {156, "2", 1, 156},                     /* symbolic link */
	    {156, "3", 1, 156},                     /* device */
	    {156, "5", 1, 156},                     /* directory */
	    {156, "6", 1, 156},                     /* fifo */
	    {156, "x", 1, 156},                     /* pax header */
	    {156, "g", 1, 156}, {156, "L", 1, 156}, /* GNU long name */
	    {156, "S", 1, 156},                     /* sparse */
	    {156, "\0", 1, 156},                    /* old regular file */
	    {157, "x", 1, 157},                     /* link's name */
	    {100, "0000755", 7, 104}, {108, "0000001", 7, 114},
	    {136, "00000000001", 11, 146}, {257, "ustar  \0", 8, 262},
	    {265, "root", 4, 265}, {345, "dir", 3, 345}, {500, "x", 1, 500},
	    {124, "00000000006 ", 12, 135}, {124, "     000006", 11, 124},
	    {124, "\x80\0\0\0\0\0\0\0\0\0\0\6", 12, 124}, /* base 256 */
	    {124, "77777777777", 11, 124},                /* beyond the bound */
	    {124, "00077777777", 11, 10240}               /* beyond the file */
	};
	struct arena *a = cases_arena(1 << 22);

	for (size_t i = 0; i < sizeof(forged) / sizeof(forged[0]); i++) {
		struct bytes b =
		    forge(a, forged[i].at, forged[i].with, forged[i].n);
		size_t where;
		struct tar t;

		ck_assert_int_eq(tar_read(a, b, &t, &where), -1);
		/* The sum is of all; it may be the first that differs. */
		ck_assert_msg(
		    where == forged[i].where || (where >= 148 && where < 156),
		    "%zu: byte %zu", i, where);
	}
	arena_free(a);
}
END_TEST

START_TEST(tar_bounds_its_members)
{
	struct arena *a = cases_arena((size_t)128 << 20);
	struct error err = ERROR_INIT;
	struct tar t = {.n = 0};
	char *large = arena_alloc(a, TAR_MEMBER_MOST + 2);
	char many[TAR_MEMBERS_MOST + 1][8];

	ck_assert_int_eq(
	    tar_put(&t, "a", (struct bytes){large, TAR_MEMBER_MOST + 1}, &err),
	    -1);
	ck_assert_str_eq(err.id, "error.bundle-too-large");
	for (int i = 0; i < TAR_MEMBERS_MOST; i++) {
		(void)snprintf(many[i], sizeof(many[i]), "f%d", i);
		put(&t, many[i], "");
	}
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(tar_put(&t, "one-more", bytes(""), &err), -1);
	ck_assert_str_eq(err.id, "error.bundle-too-large");
	err = (struct error)ERROR_INIT;
	t.n = 0;
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(
		    tar_put(&t, many[i], (struct bytes){large, TAR_MEMBER_MOST},
			&err),
		    0);
	ck_assert_int_eq(
	    tar_put(&t, "b", (struct bytes){large, TAR_MEMBER_MOST}, &err), -1);
	arena_free(a);
}
END_TEST

START_TEST(tar_names_are_plain_and_unique)
{
	static const char *const bad[] = {"", ".", "..", ".a", "a/b", "/a",
	    "a b", "a\n", "a*", "\xE6\xBC\x94"};
	struct error err = ERROR_INIT;
	struct tar t = {.n = 0};
	char name[TAR_NAME_MOST + 2];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert(!tar_is_name(bad[i]));
	memset(name, 'a', sizeof(name));
	name[TAR_NAME_MOST + 1] = '\0';
	ck_assert(!tar_is_name(name));
	name[TAR_NAME_MOST] = '\0';
	ck_assert(tar_is_name(name));
	put(&t, "a", "");
	ck_assert_int_eq(tar_put(&t, "a", bytes("b"), &err), -1);
	ck_assert_str_eq(err.id, "error.bundle-name");
}
END_TEST

SUITE_MAIN("tar", tar_reads_back_what_it_wrote,
    tar_promises_a_nul_behind_a_member_that_fills_its_block,
    tar_is_byte_for_byte_what_gnu_tar_writes,
    tar_leaves_no_bit_free_but_those_of_its_members,
    tar_refuses_every_other_length, tar_refuses_what_hostile_packers_write,
    tar_bounds_its_members, tar_names_are_plain_and_unique)
