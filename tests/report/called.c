/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/called.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/judge/roll.h"
#include "replay/report/html.h"
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
START_TEST(called_holds_the_first_answer_against_the_promise)
{
	static const struct {
		const char *name, *said;
	} cases[] = {
	    {"call-out", "answered 6 min after the warning; the ladder "
			 "promises 6 min"},
	    {"call-out-everybody",
		"answered only 1 min after the warning; the ladder promises "
		"30 s: 30 s too late"},
	    {"call-out-nobody",
		"nobody answered by the end; the ladder promises nothing"},
	};
	struct arena *a = cases_arena(CAP);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct report_input in = play(a, cases[i].name);
		struct text t = text_new(a);

		called_sentence(&t, LANGUAGE_EN, &in);
		ck_assert_str_eq(t.at, cases[i].said);
	}
	arena_free(a);
}
END_TEST

START_TEST(called_page_has_a_row_for_each_and_no_word_of_recovery)
{
	struct arena *a = cases_arena(CAP);
	struct report_input in = play(a, "call-out-everybody");

	for (int language = 0; language < 2; language++) {
		struct text page = text_new(a);
		const char *roll;

		html_write(&page, (enum language)language, &in);
		(void)sample_plain(page.at);
		roll = strstr(page.at, "<table class=\"roll stack\">");
		ck_assert_ptr_nonnull(roll);
		ck_assert_uint_eq(sample_count(page.at, "12:34:00"), 0);
		ck_assert_ptr_nonnull(strstr(roll, "<td>12:34</td>"));
		/* a answers 1m after the warning */
		ck_assert_ptr_nonnull(strstr(roll, "<td>0:01:00</td>"));
		ck_assert_ptr_null(strstr(page.at, "RTO"));
		ck_assert_ptr_null(strstr(page.at, "RPO"));
		ck_assert_ptr_null(strstr(page.at, "MTPD"));
	}
	arena_free(a);
}
END_TEST

START_TEST(called_count_tells_how_many_answered)
{
	struct arena *a = cases_arena(CAP);
	struct text t = text_new(a);
	struct roll roll = {.n = 5, .answered = 3};

	called_count(&t, LANGUAGE_EN, &roll);
	ck_assert_str_eq(t.at, "Roll: 5 called, 3 answered");
	arena_free(a);
}
END_TEST

SUITE_MAIN("called", called_holds_the_first_answer_against_the_promise,
    called_page_has_a_row_for_each_and_no_word_of_recovery,
    called_count_tells_how_many_answered)
