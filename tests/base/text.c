/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(text_grows_and_stays_terminated)
{
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);

	ck_assert_str_eq(t.at, "");
	for (int i = 0; i < 1000; i++)
		text_add(&t, "演");
	text_bytes(&t, "x\0y", 3);
	text_fmt(&t, "%s-%d", "z", 7);
	text_int(&t, INT64_MIN);
	ck_assert_uint_eq(t.len, 3000 + 3 + 3 + 20);
	ck_assert_str_eq(t.at + 3002, "yz-7-9223372036854775808");
	arena_free(a);
}
END_TEST

START_TEST(text_ppm_writes_the_shortest_decimal)
{
	static const struct {
		int64_t ppm;
		const char *s;
	} cases[] = {{0, "0"}, {1, "0.000001"}, {50000, "0.05"},
	    {950000, "0.95"}, {999999, "0.999999"}, {1000000, "1"},
	    {1500000, "1.5"}, {100000000, "100"}, {-20000, "-0.02"}};
	struct arena *a = cases_arena(1 << 20);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(a);

		text_ppm(&t, cases[i].ppm);
		ck_assert_str_eq(t.at, cases[i].s);
	}
	arena_free(a);
}
END_TEST

START_TEST(text_columns_are_two_for_a_wide_character)
{
	ck_assert_uint_eq(text_columns(""), 0);
	ck_assert_uint_eq(text_columns("RTO 4h"), 6);
	ck_assert_uint_eq(text_columns("演练"), 4);
	ck_assert_uint_eq(text_columns("，。Ａ"), 6);
	ck_assert_uint_eq(text_columns("e\xcc\x81"), 1);
	ck_assert_uint_eq(text_columns("é–…"), 3);
	ck_assert_uint_eq(text_columns("\xf0\x9f\x94\xa5"), 2);
}
END_TEST

START_TEST(text_pad_fills_columns_not_bytes)
{
	struct arena *a = cases_arena(1 << 20);
	struct text t = text_new(a);
	size_t from;

	text_add(&t, "x|");
	from = t.len;
	text_add(&t, "演练");
	text_pad(&t, from, 6);
	text_add(&t, "|");
	from = t.len;
	text_add(&t, "too wide");
	text_pad(&t, from, 3);
	ck_assert_str_eq(t.at, "x|演练  |too wide");
	arena_free(a);
}
END_TEST

/* Source: Unicode Standard 15, table 3-7, well-formed UTF-8. */
START_TEST(text_rune_takes_well_formed_utf8_alone)
{
	static const struct {
		const char *s;
		size_t used;
		uint32_t rune;
	} cases[] = {{"a", 1, 'a'}, {"\xc2\x80", 2, 0x80},
	    {"\xe6\xbc\x94", 3, 0x6F14}, {"\xf4\x8f\xbf\xbf", 4, 0x10FFFF},
	    {"\xef\xbf\xbd", 3, 0xFFFD}, {"\x80", 1, 0xFFFD},
	    {"\xc1\xbf", 1, 0xFFFD}, {"\xe0\x9f\xbf", 1, 0xFFFD},
	    {"\xed\xa0\x80", 1, 0xFFFD}, {"\xf4\x90\x80\x80", 1, 0xFFFD},
	    {"\xe6\xbc", 1, 0xFFFD}, {"\xff", 1, 0xFFFD}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t rune;

		ck_assert_uint_eq(
		    text_rune(cases[i].s, strlen(cases[i].s), &rune),
		    cases[i].used);
		ck_assert_uint_eq(rune, cases[i].rune);
	}
}
END_TEST

START_TEST(text_bars_controls_and_overrides)
{
	static const uint32_t bad[] = {0, 1, 0x1B, 0x7F, 0x85, 0x9F, 0x200E,
	    0x200F, 0x061C, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069,
	    0xFEFF};
	static const uint32_t good[] = {
	    '\t', '\n', '\r', ' ', '~', 0xA0, 0x6F14, 0x200D, 0x1F525};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert(text_is_hostile(bad[i]));
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert(!text_is_hostile(good[i]));
}
END_TEST

START_TEST(text_tamed_is_one_line_of_a_terminal)
{
	static const struct {
		const char *given, *shown;
	} cases[] = {{"", ""}, {"plan.json", "plan.json"},
	    {"a b/\xE6\xBC\x94.json", "a b/\xE6\xBC\x94.json"},
	    {"a\033[2J\033[1;32mVALID", "a?[2J?[1;32mVALID"},
	    {"a\nb\rc\td", "a?b?c?d"}, {"\x80\xE6\xBC", "???"},
	    {"a\xE2\x80\xAE"
	     "b",
		"a?b"},
	    {"\xC2\x9B"
	     "2J",
		"?2J"},
	    {"\xEF\xBF\xBD", "\xEF\xBF\xBD"}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char s[64];
		size_t n;

		(void)snprintf(s, sizeof(s), "%s", cases[i].given);
		n = text_tame(s, strlen(s));
		ck_assert_str_eq(s, cases[i].shown);
		ck_assert_uint_eq(n, strlen(s));
	}
}
END_TEST

SUITE_MAIN("text", text_grows_and_stays_terminated,
    text_ppm_writes_the_shortest_decimal,
    text_columns_are_two_for_a_wide_character, text_pad_fills_columns_not_bytes,
    text_rune_takes_well_formed_utf8_alone, text_bars_controls_and_overrides,
    text_tamed_is_one_line_of_a_terminal)
