/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/roll.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static struct roll
roll(struct arena *a, const char *name)
{
	struct play p = play_folder(a, name);

	return roll_call(a, p.stage, p.facts, p.n);
}

/* The instants are those of the case, reckoned there. */
START_TEST(a_roll_says_when_each_was_called_and_answered)
{
	static const struct roll_entry wanted[] = {
	    {.person = 0, .pages = 1, .channel = -1, .answered = SPAN_MINUTE},
	    {.person = 1,
		.pages = 1,
		.channel = -1,
		.answered = 17 * SPAN_MINUTE},
	    {.person = 2,
		.called = 10 * SPAN_MINUTE,
		.pages = 2,
		.lost = 1,
		.channel = 1, /* by text message */
		.answered = 34 * SPAN_MINUTE}};
	struct arena *a = cases_arena(64 << 20);
	struct roll r = roll(a, "call-out-everybody");

	ck_assert_uint_eq(r.n, 3);
	ck_assert_uint_eq(r.answered, 3);
	for (uint32_t i = 0; i < r.n; i++) {
		const struct roll_entry *e = &r.entries[i];

		ck_assert_uint_eq(e->person, wanted[i].person);
		ck_assert_int_eq(e->called, wanted[i].called);
		ck_assert_uint_eq(e->pages, wanted[i].pages);
		ck_assert_uint_eq(e->lost, wanted[i].lost);
		ck_assert_int_eq(e->channel, wanted[i].channel);
		ck_assert_int_eq(e->answered, wanted[i].answered);
	}
	arena_free(a);
}
END_TEST

START_TEST(a_roll_names_those_who_never_answered_and_nobody_else)
{
	struct arena *a = cases_arena(64 << 20);
	struct roll r = roll(a, "call-out");

	ck_assert_uint_eq(r.n, 2); /* b was not called */
	ck_assert_uint_eq(r.answered, 1);
	ck_assert_int_eq(r.entries[0].answered, SPAN_NEVER);
	ck_assert_int_eq(r.entries[1].answered, 6 * SPAN_MINUTE);
	r = roll(a, "call-out-nobody");
	ck_assert_uint_eq(r.n, 1);
	ck_assert_uint_eq(r.answered, 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("roll", a_roll_says_when_each_was_called_and_answered,
    a_roll_names_those_who_never_answered_and_nobody_else)
