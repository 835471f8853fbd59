/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/cosign.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

static const char head[] = "ops.example/archive\n1\n"
			   "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";

static struct arena *arena;

static struct key
witness(void)
{
	struct error err = ERROR_INIT;
	struct key k = sample_key("assessor.example/w1", 9);

	if (arena == NULL)
		arena = arena_new(1 << 20, &err);
	key_make_witness(&k);
	return k;
}

static struct text
cosigned(const struct key *k, int64_t seconds)
{
	struct text t = text_new(arena);

	text_fmt(&t, "%s\n", head);
	cosign_write(&t, head, strlen(head), &k->pub, k->secret, seconds);
	return t;
}

/* Source: the specification's words, followed by hand: key type 4, eight
 * bytes of time big-endian, the signature over its two lines and the note. */
START_TEST(cosign_signs_what_the_specification_says)
{
	struct key k = witness();
	struct text t = cosigned(&k, 1679315147);
	struct text vkey = text_new(arena);
	struct note n;
	char signed_text[256];

	note_key_write(&vkey, &k.pub);
	ck_assert_str_eq(vkey.at,
	    "assessor.example/w1+cf40f9e8+"
	    "BP0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY");
	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_uint_eq(n.signature[0].len, 72);
	ck_assert_mem_eq(n.signature[0].bytes, "\0\0\0\0\x64\x18\x50\xCB", 8);
	(void)snprintf(signed_text, sizeof(signed_text),
	    "cosignature/v1\ntime 1679315147\n%s", head);
	ck_assert_int_eq(crypto_sign_verify_detached(n.signature[0].bytes + 8,
			     (const unsigned char *)signed_text,
			     strlen(signed_text), k.pub.point),
	    0);
}
END_TEST

START_TEST(cosign_says_when)
{
	struct key k = witness();
	struct key other = sample_key("assessor.example/w2", 9);
	struct text t = cosigned(&k, 1679315147);
	int64_t seconds = -1;
	struct note n;

	key_make_witness(&other);
	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_int_eq(cosign_says(&n, &other.pub, &seconds), NOTE_SILENT);
	ck_assert_int_eq(seconds, -1);
	ck_assert_int_eq(cosign_says(&n, &k.pub, &seconds), NOTE_SIGNED);
	ck_assert_int_eq(seconds, 1679315147);
}
END_TEST

/* Later than anything that can be told, in milliseconds or as a year. */
START_TEST(cosign_tells_no_time_beyond_the_year_2500)
{
	static const struct {
		int64_t seconds;
		enum note_says says;
	} cases[] = {{0, NOTE_SIGNED}, {16756761599, NOTE_SIGNED},
	    {16756761600, NOTE_FORGED}, {INT64_MAX, NOTE_FORGED}};
	struct key k = witness();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text t = cosigned(&k, cases[i].seconds);
		int64_t seconds;
		struct note n;

		ck_assert(note_read(t.at, t.len, &n));
		ck_assert_int_eq(
		    cosign_says(&n, &k.pub, &seconds), cases[i].says);
	}
}
END_TEST

START_TEST(cosign_accepts_no_flipped_bit)
{
	struct key k = witness();
	struct text t = cosigned(&k, 1679315147);
	int64_t seconds;
	struct note n;

	for (size_t bit = 0; bit < 8 * t.len; bit++) {
		t.at[bit / 8] = (char)(t.at[bit / 8] ^ (1 << bit % 8));
		ck_assert(!note_read(t.at, t.len, &n) ||
			  cosign_says(&n, &k.pub, &seconds) != NOTE_SIGNED);
		t.at[bit / 8] = (char)(t.at[bit / 8] ^ (1 << bit % 8));
	}
}
END_TEST

START_TEST(cosign_and_plain_signatures_do_not_pass_for_each_other)
{
	struct key k = witness();
	struct key plain = sample_key("assessor.example/w1", 9);
	struct text t = cosigned(&k, 5);
	uint8_t signature[64];
	int64_t seconds;
	struct note n;

	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_int_eq(note_signed(&n, &k.pub), NOTE_FORGED);
	ck_assert_int_eq(note_signed(&n, &plain.pub), NOTE_SILENT);
	t.len = 0;
	text_fmt(&t, "%s\n", head);
	note_sign(head, strlen(head), plain.secret, signature);
	note_write(&t, &k.pub, signature);
	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_int_eq(cosign_says(&n, &k.pub, &seconds), NOTE_FORGED);
}
END_TEST

SUITE_MAIN("cosign", cosign_signs_what_the_specification_says, cosign_says_when,
    cosign_tells_no_time_beyond_the_year_2500, cosign_accepts_no_flipped_bit,
    cosign_and_plain_signatures_do_not_pass_for_each_other)
