/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fact.h"

#include <string.h>

#include "base/arena.h"
#include "base/line.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

START_TEST(an_entity_keeps_its_kind_and_its_number)
{
	for (int kind = 0; kind < ENTITY_KINDS; kind++) {
		uint32_t e = fact_entity((enum entity_kind)kind, 65535);

		ck_assert_int_eq(fact_kind(e), kind);
		ck_assert_uint_eq(fact_number(e), 65535);
	}
	ck_assert_uint_eq(fact_entity(ENTITY_NONE, 0), 0);
}
END_TEST

START_TEST(every_act_has_a_word_of_its_own)
{
	for (int i = 0; i < FACT_ACTS; i++)
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(fact_act_name((enum fact_act)i),
			    fact_act_name((enum fact_act)j));
	ck_assert_str_eq(fact_act_name(FACT_GAVE_UP), "gave_up");
}
END_TEST

START_TEST(a_body_leaves_out_what_is_zero)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "whole");
	static const char *const wanted[] = {
	    "{\"f\":0,\"at\":0,\"act\":\"begin\",\"v\":1}",
	    ("{\"f\":1,\"at\":0,\"act\":\"fault\",\"by\":\"fault\","
	     "\"on\":\"web\"}"),
	    "{\"f\":2,\"at\":0,\"act\":\"level\",\"on\":\"web\",\"why\":1}"};

	for (uint32_t i = 0; i < 3; i++) {
		struct text t = text_new(a);

		fact_body(&t, p.stage, &p.facts[i], i);
		ck_assert_str_eq(t.at, wanted[i]);
	}
	arena_free(a);
}
END_TEST

START_TEST(a_body_names_the_incident_and_is_a_sound_line)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "two-scenes");
	uint32_t incidents = 0;

	for (uint32_t i = 0; i < p.n; i++) {
		struct text t = text_new(a);

		fact_body(&t, p.stage, &p.facts[i], i);
		ck_assert(line_is_sound(t.at, t.len));
		incidents += strstr(t.at, "\"inc\":1") != NULL;
	}
	ck_assert_uint_gt(incidents, 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("fact", an_entity_keeps_its_kind_and_its_number,
    every_act_has_a_word_of_its_own, a_body_leaves_out_what_is_zero,
    a_body_names_the_incident_and_is_a_sound_line)
