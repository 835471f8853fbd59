/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/tell.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/ledger.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static const char *const library[] = {"yuque-2023-10-23", "github-2018-10-21",
    "cloudflare-2025-11-18", "gitlab-2017-01-31"};

static void
play(struct arena *a, const char *id, struct report_input *in)
{
	struct text plan = text_new(a);
	struct text scenario = text_new(a);

	text_fmt(&plan, "plans/library/%s.json", id);
	text_fmt(&scenario, "scenarios/library/%s.json", id);
	ck_assert(sample_play(a, plan.at, scenario.at, in));
}

START_TEST(tell_leaves_no_argument_open_in_either_language)
{
	struct arena *a = cases_arena(CAP);

	for (int i = 0; i < 4; i++) {
		struct report_input in;

		play(a, library[i], &in);
		for (uint32_t f = 0; f < in.facts_n; f++) {
			struct text zh = text_new(a);
			struct text en = text_new(a);

			tell_fact(&zh, LANGUAGE_ZH, in.stage, in.facts, f);
			tell_fact(&en, LANGUAGE_EN, in.stage, in.facts, f);
			ck_assert_ptr_null(strchr(zh.at, '{'));
			ck_assert_ptr_null(strchr(en.at, '{'));
			ck_assert_str_ne(zh.at, en.at);
			ck_assert_ptr_null(strstr(en.at, "tell."));
		}
	}
	arena_free(a);
}
END_TEST

START_TEST(tell_says_a_wait_once_and_never_a_dispatch)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	uint32_t waits = 0;

	play(a, "yuque-2023-10-23", &in);
	for (uint32_t f = 0; f < in.facts_n; f++) {
		const struct fact *x = &in.facts[f];

		if (x->act == FACT_DISPATCH || x->act == FACT_BEGIN)
			ck_assert(!tell_is_told(in.facts, in.facts_n, f));
		if (x->act != FACT_WAITS)
			continue;
		waits++;
		ck_assert_int_eq(tell_is_told(in.facts, in.facts_n, f),
		    in.facts[f + 1].why != f || in.facts[f + 1].at != x->at);
	}
	ck_assert_int_gt(waits, 0);
	arena_free(a);
}
END_TEST

START_TEST(tell_says_a_call_of_several_and_a_prompt_start_in_one_line)
{
	static const struct fact facts[] = {{.act = FACT_PAGE, .on = 1},
	    {.act = FACT_RUNG}, {.act = FACT_PAGE, .on = 2},
	    {.at = 1, .act = FACT_PAGE, .on = 3},
	    {.at = 2, .act = FACT_ACK, .by = 1}, {.at = 2, .act = FACT_FAULT},
	    {.at = 2, .act = FACT_START, .by = 1, .value = 1},
	    {.at = 3, .act = FACT_ACK, .by = 2},
	    {.at = 3, .act = FACT_START, .by = 3, .value = 1},
	    {.at = 4, .act = FACT_PAGE, .on = 1}, {.at = 4, .act = FACT_FAULT},
	    {.at = 4, .act = FACT_PAGE, .on = 2},
	    {.at = 5, .act = FACT_PAGE, .on = 1, .value = 1},
	    {.at = 5, .act = FACT_PAGE, .on = 2}};
	static const bool told[] = {false, false, true, true, false, true, true,
	    true, true, true, true, true, true, true};

	for (uint32_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		ck_assert_msg(tell_is_told(facts, 14, i) == told[i], "%u", i);
}
END_TEST

START_TEST(tell_names_everyone_called_at_activation)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	bool found = false;

	play(a, "yuque-2023-10-23", &in);
	for (uint32_t f = 0; f < in.facts_n; f++) {
		struct text t = text_new(a);

		tell_fact(&t, LANGUAGE_EN, in.stage, in.facts, f);
		found |=
		    strcmp(t.at, "paged: Yuque engineer on duty; Service desk "
				 "agent; Hardware engineer") == 0;
	}
	ck_assert(found);
	arena_free(a);
}
END_TEST

