/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_expected.h"

#include "base/arena.h"
#include "base/file.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

START_TEST(expectations_become_numbers_of_the_stage)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = play_stage(a, "tests/cases/drill/expected", 0);
	const struct stage_expected *all;
	const struct stage_expected *x = &s->expected[3]; /* one-of-two */

	ck_assert_uint_eq(s->expected_n, 10);
	ck_assert_uint_eq(x->parts.n, 2);
	ck_assert_uint_eq(
	    s->parts[x->parts.first], fact_entity(ENTITY_PERSON, 0));
	ck_assert_uint_eq(
	    s->parts[x->parts.first + 1], fact_entity(ENTITY_PERSON, 1));
	ck_assert(x->all);
	all = s->expected;
	ck_assert_int_eq(all[0].inject, 0);
	ck_assert_int_eq(all[0].step, STAGE_NONE);
	ck_assert_uint_eq(s->parts[all[0].parts.first], 0); /* anybody */
	ck_assert_int_eq(all[2].step, 0);
	ck_assert_int_eq(all[2].objective, 1);
	arena_free(a);
}
END_TEST

START_TEST(what_is_expected_makes_no_other_drill)
{
	struct arena *a = cases_arena(64 << 20);
	struct stage s = *play_stage(a, "tests/cases/drill/expected", 0);
	struct digest with = stage_digest(&s);
	struct digest without;

	s.expected_n = 0;
	without = stage_digest(&s);
	ck_assert_mem_eq(with.byte, without.byte, DIGEST_SIZE);
	arena_free(a);
}
END_TEST

SUITE_MAIN("compile_expected", expectations_become_numbers_of_the_stage,
    what_is_expected_makes_no_other_drill)
