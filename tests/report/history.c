/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/history.h"

#include "base/arena.h"
#include "replay/judge/timing.h"
#include "scenarios/scenario.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

START_TEST(history_finds_the_nearest_fact_of_that_kind)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct history h = {.act = "done", .on = "recover/look"};

	ck_assert_ptr_nonnull(sample_page(a, "met", LANGUAGE_EN, &in));
	ck_assert_int_eq(history_replayed(&in, &h), 1410 * SPAN_SECOND);
	h = (struct history){.act = "start", .on = "sre-1"};
	ck_assert_int_eq(history_replayed(&in, &h), 240 * SPAN_SECOND);
	h.when = SPAN_HOUR; /* its last one is nearer now */
	ck_assert_int_eq(history_replayed(&in, &h), 2250 * SPAN_SECOND);
	arena_free(a);
}
END_TEST

START_TEST(history_knows_marks_and_what_never_was)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct history h = {.act = "t_activate", .on = ""};

	ck_assert_ptr_nonnull(sample_page(a, "met", LANGUAGE_EN, &in));
	ck_assert_int_eq(
	    history_replayed(&in, &h), in.timing->mark[MARK_ACTIVATE]);
	h = (struct history){.act = "timeout", .on = "recover/look"};
	ck_assert_int_eq(history_replayed(&in, &h), SPAN_NEVER);
	arena_free(a);
}
END_TEST

SUITE_MAIN("history", history_finds_the_nearest_fact_of_that_kind,
    history_knows_marks_and_what_never_was)
