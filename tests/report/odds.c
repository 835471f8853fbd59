/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/stage.h"
#include "tests/cases.h"
#include "tests/suite.h"

static void
check_share(struct interval i, const char *wanted)
{
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);

	odds_share(&t, LANGUAGE_EN, &i);
	ck_assert_str_eq(t.at, wanted);
	arena_free(a);
}

START_TEST(a_share_is_told_in_per_cents_its_interval_no_narrower)
{
	check_share(
	    (struct interval){231400, 223000, 239001}, "23% (22%\u201324%)");
	check_share(
	    (struct interval){835000, 830000, 840000}, "84% (83%\u201384%)");
	check_share((struct interval){0, 0, 384}, "0% (0%\u20130.1%)");
	check_share((struct interval){999600, 999010, 999990},
	    "99.9% (99.9%\u2013100%)");
	check_share(
	    (struct interval){4400, 3999, 4501}, "0.4% (0.3%\u20130.5%)");
}
END_TEST

START_TEST(digits_stand_in_groups)
{
	static const struct {
		uint64_t n;
		const char *wanted;
	} rows[] = {{0, "0"}, {999, "999"}, {1000, "1,000"}, {10007, "10,007"},
	    {1234567890, "1,234,567,890"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *a = cases_arena(1 << 20);
		struct text t = text_new(a);

		odds_count(&t, rows[i].n);
		ck_assert_str_eq(t.at, rows[i].wanted);
		arena_free(a);
	}
}
END_TEST

START_TEST(an_objective_counts_if_every_scene_has_it)
{
	struct stage_scene scenes[2] = {{0}};
	struct stage stages[2] = {
	    {.scenes = scenes}, {.scenes = scenes, .scene = 1}};
	struct campaign c[2] = {{.stage = &stages[0]}, {.stage = &stages[1]}};
	struct summary_of of = {c, NULL, 2};

	scenes[0].objectives.rpo = scenes[1].objectives.rpo = 1;
	scenes[0].objectives.mtpd = 1;
	scenes[1].objectives.mtpd = SPAN_NEVER;
	ck_assert(odds_has_rpo(of));
	ck_assert(!odds_has_mtpd(of));
	of.n = 1;
	ck_assert(odds_has_mtpd(of));
}
END_TEST

SUITE_MAIN("odds", a_share_is_told_in_per_cents_its_interval_no_narrower,
    digits_stand_in_groups, an_objective_counts_if_every_scene_has_it)
