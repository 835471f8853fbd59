/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/proof/cabinet.h"
#include "tests/suite.h"

START_TEST(keeper_keeps_what_it_was_given)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	ck_assert_uint_eq(cabinet_size(&c), 1);
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	ck_assert_uint_eq(cabinet_size(&c), 2);
	cabinet_close(&c);
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert_str_eq(cabinet_publish(&c, "2"), "");
	ck_assert_uint_eq(cabinet_size(&c), 3);
	ck_assert_str_eq(c.keeper.archive.leaf[2].version, "2");
	cabinet_free(&c);
}
END_TEST

/* Row 24 of the attack table. */
START_TEST(keeper_lets_nobody_else_in)
{
	struct cabinet c;
	struct error err = ERROR_INIT;
	struct keeper other;

	cabinet_new(&c);
	cabinet_begin(&c);
	other = c.keeper;
	ck_assert_int_eq(keeper_open(c.arena, &other, c.path, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-busy");
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	cabinet_free(&c);
}
END_TEST

START_TEST(keeper_refuses_an_entry_that_may_not_stand_there)
{
	struct cabinet c;
	struct error err = ERROR_INIT;
	struct leaf l = {.kind = LEAF_KEY_RETIRE, .time = CABINET_TIME};

	cabinet_new(&c);
	cabinet_begin(&c);
	l.key = c.key.pub;
	ck_assert_int_eq(keeper_append(c.arena, &c.keeper, &l, 1, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-key-unknown");
	l.time = "yesterday";
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(keeper_append(c.arena, &c.keeper, &l, 1, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-member");
	ck_assert_str_eq(err.where, "key.retire");
	ck_assert_str_eq(err.detail, "t");
	ck_assert_uint_eq(cabinet_size(&c), 1);
	cabinet_free(&c);
}
END_TEST

/* Row 29: put back from an old copy, then grown. */
START_TEST(keeper_refuses_an_archive_put_back_from_an_old_copy)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_shell(&c, "cp -a a other");
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	cabinet_close(&c);
	cabinet_shell(&c, "mv a other-new; mv other a");
	ck_assert_str_eq(cabinet_open(&c), "error.archive-rollback");
	cabinet_shell(&c, "rm -r a; mv other-new a");
	ck_assert_str_eq(cabinet_open(&c), "");
	cabinet_free(&c);
}
END_TEST

/* Row 30: the same key, the same size, other entries. */
START_TEST(keeper_refuses_the_other_side_of_a_split_view)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_close(&c);
	cabinet_shell(&c, "cp -a a other; cp -a marks other-marks");
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert_str_eq(cabinet_publish(&c, "one"), "");
	cabinet_close(&c);
	cabinet_shell(&c, "mv a other-one; mv other a; mv marks other-m; "
			  "mv other-marks marks");
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert_str_eq(cabinet_publish(&c, "two"), "");
	cabinet_close(&c);
	ck_assert_str_eq(cabinet_open(&c), "");
	cabinet_close(&c);
	cabinet_shell(&c, "rm -r a; mv other-one a");
	ck_assert_str_eq(cabinet_open(&c), "error.archive-split");
	cabinet_free(&c);
}
END_TEST

START_TEST(keeper_begins_one_archive_a_key)
{
	struct cabinet c;
	struct error err = ERROR_INIT;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_close(&c);
	ck_assert_int_eq(
	    keeper_create(c.arena, &c.keeper, c.path, CABINET_TIME, &err), -1);
	ck_assert_str_eq(err.id, "error.file-exists");
	cabinet_shell(&c, "mv a other");
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(
	    keeper_create(c.arena, &c.keeper, c.path, CABINET_TIME, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-has-mark");
	cabinet_free(&c);
}
END_TEST

START_TEST(keeper_finishes_what_was_cut_off_behind_the_mark)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_shell(&c, "cp a/checkpoint other");
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	cabinet_close(&c);
	cabinet_shell(&c, "mv other a/checkpoint");
	ck_assert_uint_eq(cabinet_size(&c), 1);
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert(c.keeper.was_repaired);
	ck_assert_uint_eq(cabinet_size(&c), 2);
	cabinet_free(&c);
}
END_TEST

START_TEST(keeper_says_when_it_sees_an_archive_first)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	ck_assert(!c.keeper.first_sight);
	cabinet_close(&c);
	cabinet_shell(&c, "rm -r marks");
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert(c.keeper.first_sight);
	cabinet_close(&c);
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert(!c.keeper.first_sight);
	cabinet_free(&c);
}
END_TEST

/* What another machine may have grown since, this one would grow again. */
START_TEST(keeper_grows_what_it_never_saw_only_when_told_to)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	cabinet_close(&c);
	cabinet_shell(&c, "rm -r marks");
	ck_assert_str_eq(cabinet_open(&c), "error.archive-unseen");
	ck_assert_str_eq(cabinet_open(&c), "error.archive-unseen");
	c.keeper.takes_unseen = true;
	ck_assert_str_eq(cabinet_open(&c), "");
	ck_assert(c.keeper.first_sight);
	cabinet_close(&c);
	c.keeper.takes_unseen = false;
	ck_assert_str_eq(cabinet_open(&c), "");
	cabinet_free(&c);
}
END_TEST

START_TEST(keeper_wants_the_archives_own_key)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_close(&c);
	c.key.pub.name[0] = 'x';
	ck_assert_str_eq(cabinet_open(&c), "error.archive-key-other");
	cabinet_free(&c);
}
END_TEST

/* ---- a disk that fails ---- */

static int left;      /* calls until one fails; 0: none will */
static size_t budget; /* bytes until the disk is full */
static size_t synced;

static bool
fails(void)
{
	if (left == 0 || --left > 0)
		return false;
	errno = EIO;
	return true;
}

static int
bad_create(int dir, const char *name, mode_t mode)
{
	return fails() ? -1 : disk_system()->create(dir, name, mode);
}

static ssize_t
bad_write(int fd, const void *bytes, size_t n)
{
	if (fails())
		return -1;
	if (budget < n) {
		n = budget;
		errno = ENOSPC;
	}
	budget -= n;
	return n == 0 ? -1 : disk_system()->write(fd, bytes, n);
}

static int
bad_sync(int fd)
{
	(void)fd; /* no power is cut here: let it cost nothing */
	synced++;
	return fails() ? -1 : 0;
}

static int
bad_close(int fd)
{
	int rc = disk_system()->close(fd);

	return fails() ? -1 : rc;
}

static int
bad_rename(int dir, const char *from, const char *to)
{
	return fails() ? -1 : disk_system()->rename(dir, from, to);
}

static int
bad_mkdir(int dir, const char *name, mode_t mode)
{
	return fails() ? -1 : disk_system()->mkdir(dir, name, mode);
}

static const struct disk bad = {
    bad_create, bad_write, bad_sync, bad_close, bad_rename, bad_mkdir};

/* try: append under the bad disk, then look with a good one.
 * Return: did it say that it was done? */
static bool
try(struct cabinet *c, const char *version, int fail_at, size_t room)
{
	uint64_t before = cabinet_size(c);
	struct bytes head, mark;
	uint64_t after;
	bool said = false;

	left = fail_at;
	budget = room;
	c->keeper.disk = &bad;
	if (strcmp(cabinet_open(c), "") == 0) {
		said = strcmp(cabinet_publish(c, version), "") == 0;
		cabinet_close(c);
	}
	left = 0;
	budget = SIZE_MAX;
	after = cabinet_size(c);
	ck_assert(after == before || after == before + 1);
	ck_assert(!said || after == before + 1);
	head = cabinet_read(c, "a/checkpoint");
	ck_assert_str_eq(cabinet_open(c), "");
	mark = c->keeper.archive.head;
	if (said)
		ck_assert_str_eq(
		    c->keeper.archive.leaf[before].version, version);
	/* Whatever was once signed and shown stays a beginning of it. */
	ck_assert_str_eq(cabinet_publish(c, "other"), "");
	{
		struct error err = ERROR_INIT;

		ck_assert_int_eq(
		    archive_follows(&c->keeper.archive, head, &err), 0);
		ck_assert_int_eq(
		    archive_follows(&c->keeper.archive, mark, &err), 0);
	}
	cabinet_close(c);
	return said;
}

/* Row 23: every call in turn fails. */
START_TEST(keeper_survives_the_failure_of_any_call)
{
	struct cabinet c;
	int n = 1;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_close(&c);
	while (!try(&c, "new", n, SIZE_MAX))
		n++;
	ck_assert_int_gt(n, 20);
	cabinet_free(&c);
}
END_TEST

/* Row 22: the disk is full at every byte. */
START_TEST(keeper_survives_a_disk_full_at_any_byte)
{
	struct cabinet c;
	size_t room = 0;

	cabinet_new(&c);
	cabinet_begin(&c);
	cabinet_close(&c);
	for (;;) {
		bool said;

		said = try(&c, "new", 0, room);
		if (said)
			break;
		room++;
		if (room % 16 != 0)
			continue;
		/* Small again, so that a try stays as cheap as the first. */
		cabinet_free(&c);
		cabinet_new(&c);
		cabinet_begin(&c);
		cabinet_close(&c);
	}
	ck_assert_uint_gt(room, 600);
	cabinet_free(&c);
}
END_TEST

START_TEST(keeper_syncs_each_file_and_its_directory)
{
	struct cabinet c;

	cabinet_new(&c);
	cabinet_begin(&c);
	budget = SIZE_MAX;
	c.keeper.disk = &bad;
	synced = 0;
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	/* Bundle, tile, mark, checkpoint: each file and its folder. */
	ck_assert_uint_eq(synced, 8);
	cabinet_free(&c);
}
END_TEST

SUITE_MAIN("keeper", keeper_keeps_what_it_was_given, keeper_lets_nobody_else_in,
    keeper_refuses_an_entry_that_may_not_stand_there,
    keeper_refuses_an_archive_put_back_from_an_old_copy,
    keeper_refuses_the_other_side_of_a_split_view,
    keeper_begins_one_archive_a_key,
    keeper_finishes_what_was_cut_off_behind_the_mark,
    keeper_says_when_it_sees_an_archive_first,
    keeper_grows_what_it_never_saw_only_when_told_to,
    keeper_wants_the_archives_own_key, keeper_survives_the_failure_of_any_call,
    keeper_survives_a_disk_full_at_any_byte,
    keeper_syncs_each_file_and_its_directory)
