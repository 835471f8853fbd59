/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/archive.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/proof/cabinet.h"
#include "tests/proof/sample.h"
#include "tests/suite.h"

/* opened: the id of the error of reading it, tiles and all, or "". */
static const char *
opened(struct cabinet *c)
{
	struct error err = ERROR_INIT;
	struct archive a;
	int rc = archive_open(c->arena, c->path, &a, &err);

	if (rc != 0)
		return err.id;
	rc = archive_tiles(c->arena, &a, &err);
	archive_close(&a);
	return rc == 0 ? "" : err.id;
}

/* grown: an archive of `n` entries, closed. */
static void
grown(struct cabinet *c, int n)
{
	cabinet_new(c);
	cabinet_begin(c);
	for (int i = 1; i < n; i++)
		ck_assert_str_eq(cabinet_publish(c, "1"), "");
	cabinet_close(c);
}

/* Row 1 of the attack table, for an archive. */
START_TEST(archive_refuses_every_flipped_bit)
{
	static const char *const files[] = {
	    "a/checkpoint", "a/tile/entries/000.p/3", "a/tile/0/000.p/3"};
	struct cabinet c;

	grown(&c, 3);
	ck_assert_str_eq(opened(&c), "");
	for (int f = 0; f < 3; f++) {
		struct bytes b = cabinet_read(&c, files[f]);
		char *copy = arena_copy(c.arena, b.at, b.len);

		/* Every bit of the head, every seventh of the rest. */
		for (size_t bit = 0; bit < 8 * b.len; bit += f == 0 ? 1 : 7) {
			copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
			cabinet_write(
			    &c, files[f], (struct bytes){copy, b.len});
			ck_assert_msg(strcmp(opened(&c), "") != 0,
			    "%s, bit %zu", files[f], bit);
			copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
		}
		cabinet_write(&c, files[f], b);
	}
	ck_assert_str_eq(opened(&c), "");
	cabinet_free(&c);
}
END_TEST

START_TEST(archive_is_read_past_the_width_of_a_tile)
{
	struct cabinet c;

	grown(&c, 259);
	ck_assert_str_eq(opened(&c), "");
	ck_assert_uint_eq(cabinet_size(&c), 259);
	/* A partial file may go once the full one is there. */
	cabinet_shell(&c, "rm -r a/tile/entries/000.p a/tile/0/000.p");
	ck_assert_str_eq(opened(&c), "");
	cabinet_shell(&c, "rm a/tile/1/000.p/1");
	ck_assert_str_eq(opened(&c), "error.archive-tile");
	cabinet_free(&c);
}
END_TEST

/* What is gone was altered, and is no mistake of the asker's. */
START_TEST(archive_misses_what_was_taken_out)
{
	static const struct {
		const char *done, *undone, *id;
	} cases[] = {{"mv a/checkpoint other", "mv other a/checkpoint",
			 "error.archive-headless"},
	    {"mv a/tile/entries other", "mv other a/tile/entries",
		"error.archive-tile"},
	    {"mv a/tile/entries/000.p/3 other; ln -s ../../../../other "
	     "a/tile/entries/000.p/3",
		"rm a/tile/entries/000.p/3; mv other a/tile/entries/000.p/3",
		"error.archive-tile"},
	    {"mv a/tile other; ln -s ../other a/tile",
		"rm a/tile; mv other a/tile", "error.archive-tile"},
	    {"mv a/checkpoint other; ln -s ../other a/checkpoint",
		"rm a/checkpoint; mv other a/checkpoint",
		"error.archive-checkpoint"}};
	struct cabinet c;

	grown(&c, 3);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err = ERROR_INIT;
		struct archive a;

		cabinet_shell(&c, cases[i].done);
		ck_assert_int_eq(archive_open(c.arena, c.path, &a, &err), -1);
		ck_assert_str_eq(err.id, cases[i].id);
		ck_assert_int_eq(err.kind, ERROR_INVALID);
		cabinet_shell(&c, cases[i].undone);
		ck_assert_str_eq(opened(&c), "");
	}
	cabinet_free(&c);
}
END_TEST

/* later: an archive of a genesis and an entry of a later version, its head
 * signed by `signer`; the id of the error of reading it. */
