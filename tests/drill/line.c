/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/line.h"

#include "base/arena.h"
#include "replay/drill/state.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* The steps of the two scenes: of each three that need the same, and one. */
struct hall {
	struct arena *arena;
	struct drill *d;
	uint32_t one, two; /* the first step of each scene */
};

static struct hall
open_hall(void)
{
	struct hall h = {.arena = cases_arena(64 << 20)};
	const struct stage *s =
	    play_stage(h.arena, "tests/cases/drill/lines", 0);

	h.d = state_new(h.arena, s);
	while (s->tasks[h.one].step_number == STAGE_NONE)
		h.one++;
	h.two = s->scenes[1].tasks.first + h.one - s->scenes[0].tasks.first;
	return h;
}

/* turn: whose is it, and for how many does he speak? He goes without. */
static void
turn(struct hall *h, uint32_t task, uint32_t stands_for)
{
	ck_assert_int_eq(line_turn(h->d), (int32_t)task);
	ck_assert_uint_eq(line_stands_for(h->d, task), stands_for);
	line_stay(h->d, task);
}

static void
join(struct hall *h, uint32_t task, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		line_join(h->d, task + i);
	line_round(h->d);
}

static void
close_hall(struct hall *h)
{
	ck_assert_int_eq(line_turn(h->d), STAGE_NONE);
	arena_free(h->arena);
}

START_TEST(who_needs_the_same_stands_in_one_line)
{
	struct hall h = open_hall();
	const struct stage_task *one = &h.d->stage->tasks[h.one];
	const struct stage_task *two = &h.d->stage->tasks[h.two];

	ck_assert_uint_eq(one[0].line, one[1].line);
	ck_assert_uint_eq(one[0].line, one[2].line);
	ck_assert_uint_ne(one[0].line, one[3].line);
	ck_assert_uint_ne(one[0].line, two[0].line);
	close_hall(&h);
}
END_TEST

START_TEST(each_is_told_once_then_the_first_stands_for_all)
{
	struct hall h = open_hall();

	join(&h, h.one, 4);
	for (uint32_t i = 0; i < 4; i++)
		turn(&h, h.one + i, 1);
	ck_assert_int_eq(line_turn(h.d), STAGE_NONE);
	line_round(h.d);
	turn(&h, h.one, 3);
	turn(&h, h.one + 3, 1);
	close_hall(&h);
}
END_TEST

START_TEST(who_is_served_makes_room_for_the_next)
{
	struct hall h = open_hall();

	join(&h, h.one, 2);
	ck_assert_int_eq(line_turn(h.d), (int32_t)h.one);
	line_serve(h.d, h.one);
	turn(&h, h.one + 1, 1);
	ck_assert_int_eq(line_turn(h.d), STAGE_NONE);
	join(&h, h.one, 1); /* again, and now behind the other */
	turn(&h, h.one + 1, 1);
	turn(&h, h.one, 1);
	close_hall(&h);
}
END_TEST

START_TEST(who_joins_while_a_round_is_on_has_his_turn_in_it)
{
	struct hall h = open_hall();

	join(&h, h.one, 1);
	turn(&h, h.one, 1);
	line_join(h.d, h.one + 1);
	line_join(h.d, h.one + 3);
	turn(&h, h.one + 1, 1);
	turn(&h, h.one + 3, 1);
	close_hall(&h);
}
END_TEST

START_TEST(who_leaves_is_missed_by_nobody)
{
	struct hall h = open_hall();

	join(&h, h.one, 3);
	for (uint32_t i = 0; i < 3; i++)
		turn(&h, h.one + i, 1);
	ck_assert_int_eq(line_turn(h.d), STAGE_NONE);
	line_leave(h.d, h.one + 1);
	line_leave(h.d, h.one + 1);
	line_round(h.d);
	turn(&h, h.one, 2);
	ck_assert_int_eq(line_turn(h.d), STAGE_NONE);
	line_leave(h.d, h.one);
	line_leave(h.d, h.one + 2);
	line_round(h.d);
	close_hall(&h);
}
END_TEST

START_TEST(the_worse_grade_comes_first_then_arrival)
{
	struct hall h = open_hall();

	h.d->scenes[0].grade = 2;
	h.d->scenes[1].grade = 1;
	line_join(h.d, h.one);
	line_join(h.d, h.two + 3);
	join(&h, h.two, 1);
	turn(&h, h.two + 3, 1);
	turn(&h, h.two, 1);
	turn(&h, h.one, 1);
	ck_assert_int_eq(line_turn(h.d), STAGE_NONE);
	h.d->scenes[0].grade = 3;
	h.d->scenes[1].grade = STAGE_NONE; /* counts as IV */
	line_round(h.d);
	turn(&h, h.one, 1);
	turn(&h, h.two + 3, 1);
	turn(&h, h.two, 1);
	close_hall(&h);
}
END_TEST

SUITE_MAIN("line", who_needs_the_same_stands_in_one_line,
    each_is_told_once_then_the_first_stands_for_all,
    who_is_served_makes_room_for_the_next,
    who_joins_while_a_round_is_on_has_his_turn_in_it,
    who_leaves_is_missed_by_nobody, the_worse_grade_comes_first_then_arrival)
