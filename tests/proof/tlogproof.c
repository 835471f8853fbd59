/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tlogproof.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

enum { ENTRIES = 11, INDEX = 4 };

struct proven {
	struct digest leaf[ENTRIES];
	struct key key;
	struct text text;
};

/* prove: the file of entry INDEX of a log of ENTRIES. */
static void
prove(struct proven *p)
{
	static struct arena *arena;
	struct error err = ERROR_INIT;
	struct text note;
	struct tree tree = {0};
	struct tree_proof path;
	uint8_t signature[64];

	arena = arena_new(1 << 22, &err);
	note = text_new(arena);
	for (uint64_t i = 0; i < ENTRIES; i++) {
		p->leaf[i] = tree_leaf(&i, sizeof(i));
		tree_add(&tree, &p->leaf[i]);
	}
	p->key = sample_key("ops.example/archive", 3);
	note_checkpoint(&note, p->key.pub.name, &tree);
	note_sign(note.at, note.len, p->key.secret, signature);
	text_add(&note, "\n");
	note_write(&note, &p->key.pub, signature);
	tree_prove_leaf(p->leaf, ENTRIES, INDEX, &path);
	p->text = text_new(arena);
	tlogproof_write(&p->text, INDEX, &path, note.at, note.len);
}

START_TEST(tlogproof_shows_its_entry_and_no_other)
{
	struct proven p;
	struct tlogproof got;

	prove(&p);
	ck_assert(tlogproof_read(p.text.at, p.text.len, &got));
	ck_assert_uint_eq(got.index, INDEX);
	ck_assert_str_eq(got.target.origin, "ops.example/archive");
	ck_assert_int_eq(note_signed(&got.note, &p.key.pub), NOTE_SIGNED);
	for (int i = 0; i < ENTRIES; i++)
		ck_assert_int_eq(tlogproof_shows(&got, &p.leaf[i]), i == INDEX);
}
END_TEST

START_TEST(tlogproof_refuses_every_flipped_bit)
{
	struct proven p;
	struct tlogproof got;

	prove(&p);
	for (size_t bit = 0; bit < 8 * p.text.len; bit++) {
		char *c = &p.text.at[bit / 8];
		char was = *c;

		*c = (char)(*c ^ (1 << bit % 8));
		ck_assert_msg(
		    !tlogproof_read(p.text.at, p.text.len, &got) ||
			note_signed(&got.note, &p.key.pub) != NOTE_SIGNED ||
			!tlogproof_shows(&got, &p.leaf[INDEX]),
		    "bit %zu", bit);
		*c = was;
	}
}
END_TEST

START_TEST(tlogproof_refuses_every_cut)
{
	struct proven p;
	struct tlogproof got;

	prove(&p);
	for (size_t n = 0; n < p.text.len; n++)
		ck_assert(!tlogproof_read(p.text.at, n, &got));
}
END_TEST

/* reads_with: does it read, with `what` put behind its first `at` bytes. */
static bool
reads_with(const struct proven *p, size_t at, const char *what)
{
	struct text t = text_new(p->text.arena);
	struct tlogproof got;

	text_bytes(&t, p->text.at, at);
	text_add(&t, what);
	text_bytes(&t, p->text.at + at, p->text.len - at);
	return tlogproof_read(t.at, t.len, &got);
}

START_TEST(tlogproof_takes_no_extra_line_and_no_other_spelling)
{
	static const char index[] = "c2sp.org/tlog-proof@v1\nindex ";
	struct proven p;

	prove(&p);
	ck_assert(reads_with(&p, 0, ""));
	ck_assert(!reads_with(
	    &p, strlen("c2sp.org/tlog-proof@v1\n"), "extra AAAA\n"));
	ck_assert(!reads_with(&p, strlen(index), "0"));
	ck_assert(!reads_with(&p, strlen(index), "9")); /* not below 11 */
	ck_assert(!reads_with(&p, p.text.len, "\n"));
	ck_assert(!reads_with(&p, 0, "\n"));
}
END_TEST

SUITE_MAIN("tlogproof", tlogproof_shows_its_entry_and_no_other,
    tlogproof_refuses_every_flipped_bit, tlogproof_refuses_every_cut,
    tlogproof_takes_no_extra_line_and_no_other_spelling)
