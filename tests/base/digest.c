/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <string.h>

#include "tests/suite.h"

/* Source: FIPS 180-2 appendix B and NIST's SHA-256 example values. */
static const struct {
	const char *message;
	const char *hex;
} vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb924"
	 "27ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	"248d6a61d20638b8e5c026930c3e6039"
	"a33ce45964ff2167f6ecedd419db06c1"},
};

static void
ck_hex(struct digest d, const char *wanted)
{
	char hex[DIGEST_HEX];

	digest_hex(&d, hex);
	ck_assert_str_eq(hex, wanted);
}

START_TEST(digest_agrees_with_fips_180)
{
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
		ck_hex(
		    digest_of(vectors[i].message, strlen(vectors[i].message)),
		    vectors[i].hex);
}
END_TEST

START_TEST(digest_of_a_million_a_in_pieces)
{
	struct digester d;
	char block[1000];

	memset(block, 'a', sizeof(block));
	digest_start(&d);
	for (int i = 0; i < 1000; i++)
		digest_add(&d, block, sizeof(block));
	ck_hex(digest_end(&d), "cdc76e5c9914fb9281a1c7e284d73e67"
			       "f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(digest_adds_integers_little_endian)
{
	static const unsigned char bytes[] = {0xFE, 0xFF, 0xFF, 0xFF, 0xFF,
	    0xFF, 0xFF, 0xFF, 0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01};
	struct digest wanted = digest_of(bytes, sizeof(bytes));
	struct digest got;
	struct digester d;

	digest_start(&d);
	digest_add_int(&d, -2);
	digest_add_int(&d, 0x0102030405060708);
	got = digest_end(&d);
	ck_assert_mem_eq(&got, &wanted, sizeof(got));
}
END_TEST

SUITE_MAIN("digest", digest_agrees_with_fips_180,
    digest_of_a_million_a_in_pieces, digest_adds_integers_little_endian)
