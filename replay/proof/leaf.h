/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/leaf.h -- the entries of an archive: one line of JSON each, of
 * nine kinds, written and read by one table. Knows what an entry may say, not
 * whether it fits those before it: that is replay/proof/roll's.
 * docs/evidence.md has every byte. */
#ifndef REPLAY_PROOF_LEAF_H
#define REPLAY_PROOF_LEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/file.h"
#include "replay/proof/note.h"

struct arena;
struct text;

enum { LEAF_TEXT_MOST = 512, LEAF_FILES_MOST = 64 };

enum leaf_kind {
	LEAF_GENESIS,
	LEAF_KEY_ADD,
	LEAF_KEY_RETIRE,
	LEAF_KEY_REVOKE,
	LEAF_DRILL_OPEN,
	LEAF_DRILL_SEAL,
	LEAF_DRILL_ABANDON,
	LEAF_PLAN_PUBLISH,
	LEAF_WITNESS_NOTE,
	LEAF_KINDS
};

/* A file of a sealed drill. */
struct leaf_file {
	const char *name;
	char digest[DIGEST_HEX];
};

/* An entry of an archive (档案条目); members its kind has not are NULL or 0. */
struct leaf {
	enum leaf_kind kind;
	uint64_t i;
	const char *time;
	const char *origin;
	struct note_key key; /* the members "key" and "signer" */
	const char *role;    /* "facilitator", "witness" */
	const char *drill;   /* 64 hexadecimal digits */
	const char *what;    /* the member "kind" of drill.open */
	const char *status, *record;
	const char *holder, *title, *why, *name, *version, *digest;
	const char *note;
	int64_t format, since, open;
	const struct leaf_file *files;
	size_t files_n;
};

enum leaf_reads {
	LEAF_READ,
	LEAF_LATER, /* of a kind reserved for later versions, or later itself */
	LEAF_WRONG
};

/* leaf_kind_name: "drill.open" and the like. */
const char *leaf_kind_name(enum leaf_kind kind);

/* leaf_write: append the line of an entry, without a newline.
 * Return: NULL, or the name of a member that its kind must have and that is
 *         missing or unfit; `t` has then garbage behind what it had. */
const char *leaf_write(struct text *t, const struct leaf *leaf);

/* leaf_read: read the entry number `i`.
 * Owns:   its strings live in `arena`.
 * Return: LEAF_READ only for bytes that leaf_write would write. */
enum leaf_reads leaf_read(
    struct arena *arena, struct bytes line, uint64_t i, struct leaf *out);

#endif
