/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/verdict.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/page.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static const char *const all[] = {"met", "loss", "never", "not-tested"};

START_TEST(verdict_says_what_came_of_it)
{
	static const char *const said[] = {"<section class=\"verdict met\">",
	    "within the RTO of 2 h, but 21 h of data is lost: 20 h 50 min past "
	    "the RPO of 10",
	    "not restored when the drill ended at +2 23:00:00",
	    "neither a pass nor a failure"};

	for (int i = 0; i < 4; i++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		const char *s = sample_page(a, all[i], LANGUAGE_EN, &in);

		ck_assert_msg(strstr(s, said[i]) != NULL, "%s", said[i]);
		arena_free(a);
	}
}
END_TEST

START_TEST(verdict_says_where_a_drill_came_to_rest)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	const char *s = sample_page(a, "never", LANGUAGE_EN, &in);

	ck_assert_ptr_nonnull(strstr(s, "Stuck from +1 00:24:00 on"));
	ck_assert_ptr_nonnull(strstr(s, "Given up: Restore the data."));
	arena_free(a);
}
END_TEST

START_TEST(verdict_marks_the_figures_that_missed)
{
	static const uint32_t missed[] = {0, 1, 3, 0};

	for (int i = 0; i < 4; i++) {
		struct arena *a = cases_arena(CAP);
		struct report_input in;
		struct text t = text_new(a);
		struct page p;

		ck_assert_ptr_nonnull(sample_page(a, all[i], LANGUAGE_EN, &in));
		p = page_new(&t, LANGUAGE_EN, &in);
		verdict_write(&p);
		ck_assert_uint_eq(
		    sample_count(t.at, "class=\"value missed\""), missed[i]);
		ck_assert_int_eq(strstr(t.at, ">not exceeded<") != NULL, i < 2);
		arena_free(a);
	}
}
END_TEST

SUITE_MAIN("verdict", verdict_says_what_came_of_it,
    verdict_says_where_a_drill_came_to_rest,
    verdict_marks_the_figures_that_missed)
