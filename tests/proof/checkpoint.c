/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/checkpoint.h"

#include <string.h>

#include "tests/suite.h"

#define SIGNATURE "\n\xE2\x80\x94 n AAAAAAE=\n"
#define ROOT      "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="

static bool
reads(const char *s, struct checkpoint *out)
{
	struct note n;

	ck_assert_msg(note_read(s, strlen(s), &n), "%s", s);
	return checkpoint_read(&n, out);
}

/* Source: the root over one empty leaf, as in the tests of notes. */
START_TEST(checkpoint_says_whose_how_many_and_which_root)
{
	struct digest want = tree_leaf("", 0);
	struct checkpoint c;

	ck_assert(reads("ops.example/archive\n1\n" ROOT "\n" SIGNATURE, &c));
	ck_assert_str_eq(c.origin, "ops.example/archive");
	ck_assert_uint_eq(c.size, 1);
	ck_assert_mem_eq(c.root.byte, want.byte, DIGEST_SIZE);
}
END_TEST

START_TEST(checkpoint_is_three_lines_of_one_spelling)
{
	static const char *const bad[] = {"a\n1\n" ROOT "\nmore\n" SIGNATURE,
	    "a\n1\n" ROOT "\n\n" SIGNATURE, "a\n01\n" ROOT "\n" SIGNATURE,
	    "a\n\n" ROOT "\n" SIGNATURE, "a\n-1\n" ROOT "\n" SIGNATURE,
	    "a\n+1\n" ROOT "\n" SIGNATURE, "a\n1 \n" ROOT "\n" SIGNATURE,
	    "a\n9007199254740992\n" ROOT "\n" SIGNATURE,
	    "a b\n1\n" ROOT "\n" SIGNATURE, "a+b\n1\n" ROOT "\n" SIGNATURE,
	    "a\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=\n" SIGNATURE,
	    "a\n1\n" SIGNATURE, "a\n" SIGNATURE};
	struct checkpoint c;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!reads(bad[i], &c), "%s", bad[i]);
	ck_assert(reads("a\n9007199254740991\n" ROOT "\n" SIGNATURE, &c));
	ck_assert(reads("a\n0\n" ROOT "\n" SIGNATURE, &c));
}
END_TEST

START_TEST(checkpoint_hashes_end_at_an_empty_line)
{
	static const char good[] = ROOT "\n" ROOT "\n\nrest";
	static const char *const bad[] = {
	    "", ROOT "\n", ROOT, "x\n\n", ROOT " \n\n"};
	const char *at = good;
	struct tree_proof p;

	ck_assert(checkpoint_hashes_read(&at, good + strlen(good), &p));
	ck_assert_str_eq(at, "rest");
	ck_assert_uint_eq(p.n, 2);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		at = bad[i];
		ck_assert(!checkpoint_hashes_read(&at, at + strlen(at), &p));
		ck_assert_ptr_eq(at, bad[i]);
	}
}
END_TEST

SUITE_MAIN("checkpoint", checkpoint_says_whose_how_many_and_which_root,
    checkpoint_is_three_lines_of_one_spelling,
    checkpoint_hashes_end_at_an_empty_line)
