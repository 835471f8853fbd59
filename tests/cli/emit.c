/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/emit.h"

#include "base/arena.h"
#include "base/span.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

START_TEST(emit_lays_out_what_it_is_given_in_order)
{
	struct arena *a = cases_arena(1 << 16);
	struct text t = text_new(a);
	struct emit e = emit_begin(&t);

	emit_string(&e, "b", "x");
	emit_array(&e, "a");
	emit_object(&e, NULL);
	emit_int(&e, "n", INT64_MIN);
	emit_bool(&e, "yes", true);
	emit_end(&e, '}');
	emit_string(&e, NULL, "");
	emit_end(&e, ']');
	emit_span(&e, "ms", 0);
	emit_span(&e, "never", SPAN_NEVER);
	emit_end(&e, '}');
	ck_assert_str_eq(t.at, "{\n"
			       "  \"b\": \"x\",\n"
			       "  \"a\": [\n"
			       "    {\n"
			       "      \"n\": -9223372036854775808,\n"
			       "      \"yes\": true\n"
			       "    },\n"
			       "    \"\"\n"
			       "  ],\n"
			       "  \"ms\": 0,\n"
			       "  \"never\": null\n"
			       "}\n");
	arena_free(a);
}
END_TEST

START_TEST(emit_closes_what_is_empty_at_once)
{
	struct arena *a = cases_arena(1 << 16);
	struct text t = text_new(a);
	struct emit e = emit_begin(&t);

	emit_array(&e, "a");
	emit_end(&e, ']');
	emit_object(&e, "o");
	emit_end(&e, '}');
	emit_end(&e, '}');
	ck_assert_str_eq(t.at, "{\n  \"a\": [],\n  \"o\": {}\n}\n");
	arena_free(a);
}
END_TEST

/* Source: RFC 8259, 7 and 8.1. */
START_TEST(emit_writes_any_string_as_json_has_it)
{
	static const struct {
		const char *given;
		const char *written;
	} strings[] = {
	    {"\"\\/", "\"\\\"\\\\/\""},
	    {"\b\n\x1F\x7F", "\"\\u0008\\u000a\\u001f\\u007f\""},
	    {"演练 ✗ \xF0\x9F\x92\xA9", "\"演练 ✗ \xF0\x9F\x92\xA9\""},
	    {"a\xFFz", "\"a\xEF\xBF\xBDz\""},             /* no UTF-8 at all */
	    {"\xE6\xBC", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""}, /* cut short */
	};
	struct arena *a = cases_arena(1 << 16);

	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		struct text t = text_new(a);
		struct emit e = emit_begin(&t);
		struct text wanted = text_new(a);

		emit_string(&e, "s", strings[i].given);
		emit_end(&e, '}');
		text_fmt(&wanted, "{\n  \"s\": %s\n}\n", strings[i].written);
		ck_assert_str_eq(t.at, wanted.at);
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("emit", emit_lays_out_what_it_is_given_in_order,
    emit_closes_what_is_empty_at_once, emit_writes_any_string_as_json_has_it)
