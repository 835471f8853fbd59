/* SPDX-License-Identifier: Apache-2.0 */
#include "base/line.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/suite.h"

static struct arena *
new_arena(void)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 20, &err);

	ck_assert_ptr_nonnull(a);
	return a;
}

static bool
sound(const char *s)
{
	return line_is_sound(s, strlen(s));
}

START_TEST(line_writes_members_in_order_with_the_least_escaping)
{
	struct arena *a = new_arena();
	struct text t = text_new(a);

	line_begin(&t);
	line_object(&t, "g");
	line_end(&t);
	line_int(&t, "lo", -LINE_INT_MOST);
	line_int(&t, "z", 0);
	line_string(&t, "s", "a\"b\\c\nd\re\tf/\xE6\xBC\x94{", 16);
	line_object(&t, "o");
	line_int(&t, "hi", LINE_INT_MOST);
	line_end(&t);
	line_nest(&t, "b", "{\"f\":1}", 7);
	line_end(&t);
	ck_assert_str_eq(t.at,
	    "{\"g\":{},\"lo\":-9007199254740991,\"z\":0,"
	    "\"s\":\"a\\\"b\\\\c\\nd\\re\\tf/\xE6\xBC\x94{\","
	    "\"o\":{\"hi\":9007199254740991},\"b\":{\"f\":1}}");
	ck_assert(line_is_sound(t.at, t.len));
	arena_free(a);
}
END_TEST

START_TEST(line_reads_back_what_it_wrote)
{
	static const char s[] = "{\"i\":-7,\"o\":{\"k\":\"a\\n\\\"\\\\\",\"n\":"
				"\"\"},\"z\":\"end\"}";
	struct line l = line_of(s, sizeof(s) - 1);
	struct arena *a = new_arena();
	struct text t = text_new(a);
	struct line_view v, name;
	int64_t i = 0;

	ck_assert(line_take_begin(&l));
	ck_assert(!line_take_string(&l, "i", &v));
	ck_assert(!line_take_int(&l, "ii", &i));
	ck_assert(line_take_int(&l, "i", &i));
	ck_assert_int_eq(i, -7);
	ck_assert(!line_take_int(&l, "absent", &i));
	ck_assert_int_eq(i, -7);
	ck_assert(line_take_object(&l, "o"));
	ck_assert(line_take_pair(&l, &name, &v));
	ck_assert(line_is(name, "k"));
	line_unescape(&t, v);
	ck_assert_str_eq(t.at, "a\n\"\\");
	ck_assert(line_take_string(&l, "n", &v));
	ck_assert(line_is(v, ""));
	ck_assert(line_take_end(&l));
	ck_assert(line_take_string(&l, "z", &v));
	ck_assert(line_is(v, "end") && !line_is(v, "en"));
	ck_assert(!line_is_done(&l));
	ck_assert(line_take_end(&l) && line_is_done(&l));
	arena_free(a);
}
END_TEST

/* Each is JSON to a lenient reader, or nearly, and none has our spelling. */
START_TEST(line_refuses_every_other_spelling)
{
	static const char *const bad[] = {"", "{", "}", "[]", "1", "\"a\"",
	    "{} ", " {}", "{}\n", "{\"a\":1,}", "{,\"a\":1}", "{\"a\" :1}",
	    "{\"a\": 1}", "{\"a\":01}", "{\"a\":-0}", "{\"a\":+1}",
	    "{\"a\":1.0}", "{\"a\":1e3}", "{\"a\":}", "{\"a\":-}",
	    "{\"a\":9007199254740992}", "{\"a\":-9007199254740992}",
	    "{\"a\":99999999999999999999999}", "{\"a\":true}", "{\"a\":null}",
	    "{\"a\":[1]}", "{\"a\":\"\\u0041\"}", "{\"a\":\"\\/\"}",
	    "{\"a\":\"\\b\"}", "{\"a\":\"\n\"}", "{\"a\":\"\x1b\"}",
	    "{\"a\":\"\x7f\"}", "{\"a\":\"\xC2\x85\"}",
	    "{\"a\":\"\xE2\x80\xAE\"}", "{\"a\":\"\xEF\xBB\xBF\"}",
	    "{\"a\":\"\xC0\x80\"}", "{\"a\":\"\xED\xA0\x80\"}",
	    "{\"a\":\"\xF5\x80\x80\x80\"}", "{\"a\":\"\xE6\xBC\"}",
	    "{\"a\":\"\\", "{\"a\":\"b", "{\"a\":1,\"a\":2}",
	    "{\"o\":{\"a\":1,\"b\":1,\"a\":1}}", "{\"a\":1\"b\":2}", "{a:1}",
	    "{'a':1}", "\xEF\xBB\xBF{}"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!sound(bad[i]), "%s", bad[i]);
	ck_assert(!line_is_sound("{\"a\":\"\0\"}", 9));
	ck_assert(sound("{\"a\":1,\"o\":{\"a\":1}}"));
}
END_TEST

