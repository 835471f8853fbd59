/* SPDX-License-Identifier: Apache-2.0 */
#include "base/words.h"

#include <string.h>

#include "base/arena.h"
#include "base/fields.h"
#include "base/span.h"
#include "base/text.h"
#include "base/words_data.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(words_stand_in_the_order_that_finds_them)
{
	ck_assert_int_gt((int)words_data_n, 100);
	for (size_t i = 1; i < words_data_n; i++)
		ck_assert_int_lt(
		    strcmp(words_data[i - 1].id, words_data[i].id), 0);
	for (size_t i = 0; i < words_data_n; i++)
		ck_assert_ptr_eq(words_of(LANGUAGE_ZH, words_data[i].id),
		    words_data[i].text[LANGUAGE_ZH]);
}
END_TEST

START_TEST(words_say_the_id_of_what_nobody_worded)
{
	ck_assert_str_eq(words_of(LANGUAGE_EN, "no.such"), "no.such");
}
END_TEST

START_TEST(words_fill_named_arguments_and_leave_unknown_ones)
{
	struct arena *a = cases_arena(1 << 16);
	struct text t = text_new(a);

	words_say(&t, LANGUAGE_EN, "Mind {what}: {a}{b} and {open", "a", "1",
	    "b", "", "c", "never", NULL);
	ck_assert_str_eq(t.at, "Mind {what}: 1 and {open");
	arena_free(a);
}
END_TEST

START_TEST(words_do_not_read_arguments_as_templates)
{
	struct arena *a = cases_arena(1 << 16);
	struct text t = text_new(a);

	words_say(&t, LANGUAGE_EN, "{a} {b}", "a", "{b}", "b", "{a}", NULL);
	ck_assert_str_eq(t.at, "{b} {a}");
	arena_free(a);
}
END_TEST

START_TEST(words_say_a_span_in_at_most_two_units)
{
	static const struct {
		span_ms span;
		const char *en;
		const char *zh;
	} cases[] = {{0, "0 s", "0 秒"}, {999, "0 s", "0 秒"},
	    {59 * SPAN_SECOND, "59 s", "59 秒"},
	    {90 * SPAN_SECOND, "1 min 30 s", "1 分 30 秒"},
	    {60 * SPAN_MINUTE, "1 h", "1 小时"},
	    {60 * SPAN_MINUTE + 59 * SPAN_SECOND, "1 h", "1 小时"},
	    {473 * SPAN_MINUTE, "7 h 53 min", "7 小时 53 分"},
	    {SPAN_DAY + SPAN_HOUR + SPAN_MINUTE, "1 d 1 h", "1 天 1 小时"},
	    {SPAN_DAY + SPAN_MINUTE, "1 d 1 min", "1 天 1 分"},
	    {-90 * SPAN_SECOND, "-1 min 30 s", "-1 分 30 秒"},
	    {SPAN_NEVER, "none", "没有"}};
	struct arena *a = cases_arena(1 << 16);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text en = text_new(a);
		struct text zh = text_new(a);

		words_span(&en, LANGUAGE_EN, cases[i].span);
		words_span(&zh, LANGUAGE_ZH, cases[i].span);
		ck_assert_str_eq(en.at, cases[i].en);
		ck_assert_str_eq(zh.at, cases[i].zh);
	}
	arena_free(a);
}
END_TEST

START_TEST(words_take_a_title_in_the_language_asked_for)
{
	const struct title title = {"应急预案", "emergency plan"};

	ck_assert_str_eq(words_title(LANGUAGE_ZH, &title), "应急预案");
	ck_assert_str_eq(words_title(LANGUAGE_EN, &title), "emergency plan");
}
END_TEST

SUITE_MAIN("words", words_stand_in_the_order_that_finds_them,
    words_say_the_id_of_what_nobody_worded,
    words_fill_named_arguments_and_leave_unknown_ones,
    words_do_not_read_arguments_as_templates,
    words_say_a_span_in_at_most_two_units,
    words_take_a_title_in_the_language_asked_for)
