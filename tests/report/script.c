/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/script.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

#define CASE "tests/cases/drill/expected/"

enum { CAP = 1 << 28 };

static struct script
written(struct arena *a, struct report_input *in)
{
	ck_assert(sample_play(a, CASE "plan.json", CASE "scenario.json", in));
	return script_rows(a, LANGUAGE_EN, in);
}

START_TEST(rows_stand_by_time_and_the_unknown_last)
{
	static const char *const ids[] = {"fault", "never", "at-the-limit",
	    "one-of-two", "press", "anew", "before", "by-another", "either",
	    "time-left", "a-little-late", "no-mark", "no-inject"};
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct script s = written(a, &in);

	ck_assert_uint_eq(s.n, 13);
	for (uint32_t i = 0; i < s.n; i++)
		ck_assert_str_eq(s.rows[i].id, ids[i]);
	ck_assert_int_eq(s.rows[3].at, 90 * SPAN_SECOND);
	ck_assert_int_eq(s.rows[10].at, SPAN_NEVER);
	ck_assert_int_eq(s.rows[1].type, SCRIPT_CONTINGENT);
	arena_free(a);
}
END_TEST

START_TEST(a_row_says_when_who_and_what)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct script s = written(a, &in);

	ck_assert_str_eq(s.rows[4].cells[SCRIPT_TIME], "12:10:00 (10 min in)");
	ck_assert_str_eq(s.rows[4].cells[SCRIPT_MESSAGE], "Is it down?");
	ck_assert_str_eq(s.rows[1].cells[SCRIPT_TIME], "if called for");
	ck_assert_str_eq(s.rows[1].cells[SCRIPT_NOTES], "when level:web < 0%");
	ck_assert_str_eq(s.rows[3].cells[SCRIPT_TO], "a; boss");
	ck_assert_str_eq(s.rows[3].cells[SCRIPT_TIME], "by 12:01:30");
	ck_assert_str_eq(
	    s.rows[10].cells[SCRIPT_TIME], "within 5 min of: acknowledged");
	ck_assert_str_eq(s.rows[3].cells[SCRIPT_OBJECTIVE], "People come");
	arena_free(a);
}
END_TEST

START_TEST(a_spreadsheet_has_a_mark_heads_and_quoted_cells)
{
	struct script_row row = {.cells = {"1", "", "", "", "", "",
				     "He said \"no\", twice", "-1", "", ""}};
	struct script s = {&row, 1};
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);

	script_csv(&t, LANGUAGE_ZH, &s);
	ck_assert_int_eq(strncmp(t.at, "\xEF\xBB\xBF\"序号\",", 12), 0);
	ck_assert_ptr_nonnull(strstr(t.at,
	    "\r\n\"1\",\"\",\"\",\"\",\"\",\"\",\"He said \"\"no\"\", twice\","
	    "\"'-1\",\"\",\"\"\r\n"));
	arena_free(a);
}
END_TEST

START_TEST(a_page_has_a_row_each_and_tells_them_apart)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in;
	struct script s = written(a, &in);
	struct text t = text_new(a);

	script_html(&t, LANGUAGE_EN, &in, &s);
	ck_assert_uint_eq(sample_count(t.at, "<tr"), 14);
	ck_assert_uint_eq(sample_count(t.at, "<tr class=\"contingent\">"), 1);
	ck_assert_uint_eq(sample_count(t.at, "<tr class=\"own\">"), 10);
	ck_assert_uint_eq(sample_count(t.at, "<script"), 0);
	arena_free(a);
}
END_TEST

SUITE_MAIN("script", rows_stand_by_time_and_the_unknown_last,
    a_row_says_when_who_and_what,
    a_spreadsheet_has_a_mark_heads_and_quoted_cells,
    a_page_has_a_row_each_and_tells_them_apart)