START_TEST(line_bounds_bytes_depth_and_members)
{
	struct arena *a = new_arena();
	struct text t = text_new(a);
	char name[8];

	ck_assert(sound("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}"
			"}}}}}}}"));
	ck_assert(!sound("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{"
			 "\"a\":{}}}}}}}}}"));
	line_begin(&t);
	for (int i = 0; i < LINE_MEMBERS_MOST; i++) {
		(void)snprintf(name, sizeof(name), "m%d", i);
		line_int(&t, name, i);
	}
	text_add(&t, "}");
	ck_assert(line_is_sound(t.at, t.len));
	t.len--;
	line_int(&t, "more", 1);
	line_end(&t);
	ck_assert(!line_is_sound(t.at, t.len));
	t = text_new(a);
	text_add(&t, "{\"a\":\"");
	while (t.len < LINE_MOST - 2)
		text_add(&t, "x");
	text_add(&t, "\"}");
	ck_assert(line_is_sound(t.at, t.len));
	t.len -= 2;
	text_add(&t, "x\"}");
	ck_assert(!line_is_sound(t.at, t.len));
	arena_free(a);
}
END_TEST

START_TEST(line_knows_what_a_string_may_hold)
{
	ck_assert(line_is_clean("", 0));
	ck_assert(line_is_clean("\"\n\t\r\\\xE6\xBC\x94", 8));
	ck_assert(!line_is_clean("\x1b", 1));
	ck_assert(!line_is_clean("a\0b", 3));
	ck_assert(!line_is_clean("\\\xE6\xBC", 3));
}
END_TEST

/* No single-bit change of a line is another spelling of the same values:
 * whatever still reads differs in a name, an integer or a string. */
START_TEST(line_has_no_second_spelling_one_bit_away)
{
	static const char s[] = "{\"a\":-10,\"b\":\"x\\ny\",\"c\":{\"d\":0}}";
	size_t n = sizeof(s) - 1;
	char m[sizeof(s)];
	int read = 0;

	for (size_t bit = 0; bit < 8 * n; bit++) {
		struct line l = line_of(m, n);
		struct line_view v;
		int64_t a, d;

		memcpy(m, s, sizeof(s));
		m[bit / 8] = (char)(m[bit / 8] ^ (1 << bit % 8));
		read += line_is_sound(m, n);
		ck_assert(!(line_take_begin(&l) && line_take_int(&l, "a", &a) &&
			    line_take_string(&l, "b", &v) &&
			    line_take_object(&l, "c") &&
			    line_take_int(&l, "d", &d) && line_take_end(&l) &&
			    line_take_end(&l) && line_is_done(&l) && a == -10 &&
			    d == 0 && line_is(v, "x\\ny")));
	}
	ck_assert_int_gt(read, 20);
}
END_TEST

START_TEST(a_word_is_printable_and_not_too_long)
{
	static const struct {
		const char *line;
		size_t len; /* 0: it is none */
	} cases[] = {
	    {"{\"w\":\"a\"}", 1},
	    {"{\"w\":\"a/b-c~!\"}", 7},
	    {"{\"w\":\"12345678\"}", 8},
	    {"{\"w\":\"123456789\"}", 0},
	    {"{\"w\":\"\"}", 0},
	    {"{\"w\":\"a b\"}", 0},
	    {"{\"w\":\"a\\\\b\"}", 0},
	    {"{\"w\":\"a\x7F\"}", 0},
	    {"{\"w\":\"\xC3\xA9\"}", 0},
	    {"{\"w\":\"a", 0},
	    {"{\"w\":a}", 0},
	    {"{\"v\":\"a\"}", 0},
	    {"{\"w2\":\"a\"}", 0},
	    {"{\"", 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *s = cases[i].line;
		struct line l = line_of(s, strlen(s));
		struct line_view w = {"-", 1};
		const char *at;

		ck_assert(line_take_begin(&l));
		at = l.at;
		ck_assert_int_eq(
		    line_take_word(&l, "w", 8, &w), cases[i].len > 0);
		if (cases[i].len == 0)
			ck_assert_ptr_eq(l.at, at);
		else
			ck_assert_uint_eq(w.len, cases[i].len);
	}
}
END_TEST

SUITE_MAIN("line", a_word_is_printable_and_not_too_long,
    line_writes_members_in_order_with_the_least_escaping,
    line_reads_back_what_it_wrote, line_refuses_every_other_spelling,
    line_bounds_bytes_depth_and_members, line_knows_what_a_string_may_hold,
    line_has_no_second_spelling_one_bit_away)
