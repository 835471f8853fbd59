/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/leaf.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define VKEY                                                                   \
	"ops.example.cn/facilitator+4c74302b+"                                 \
	"AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
#define HEAD(k) "{\"i\":7,\"k\":\"" k "\",\"t\":\"2026-11-22T06:25:49Z\","

static struct arena *arena;

static enum leaf_reads
reads(const char *s, struct leaf *out)
{
	struct error err = ERROR_INIT;

	if (arena == NULL)
		arena = arena_new(1 << 24, &err);
	return leaf_read(arena, (struct bytes){s, strlen(s)}, 7, out);
}

/* One of each kind but the first, as docs/evidence.md has them. */
static const char *const good[] = {
    HEAD("key.retire") "\"key\":\"" VKEY "\"}",
    HEAD("key.add") "\"role\":\"facilitator\",\"key\":\"" VKEY "\"}",
    HEAD("key.add") "\"role\":\"facilitator\",\"key\":\"" VKEY
		    "\",\"holder\":\"\xE5\xBC\xA0\xE4\xB8\x89 \\\"a\\\"\"}",
    HEAD("key.revoke") "\"key\":\"" VKEY "\",\"since\":7,\"why\":\"lost\"}",
    HEAD("drill.open") "\"drill\":\"" HEX
		       "\",\"kind\":\"tabletop\",\"signer\":\"" VKEY "\"}",
    HEAD("drill.seal") "\"open\":3,\"drill\":\"" HEX
		       "\",\"status\":\"aborted\",\"record\":\"" HEX
		       "\",\"signer\":\"" VKEY
		       "\",\"files\":{\"drill.jsonl\":\"" HEX
		       "\",\"seal.note\":\"" HEX "\"}}",
    HEAD("drill.abandon") "\"open\":0,\"drill\":\"" HEX "\",\"why\":\"rain\"}",
    HEAD("plan.publish") "\"name\":\"p\",\"version\":\"2\",\"digest\":\"" HEX
			 "\"}",
};

enum { GOOD = sizeof(good) / sizeof(good[0]) };

START_TEST(leaf_of_every_kind_is_spelled_as_it_was_read)
{
	for (int i = 0; i < GOOD; i++) {
		struct leaf l;
		struct text again;

		ck_assert_msg(reads(good[i], &l) == LEAF_READ, "%s", good[i]);
		again = text_new(arena);
		ck_assert_ptr_null(leaf_write(&again, &l));
		ck_assert_str_eq(again.at, good[i]);
	}
}
END_TEST

/* Flipping a bit may give another sound line, never the same meaning: read
 * and written again it is itself. */
START_TEST(leaf_has_one_spelling)
{
	for (int i = 0; i < GOOD; i++) {
		size_t n = strlen(good[i]);

		for (size_t bit = 0; bit < 8 * n; bit++) {
			char s[2048];
			struct text again;
			struct leaf l;

			memcpy(s, good[i], n + 1);
			s[bit / 8] = (char)(s[bit / 8] ^ (1 << bit % 8));
			if (s[bit / 8] == '\0' || reads(s, &l) != LEAF_READ)
				continue;
			again = text_new(arena);
			ck_assert_ptr_null(leaf_write(&again, &l));
			ck_assert_str_eq(again.at, s);
		}
		arena_reset(arena);
	}
}
END_TEST

START_TEST(leaf_refuses_what_is_none)
{
	static const char *const bad[] = {HEAD("key.retire") "\"key\":\"\"}",
	    HEAD("key.retire") "\"key\":\"" VKEY "\",\"why\":\"x\"}",
	    HEAD("key.lost") "\"key\":\"" VKEY "\"}",
	    HEAD("key.revoke") "\"key\":\"" VKEY
			       "\",\"since\":8,\"why\":\"later than itself\"}",
	    HEAD("key.revoke") "\"key\":\"" VKEY "\",\"since\":7,\"why\":\"\"}",
	    HEAD("key.add") "\"role\":\"witness\",\"key\":\"" VKEY "\"}",
	    HEAD("key.add") "\"role\":\"archive\",\"key\":\"" VKEY "\"}",
	    HEAD("key.add") "\"role\":\"facilitator\",\"key\":\"" VKEY
			    "\",\"holder\":\"a\\nb\"}",
	    HEAD("plan.publish") "\"name\":\"a\\rb\",\"version\":\"1\","
				 "\"digest\":\"" HEX "\"}",
	    HEAD("drill.open") "\"drill\":\"" HEX
			       "\",\"kind\":\"dream\",\"signer\":\"" VKEY "\"}",
	    HEAD("drill.seal") "\"open\":3,\"drill\":\"" HEX
			       "\",\"status\":\"complete\",\"record\":\"" HEX
			       "\",\"signer\":\"" VKEY "\",\"files\":{}}",
	    "{\"i\":8,\"k\":\"key.retire\",\"t\":\"2026-11-22T06:25:49Z\","
	    "\"key\":\"" VKEY "\"}",
	    "{\"i\":7,\"k\":\"key.retire\",\"t\":\"2026-11-22T06:25Z\","
	    "\"key\":\"" VKEY "\"}",
	    "{\"i\":7,\"k\":\"key.retire\",\"t\":\"2026-11-22T06:25:49+08:00\","
	    "\"key\":\"" VKEY "\"}",
	    "{\"i\":7,\"k\":\"key.retire\",\"key\":\"" VKEY "\"}", "{}", ""};
	struct leaf l;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(reads(bad[i], &l) == LEAF_WRONG, "%s", bad[i]);
}
END_TEST

/* Row 41: another version's entries are not judged. */
START_TEST(leaf_of_a_later_version_is_said_to_be_one)
{
	static const char genesis[] =
	    "{\"i\":0,\"k\":\"archive.genesis\","
	    "\"t\":\"2026-11-22T06:25:49Z\",\"v\":2,\"more\":1}";
	struct leaf l;

	ck_assert_int_eq(
	    reads(HEAD("drill.ack") "\"any\":\"thing\"}", &l), LEAF_LATER);
	ck_assert_int_eq(
	    leaf_read(arena, (struct bytes){genesis, strlen(genesis)}, 0, &l),
	    LEAF_LATER);
}
END_TEST

START_TEST(leaf_is_not_written_unfit)
{
	struct key k = sample_key("ops.example/a", 5);
	struct leaf l = {.kind = LEAF_KEY_ADD,
	    .i = 7,
	    .time = "2026-11-22T06:25:49Z",
	    .key = k.pub,
	    .role = "witness"};
	static const char *const bad[] = {
	    "", "two\x1b", "two\n", "two\rthree", "\ttwo"};
	struct error err = ERROR_INIT;
	struct text t;

	if (arena == NULL)
		arena = arena_new(1 << 24, &err);
	t = text_new(arena);
	ck_assert_str_eq(leaf_write(&t, &l), "key"); /* not a witness's */
	l.role = NULL;
	ck_assert_str_eq(leaf_write(&t, &l), "role");
	l.role = "facilitator";
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		l.holder = bad[i];
		ck_assert_str_eq(leaf_write(&t, &l), "holder");
	}
	l.holder = "two";
	ck_assert_ptr_null(leaf_write(&t, &l));
}
END_TEST

SUITE_MAIN("leaf", leaf_of_every_kind_is_spelled_as_it_was_read,
    leaf_has_one_spelling, leaf_refuses_what_is_none,
    leaf_of_a_later_version_is_said_to_be_one, leaf_is_not_written_unfit)
