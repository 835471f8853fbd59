/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/contents.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "replay/report/page.h"
#include "replay/report/script.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static struct report_input
play(struct arena *a, const char *name)
{
	struct report_input in;
	struct text plan = text_new(a);
	struct text scenario = text_new(a);

	text_fmt(&plan, "tests/cases/drill/%s/plan.json", name);
	text_fmt(&scenario, "tests/cases/drill/%s/scenario.json", name);
	ck_assert(sample_play(a, plan.at, scenario.at, &in));
	return in;
}

static const char *
written(struct arena *a, const struct report_input *in)
{
	struct text t = text_new(a);
	struct page p = page_new(&t, LANGUAGE_EN, in);

	text_add(&t, "");
	contents_write(&p);
	return t.at;
}

/* As packs/cn-incident-2025.json has them. */
START_TEST(a_report_that_fell_due_is_told_what_it_must_contain)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-due");
	const char *s = written(a, &in);

	ck_assert_uint_eq(sample_count(s, "<h2>"), 1);
	ck_assert_uint_eq(
	    sample_count(s, "<li>"), in.plan->packs[0]->contents.n);
	ck_assert_ptr_nonnull(strstr(
	    s, "<li>the organisation and the system concerned (article 7, "));
	arena_free(a);
}
END_TEST

START_TEST(where_nothing_fell_due_nothing_is_told)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-not-due");

	ck_assert_uint_eq(in.plan->packs_n, 1);
	ck_assert_str_eq(written(a, &in), "");
	arena_free(a);
}
END_TEST

/* The script is for before: whatever may fall due has its row, the last. */
START_TEST(a_script_has_a_row_for_each_report_demanded)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-not-due");
	struct script s = script_rows(a, LANGUAGE_EN, &in);
	const struct script_row *r = &s.rows[s.n - 1];
	uint32_t demanded = 0;

	for (uint32_t i = 0; i < s.n; i++)
		demanded += s.rows[i].type == SCRIPT_DEMANDED;
	ck_assert_uint_eq(demanded, in.plan->notices.n);
	ck_assert_int_eq(r->type, SCRIPT_DEMANDED);
	ck_assert_ptr_nonnull(strstr(r->cells[SCRIPT_RESPONSE],
	    "the organisation and the system concerned; when and where"));
	ck_assert_ptr_nonnull(strstr(r->cells[SCRIPT_NOTES], "article 4"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("contents", a_report_that_fell_due_is_told_what_it_must_contain,
    where_nothing_fell_due_nothing_is_told,
    a_script_has_a_row_for_each_report_demanded)
