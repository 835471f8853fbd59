/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/sshsig.h"

#include <string.h>

#include "base/arena.h"
#include "tests/cases.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static const struct bytes file = {"hello\n", 6};

static struct bytes
sign(struct arena *a, const struct key *k, const char *space)
{
	struct text t = text_new(a);

	sshsig_write(&t, k, file, space);
	return (struct bytes){t.at, t.len};
}

START_TEST(sshsig_names_its_key_and_verifies)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct bytes s = sign(a, &k, SSHSIG_EVIDENCE);
	uint8_t point[32];

	ck_assert(sshsig_point(s, SSHSIG_EVIDENCE, point));
	ck_assert_mem_eq(point, k.pub.point, 32);
	ck_assert(sshsig_is_good(s, point, file, SSHSIG_EVIDENCE));
	arena_free(a);
}
END_TEST

START_TEST(sshsig_accepts_no_flipped_bit)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct bytes s = sign(a, &k, SSHSIG_EVIDENCE);
	char *c = arena_copy(a, s.at, s.len);

	for (size_t bit = 0; bit < s.len * 8; bit++) {
		c[bit / 8] ^= (char)(1 << bit % 8);
		ck_assert(!sshsig_is_good((struct bytes){c, s.len}, k.pub.point,
		    file, SSHSIG_EVIDENCE));
		c[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t n = 0; n < s.len; n++)
		ck_assert(!sshsig_is_good((struct bytes){s.at, n}, k.pub.point,
		    file, SSHSIG_EVIDENCE));
	arena_free(a);
}
END_TEST

START_TEST(sshsig_is_of_one_file_key_and_purpose)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct key other = sample_key("facilitator", 8);
	struct bytes s = sign(a, &k, SSHSIG_EVIDENCE);

	ck_assert(!sshsig_is_good(s, other.pub.point, file, SSHSIG_EVIDENCE));
	ck_assert(!sshsig_is_good(
	    s, k.pub.point, (struct bytes){"hello", 5}, SSHSIG_EVIDENCE));
	ck_assert(!sshsig_is_good(s, k.pub.point, file, "git"));
	ck_assert(!sshsig_is_good(
	    sign(a, &k, "git"), k.pub.point, file, SSHSIG_EVIDENCE));
	arena_free(a);
}
END_TEST

/* Source: the public key of the Ed25519 seed 32 x 7, RFC 8032, behind the
 * lengths of RFC 8709. */
START_TEST(sshsig_public_key_is_as_openssh_has_it)
{
	struct arena *a = cases_arena(1 << 20);
	struct key k = sample_key("facilitator", 7);
	struct text t = text_new(a);

	sshsig_public(&t, &k.pub);
	ck_assert_str_eq(t.at,
	    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOpKbGPinFIKvvVQexMuxfmVR3auvr"
	    "57kkIe6mkURtIs");
	arena_free(a);
}
END_TEST

SUITE_MAIN("sshsig", sshsig_names_its_key_and_verifies,
    sshsig_accepts_no_flipped_bit, sshsig_is_of_one_file_key_and_purpose,
    sshsig_public_key_is_as_openssh_has_it)
