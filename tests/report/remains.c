/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/remains.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static const char *
said(struct arena *a, const char *name)
{
	struct report_input in;
	struct text t = text_new(a);
	const char *folder = file_join(a, "tests/cases/drill", name);

	ck_assert(sample_play(a, file_join(a, folder, "plan.json"),
	    file_join(a, folder, "scenario.json"), &in));
	text_add(&t, "");
	remains_say(&t, LANGUAGE_EN, &in);
	return t.at;
}

START_TEST(a_close_on_the_standby_says_what_is_left_to_do)
{
	struct arena *a = cases_arena(CAP);

	ck_assert_str_eq(said(a, "closed-on-standby"),
	    "Declared over while users still stand on the standby of db. "
	    "Steps not done: mend/repair; site/back.");
	arena_free(a);
}
END_TEST

START_TEST(one_that_fell_back_or_never_left_has_nothing_to_say)
{
	struct arena *a = cases_arena(CAP);

	ck_assert_str_eq(said(a, "fall-back"), "");
	ck_assert_str_eq(said(a, "rto-equal"), "");
	arena_free(a);
}
END_TEST

SUITE_MAIN("remains", a_close_on_the_standby_says_what_is_left_to_do,
    one_that_fell_back_or_never_left_has_nothing_to_say)
