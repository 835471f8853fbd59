/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

struct place { /* a folder of one test's own */
	struct arena *a;
	char path[64];
};

static struct place
new_place(void)
{
	struct place p = {
	    .a = cases_arena(1 << 20), .path = "/tmp/yanlian-file-XXXXXX"};

	ck_assert_ptr_nonnull(mkdtemp(p.path));
	return p;
}

static void
end_place(struct place *p)
{
	ck_assert_int_eq(rmdir(p->path), 0);
	arena_free(p->a);
}

START_TEST(file_reads_back_what_it_wrote)
{
	struct place p = new_place();
	const char *path = file_join(p.a, p.path, "x");
	struct error err = ERROR_INIT;
	struct bytes got;
	struct stat st;

	ck_assert_int_eq(file_write(path, "a\0b", 3, false, &err), 0);
	ck_assert_int_eq(file_read(p.a, path, 3, &got, &err), 0);
	ck_assert_uint_eq(got.len, 3);
	ck_assert_mem_eq(got.at, "a\0b", 4);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0133, 0);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(file_write(path, "k", 1, true, &err), 0);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(file_sync_directory(p.path, &err), 0);
	ck_assert_int_eq(unlink(path), 0);
	end_place(&p);
}
END_TEST

START_TEST(file_never_overwrites_nor_follows_a_link)
{
	struct place p = new_place();
	const char *path = file_join(p.a, p.path, "x");
	const char *link = file_join(p.a, p.path, "link");
	struct error err = ERROR_INIT;

	ck_assert_int_eq(file_write(path, "1", 1, false, &err), 0);
	ck_assert_int_eq(file_write(path, "2", 1, false, &err), -1);
	ck_assert_int_eq(err.kind, ERROR_INPUT);
	ck_assert_str_eq(err.id, "error.file-exists");
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(symlink("nowhere", link), 0);
	ck_assert_int_eq(file_write(link, "2", 1, false, &err), -1);
	ck_assert_str_eq(err.id, "error.file-exists");
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(file_new_directory(path, false, &err), -1);
	ck_assert_str_eq(err.id, "error.file-exists");
	ck_assert_int_eq(unlink(link), 0);
	ck_assert_int_eq(unlink(path), 0);
	end_place(&p);
}
END_TEST

START_TEST(file_replace_leaves_the_new_bytes_alone)
{
	struct place p = new_place();
	const char *path = file_join(p.a, p.path, "x");
	struct error err = ERROR_INIT;
	struct bytes got;

	ck_assert_int_eq(file_replace(p.a, path, "old", 3, &err), 0);
	ck_assert_int_eq(file_replace(p.a, path, "n", 1, &err), 0);
	ck_assert_int_eq(file_read(p.a, path, 3, &got, &err), 0);
	ck_assert_str_eq(got.at, "n");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(file_replace(p.a, "/nowhere/x", "n", 1, &err), -1);
	end_place(&p); /* nothing else is left in it */
}
END_TEST

START_TEST(file_read_refuses_what_it_may_not_read)
{
	struct place p = new_place();
	const char *path = file_join(p.a, p.path, "x");
	const char *fifo = file_join(p.a, p.path, "fifo");
	struct {
		const char *path, *id;
		enum error_kind kind;
	} cases[] = {
	    {path, "error.file-too-large", ERROR_INPUT},
	    {p.path, "error.file-not-regular", ERROR_INPUT},
	    {fifo, "error.file-not-regular", ERROR_INPUT},
	    {"/nonexistent/x", "error.file-missing", ERROR_INPUT},
	    {"/dev/null/x", "error.file-missing", ERROR_INPUT},
	};

	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	ck_assert_int_eq(
	    file_write(path, "1234", 4, false, &(struct error)ERROR_INIT), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err = ERROR_INIT;
		struct bytes got = {NULL, 77};

		ck_assert_int_eq(
		    file_read(p.a, cases[i].path, 3, &got, &err), -1);
		ck_assert_str_eq(err.id, cases[i].id);
		ck_assert_int_eq(err.kind, cases[i].kind);
		ck_assert_str_eq(err.where, cases[i].path);
		ck_assert_uint_eq(got.len, 77);
	}
	ck_assert_int_eq(unlink(fifo), 0);
	ck_assert_int_eq(unlink(path), 0);
	end_place(&p);
}
END_TEST

START_TEST(file_write_says_what_the_system_said)
{
	struct error err = ERROR_INIT;

	ck_assert_int_eq(file_write("/nonexistent/x", "1", 1, false, &err), -1);
	ck_assert_int_eq(err.kind, ERROR_SYSTEM);
	ck_assert_str_eq(err.id, "error.file-write");
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(file_sync_directory("/nonexistent", &err), -1);
	ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

START_TEST(file_joins_and_splits_paths)
{
	struct arena *a = cases_arena(1 << 16);

	ck_assert_str_eq(file_join(a, "a/b", "c"), "a/b/c");
	ck_assert_str_eq(file_join(a, ".", "c"), "c");
	ck_assert_str_eq(file_join(a, "", "c"), "c");
	ck_assert_str_eq(file_directory(a, "a/b/c"), "a/b");
	ck_assert_str_eq(file_directory(a, "c"), ".");
	ck_assert_str_eq(file_directory(a, "/c"), "/");
	arena_free(a);
}
END_TEST

START_TEST(file_is_linked_sees_a_link_anywhere_on_the_way)
{
	struct place p = new_place();
	struct error err = ERROR_INIT;
	const char *folder = file_join(p.a, p.path, "folder");
	const char *link = file_join(p.a, folder, "link");

	ck_assert_int_eq(file_new_directory(folder, false, &err), 0);
	ck_assert_int_eq(symlink(".", link), 0);
	ck_assert(file_is_linked(p.a, p.path, "folder/link"));
	ck_assert(file_is_linked(p.a, p.path, "folder/link/x"));
	ck_assert(!file_is_linked(p.a, p.path, "folder/x"));
	ck_assert(!file_is_linked(p.a, p.path, "nowhere/link"));
	ck_assert(!file_is_linked(p.a, link, "x")); /* above: the user's own */
	ck_assert_int_eq(unlink(link), 0);
	ck_assert_int_eq(rmdir(folder), 0);
	end_place(&p);
}
END_TEST

START_TEST(file_may_be_made_in_a_folder_that_is_there)
{
	static const struct {
		const char *path;
		int rc;
	} cases[] = {{"/tmp/new", 0}, {"/tmp/new/", 0}, {"new", 0},
	    {"/nonexistent/new", -1}, {"/dev/null/new", -1}};
	struct arena *a = cases_arena(1 << 16);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err = ERROR_INIT;

		ck_assert_int_eq(
		    file_may_be_made(a, cases[i].path, &err), cases[i].rc);
		ck_assert_str_eq(
		    err.where, cases[i].rc == 0 ? "" : cases[i].path);
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("file", file_reads_back_what_it_wrote,
    file_replace_leaves_the_new_bytes_alone,
    file_never_overwrites_nor_follows_a_link,
    file_read_refuses_what_it_may_not_read,
    file_write_says_what_the_system_said, file_joins_and_splits_paths,
    file_is_linked_sees_a_link_anywhere_on_the_way,
    file_may_be_made_in_a_folder_that_is_there)
