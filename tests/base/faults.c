/* SPDX-License-Identifier: Apache-2.0 */
#include "base/faults.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/document.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(faults_keep_256_and_count_the_rest)
{
	struct arena *a = cases_arena(4 << 20);
	struct faults f = faults_new(a);
	const struct document *d = cases_document(a, "[1]", &f);

	for (int i = 0; i < 300; i++)
		faults_add(&f, i < 298 ? GRADE_ERROR : GRADE_FINDING, "type",
		    d->values, NULL);
	faults_add(&f, GRADE_NOTE, "type", d->values, NULL);
	ck_assert_uint_eq(f.n, 256);
	ck_assert_uint_eq(f.beyond, 45);
	ck_assert_uint_eq(f.errors, 298);
	ck_assert_uint_eq(f.findings, 2);
	ck_assert_uint_eq(faults_errors_in(&f, d), 257);
	arena_free(a);
}
END_TEST

START_TEST(faults_copy_what_their_arguments_say)
{
	struct arena *a = cases_arena(1 << 20);
	struct faults f = faults_new(a);
	const struct document *d = cases_document(a, "[1]", &f);
	char passing[] = "soon gone"; /* and of five arguments four stay */

	faults_add(&f, GRADE_ERROR, "range", &d->values[1], "low", passing,
	    "high", "9", "a", "1", "b", "2", "c", "3", NULL);
	passing[0] = 'm';
	ck_assert_str_eq(cases_faults(a, &f),
	    "error range /0 1:2 low=soon gone high=9 a=1 b=2\n");
	arena_free(a);
}
END_TEST

START_TEST(faults_sort_by_document_then_place_then_grade)
{
	struct arena *a = cases_arena(1 << 20);
	struct faults f = faults_new(a);
	const struct document *one = cases_document(a, "[1, 2]", &f);
	const struct document *two = cases_document(a, "[1, 2]", &f);

	faults_add(&f, GRADE_NOTE, "a", &one->values[2], NULL);
	faults_add(&f, GRADE_ERROR, "b", &two->values[0], NULL);
	faults_add(&f, GRADE_ERROR, "c", &one->values[2], NULL);
	faults_add(&f, GRADE_ERROR, "d", &one->values[2], NULL);
	faults_add(&f, GRADE_FINDING, "e", &one->values[1], NULL);
	ck_assert_uint_eq(faults_errors_in(&f, one), 2);
	ck_assert_uint_eq(faults_errors_in(&f, two), 1);
	ck_assert_str_eq(cases_faults(a, &f),
	    "finding e /0 1:2\nerror c /1 1:5\nerror d /1 1:5\n"
	    "note a /1 1:5\nerror b / 1:1\n");
	arena_free(a);
}
END_TEST

SUITE_MAIN("faults", faults_keep_256_and_count_the_rest,
    faults_copy_what_their_arguments_say,
    faults_sort_by_document_then_place_then_grade)
