/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyline.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

/* written: a file after this pattern, of key lines: A and B are signers', W is
 * a witness's. */
static struct bytes
written(struct arena *a, const char *pattern)
{
	struct key keys[] = {sample_key("ops.example/a", 1),
	    sample_key("ops.example/b", 2),
	    sample_key("assessor.example/w", 3)};
	struct text t = text_new(a);

	key_make_witness(&keys[2]);
	for (; *pattern != '\0'; pattern++) {
		const char *which = strchr("ABW", *pattern);

		if (which != NULL)
			note_key_write(&t, &keys[which - "ABW"].pub);
		else
			text_bytes(&t, pattern, 1);
	}
	return (struct bytes){t.at, t.len};
}

START_TEST(keyline_finds_the_one_key_of_a_file)
{
	static const struct {
		const char *file;
		enum keyline found;
		const char *name;
	} cases[] = {{"A", KEYLINE_ONE, "ops.example/a"},
	    {"A\n", KEYLINE_ONE, "ops.example/a"},
	    {"# of the province\n\nA\n\n# end\n", KEYLINE_ONE, "ops.example/a"},
	    {"\xEF\xBB\xBF"
	     "A\r\n",
		KEYLINE_ONE, "ops.example/a"},
	    {"  A \t\r\n", KEYLINE_ONE, "ops.example/a"},
	    {"A\nA\n", KEYLINE_ONE, "ops.example/a"},
	    {"W\n", KEYLINE_ONE, "assessor.example/w"},
	    {"A\nB\n", KEYLINE_MANY, NULL}, {"A\nW", KEYLINE_MANY, NULL},
	    {"", KEYLINE_NONE, NULL}, {"none\n", KEYLINE_NONE, NULL},
	    {"xA\nA B", KEYLINE_NONE, NULL}, {"A+", KEYLINE_NONE, NULL},
	    {"yanlian-key/1\nname a\nvkey A\n", KEYLINE_SECRET, NULL}};
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 20, &err);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct note_key k;

		ck_assert_msg(keyline_find(written(a, cases[i].file), &k) ==
				  cases[i].found,
		    "%s", cases[i].file);
		if (cases[i].name != NULL)
			ck_assert_str_eq(k.name, cases[i].name);
	}
	arena_free(a);
}
END_TEST

START_TEST(keyline_has_a_word_for_each)
{
	ck_assert_str_eq(keyline_word(KEYLINE_ONE), "");
	for (int i = KEYLINE_NONE; i <= KEYLINE_SECRET; i++)
		ck_assert_int_eq(
		    strncmp(keyline_word((enum keyline)i), "error.vkey", 10),
		    0);
}
END_TEST

SUITE_MAIN(
    "keyline", keyline_finds_the_one_key_of_a_file, keyline_has_a_word_for_each)
