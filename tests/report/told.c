/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/told.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "plans/plan.h"
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

/* The instants are those of the cases, reckoned there. */
START_TEST(told_is_what_the_facts_say)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-due");
	uint32_t due = told_next(&in, 0);
	struct told x = told_of(&in, due);

	ck_assert_str_eq(x.notice->id, "cn-incident-2025/first-critical");
	ck_assert_int_eq(x.limit, SPAN_HOUR);
	ck_assert_int_eq(x.sent, 46 * SPAN_MINUTE);
	ck_assert(!x.late);
	ck_assert_str_eq(x.kept, "report.in-time");
	due = told_next(&in, told_next(&in, due + 1) + 1);
	x = told_of(&in, due);
	ck_assert_int_eq(x.limit, 20 * SPAN_MINUTE);
	ck_assert_int_eq(x.sent, 35 * SPAN_MINUTE);
	ck_assert(x.late);
	ck_assert_str_eq(x.kept, "report.late");
	arena_free(a);
}
END_TEST

START_TEST(told_knows_who_is_late_by_grading_alone)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-late-by-grading");
	struct told x = told_of(&in, told_next(&in, 0));

	ck_assert(x.late);
	ck_assert_int_eq(x.limit, 70 * SPAN_MINUTE);
	ck_assert_str_eq(x.kept, "report.late-by-grading");
	arena_free(a);
}
END_TEST

START_TEST(told_to_is_the_party_else_the_authority)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-due");

	ck_assert_str_eq(
	    told_to(LANGUAGE_EN, &in, told_of(&in, told_next(&in, 0)).notice),
	    "protection department and police");
	in = play(a, "report-by-supplier");
	ck_assert_str_eq(
	    told_to(LANGUAGE_EN, &in, told_of(&in, told_next(&in, 0)).notice),
	    "bank");
	arena_free(a);
}
END_TEST

/* Closed at 1h3m: mended at 50m, confirmed at 52m, an order and ten minutes
 * later. */
START_TEST(told_later_counts_from_the_close_and_only_if_it_was_bad_enough)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-due");
	struct text t = text_new(a);

	ck_assert_uint_eq(in.plan->later.n, 1);
	ck_assert_int_eq(told_later(&in, 0), 63 * SPAN_MINUTE + 30 * SPAN_DAY);
	told_say_later(&t, LANGUAGE_EN, &in, 0);
	ck_assert_ptr_nonnull(strstr(t.at, "by 2026-04-01 13:03 at"));
	in = play(a, "report-not-due");
	ck_assert_int_eq(told_later(&in, 0), SPAN_NEVER);
	arena_free(a);
}
END_TEST

START_TEST(told_source_names_regulation_article_and_confidence)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "report-due");
	struct text t = text_new(a);

	told_source(&t, LANGUAGE_ZH, told_of(&in, told_next(&in, 0)).notice);
	ck_assert_str_eq(
	    t.at, "国家网络安全事件报告管理办法，第四条（已读原文）");
	in = play(a, "report-by-supplier"); /* 20m agreed, of 1h */
	told_source(&t, LANGUAGE_ZH, told_of(&in, told_next(&in, 0)).notice);
	ck_assert_ptr_nonnull(strstr(t.at, "时限为自定，法规允许 1 小时"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("told", told_is_what_the_facts_say,
    told_knows_who_is_late_by_grading_alone,
    told_to_is_the_party_else_the_authority,
    told_later_counts_from_the_close_and_only_if_it_was_bad_enough,
    told_source_names_regulation_article_and_confidence)
