/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/note.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "replay/proof/base64.h"
#include "replay/proof/tree.h"
#include "tests/suite.h"

#define DASH "\xE2\x80\x94 "

/* Source: C2SP signed-note.md, the example. */
static const char spec_key[] =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
static const char spec_note[] =
    "This is an example message.\n\n" DASH
    "example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1E"
    "RYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/* Source: golang.org/x/mod/sumdb/note, the package's tests. */
static const char go_key[] =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
static const char go_secret[] = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
static const char go_text[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
static const char go_line[] =
    DASH "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FF"
	 "YC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

static struct arena *arena;

static struct text
new_text(void)
{
	struct error err = ERROR_INIT;

	if (arena == NULL)
		arena = arena_new(1 << 22, &err);
	return text_new(arena);
}

static struct note_key
read_key(const char *s)
{
	struct note_key k;

	ck_assert(note_key_read(s, strlen(s), &k));
	return k;
}

static enum note_says
ask(const char *note, const struct note_key *k)
{
	struct note n;

	ck_assert_msg(note_read(note, strlen(note), &n), "%s", note);
	return note_signed(&n, k);
}

START_TEST(note_opens_the_examples_of_others)
{
	struct note_key foo = read_key(spec_key);
	struct note_key peter = read_key(go_key);
	struct text t = new_text();
	struct note n;

	ck_assert_int_eq(ask(spec_note, &foo), NOTE_SIGNED);
	ck_assert_int_eq(ask(spec_note, &peter), NOTE_SILENT);
	text_fmt(&t, "%s\n%s", go_text, go_line);
	ck_assert_int_eq(ask(t.at, &peter), NOTE_SIGNED);
	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_uint_eq(n.text_len, strlen(go_text));
	ck_assert_uint_eq(n.n, 1);
}
END_TEST

START_TEST(note_signs_byte_for_byte_like_go)
{
	struct note_key peter = read_key(go_key);
	uint8_t typed[33], point[32], secret[64], signature[64];
	struct text t = new_text();

	ck_assert(base64_read_all(
	    go_secret, strlen(go_secret), typed, sizeof(typed)));
	crypto_sign_seed_keypair(point, secret, typed + 1);
	ck_assert_mem_eq(point, peter.point, 32);
	note_sign(go_text, strlen(go_text), secret, signature);
	note_write(&t, &peter, signature);
	ck_assert_str_eq(t.at, go_line);
}
END_TEST

/* Source: the points of the seeds 32 x 7 and 32 x 9 by RFC 8032, the ids by
 * sha256sum. */
START_TEST(note_key_has_one_spelling)
{
	static const struct {
		int seed;
		const char *name, *vkey;
	} cases[] = {
	    {7, "ops.example.cn/\xE6\xBC\x94\xE7\xBB\x83/2026-001",
		"ops.example.cn/\xE6\xBC\x94\xE7\xBB\x83/2026-001+c6294029+"
		"AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"},
	    {9, "assessor.example/w1",
		"assessor.example/w1+1c0be1dd+"
		"Af0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY"},
	};

	for (size_t i = 0; i < 2; i++) {
		uint8_t seed[32], point[32], secret[64];
		struct text t = new_text();
		struct note_key k, back;

		memset(seed, cases[i].seed, sizeof(seed));
		crypto_sign_seed_keypair(point, secret, seed);
		ck_assert(note_key_of(
		    cases[i].name, strlen(cases[i].name), point, &k));
		note_key_write(&t, &k);
		ck_assert_str_eq(t.at, cases[i].vkey);
		back = read_key(t.at);
		ck_assert(note_key_same(&k, &back));
	}
}
END_TEST

/* Source: the same point as a witness's key, cosignature type 0x04. */
START_TEST(note_key_refuses_other_types)
{
	static const char witness[] = "assessor.example/w1+cf40f9e8+"
				      "BP0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg1"
				      "6fYY";
	struct note_key k;

	ck_assert(!note_key_read(witness, strlen(witness), &k));
}
END_TEST

START_TEST(note_key_refuses_every_flipped_bit)
{
	char s[sizeof(spec_key)];
	struct note_key k;

	for (size_t bit = 0; bit < 8 * (sizeof(s) - 1); bit++) {
		memcpy(s, spec_key, sizeof(s));
		s[bit / 8] = (char)(s[bit / 8] ^ (1 << bit % 8));
		ck_assert(!note_key_read(s, sizeof(s) - 1, &k));
	}
}
END_TEST

START_TEST(note_key_refuses_names_and_points_that_deceive)
{
	static const char *const bad[] = {"", "a+b", "a b", "a\nb", "a\tb",
	    "a\xC2\xA0z", "a\xE3\x80\x80z", "a\xE2\x80\xAE", "a\xC0", "a\x1b"};
	static const uint8_t zero[32] = {0};
	static const uint8_t one[32] = {1};
	uint8_t high[32], order2[32];
	struct note_key k, foo = read_key(spec_key);
	char longest[NOTE_NAME_MOST + 1];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(
		    !note_key_of(bad[i], strlen(bad[i]), foo.point, &k), "%s",
		    bad[i]);
	memset(longest, 'a', sizeof(longest));
	ck_assert(note_key_of(longest, NOTE_NAME_MOST, foo.point, &k));
	ck_assert(!note_key_of(longest, NOTE_NAME_MOST + 1, foo.point, &k));
	memset(high, 0xFF, sizeof(high));
	memset(order2, 0xFF, sizeof(order2)); /* y = -1 */
	order2[0] = 0xEC;
	order2[31] = 0x7F;
	ck_assert(!note_key_of("a", 1, zero, &k));
	ck_assert(!note_key_of("a", 1, one, &k));
	ck_assert(!note_key_of("a", 1, high, &k));
	ck_assert(!note_key_of("a", 1, order2, &k));
}
END_TEST

/* Row 17 of the attack table; Go takes the first. */
START_TEST(note_accepts_no_flipped_bit_under_its_key)
{
	struct note_key foo = read_key(spec_key);
	char s[sizeof(spec_note)];
	struct note n;

	for (size_t bit = 0; bit < 8 * (sizeof(s) - 1); bit++) {
		memcpy(s, spec_note, sizeof(s));
		s[bit / 8] = (char)(s[bit / 8] ^ (1 << bit % 8));
		ck_assert(!note_read(s, sizeof(s) - 1, &n) ||
			  note_signed(&n, &foo) != NOTE_SIGNED);
	}
}
END_TEST

/* The group order, added to S: the same equation holds, RFC 8032 refuses. */
START_TEST(note_refuses_a_malleated_signature)
{
	static const uint8_t order[32] = {0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63,
	    0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0, 0,
	    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10};
	struct note_key foo = read_key(spec_key);
	struct text t = new_text();
	struct note n;
	unsigned carry = 0;

	ck_assert(note_read(spec_note, strlen(spec_note), &n));
	for (int i = 0; i < 32; i++) {
		carry += n.signature[0].bytes[32 + i] + order[i];
		n.signature[0].bytes[32 + i] = (uint8_t)carry;
		carry >>= 8;
	}
	text_bytes(&t, n.text, n.text_len + 1);
	note_write(&t, &foo, n.signature[0].bytes);
	ck_assert_int_eq(ask(t.at, &foo), NOTE_FORGED);
}
END_TEST

START_TEST(note_refuses_what_is_no_note)
{
	static const char *const bad[] = {"", "\n", "a", "a\n", "a\n\n",
	    "a\n\nb\n", "a\n\n" DASH "n\n", "a\n\n" DASH "n \n",
	    "a\n\n" DASH "n AAAAAA\n",
	    "a\n\n" DASH "n AAAAAAE=", "a\n\n" DASH "n AAAAAAF=\n",
	    "a\n\n" DASH "n AAAAAA==\n", "a\n\n- n AAAAAAE=\n",
	    "a\n\n" DASH " AAAAAAE=\n", "a\n\n" DASH "n  AAAAAAE=\n",
	    "a\n\n" DASH "n+ AAAAAAE=\n", "a\r\n\n" DASH "n AAAAAAE=\n",
	    "a\t\n\n" DASH "n AAAAAAE=\n", "a\xC0\n\n" DASH "n AAAAAAE=\n",
	    "\n\n" DASH "n AAAAAAE=\n", "a\n" DASH "n AAAAAAE=\n",
	    "a\n\n" DASH "n AAAAAAE=\n" DASH "n AAAAAAI=\n"};
	struct note n;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(
		    !note_read(bad[i], strlen(bad[i]), &n), "%s", bad[i]);
	ck_assert(note_read("a\n\n" DASH "n AAAAAAE=\n", 18, &n));
	ck_assert_uint_eq(n.signature[0].len, 1);
}
END_TEST

START_TEST(note_bounds_its_signature_lines)
{
	struct text t = new_text();
	struct note n;

	text_add(&t, "a\n\n");
	for (int i = 0; i < NOTE_SIGNATURES_MOST; i++)
		text_fmt(&t, DASH "n%d AAAAAAE=\n", i);
	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_uint_eq(n.n, NOTE_SIGNATURES_MOST);
	text_add(&t, DASH "more AAAAAAE=\n");
	ck_assert(!note_read(t.at, t.len, &n));
}
END_TEST

START_TEST(note_text_may_have_blank_lines)
{
	struct note n;

	ck_assert(note_read("a\n\nb\n\n" DASH "n AAAAAAE=\n", 21, &n));
	ck_assert_uint_eq(n.text_len, 5);
}
END_TEST

START_TEST(note_checkpoint_is_three_lines)
{
	struct text t = new_text();
	struct tree tree = {0};
	struct digest leaf = tree_leaf("", 0);

	tree_add(&tree, &leaf);
	note_checkpoint(&t, "example.com/log", &tree);
	ck_assert_str_eq(t.at,
	    "example.com/log\n1\n"
	    "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n");
}
END_TEST

/* A signature of an algorithm not invented yet may be long: 2,420 bytes of
 * ML-DSA-44. It is borne with, and nobody's. */
START_TEST(note_bears_with_a_long_signature_of_another_kind)
{
	struct note_key foo = read_key(spec_key);
	struct text t = new_text();
	struct note n;
	size_t from;

	text_add(&t, spec_note);
	text_add(&t, DASH "later.example Bgcl");
	from = t.len;
	for (int i = 0; i < 806; i++)
		text_add(&t, "AAAA");
	text_add(&t, "\n");
	ck_assert(note_read(t.at, t.len, &n));
	ck_assert_uint_eq(n.n, 2);
	ck_assert_uint_eq(n.signature[1].len, 0);
	ck_assert_uint_eq(n.signature[1].id[0], 6);
	ck_assert_int_eq(note_signed(&n, &foo), NOTE_SIGNED);
	t.at[from + 2000] = '-';
	ck_assert(!note_read(t.at, t.len, &n));
}
END_TEST

SUITE_MAIN("note", note_opens_the_examples_of_others,
    note_signs_byte_for_byte_like_go, note_key_has_one_spelling,
    note_key_refuses_other_types, note_key_refuses_every_flipped_bit,
    note_key_refuses_names_and_points_that_deceive,
    note_accepts_no_flipped_bit_under_its_key,
    note_refuses_a_malleated_signature, note_refuses_what_is_no_note,
    note_bounds_its_signature_lines, note_text_may_have_blank_lines,
    note_checkpoint_is_three_lines,
    note_bears_with_a_long_signature_of_another_kind)
