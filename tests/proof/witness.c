/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/witness.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/proof/cosign.h"
#include "tests/proof/cabinet.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

/* An archive, and a witness with its memory beside it. */
struct hall {
	struct cabinet c;
	struct key key;
	struct witness witness;
	struct text answer;
};

static void
enter(struct hall *h)
{
	struct text state;

	cabinet_new(&h->c);
	cabinet_begin(&h->c);
	h->key = sample_key("assessor.example/w1", 9);
	key_make_witness(&h->key);
	state = text_new(h->c.arena);
	text_fmt(&state, "%s/state", h->c.root);
	h->witness =
	    (struct witness){disk_system(), &h->key, &h->c.key.pub, state.at};
	h->answer = text_new(h->c.arena);
}

/* ask: for the archive's head, from `old` on; the error's id, or "". */
static const char *
ask(struct hall *h, uint64_t old)
{
	const struct archive *a = &h->c.keeper.archive;
	struct text t = text_new(h->c.arena);
	struct witness_request r;
	struct error err = ERROR_INIT;

	witness_request_write(&t, old, a->hash, a->n, a->head);
	ck_assert(witness_request_read((struct bytes){t.at, t.len}, &r));
	h->answer.len = 0;
	if (witness_sign(
		h->c.arena, &h->witness, &r, 1679315147, &h->answer, &err) == 0)
		return "";
	ck_assert_uint_eq(h->answer.len, 0);
	return err.id;
}

START_TEST(witness_vouches_for_the_first_head_and_those_that_continue_it)
{
	struct hall h;
	struct note n;
	int64_t seconds = 0;

	enter(&h);
	ck_assert_str_eq(ask(&h, 0), "");
	ck_assert(note_read(h.answer.at, h.answer.len, &n));
	ck_assert_uint_eq(n.n, 2);
	ck_assert_int_eq(note_signed(&n, &h.c.key.pub), NOTE_SIGNED);
	ck_assert_int_eq(cosign_says(&n, &h.key.pub, &seconds), NOTE_SIGNED);
	ck_assert_int_eq(seconds, 1679315147);
	ck_assert_str_eq(ask(&h, 0), ""); /* the same head once more */
	for (uint64_t i = 1; i < 6; i++) {
		ck_assert_str_eq(cabinet_publish(&h.c, "1"), "");
		ck_assert_str_eq(ask(&h, i), "");
	}
	cabinet_free(&h.c);
}
END_TEST

START_TEST(witness_refuses_a_head_that_begins_elsewhere)
{
	struct hall h;

	enter(&h);
	ck_assert_str_eq(cabinet_publish(&h.c, "1"), "");
	ck_assert_str_eq(ask(&h, 1), "error.witness-old");
	ck_assert_str_eq(ask(&h, 0), "");
	ck_assert_str_eq(cabinet_publish(&h.c, "2"), "");
	ck_assert_str_eq(ask(&h, 0), "error.witness-old");
	ck_assert_str_eq(ask(&h, 1), "error.witness-old");
	ck_assert_str_eq(ask(&h, 2), "");
	cabinet_free(&h.c);
}
END_TEST

/* Row 29: the archive went back. */
START_TEST(witness_refuses_a_shorter_head)
{
	struct hall h;
	struct archive before;

	enter(&h);
	before = h.c.keeper.archive;
	ck_assert_str_eq(cabinet_publish(&h.c, "1"), "");
	ck_assert_str_eq(ask(&h, 0), "");
	h.c.keeper.archive = before;
	ck_assert_str_eq(ask(&h, 0), "error.witness-smaller");
	cabinet_free(&h.c);
}
END_TEST

/* Row 30: two archives of one key: both heads are kept, and are proof. */
START_TEST(witness_keeps_both_sides_of_a_split_view)
{
	struct hall h;

	enter(&h);
	ck_assert_str_eq(cabinet_publish(&h.c, "one"), "");
	ck_assert_str_eq(ask(&h, 0), "");
	cabinet_close(&h.c);
	cabinet_shell(&h.c, "mv a other; mv marks other-marks");
	cabinet_begin(&h.c);
	ck_assert_str_eq(cabinet_publish(&h.c, "two"), "");
	ck_assert_str_eq(ask(&h, 0), "error.witness-split");
	cabinet_shell(&h.c, "cat state/*.split > other-both; "
			    "test $(ls state/*.split | wc -l) = 2; "
			    "grep -q -f other/checkpoint other-both; "
			    "test $(grep -c '^2$' other-both) = 2");
	cabinet_free(&h.c);
}
END_TEST

/* Nothing more is witnessed of an archive that has told two stories, be it
 * what continues the one that was seen. */
