/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(arena_gives_zeroed_aligned_memory_also_after_a_reset)
{
	struct arena *a = cases_arena(1 << 16);

	for (int round = 0; round < 3; round++) {
		for (size_t size = 1; size < 200; size += 7) {
			unsigned char *p = arena_alloc(a, size);

			ck_assert_uint_eq((uintptr_t)p % 16, 0);
			for (size_t i = 0; i < size; i++)
				ck_assert_uint_eq(p[i], 0);
			memset(p, 0xAA, size);
		}
		arena_reset(a);
		ck_assert_uint_eq(arena_used(a), 0);
	}
	arena_free(a);
}
END_TEST

START_TEST(arena_gives_its_whole_cap)
{
	struct arena *a = cases_arena(4096);
	char *p = arena_array(a, 64, 64);

	memset(p, 1, 4096);
	ck_assert_uint_eq(arena_used(a), 4096);
	arena_free(a);
}
END_TEST

START_TEST(arena_copy_puts_a_nul_behind)
{
	struct arena *a = cases_arena(4096);

	ck_assert_str_eq(arena_copy(a, "drill", 3), "dri");
	ck_assert_str_eq(arena_copy(a, NULL, 0), "");
	arena_free(a);
	arena_free(NULL);
}
END_TEST

static bool
aborts(size_t n, size_t size)
{
	struct arena *a = cases_arena(4096);
	pid_t child;
	int status = 0;

	(void)arena_alloc(a, 32);
	child = fork();
	if (child == 0) {
		(void)arena_array(a, n, size);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	arena_free(a);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

START_TEST(arena_aborts_beyond_its_cap_and_where_a_size_overflows)
{
	ck_assert(!aborts(1, 4064));
	ck_assert(aborts(1, 4065));
	ck_assert(aborts(1, SIZE_MAX));
	ck_assert(aborts(SIZE_MAX / 8, 16));
	ck_assert(aborts(16, SIZE_MAX / 8));
}
END_TEST

START_TEST(arena_new_says_when_the_address_space_is_too_small)
{
	struct error err = ERROR_INIT;

	ck_assert_ptr_null(arena_new(SIZE_MAX / 2, &err));
	ck_assert_int_eq(err.kind, ERROR_SYSTEM);
	ck_assert_str_eq(err.id, "error.memory");
}
END_TEST

SUITE_MAIN("arena", arena_gives_zeroed_aligned_memory_also_after_a_reset,
    arena_gives_its_whole_cap, arena_copy_puts_a_nul_behind,
    arena_aborts_beyond_its_cap_and_where_a_size_overflows,
    arena_new_says_when_the_address_space_is_too_small)
