/* SPDX-License-Identifier: Apache-2.0 */
#include "base/names.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(names_are_numbered_by_kind_in_order_of_arrival)
{
	struct arena *a = cases_arena(1 << 20);
	struct names *names = names_new(a);

	ck_assert_int_eq(names_add(names, "role", "dba"), 0);
	ck_assert_int_eq(names_add(names, "person", "dba"), 0);
	ck_assert_int_eq(names_add(names, "role", "sre"), 1);
	ck_assert_int_eq(names_add(names, "role", "dba"), -1);
	ck_assert_int_eq(names_find(names, "role", "sre"), 1);
	ck_assert_int_eq(names_find(names, "person", "sre"), -1);
	ck_assert_int_eq(names_count(names, "role"), 2);
	ck_assert_int_eq(names_count(names, "service"), 0);
	ck_assert_str_eq(names_of(names, "role", 1), "sre");
	ck_assert_ptr_null(names_of(names, "role", 2));
	arena_free(a);
}
END_TEST

START_TEST(names_find_each_of_ten_thousand)
{
	struct arena *a = cases_arena(16 << 20);
	struct names *names = names_new(a);
	char id[16];

	for (int i = 0; i < 10000; i++) {
		(void)snprintf(id, sizeof(id), "s-%d", i);
		ck_assert_int_eq(
		    names_add(names, "step", arena_copy(a, id, strlen(id))), i);
	}
	for (int i = 0; i < 10000; i++) {
		(void)snprintf(id, sizeof(id), "s-%d", i);
		ck_assert_int_eq(names_find(names, "step", id), i);
	}
	arena_free(a);
}
END_TEST

START_TEST(names_nearest_is_a_slip_of_the_pen_of_the_same_kind)
{
	struct arena *a = cases_arena(1 << 20);
	struct names *names = names_new(a);

	(void)names_add(names, "service", "storefront");
	(void)names_add(names, "service", "storage");
	(void)names_add(names, "role", "storefrond");
	ck_assert_str_eq(
	    names_nearest(names, "service", "storefrond"), "storefront");
	ck_assert_str_eq(names_nearest(names, "service", "storag"), "storage");
	(void)names_add(names, "service", "storaga");
	ck_assert_str_eq(names_nearest(names, "service", "storag"), "storage");
	ck_assert_ptr_null(names_nearest(names, "service", "payroll"));
	ck_assert_ptr_null(names_nearest(names, "person", "storage"));
	arena_free(a);
}
END_TEST

/* Oracle: the textbook pairs of Wagner and Fischer's distance. */
START_TEST(names_distance_is_levenshteins)
{
	char longer[130];

	ck_assert_int_eq(names_distance("kitten", "sitting"), 3);
	ck_assert_int_eq(names_distance("saturday", "sunday"), 3);
	ck_assert_int_eq(names_distance("", "abc"), 3);
	ck_assert_int_eq(names_distance("same", "same"), 0);
	memset(longer, 'a', 129);
	longer[129] = '\0';
	ck_assert_int_eq(names_distance(longer, "a"), 1000);
	longer[128] = '\0';
	ck_assert_int_eq(names_distance(longer, "a"), 127);
}
END_TEST

START_TEST(names_know_what_an_id_is)
{
	static const char *const good[] = {"a", "0", "dba-1", "9-"};
	static const char *const bad[] = {
	    "", "-a", "A", "a_b", "a/b", "a b", "数据", "a\n"};
	char id[65];

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(names_is_id(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!names_is_id(bad[i]), "%s", bad[i]);
	memset(id, 'x', 64);
	id[64] = '\0';
	ck_assert(!names_is_id(id));
	id[63] = '\0';
	ck_assert(names_is_id(id));
}
END_TEST

SUITE_MAIN("names", names_are_numbered_by_kind_in_order_of_arrival,
    names_find_each_of_ten_thousand,
    names_nearest_is_a_slip_of_the_pen_of_the_same_kind,
    names_distance_is_levenshteins, names_know_what_an_id_is)
