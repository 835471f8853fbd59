/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/keyline.h -- public keys as people keep them: a key line, alone
 * or in a file with comments, saved by whatever editor. Knows bytes, no files;
 * whom to trust is for others to say. */
#ifndef REPLAY_PROOF_KEYLINE_H
#define REPLAY_PROOF_KEYLINE_H

#include "base/file.h"
#include "replay/proof/note.h"

/* What such a file holds. */
enum keyline {
	KEYLINE_ONE,   /* one public key */
	KEYLINE_NONE,  /* none */
	KEYLINE_MANY,  /* more than one: which is meant? */
	KEYLINE_SECRET /* a secret key, as yanlian keeps it */
};

/* keyline_find: the one public key, a signer's or a witness's, among the lines
 * of a file; other lines are comments. A byte order mark, blanks around a line
 * and carriage returns are an editor's, and skipped.
 * Return: KEYLINE_ONE, or why there is none; `*out` is then garbage. */
enum keyline keyline_find(struct bytes b, struct note_key *out);

/* keyline_word: the id of the error that says so: "error.vkey-…"; "" for
 * KEYLINE_ONE. */
const char *keyline_word(enum keyline found);

#endif
