/* SPDX-License-Identifier: Apache-2.0 */
#include "base/document.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/faults.h"
#include "base/text.h"
#include "tests/cases.h"
#include "tests/suite.h"

/* refusal: the one fault of a text that is no document, as a line. */
static const char *
refusal(struct arena *a, const char *json, size_t len)
{
	struct faults faults = faults_new(a);
	struct bytes bytes = {json, len};

	ck_assert_ptr_null(document_read(a, "t.json", bytes, &faults));
	ck_assert_uint_eq(faults.n, 1);
	return cases_faults(a, &faults);
}

/* repeated: `open` n times, then `middle`, then `close` n times. */
static struct text
repeated(struct arena *a, const char *open, const char *middle,
    const char *close, int n)
{
	struct text t = text_new(a);

	for (int i = 0; i < n; i++)
		text_add(&t, open);
	text_add(&t, middle);
	for (int i = 0; i < n; i++)
		text_add(&t, close);
	return t;
}

static const struct value *
parsed(struct arena *a, const char *json)
{
	struct faults faults = faults_new(a);
	const struct document *d = cases_document(a, json, &faults);

	ck_assert_msg(d != NULL, "%s", cases_faults(a, &faults));
	return d->values;
}

START_TEST(document_lays_values_out_in_the_order_of_the_text)
{
	struct arena *a = cases_arena(1 << 20);
	const struct value *v =
	    parsed(a, "{\"a\": [1, -2.5, \"x\"], \"b\": {\"c\": null}, "
		      "\"d\": true, \"e\": false}");
	static const enum value_kind kinds[] = {VALUE_OBJECT, VALUE_ARRAY,
	    VALUE_INTEGER, VALUE_REAL, VALUE_STRING, VALUE_OBJECT, VALUE_NULL,
	    VALUE_TRUE, VALUE_FALSE};
	static const uint32_t parents[] = {0, 0, 1, 1, 1, 0, 5, 0, 0};

	ck_assert_uint_eq(v->document->n, 9);
	for (int i = 0; i < 9; i++) {
		ck_assert_uint_eq(v[i].kind, kinds[i]);
		ck_assert_uint_eq(v[i].parent, parents[i]);
	}
	ck_assert_int_eq(v[2].number.integer, 1);
	ck_assert(v[3].number.real == -2.5);
	ck_assert_str_eq(v[4].string, "x");
	ck_assert_ptr_eq(value_get(v, "d"), &v[7]);
	ck_assert_ptr_null(value_get(v, "c"));
	ck_assert_ptr_null(value_get(&v[1], "a"));
	ck_assert_ptr_eq(value_next(&v[1]), &v[5]);
	ck_assert_ptr_null(value_next(&v[8]));
	ck_assert_ptr_null(value_first(&v[6]));
	arena_free(a);
}
END_TEST

