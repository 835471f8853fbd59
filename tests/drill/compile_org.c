/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_org.h"

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

START_TEST(services_come_after_all_they_need)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a, "needs");

	/* written shop, web, disk; shop needs web needs disk */
	ck_assert_uint_eq(s->service_order[0], 2);
	ck_assert_uint_eq(s->service_order[1], 1);
	ck_assert_uint_eq(s->service_order[2], 0);
	arena_free(a);
}
END_TEST

START_TEST(copies_count_from_the_start_of_the_scenario)
{
	struct arena *a = cases_arena(64 << 20);
	const struct stage *s = staged(a, "no-copy");

	ck_assert(s->copies[0].timed);
	ck_assert_int_eq(s->copies[0].from, 30 * SPAN_MINUTE);
	ck_assert(!s->copies[1].timed);
	arena_free(a);
}
END_TEST

SUITE_MAIN("compile-org", services_come_after_all_they_need,
    copies_count_from_the_start_of_the_scenario)
