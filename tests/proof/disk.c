/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/disk.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/cabinet.h"
#include "tests/suite.h"

static int
put(struct cabinet *c, const char *path, const char *s)
{
	struct error err = ERROR_INIT;
	int dir = disk_directory(disk_system(), c->path, 0755, &err);
	int rc = disk_put(disk_system(), dir, path, s, strlen(s), &err);

	disk_close(dir);
	return rc;
}

START_TEST(disk_puts_whole_files_in_place_of_others)
{
	struct cabinet c;
	struct error err = ERROR_INIT;
	struct bytes b;
	int dir;

	cabinet_new(&c);
	ck_assert_int_eq(put(&c, "x/y/z", "one"), 0);
	ck_assert_int_eq(put(&c, "x/y/z", "two and more"), 0);
	b = cabinet_read(&c, "a/x/y/z");
	ck_assert_str_eq(b.at, "two and more");
	cabinet_shell(&c, "test ! -e a/x/y/z.new");
	dir = disk_directory(disk_system(), c.path, 0, &err);
	ck_assert_int_eq(disk_read(c.arena, dir, "x/y/z", 12, &b, &err), 0);
	ck_assert_uint_eq(b.len, 12);
	ck_assert_int_eq(disk_read(c.arena, dir, "x/y/z", 11, &b, &err), -1);
	ck_assert_str_eq(err.id, "error.file-too-large");
	disk_close(dir);
	cabinet_free(&c);
}
END_TEST

START_TEST(disk_is_not_stopped_by_what_another_left)
{
	struct cabinet c;

	cabinet_new(&c);
	ck_assert_int_eq(put(&c, "f", "one"), 0);
	cabinet_shell(&c, "echo half > a/f.new");
	ck_assert_int_eq(put(&c, "f", "two"), 0);
	ck_assert_str_eq(cabinet_read(&c, "a/f").at, "two");
	cabinet_free(&c);
}
END_TEST

/* Row 26: links planted where files and folders are expected. */
START_TEST(disk_writes_through_no_link)
{
	struct cabinet c;

	cabinet_new(&c);
	ck_assert_int_eq(put(&c, "d/f", "one"), 0);
	cabinet_shell(&c,
	    "echo mine > other; rm a/d/f; "
	    "ln -s ../../other a/d/f; ln -s ../../other a/d/f.new");
	ck_assert_int_eq(put(&c, "d/f", "two"), 0);
	ck_assert_str_eq(cabinet_read(&c, "other").at, "mine\n");
	cabinet_shell(&c, "test ! -L a/d/f");
	cabinet_shell(&c, "mkdir other-d; rm -r a/d; ln -s ../other-d a/d");
	ck_assert_int_eq(put(&c, "d/f", "three"), -1);
	cabinet_shell(&c, "test ! -e other-d/f");
	cabinet_free(&c);
}
END_TEST

START_TEST(disk_reads_through_no_link)
{
	struct cabinet c;
	struct error err = ERROR_INIT;
	struct bytes b;
	int dir;

	cabinet_new(&c);
	ck_assert_int_eq(put(&c, "f", "one"), 0);
	cabinet_shell(&c, "echo mine > other; ln -s ../other a/l; "
			  "ln -s nowhere a/m; ln -s a other-a");
	dir = disk_directory(disk_system(), c.path, 0, &err);
	ck_assert(disk_is_there(dir, "m") && !disk_is_there(dir, "n"));
	for (int i = 0; i < 2; i++) {
		const char *name = i == 0 ? "l" : "m";
		struct error e = ERROR_INIT;

		ck_assert_int_eq(disk_read(c.arena, dir, name, 9, &b, &e), -1);
		ck_assert_str_eq(e.id, "error.file-not-regular");
	}
	disk_close(dir);
	for (int i = 0; i < 2; i++) {
		struct text t = text_new(c.arena);
		struct error e = ERROR_INIT;

		text_fmt(&t, "%s/other-a%s", c.root, i == 0 ? "" : "//");
		ck_assert_int_eq(
		    disk_directory(disk_system(), t.at, 0, &e), -1);
		ck_assert_str_eq(e.id, "error.folder-linked");
	}
	cabinet_free(&c);
}
END_TEST

/* Row 24: a lock holds against another process too. */
START_TEST(disk_locks_out_other_processes)
{
	struct cabinet c;
	struct error err = ERROR_INIT;
	int dir, lock, status = -1;
	pid_t child;

	cabinet_new(&c);
	dir = disk_directory(disk_system(), c.path, 0755, &err);
	lock = disk_lock(dir, "lock", &err);
	ck_assert_int_ge(lock, 0);
	child = fork();
	if (child == 0)
		_exit(disk_lock(dir, "lock", &err) < 0 ? 7 : 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	disk_close(lock);
	lock = disk_lock(dir, "lock", &err);
	ck_assert_int_ge(lock, 0);
	disk_close(lock);
	disk_close(dir);
	cabinet_free(&c);
}
END_TEST

SUITE_MAIN("disk", disk_puts_whole_files_in_place_of_others,
    disk_is_not_stopped_by_what_another_left, disk_writes_through_no_link,
    disk_reads_through_no_link, disk_locks_out_other_processes)
