/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/absence.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static bool
happens(const struct play *p, enum fact_act act, uint32_t by)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (p->facts[i].act == act && p->facts[i].by == by)
			return true;
	return false;
}

START_TEST(people_and_monitors_can_be_left_out)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	uint32_t n;
	uint32_t *list = absence_list(a, s, &n);

	ck_assert_uint_eq(n, 3);
	ck_assert_uint_eq(list[0], fact_entity(ENTITY_PERSON, 0));
	ck_assert_uint_eq(list[1], fact_entity(ENTITY_PERSON, 1));
	ck_assert_uint_eq(list[2], fact_entity(ENTITY_MONITOR, 0));
	arena_free(a);
}
END_TEST

START_TEST(who_is_left_out_does_nothing_and_others_as_before)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s =
	    play_stage(a, "tests/cases/drill/known-odds", 1);
	uint32_t b = fact_entity(ENTITY_PERSON, 1);
	uint32_t ping = fact_entity(ENTITY_MONITOR, 0);
	struct play with = play_on(a, s);
	struct play without_b = play_on(a, absence_stage(a, s, b));
	struct play without_ping = play_on(a, absence_stage(a, s, ping));
	struct play without_a =
	    play_on(a, absence_stage(a, s, fact_entity(ENTITY_PERSON, 0)));

	ck_assert(happens(&with, FACT_ACK, b));
	ck_assert(!happens(&without_b, FACT_ACK, b));
	ck_assert(happens(&without_b, FACT_ALARM, ping));
	ck_assert(happens(&with, FACT_ALARM, ping));
	ck_assert(!happens(&without_ping, FACT_ALARM, ping));
	/* a has no part in this drill: nothing changes. */
	ck_assert_uint_eq(with.n, without_a.n);
	ck_assert_mem_eq(
	    with.facts, without_a.facts, with.n * sizeof(*with.facts));
	arena_free(a);
}
END_TEST

SUITE_MAIN("absence", people_and_monitors_can_be_left_out,
    who_is_left_out_does_nothing_and_others_as_before)
