/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/readme.h -- the sheet in a bundle that tells a stranger how to
 * check it with his own tools: every command with this bundle's own names,
 * keys and digests. Lines that begin with four blanks are commands. */
#ifndef REPLAY_CLI_README_H
#define REPLAY_CLI_README_H

#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "replay/proof/verify.h"

struct readme {
	struct arena *arena;
	const struct verify_report *report;
	const struct note_key *key; /* who signs evidence.json, or NULL */
	const char *file;           /* the bundle's name */
	/* Of the archive it shows itself in; NULL if it does in none. */
	const struct note_key *archive;
	const struct note_key *witnesses; /* whose lines its head bears */
	size_t witnesses_n;
	bool has_keys; /* keys.jsonl is there */
};

/* readme_write: the sheet in one language. Owns: gives, in the arena. */
struct text readme_write(const struct readme *r, enum language language);

/* readme_policy: a policy of these keys, each line made a comment: whom to
 * trust is for the reader to say. Owns: as readme_write. */
struct text readme_policy(const struct readme *r);

#endif
