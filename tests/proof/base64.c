/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/base64.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/suite.h"

/* Source: RFC 4648 section 10. */
START_TEST(base64_agrees_with_the_rfc)
{
	static const char *const cases[][2] = {{"", ""}, {"f", "Zg=="},
	    {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="},
	    {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 16, &err);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = text_new(a);
		char back[8];
		size_t n;

		base64_write(&t, cases[i][0], strlen(cases[i][0]));
		ck_assert_str_eq(t.at, cases[i][1]);
		ck_assert(base64_read(t.at, t.len, back, sizeof(back), &n));
		ck_assert_uint_eq(n, strlen(cases[i][0]));
		ck_assert_mem_eq(back, cases[i][0], n);
	}
	arena_free(a);
}
END_TEST

START_TEST(base64_refuses_a_second_spelling)
{
	static const char *const bad[] = {"Zh==", "Zm9=", "Zg",
	    "Zg=", "Zg===", "Zg==\n", " Zg==", "Z g==", "Zm9v=", "====", "Zm-v",
	    "Zm_v", "Zg==Zg=="};
	char out[16];
	size_t n;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(
		    !base64_read(bad[i], strlen(bad[i]), out, sizeof(out), &n),
		    "%s", bad[i]);
	ck_assert(!base64_read("Zm9v\0Zm9v", 9, out, sizeof(out), &n));
	ck_assert(!base64_read("Zm9vYmFy", 8, out, 5, &n));
	ck_assert(base64_read_all("Zm9vYmFy", 8, out, 6));
	ck_assert(!base64_read_all("Zm9vYmFy", 8, out, 7));
}
END_TEST

/* Of any length, and no other spelling at any place. */
START_TEST(base64_is_canonical_at_any_length)
{
	char s[1201];
	size_t n;

	for (size_t size = 0; size <= 1200; size += 4) {
		memset(s, 'A', sizeof(s));
		ck_assert(base64_is(s, size, &n));
		ck_assert_uint_eq(n, size / 4 * 3);
		if (size == 0)
			continue;
		s[size - 1] = '=';
		ck_assert(base64_is(s, size, &n));
		ck_assert_uint_eq(n, size / 4 * 3 - 1);
		s[size - 2] = 'B'; /* two bits that say nothing */
		ck_assert(!base64_is(s, size, &n));
		ck_assert(!base64_is(s, size - 1, &n));
		s[0] = '-';
		ck_assert(!base64_is(s, size, &n));
	}
}
END_TEST

START_TEST(base64_spells_as_it_writes)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 16, &err);
	uint8_t bytes[60];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 151 + 7);
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		struct text t = text_new(a);
		char s[BASE64_SIZE(sizeof(bytes)) + 1];

		memset(s, '!', sizeof(s));
		base64_write(&t, bytes, n);
		base64_spell(s, bytes, n);
		ck_assert_int_eq(memcmp(s, t.at, t.len), 0);
		ck_assert_int_eq(s[t.len], '!');
	}
	arena_free(a);
}
END_TEST

SUITE_MAIN("base64", base64_agrees_with_the_rfc,
    base64_refuses_a_second_spelling, base64_is_canonical_at_any_length,
    base64_spells_as_it_writes)