START_TEST(tell_names_a_response_act_by_what_it_is)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	int32_t task;

	play(a, "yuque-2023-10-23", &in);
	task = in.stage->scenes[0].response[RESPONSE_AUTHORISE];
	ck_assert_str_eq(tell_name(LANGUAGE_ZH, in.stage,
			     fact_entity(ENTITY_TASK, (uint32_t)task)),
	    "启动授权");
	arena_free(a);
}
END_TEST

START_TEST(tell_rounds_shares_to_a_tenth)
{
	static const struct {
		int64_t ppm;
		const char *said;
	} cases[] = {{0, "0%"}, {1000000, "100%"}, {485600, "48.6%"},
	    {999500, "99.9%"}, {499, "<0.1%"}, {500, "0.1%"}};
	struct arena *a = cases_arena(CAP);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(a);

		tell_share(&t, cases[i].ppm);
		ck_assert_str_eq(t.at, cases[i].said);
	}
	arena_free(a);
}
END_TEST

/* Graded by 3m, worse from 21m and again from 1h on (see its expected.txt). */
START_TEST(tell_gives_every_grade_its_own_instant)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t = text_new(a);

	ck_assert(sample_play(a, "tests/cases/drill/grade-raised/plan.json",
	    "tests/cases/drill/grade-raised/scenario.json", &in));
	tell_grades(&t, LANGUAGE_EN, in.stage, in.facts, in.facts_n, 0, false);
	ck_assert_str_eq(t.at,
	    "grade III at 12:03; grade II from 12:21; grade I from 13:00");
	arena_free(a);
}
END_TEST

/* Nothing turns before it is tried; the boss is person 1. */
START_TEST(tell_names_what_is_taken_for_certain_by_kind)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct text t = text_new(a);
	struct text none = text_new(a);
	struct text turned = text_new(a);

	text_add(&none, "");
	ck_assert(
	    sample_play(a, "tests/cases/drill/taken-for-certain/plan.json",
		"tests/cases/drill/taken-for-certain/scenario.json", &in));
	tell_certain(&t, LANGUAGE_EN, in.stage, in.ledger, false);
	ck_assert_str_eq(t.at,
	    "Taken for certain, as no odds are declared: a page is answered "
	    "(boss); a page arrives (a, boss); no bad sample is missed (ping); "
	    "the work comes off (mend/look).");
	tell_certain(&none, LANGUAGE_EN, in.stage, in.ledger, true);
	ck_assert_str_eq(none.at, "");
	in.ledger->certain[0].turns = true;
	tell_certain(&turned, LANGUAGE_EN, in.stage, in.ledger, true);
	ck_assert_str_eq(turned.at,
	    "The verdict would turn if one of these alone were the other way "
	    "round: no page ever arrives (a).");
	for (uint32_t i = 0; i < in.ledger->certain_n; i++)
		in.ledger->certain[i].turns =
		    in.ledger->certain[i].on == fact_entity(ENTITY_PERSON, 1);
	turned = text_new(a);
	tell_certain(&turned, LANGUAGE_EN, in.stage, in.ledger, true);
	ck_assert_str_eq(turned.at,
	    "The verdict would turn if one of these alone were the other way "
	    "round: no page is ever answered (boss); no page ever arrives (the "
	    "same).");
	arena_free(a);
}
END_TEST

SUITE_MAIN("tell", tell_leaves_no_argument_open_in_either_language,
    tell_says_a_wait_once_and_never_a_dispatch,
    tell_says_a_call_of_several_and_a_prompt_start_in_one_line,
    tell_names_everyone_called_at_activation,
    tell_names_a_response_act_by_what_it_is, tell_rounds_shares_to_a_tenth,
    tell_gives_every_grade_its_own_instant,
    tell_names_what_is_taken_for_certain_by_kind)
