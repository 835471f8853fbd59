/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/target.h"

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/play.h"
#include "tests/suite.h"

/* passed-by-itself, held against targets: an alarm at 0, answered at 2m,
 * authorised at 8m, back at 12m, confirmed at 14m; nobody diagnoses. */
START_TEST(each_stage_is_held_against_its_own_target)
{
	struct arena *a = cases_arena(64 << 20);
	struct play p = play_folder(a, "stages-late");
	struct timing t = timing_new(a, p.stage, 0);
	struct target x[TARGETS];

	timing_take(&t, p.stage, p.facts, p.n);
	target_judge(&t, p.stage, x);
	ck_assert_int_eq(x[1].took, 2 * SPAN_MINUTE); /* equality meets */
	ck_assert(x[1].met);
	ck_assert_int_eq(x[4].took, 6 * SPAN_MINUTE);
	ck_assert_int_eq(x[4].limit, 5 * SPAN_MINUTE);
	ck_assert(!x[4].met);
	ck_assert_int_eq(x[7].end, TARGET_NEVER);
	ck_assert(!x[7].met);
	ck_assert_int_eq(x[9].limit, SPAN_NEVER);
	ck_assert(!x[9].met); /* nothing was promised */
	/* contained at 18m only: what came before came before its turn. */
	ck_assert_int_eq(x[10].end, TARGET_EARLY);
	ck_assert(x[10].met);
	arena_free(a);
}
END_TEST

SUITE_MAIN("target", each_stage_is_held_against_its_own_target)
