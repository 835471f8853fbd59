/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyform.h"

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static struct text
form(void (*write)(struct text *, const struct note_key *))
{
	static struct arena *arena;
	struct error err = ERROR_INIT;
	struct key k = sample_key("ops.example/a", 7);
	struct text t;

	if (arena == NULL)
		arena = arena_new(1 << 20, &err);
	t = text_new(arena);
	write(&t, &k.pub);
	return t;
}

/* Source: RFC 8032's point of the seed 32 x 7, put into each form by Python's
 * base64; openssl, ssh-keygen and minisign read them in tests/cli/key.py. */
START_TEST(keyform_is_what_the_tools_write)
{
	ck_assert_str_eq(form(keyform_pem).at,
	    "-----BEGIN PUBLIC KEY-----\n"
	    "MCowBQYDK2VwAyEA6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\n"
	    "-----END PUBLIC KEY-----\n");
	ck_assert_str_eq(form(keyform_ssh).at,
	    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOpKbGPinFIKvvVQexMuxfmVR3au"
	    "vr57kkIe6mkURtIs ops.example/a\n");
	ck_assert_str_eq(form(keyform_minisign).at,
	    "untrusted comment: minisign public key 0A529CE2636C4AEA\n"
	    "RWTqSmxj4pxSCupKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs\n");
}
END_TEST

SUITE_MAIN("keyform", keyform_is_what_the_tools_write)
