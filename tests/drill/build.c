/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/build.h"

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(lists_stand_one_after_another_however_long)
{
	struct arena *a = cases_arena(1 << 20);
	struct stage stage = {0};
	struct build b = {.arena = a, .stage = &stage};
	struct ref at[2] = {{.index = 7}, {.index = 9}};
	struct refs refs = {at, 2};

	for (uint32_t i = 0; i < 1000; i++)
		ck_assert_uint_eq(build_pool(&b, i), i);
	ck_assert_uint_eq(build_refs(&b, &refs).first, 1000);
	ck_assert_uint_eq(stage.pool[0], 0);
	ck_assert_uint_eq(stage.pool[999], 999);
	ck_assert_uint_eq(stage.pool[1001], 9);
	arena_free(a);
}
END_TEST

START_TEST(no_slot_is_given_beyond_the_last_of_the_queue)
{
	struct arena *a = cases_arena(4 << 20);
	struct stage stage = {0};
	struct build b = {.arena = a, .stage = &stage};

	for (uint32_t i = 0; i < QUEUE_SLOTS; i++)
		ck_assert_uint_eq(
		    build_slot(&b, PURPOSE_WORK, QUEUE_DONE, i), i);
	ck_assert(!b.full);
	ck_assert_uint_eq(build_slot(&b, PURPOSE_WORK, QUEUE_DONE, 0), 0);
	ck_assert(b.full);
	ck_assert_uint_eq(stage.slots_n, QUEUE_SLOTS);
	arena_free(a);
}
END_TEST

START_TEST(luck_depends_on_kind_and_id)
{
	ck_assert_uint_eq(
	    build_luck(ENTITY_PERSON, "a"), build_luck(ENTITY_PERSON, "a"));
	ck_assert_uint_ne(
	    build_luck(ENTITY_PERSON, "a"), build_luck(ENTITY_SCENE, "a"));
	ck_assert_uint_ne(
	    build_luck(ENTITY_PERSON, "a"), build_luck(ENTITY_PERSON, "b"));
}
END_TEST

SUITE_MAIN("build", lists_stand_one_after_another_however_long,
    no_slot_is_given_beyond_the_last_of_the_queue, luck_depends_on_kind_and_id)