START_TEST(value_place_counts_characters_not_bytes)
{
	struct arena *a = cases_arena(1 << 20);
	const struct value *v = parsed(a,
	    "{\n\t\"名称\": \"演练\\\"{\", \"步骤\": [\n  \"一\", {\"x\":9}]}");
	static const struct {
		int at;
		uint32_t line, column;
		const char *path;
	} cases[] = {
	    {0, 1, 1, "/"},
	    {1, 2, 8, "/名称"},
	    {2, 2, 23, "/步骤"},
	    {3, 3, 3, "/步骤/0"},
	    {4, 3, 8, "/步骤/1"},
	    {5, 3, 13, "/步骤/1/x"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(a);
		uint32_t line;
		uint32_t column;

		value_place(&v[cases[i].at], &line, &column);
		value_path(&v[cases[i].at], &t);
		ck_assert_str_eq(t.at, cases[i].path);
		ck_assert_uint_eq(line, cases[i].line);
		ck_assert_uint_eq(column, cases[i].column);
	}
	arena_free(a);
}
END_TEST

/* RFC 6901, section 5: the pointers of its example's harder keys. */
START_TEST(value_path_escapes_as_json_pointers_do)
{
	struct arena *a = cases_arena(1 << 20);
	const struct value *v = parsed(a, "{\"a/b\": 1, \"m~n\": 8, \"\": 0}");
	struct text t = text_new(a);

	for (const struct value *m = value_first(v); m != NULL;
	     m = value_next(m))
		value_path(m, &t);
	ck_assert_str_eq(t.at, "/a~1b/m~0n/");
	arena_free(a);
}
END_TEST

START_TEST(document_says_what_is_wrong_with_a_text_and_where)
{
	static const struct {
		const char *json;
		const char *fault;
	} cases[] = {
	    {"", "error truncated - 1:"},
	    {"{\"a\": [1, 2", "error truncated - 1:11"},
	    {"{\"a\": 1,\n \"a\": 2}", "error duplicate-member - 2:"},
	    {"{\"a\": \"\xff\"}", "error utf8 - 1:8"},
	    {"{\"a\": \"\xc0\x80\"}", "error utf8 - 1:8"},
	    {"{\"a\": \"\xed\xa0\x80\"}", "error utf8 - 1:8"},
	    {"\xef\xbb\xbf{}", "error byte-order-mark - 1:1"},
	    {"{\"名\": \"\xe2\x80\xae\"}", "error control-character - 1:8"},
	    {"{\"a\": \"\x01\"}", "error control-character - 1:8"},
	    {"{\"a\": \"\\u0000\"}", "error control-character - 1:"},
	    {"[1e400]", "error number-too-large - 1:"},
	    {"[9223372036854775808]", "error number-too-large - 1:"},
	    {"[NaN]", "error syntax - 1:"},
	    {"[1,]", "error syntax - 1:"},
	    {"{'a': 1}", "error syntax - 1:"},
	    {"{\"a\": 01}", "error syntax - 1:"},
	    {"{} {}", "error trailing-text - 1:"},
	    {"// no\n{}", "error syntax - 1:"},
	    {"{\"a\":\n\n  nope}", "error syntax - 3:"},
	};
	struct arena *a = cases_arena(8 << 20);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *got =
		    refusal(a, cases[i].json, strlen(cases[i].json));

		ck_assert_msg(
		    strncmp(got, cases[i].fault, strlen(cases[i].fault)) == 0,
		    "%s: %s", cases[i].json, got);
	}
	arena_free(a);
}
END_TEST

START_TEST(document_finds_hostile_characters_behind_escapes)
{
	struct arena *a = cases_arena(1 << 20);
	struct faults faults = faults_new(a);

	ck_assert_ptr_null(cases_document(
	    a, "{\"a\": [\"\\u202e\"], \"\\u2066\": 1, \"b\": 2}", &faults));
	ck_assert_str_eq(cases_faults(a, &faults),
	    "error control-character /a/0 1:8\n"
	    "error control-character /\xe2\x81\xa6 1:29\n");
	arena_free(a);
}
END_TEST

START_TEST(document_may_be_32_deep_and_no_deeper)
{
	struct arena *a = cases_arena(16 << 20);
	struct faults faults = faults_new(a);
	struct text t = repeated(a, "[", "7", "]", 32);
	const struct document *d = cases_document(a, t.at, &faults);
	struct text path = text_new(a);

	ck_assert_ptr_nonnull(d);
	value_path(&d->values[32], &path);
	ck_assert_uint_eq(path.len, 64);
	t = repeated(a, "[", "", "]", 33);
	ck_assert_str_eq(refusal(a, t.at, t.len), "error too-deep - 1:33\n");
	t = repeated(a, "{\"a\":", "1", "}", 100000);
	ck_assert_str_eq(refusal(a, t.at, t.len), "error too-deep - 1:161\n");
	arena_free(a);
}
END_TEST