START_TEST(witness_has_done_with_an_archive_that_split)
{
	struct hall h;
	struct archive seen;

	enter(&h);
	ck_assert_str_eq(ask(&h, 0), "");
	ck_assert_str_eq(cabinet_publish(&h.c, "one"), "");
	seen = h.c.keeper.archive;
	ck_assert_str_eq(ask(&h, 1), "");
	cabinet_close(&h.c);
	cabinet_shell(&h.c, "mv a other; mv marks other-marks");
	cabinet_begin(&h.c);
	ck_assert_str_eq(cabinet_publish(&h.c, "two"), "");
	ck_assert_str_eq(ask(&h, 2), "error.witness-split");
	cabinet_close(&h.c);
	cabinet_shell(&h.c, "mv a other2; mv marks other2-marks; "
			    "mv other a; mv other-marks marks");
	ck_assert_str_eq(cabinet_open(&h.c), "");
	ck_assert_uint_eq(h.c.keeper.archive.n, seen.n);
	ck_assert_str_eq(ask(&h, 2), "error.witness-barred");
	ck_assert_str_eq(cabinet_publish(&h.c, "three"), "");
	ck_assert_str_eq(ask(&h, 2), "error.witness-barred");
	cabinet_free(&h.c);
}
END_TEST

START_TEST(witness_refuses_a_longer_head_that_does_not_continue)
{
	struct hall h;

	enter(&h);
	ck_assert_str_eq(cabinet_publish(&h.c, "one"), "");
	ck_assert_str_eq(ask(&h, 0), "");
	cabinet_close(&h.c);
	cabinet_shell(&h.c, "mv a other; mv marks other-marks");
	cabinet_begin(&h.c);
	ck_assert_str_eq(cabinet_publish(&h.c, "two"), "");
	ck_assert_str_eq(cabinet_publish(&h.c, "three"), "");
	ck_assert_str_eq(ask(&h, 2), "error.witness-proof");
	cabinet_free(&h.c);
}
END_TEST

START_TEST(witness_believes_no_other_key)
{
	struct hall h;
	struct key other = sample_key("ops.example/archive", 12);

	enter(&h);
	h.witness.log = &other.pub;
	ck_assert_str_eq(ask(&h, 0), "error.witness-signature");
	cabinet_free(&h.c);
}
END_TEST

START_TEST(witness_remembers_before_it_answers)
{
	struct hall h;

	enter(&h);
	cabinet_shell(&h.c, "mkdir -p state; chmod 700 state");
	cabinet_shell(&h.c, "test -z \"$(ls state)\"");
	ck_assert_str_eq(ask(&h, 0), "");
	cabinet_shell(&h.c, "cat state/* | cmp -s a/checkpoint -");
	/* A memory that is damaged is not taken for none. */
	cabinet_shell(
	    &h.c, "for f in state/*; do test -s $f && echo x > $f; done; :");
	ck_assert_str_eq(ask(&h, 0), "error.witness-state");
	cabinet_free(&h.c);
}
END_TEST

START_TEST(witness_request_has_one_spelling)
{
	struct hall h;
	const struct archive *a = &h.c.keeper.archive;
	struct text t;
	struct witness_request r;

	enter(&h);
	ck_assert_str_eq(cabinet_publish(&h.c, "1"), "");
	ck_assert_str_eq(cabinet_publish(&h.c, "2"), "");
	t = text_new(h.c.arena);
	witness_request_write(&t, 2, a->hash, a->n, a->head);
	ck_assert(strncmp(t.at, "old 2\n", 6) == 0);
	for (size_t n = 0; n < t.len; n++)
		ck_assert(!witness_request_read((struct bytes){t.at, n}, &r));
	for (size_t bit = 0; bit < 8 * t.len; bit++) {
		t.at[bit / 8] = (char)(t.at[bit / 8] ^ (1 << bit % 8));
		h.answer.len = 0;
		if (witness_request_read((struct bytes){t.at, t.len}, &r)) {
			struct error err = ERROR_INIT;

			/* It must not vouch for another text than ours. */
			if (witness_sign(h.c.arena, &h.witness, &r, 1,
				&h.answer, &err) == 0)
				ck_assert_mem_eq(
				    r.note.text, a->note.text, r.note.text_len);
		}
		t.at[bit / 8] = (char)(t.at[bit / 8] ^ (1 << bit % 8));
	}
	cabinet_free(&h.c);
}
END_TEST

SUITE_MAIN("witness",
    witness_vouches_for_the_first_head_and_those_that_continue_it,
    witness_refuses_a_head_that_begins_elsewhere,
    witness_refuses_a_shorter_head, witness_keeps_both_sides_of_a_split_view,
    witness_has_done_with_an_archive_that_split,
    witness_refuses_a_longer_head_that_does_not_continue,
    witness_believes_no_other_key, witness_remembers_before_it_answers,
    witness_request_has_one_spelling)
