/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fire.h"

#include "base/arena.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

PLAY_TEST(an_inject_comes_when_its_condition_has_held, "inject-on-condition",
    "inject-unseen")
PLAY_TEST(an_inject_comes_again_on_rising_edges_only, "inject-again")
PLAY_TEST(what_the_odds_hold_back_is_said_at_the_end, "inject-perhaps")

/* Of 1000 trials at odds of 0.3, within four standard deviations (14.5). */
START_TEST(an_inject_happens_as_often_as_its_odds_say)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "inject-perhaps");
	int absent = 0;

	for (uint64_t trial = 0; trial < 1000; trial++) {
		bool came = false;
		int missing = 0;

		drill_reset(p.drill, trial);
		ck_assert_int_eq(drill_run(p.drill), DRILL_OVER);
		p.facts = drill_facts(p.drill, &p.n);
		for (uint32_t i = 0; i < p.n; i++) {
			came |= p.facts[i].act == FACT_ABSENT;
			missing += p.facts[i].act == FACT_NOT_FIRED;
		}
		ck_assert_int_eq(missing, came ? 2 : 3);
		absent += came;
	}
	ck_assert_int_ge(absent, 300 - 58);
	ck_assert_int_le(absent, 300 + 58);
	arena_free(a);
}
END_TEST

SUITE_MAIN("fire", an_inject_comes_when_its_condition_has_held,
    an_inject_comes_again_on_rising_edges_only,
    what_the_odds_hold_back_is_said_at_the_end,
    an_inject_happens_as_often_as_its_odds_say)
