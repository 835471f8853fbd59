/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <errno.h>
#include <string.h>

#include "tests/suite.h"

START_TEST(error_keeps_the_first)
{
	struct error err = ERROR_INIT;

	ck_assert(!error_is_set(&err));
	ck_assert_int_eq(
	    error_set(&err, ERROR_INPUT, "error.one", "a.json", "why"), -1);
	errno = EIO;
	ck_assert_int_eq(error_system(&err, "error.two", "b.json"), -1);
	ck_assert(error_is_set(&err));
	ck_assert_int_eq(err.kind, ERROR_INPUT);
	ck_assert_str_eq(err.id, "error.one");
	ck_assert_str_eq(err.where, "a.json");
	ck_assert_str_eq(err.detail, "why");
}
END_TEST

START_TEST(error_system_repeats_the_systems_words)
{
	struct error err = ERROR_INIT;

	errno = ENOSPC;
	ck_assert_int_eq(error_system(&err, "error.file-write", "x"), -1);
	ck_assert_int_eq(err.kind, ERROR_SYSTEM);
	ck_assert_str_eq(err.detail, strerror(ENOSPC));
}
END_TEST

START_TEST(error_cuts_a_long_path_at_its_head_and_a_long_detail_at_its_tail)
{
	struct error err = ERROR_INIT;
	char path[400];
	char detail[400];

	memset(path, 'p', sizeof(path));
	memcpy(path + 390, "/end.json", sizeof("/end.json"));
	memset(detail, 'd', sizeof(detail));
	detail[399] = '\0';
	(void)error_set(&err, ERROR_INPUT, "error.x", path, detail);
	ck_assert_uint_eq(strlen(err.where), sizeof(err.where) - 1);
	ck_assert_ptr_nonnull(strstr(err.where, "/end.json"));
	ck_assert_uint_eq(strlen(err.detail), sizeof(err.detail) - 1);
}
END_TEST

START_TEST(error_holds_nothing_that_drives_a_terminal)
{
	struct error err = ERROR_INIT;

	(void)error_set(
	    &err, ERROR_INPUT, "error.x", "a\033[2Jb.tar", "c\nVALID");
	ck_assert_str_eq(err.where, "a?[2Jb.tar");
	ck_assert_str_eq(err.detail, "c?VALID");
}
END_TEST

SUITE_MAIN("error", error_keeps_the_first,
    error_holds_nothing_that_drives_a_terminal,
    error_system_repeats_the_systems_words,
    error_cuts_a_long_path_at_its_head_and_a_long_detail_at_its_tail)
