/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* enter: go to a new folder; leave it as it was found with leave. */
static void
enter(char folder[64])
{
	(void)snprintf(folder, 64, "/tmp/test-bundle-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
}

static void
leave(const char *folder)
{
	ck_assert_int_eq(chdir("/"), 0);
	ck_assert_int_eq(rmdir(folder), 0); /* it must be empty */
}

static struct bytes
bytes(const char *s)
{
	return (struct bytes){s, strlen(s)};
}

static struct bundle
sample(void)
{
	struct bundle b = {0};

	bundle_add(&b, "drill.jsonl", bytes("log\n"));
	bundle_add(&b, "plan.json", bytes("{}"));
	bundle_add(&b, "report.html", bytes("<p>"));
	return b;
}

static void
discard(struct arena *a, const char *directory, const struct bundle *b)
{
	for (size_t i = 0; i < b->n; i++)
		ck_assert_int_eq(
		    unlink(file_join(a, directory, b->files[i].name)), 0);
	ck_assert_int_eq(rmdir(directory), 0);
}

START_TEST(bundle_reads_back_what_it_wrote)
{
	struct arena *a = cases_arena(1 << 20);
	struct error err = ERROR_INIT;
	struct bundle b = sample();
	struct bundle got;
	char folder[64];

	enter(folder);
	ck_assert_int_eq(bundle_write(a, "out", &b, &err), 0);
	ck_assert(bundle_is_there("out"));
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(
		    bundle_read(
			a, i == 0 ? "out" : "out/drill.jsonl", &got, &err),
		    0);
		ck_assert_uint_eq(got.n, 3);
		ck_assert_str_eq(bundle_get(&got, "drill.jsonl").at, "log\n");
		ck_assert_str_eq(bundle_get(&got, "plan.json").at, "{}");
		ck_assert_ptr_null(bundle_get(&got, "seal.note").at);
	}
	discard(a, "out", &b);
	leave(folder);
	arena_free(a);
}
END_TEST

START_TEST(bundle_overwrites_nothing)
{
	struct arena *a = cases_arena(1 << 20);
	struct bundle b = sample();
	char folder[64];

	enter(folder);
	ck_assert_int_eq(mkdir("folder", 0755), 0);
	ck_assert_int_eq(symlink("nowhere", "link"), 0);
	for (int i = 0; i < 2; i++) {
		const char *name = i == 0 ? "folder" : "link";
		struct error err = ERROR_INIT;

		ck_assert(bundle_is_there(name));
		ck_assert_int_eq(bundle_write(a, name, &b, &err), -1);
		ck_assert_str_eq(err.id, "error.file-exists");
	}
	ck_assert_int_eq(unlink("link"), 0);
	ck_assert_int_eq(rmdir("folder"), 0);
	leave(folder);
	arena_free(a);
}
END_TEST

START_TEST(bundle_that_fails_leaves_nothing)
{
	struct arena *a = cases_arena(1 << 20);
	struct error err = ERROR_INIT;
	struct bundle b = sample();
	char folder[64];

	enter(folder);
	bundle_add(&b, "no/such/folder", bytes(""));
	ck_assert_int_eq(bundle_write(a, "out", &b, &err), -1);
	ck_assert_int_eq(err.kind, ERROR_SYSTEM);
	ck_assert(!bundle_is_there("out"));
	leave(folder);
	arena_free(a);
}
END_TEST

/* A link in a drill's folder might lead to a secret. */
START_TEST(bundle_reads_through_no_link)
{
	struct arena *a = cases_arena(1 << 20);
	struct bundle b = sample();
	struct bundle got;
	char folder[64];

	enter(folder);
	for (int i = 0; i < 2; i++) {
		const char *name = i == 0 ? "out/report.html" : "out/plan.json";
		struct error err = ERROR_INIT;

		ck_assert_int_eq(bundle_write(a, "out", &b, &err), 0);
		ck_assert_int_eq(unlink(name), 0);
		ck_assert_int_eq(symlink("../secret", name), 0);
		ck_assert_int_eq(bundle_read(a, "out", &got, &err), -1);
		ck_assert_str_eq(err.id, "error.file-not-regular");
		ck_assert_str_eq(err.where, name);
		discard(a, "out", &b);
	}
	leave(folder);
	arena_free(a);
}
END_TEST

START_TEST(bundle_without_a_log_is_none)
{
	struct arena *a = cases_arena(1 << 20);
	struct error err = ERROR_INIT;
	struct error missing = ERROR_INIT;
	struct bundle got;
	char folder[64];

	enter(folder);
	ck_assert_int_eq(mkdir("empty", 0755), 0);
	ck_assert_int_eq(bundle_read(a, "empty", &got, &err), -1);
	ck_assert_str_eq(err.id, "error.no-evidence");
	ck_assert_int_eq(bundle_read(a, "none", &got, &missing), -1);
	ck_assert_str_eq(missing.id, "error.file-missing");
	ck_assert_int_eq(rmdir("empty"), 0);
	leave(folder);
	arena_free(a);
}
END_TEST

START_TEST(bundle_finds_a_name_that_is_free)
{
	struct arena *a = cases_arena(1 << 20);
	char folder[64];

	enter(folder);
	ck_assert_str_eq(bundle_fresh(a, "drill"), "drill-1");
	ck_assert_int_eq(mkdir("drill-1", 0755), 0);
	ck_assert_int_eq(symlink("nowhere", "drill-2"), 0);
	ck_assert_str_eq(bundle_fresh(a, "drill"), "drill-3");
	ck_assert_int_eq(unlink("drill-2"), 0);
	ck_assert_int_eq(rmdir("drill-1"), 0);
	leave(folder);
	arena_free(a);
}
END_TEST

SUITE_MAIN("bundle", bundle_reads_back_what_it_wrote, bundle_overwrites_nothing,
    bundle_reads_through_no_link, bundle_that_fails_leaves_nothing,
    bundle_without_a_log_is_none, bundle_finds_a_name_that_is_free)