static const char *
later(const struct key *signer)
{
	static const char ack[] =
	    "{\"i\":1,\"k\":\"drill.ack\",\"t\":\"" CABINET_TIME "\",\"x\":1}";
	struct cabinet c;
	struct error err = ERROR_INIT;
	struct archive a;
	struct text entries, head;
	struct tree tree = {0};
	struct digest hash;
	uint8_t signature[64];

	grown(&c, 1);
	entries = text_new(c.arena);
	head = text_new(c.arena);
	hash = c.keeper.archive.hash[0];
	tree_add(&tree, &hash);
	hash = tree_leaf(ack, strlen(ack));
	tree_add(&tree, &hash);
	note_checkpoint(&head, c.key.pub.name, &tree);
	note_sign(head.at, head.len, signer->secret, signature);
	text_add(&head, "\n");
	note_write(&head, &signer->pub, signature);
	text_bytes(&entries, cabinet_read(&c, "a/tile/entries/000.p/1").at,
	    cabinet_read(&c, "a/tile/entries/000.p/1").len);
	text_bytes(&entries, (const char[]){0, (char)strlen(ack)}, 2);
	text_add(&entries, ack);
	cabinet_write(&c, "a/tile/entries/000.p/2",
	    (struct bytes){entries.at, entries.len});
	cabinet_write(&c, "a/checkpoint", (struct bytes){head.at, head.len});
	ck_assert_int_eq(archive_open(c.arena, c.path, &a, &err), -1);
	cabinet_free(&c);
	return err.id;
}

/* Row 41: a later version is not judged; who merely plays one is. */
START_TEST(archive_of_a_later_version_is_signed_by_its_key)
{
	struct key own = sample_key("ops.example/archive", 11);
	struct key thief = sample_key("ops.example/archive", 12);

	ck_assert_str_eq(later(&own), "error.archive-later");
	ck_assert_str_eq(later(&thief), "error.archive-signature");
}
END_TEST

/* Row 26. */
START_TEST(archive_follows_no_symbolic_link)
{
	struct cabinet c;

	grown(&c, 2);
	cabinet_shell(&c, "mv a/checkpoint other; ln -s ../other a/checkpoint");
	ck_assert_str_ne(opened(&c), "");
	cabinet_shell(&c, "mv other a/checkpoint");
	ck_assert_str_eq(opened(&c), "");
	cabinet_shell(&c, "mv a/tile other; ln -s ../other a/tile");
	ck_assert_str_ne(opened(&c), "");
	ck_assert_str_ne(cabinet_open(&c), "");
	cabinet_shell(&c, "rm a/tile; mv other a/tile");
	cabinet_shell(&c, "mv a other; ln -s other a");
	ck_assert_str_ne(opened(&c), "");
	cabinet_shell(&c, "rm a; mv other a");
	cabinet_free(&c);
}
END_TEST

/* Row 31: an entry taken out and the tree made anew, by who has the key. */
START_TEST(archive_does_not_follow_what_it_was_made_anew_from)
{
	struct cabinet c;
	struct error err = ERROR_INIT;
	struct archive a;
	struct bytes old;

	grown(&c, 3);
	old = cabinet_read(&c, "a/checkpoint");
	cabinet_shell(&c, "mv a other; mv marks other-marks");
	cabinet_begin(&c);
	ck_assert_str_eq(cabinet_publish(&c, "1"), "");
	ck_assert_int_eq(archive_follows(&c.keeper.archive, old, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-rollback");
	ck_assert_str_eq(cabinet_publish(&c, "2"), "");
	ck_assert_str_eq(cabinet_publish(&c, "3"), "");
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(archive_follows(&c.keeper.archive, old, &err), -1);
	ck_assert_str_eq(err.id, "error.archive-split");
	ck_assert_int_eq(err.kind, ERROR_INVALID);
	cabinet_close(&c);
	cabinet_shell(&c, "rm -r a; mv other a");
	err = (struct error)ERROR_INIT;
	ck_assert_int_eq(archive_open(c.arena, c.path, &a, &err), 0);
	ck_assert_int_eq(archive_follows(&a, old, &err), 0);
	archive_close(&a);
	cabinet_free(&c);
}
END_TEST

START_TEST(archive_that_is_none_is_said_to_be_none)
{
	struct cabinet c;

	cabinet_new(&c);
	ck_assert_str_eq(opened(&c), "error.file-missing");
	cabinet_shell(&c, "mkdir a");
	ck_assert_str_eq(opened(&c), "error.archive-none");
	cabinet_shell(&c, "echo no > a/checkpoint");
	ck_assert_str_eq(opened(&c), "error.archive-checkpoint");
	cabinet_free(&c);
}
END_TEST

SUITE_MAIN("archive", archive_refuses_every_flipped_bit,
    archive_is_read_past_the_width_of_a_tile, archive_misses_what_was_taken_out,
    archive_of_a_later_version_is_signed_by_its_key,
    archive_follows_no_symbolic_link,
    archive_does_not_follow_what_it_was_made_anew_from,
    archive_that_is_none_is_said_to_be_none)