START_TEST(document_may_hold_a_hundred_thousand_values)
{
	static const char *const items[] = {"0", "{}", "[ ]", "{\"a\":0}"};
	static const int each[] = {1, 1, 1, 2};
	struct arena *a = cases_arena(128 << 20);

	for (int i = 0; i < 4; i++) {
		struct faults faults = faults_new(a);
		struct text t = text_new(a);
		const struct document *d;
		int n = 1;

		for (; n + each[i] <= DOCUMENT_VALUES; n += each[i])
			text_fmt(&t, "%s%s", n == 1 ? "[" : ",", items[i]);
		while (n++ < DOCUMENT_VALUES)
			text_add(&t, ",0");
		text_add(&t, "]");
		d = cases_document(a, t.at, &faults);
		ck_assert_ptr_nonnull(d);
		ck_assert_uint_eq(d->n, DOCUMENT_VALUES);
		t.len--;
		text_add(&t, ",0]");
		ck_assert_ptr_nonnull(strstr(
		    refusal(a, t.at, t.len), "error too-many-values - 1:"));
	}
	arena_free(a);
}
END_TEST

START_TEST(document_may_be_4_mib_long)
{
	struct arena *a = cases_arena(64 << 20);
	struct faults faults = faults_new(a);
	char *blank = arena_alloc(a, DOCUMENT_BYTES + 2);
	struct bytes bytes = {blank, DOCUMENT_BYTES};

	memset(blank, ' ', DOCUMENT_BYTES + 1);
	memcpy(blank, "{}", 2);
	ck_assert_ptr_nonnull(document_read(a, "t.json", bytes, &faults));
	ck_assert_str_eq(
	    refusal(a, blank, DOCUMENT_BYTES + 1), "error too-large - 1:1\n");
	arena_free(a);
}
END_TEST

START_TEST(document_open_takes_a_large_file_for_a_fault_of_the_document)
{
	struct arena *a = cases_arena(64 << 20);
	struct faults faults = faults_new(a);
	struct error err = ERROR_INIT;
	const struct document *d = NULL;
	FILE *f = fopen("large.json", "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, DOCUMENT_BYTES, SEEK_SET), 0);
	ck_assert_int_eq(fputc('x', f), 'x');
	ck_assert_int_eq(fclose(f), 0);
	ck_assert_int_eq(document_open(a, "large.json", &faults, &d, &err), 0);
	ck_assert_int_eq(remove("large.json"), 0);
	ck_assert_ptr_null(d);
	ck_assert_str_eq(cases_faults(a, &faults), "error too-large - 1:1\n");
	ck_assert_uint_lt(arena_used(a), 1 << 20);

	ck_assert_int_eq(document_open(a, "none.json", &faults, &d, &err), -1);
	ck_assert_str_eq(err.id, "error.file-missing");
	arena_free(a);
}
END_TEST

START_TEST(document_digest_is_over_the_bytes_as_stored)
{
	struct arena *a = cases_arena(1 << 20);
	const struct value *v = parsed(a, "{ }");
	char hex[DIGEST_HEX];

	digest_hex(&v->document->digest, hex); /* printf '{ }' | sha256sum */
	ck_assert_str_eq(hex,
	    "257c1be96ae69f4b01c2c69bdb6d78605f59175819fb007d0bf245bf48444c4a");
	arena_free(a);
}
END_TEST

SUITE_MAIN("document", document_lays_values_out_in_the_order_of_the_text,
    value_place_counts_characters_not_bytes,
    value_path_escapes_as_json_pointers_do,
    document_says_what_is_wrong_with_a_text_and_where,
    document_finds_hostile_characters_behind_escapes,
    document_may_be_32_deep_and_no_deeper,
    document_may_hold_a_hundred_thousand_values, document_may_be_4_mib_long,
    document_open_takes_a_large_file_for_a_fault_of_the_document,
    document_digest_is_over_the_bytes_as_stored)
