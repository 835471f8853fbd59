/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/odds_html.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/report/odds.h"
#include "tests/cases.h"
#include "tests/report/sample.h"
#include "tests/suite.h"

enum { CAP = 1 << 28 };

static const char *const all[] = {"met", "loss", "never", "not-tested"};

static const char *
page(struct arena *a, const char *folder, const char *plan,
    const char *scenario, enum language language)
{
	struct text p = text_new(a);
	struct text s = text_new(a);
	struct text out = text_new(a);
	struct odds odds;

	text_fmt(&p, "tests/cases/%s/%s.json", folder, plan);
	text_fmt(&s, "tests/cases/%s/%s.json", folder, scenario);
	ck_assert(sample_odds(a, p.at, s.at, 64, &odds));
	odds_html_write(&out, language, &odds);
	return out.at;
}

START_TEST(nothing_from_documents_becomes_markup)
{
	for (int i = 0; i < 4; i++) {
		struct arena *a = cases_arena(CAP);
		const char *s = page(a, "report", "plan", all[i], LANGUAGE_EN);

		ck_assert_ptr_null(strstr(s, "<script"));
		ck_assert_ptr_null(strstr(s, "<img"));
		ck_assert_ptr_null(strstr(s, "<finding"));
		ck_assert_ptr_null(strstr(s, "<plan>"));
		ck_assert_ptr_null(strstr(s, "\" onload"));
		ck_assert_ptr_nonnull(strstr(s, "one &lt;finding&gt; &amp;"));
		ck_assert_ptr_nonnull(
		    strstr(s, "<pre>yanlian campaign &#39;&lt;plan&gt;"));
		arena_free(a);
	}
}
END_TEST

START_TEST(every_word_is_known)
{
	for (int i = 0; i < 8; i++) {
		struct arena *a = cases_arena(CAP);
		const char *s = strstr(page(a, "report", "plan", all[i / 2],
					   i % 2 ? LANGUAGE_EN : LANGUAGE_ZH),
		    "<body>");

		ck_assert_ptr_nonnull(s);
		ck_assert_ptr_null(strchr(s, '{'));
		ck_assert_ptr_null(strstr(s, ">odds."));
		ck_assert_ptr_null(strstr(s, ">report."));
		ck_assert_ptr_null(strstr(s, "(null)"));
		arena_free(a);
	}
}
END_TEST

START_TEST(the_answer_stands_first_and_what_it_is_worth_beside_it)
{
	struct arena *a = cases_arena(CAP);
	const char *s =
	    page(a, "drill/known-odds", "plan", "scenario", LANGUAGE_EN);
	const char *verdict = strstr(s, "<p class=\"big\">");
	const char *worth = strstr(s, "Of 33 published incidents");
	const char *first = strstr(s, "What to look at first");

	ck_assert_ptr_nonnull(verdict);
	ck_assert_ptr_nonnull(worth);
	ck_assert_ptr_nonnull(first);
	ck_assert(verdict < worth && worth < first);
	ck_assert_ptr_nonnull(strstr(first, "<h2>How to do it again"));
	arena_free(a);
}
END_TEST

START_TEST(what_was_not_tested_is_no_pass)
{
	struct arena *a = cases_arena(CAP);
	const char *s = page(a, "report", "plan", "not-tested", LANGUAGE_EN);

	ck_assert_ptr_nonnull(strstr(s, "class=\"verdict not-tested\""));
	ck_assert_ptr_nonnull(strstr(s, "this is no pass"));
	ck_assert_ptr_null(strstr(s, "class=\"spread\""));
	arena_free(a);
}
END_TEST

START_TEST(a_call_out_speaks_of_answers_not_of_recovery)
{
	struct arena *a = cases_arena(CAP);
	const char *s =
	    page(a, "drill/call-out", "plan", "scenario", LANGUAGE_EN);

	ck_assert_ptr_nonnull(strstr(s, "answered in time"));
	ck_assert_ptr_nonnull(strstr(s, "How soon somebody answers"));
	ck_assert_ptr_null(strstr(strstr(s, "<body>"), "RTO"));
	ck_assert_ptr_null(strstr(s, "Of 33 published incidents"));
	arena_free(a);
}
END_TEST

SUITE_MAIN("odds_html", nothing_from_documents_becomes_markup,
    every_word_is_known, the_answer_stands_first_and_what_it_is_worth_beside_it,
    what_was_not_tested_is_no_pass,
    a_call_out_speaks_of_answers_not_of_recovery)
