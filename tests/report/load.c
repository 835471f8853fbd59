/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/load.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static struct report_input
play(struct arena *a, const char *name)
{
	struct report_input in;
	const char *folder = file_join(a, "tests/cases/drill", name);

	ck_assert(sample_play(a, file_join(a, folder, "plan.json"),
	    file_join(a, folder, "scenario.json"), &in));
	return in;
}

/* passed-by-itself: paged at 1m, a answers at 2m and waits; he works from 8m
 * to 18m. boss, paged at 2m, answers at 3m, authorises to 8m, waits until he
 * confirms from 13m to 14m, and again. It is over at 18m. */
START_TEST(every_minute_of_a_person_is_of_one_kind)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "passed-by-itself");
	const struct load *people = load_people(a, &in);
	const struct load *ops = &people[0];
	const struct load *boss = &people[2];

	ck_assert_uint_eq(ops->pages, 1);
	ck_assert_int_eq(ops->called, 1 * SPAN_MINUTE);
	ck_assert_int_eq(ops->waiting, 6 * SPAN_MINUTE);
	ck_assert_int_eq(ops->working, 10 * SPAN_MINUTE);
	ck_assert_int_eq(boss->called, 1 * SPAN_MINUTE);
	ck_assert_int_eq(boss->working, 6 * SPAN_MINUTE);
	ck_assert_int_eq(boss->ordered, 0);
	ck_assert_int_eq(boss->waiting, 9 * SPAN_MINUTE);
	ck_assert_uint_eq(people[1].pages, 0);
	ck_assert_uint_eq(load_busiest(people, 3), 0);
	ck_assert_uint_eq(load_busiest(&people[1], 1), 1);
	arena_free(a);
}
END_TEST

START_TEST(travel_is_not_a_call_without_an_answer)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "travel");
	const struct load *people = load_people(a, &in);
	span_ms travel = 0;

	for (uint32_t i = 0; i < in.facts_n; i++)
		if (in.facts[i].act == FACT_ARRIVE)
			travel += in.facts[i].at - in.facts[in.facts[i].why].at;
	ck_assert_int_gt(travel, 0);
	for (uint32_t i = 0; i < in.stage->counts[ENTITY_PERSON]; i++) {
		ck_assert_int_ge(people[i].called, 0);
		travel -= people[i].travel;
	}
	ck_assert_int_eq(travel, 0);
	arena_free(a);
}
END_TEST

/* delivered: none there, ten ordered, brought and used. */
START_TEST(what_is_ordered_brought_and_used_is_told)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "delivered");
	const struct supply *s = load_supplies(a, &in);

	ck_assert(s->touched);
	ck_assert_int_eq(s->stock, 0);
	ck_assert_int_eq(s->ordered, 10);
	ck_assert_int_eq(s->delivered, 10);
	ck_assert_int_eq(s->used, 10);
	arena_free(a);
}
END_TEST

SUITE_MAIN("load", every_minute_of_a_person_is_of_one_kind,
    travel_is_not_a_call_without_an_answer,
    what_is_ordered_brought_and_used_is_told)
