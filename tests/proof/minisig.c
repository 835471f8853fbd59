/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/minisig.h"

#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static const struct bytes file = {"hello\n", 6};

static struct bytes
sign(struct arena *a, const struct key *k, const char *comment)
{
	struct text t = text_new(a);

	minisig_write(&t, k, file, comment);
	return (struct bytes){t.at, t.len};
}

/* The signature itself, once made by minisign 0.11 from this seed's key, is
 * what tests/proof/others.py asks minisign about; here it is the form. */
START_TEST(minisig_has_four_lines_and_its_comment)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct bytes s = sign(a, &k, "drill 1");
	struct bytes comment = minisig_comment(s);

	ck_assert(
	    strncmp(s.at, "untrusted comment: yanlian evidence\nRUT", 39) == 0);
	ck_assert_uint_eq(comment.len, 7);
	ck_assert_mem_eq(comment.at, "drill 1", 7);
	ck_assert(minisig_is_good(s, k.pub.point, file));
	arena_free(a);
}
END_TEST

START_TEST(minisig_accepts_no_flipped_bit)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct bytes s = sign(a, &k, "drill 1");
	char *c = arena_copy(a, s.at, s.len);

	for (size_t bit = 0; bit < s.len * 8; bit++) {
		c[bit / 8] ^= (char)(1 << bit % 8);
		ck_assert(!minisig_is_good(
		    (struct bytes){c, s.len}, k.pub.point, file));
		c[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t n = 0; n < s.len; n++)
		ck_assert(!minisig_is_good(
		    (struct bytes){s.at, n}, k.pub.point, file));
	arena_free(a);
}
END_TEST

START_TEST(minisig_is_of_one_file_and_one_key)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct key other = sample_key("facilitator", 8);
	struct bytes s = sign(a, &k, "");

	ck_assert(minisig_is_good(s, k.pub.point, file));
	ck_assert(!minisig_is_good(s, other.pub.point, file));
	ck_assert(!minisig_is_good(s, k.pub.point, (struct bytes){"hello", 5}));
	arena_free(a);
}
END_TEST

START_TEST(minisig_comment_is_one_line)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct bytes s = sign(a, &k, "two\nlines");

	ck_assert(!minisig_is_good(s, k.pub.point, file));
	arena_free(a);
}
END_TEST

/* Source: the public key of the Ed25519 seed 32 x 7, RFC 8032. */
START_TEST(minisig_public_key_is_as_minisign_has_it)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct text t = text_new(a);

	minisig_public(&t, &k.pub);
	ck_assert_str_eq(
	    t.at, "RWTqSmxj4pxSCupKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs");
	arena_free(a);
}
END_TEST

SUITE_MAIN("minisig", minisig_has_four_lines_and_its_comment,
    minisig_accepts_no_flipped_bit, minisig_is_of_one_file_and_one_key,
    minisig_comment_is_one_line, minisig_public_key_is_as_minisign_has_it)
