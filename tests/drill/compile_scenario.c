/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_scenario.h"

#include "base/arena.h"
#include "base/file.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

static const struct stage *
staged(struct arena *a, const char *name)
{
	return play_stage(a, file_join(a, "tests/cases/drill", name), 0);
}

START_TEST(only_a_contingent_inject_is_watched)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a, "inject-on-condition");

	for (uint32_t i = 0; i < s->counts[ENTITY_INJECT]; i++)
		ck_assert_int_eq(
		    s->slots[s->injects[i].slot + 2].purpose == PURPOSE_FIRE,
		    s->injects[i].condition.n > 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("compile-scenario", only_a_contingent_inject_is_watched)
