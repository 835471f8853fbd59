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
	struct bytes seal;          /* seal.note as it is in the bundle */
	const struct note_key *key; /* who signs evidence.json, or NULL */
	const char *file;           /* the bundle's name */
};

/* readme_write: the sheet in one language. Owns: gives, in the arena. */
struct text readme_write(const struct readme *r, enum language language);

#endif
