/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/state.h"

#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static struct drill *
fresh(struct arena *a)
{
	return state_new(a, play_stage(a, "tests/cases/drill/whole", 0));
}

START_TEST(a_reset_leaves_nothing_of_the_trial_before)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = fresh(a);
	char *born = arena_copy(a, d->block, d->block_size);
	struct queue_event event;

	(void)state_say(d, FACT_STUCK, 0, 0, 0, 0, 0);
	d->people[0].pages = 3;
	d->tasks[0].attempts = 9;
	ck_assert_int_eq(engine_take(d->engine, &event), ENGINE_TAKEN);
	state_reset(d, 0);
	ck_assert_int_eq(memcmp(born, d->block, d->block_size), 0);
	arena_free(a);
}
END_TEST

START_TEST(a_fact_without_room_ends_the_drill_and_blames_whom_it_is_on)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = fresh(a);
	uint32_t web = fact_entity(ENTITY_SERVICE, 0);

	while (!d->c->full)
		(void)state_say(d, FACT_LEVEL, 0, 0, web, 1, 0);
	ck_assert_uint_eq(d->c->facts, d->facts_cap);
	ck_assert_uint_eq(d->blamed, web);
	ck_assert_uint_eq(
	    state_say(d, FACT_LEVEL, 0, 0, web, 1, 0), d->facts_cap - 1);
	arena_free(a);
}
END_TEST

START_TEST(what_never_comes_cancels_what_was_to_come)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = fresh(a);
	uint32_t slot = d->stage->people[0].slot;

	state_after(d, slot, 5);
	ck_assert_int_eq(engine_due(d->engine, slot), 5);
	state_after(d, slot, SPAN_NEVER);
	ck_assert_int_eq(engine_due(d->engine, slot), SPAN_NEVER);
	arena_free(a);
}
END_TEST

START_TEST(a_calmed_task_does_not_use_its_luck_twice)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = fresh(a);

	d->tasks[0].status = TASK_DONE;
	d->tasks[0].attempts = 2;
	d->tasks[0].misses = 1;
	state_calm(d, 0);
	ck_assert_int_eq(d->tasks[0].status, TASK_IDLE);
	ck_assert_uint_eq(d->tasks[0].attempts, 2);
	ck_assert_uint_eq(d->tasks[0].misses, 0);
	arena_free(a);
}
END_TEST

START_TEST(a_draw_depends_on_who_what_when_and_trial)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d = fresh(a);
	uint64_t x = state_draw(d, 1, LUCK_TRAVEL, 0).value;

	ck_assert_uint_eq(x, state_draw(d, 1, LUCK_TRAVEL, 0).value);
	ck_assert_uint_ne(x, state_draw(d, 2, LUCK_TRAVEL, 0).value);
	ck_assert_uint_ne(x, state_draw(d, 1, LUCK_FAILS, 0).value);
	ck_assert_uint_ne(x, state_draw(d, 1, LUCK_TRAVEL, 1).value);
	state_reset(d, 1);
	ck_assert_uint_ne(x, state_draw(d, 1, LUCK_TRAVEL, 0).value);
	arena_free(a);
}
END_TEST

/* Three of four trials draw the first: of 10,000 the mean is 7,500, the
 * standard deviation 43.3; 174 is four of them. */
START_TEST(of_a_choice_one_comes_as_often_as_its_weight_says)
{
	struct arena *a = cases_arena(64 << 20);
	struct drill *d =
	    state_new(a, play_stage(a, "tests/cases/drill/choice", 0));
	int first = 0;

	for (uint64_t trial = 0; trial < 10000; trial++) {
		state_reset(d, trial);
		ck_assert(d->injects[0].spared != d->injects[1].spared);
		ck_assert(!d->injects[2].spared);
		first += !d->injects[0].spared;
	}
	ck_assert_int_ge(first, 7500 - 174);
	ck_assert_int_le(first, 7500 + 174);
	arena_free(a);
}
END_TEST

SUITE_MAIN("state", a_reset_leaves_nothing_of_the_trial_before,
    a_fact_without_room_ends_the_drill_and_blames_whom_it_is_on,
    what_never_comes_cancels_what_was_to_come,
    a_calmed_task_does_not_use_its_luck_twice,
    a_draw_depends_on_who_what_when_and_trial,
    of_a_choice_one_comes_as_often_as_its_weight_says)
