/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/roll.h -- what the entries of an archive add up to: which keys
 * counted from when to when, which drills were opened and what became of
 * them, which of its heads a witness has seen. Knows entries in their order
 * and no files. */
#ifndef REPLAY_PROOF_ROLL_H
#define REPLAY_PROOF_ROLL_H

#include "replay/proof/checkpoint.h"
#include "replay/proof/leaf.h"

enum { ROLL_KEYS_MOST = 4096 };

#define ROLL_NEVER UINT64_MAX

struct roll_key {
	struct note_key key;
	bool witness; /* else a facilitator */
	const char *holder;
	uint64_t added;
	uint64_t retired; /* leaves' numbers; ROLL_NEVER */
	uint64_t revoked; /* the leaf that says so, */
	uint64_t since;   /* and from where on it holds; else ROLL_NEVER */
	bool vouched;     /* by the asker: the roll alone cannot tell a witness
			     from the archive's owner under another name */
};

struct roll_drill {
	uint64_t open, closed; /* ROLL_NEVER while it is open */
	bool abandoned;
	const char *drill, *what, *title, *status, *record, *why;
	struct note_key signer; /* of the seal; of the opening before that */
	const char *opened_at, *closed_at;
};

/* A head that a witness has vouched for. */
struct roll_witness {
	uint64_t leaf, size;
	int64_t seconds; /* since 1970, by the witness's clock */
	const struct roll_key *by;
};

/* What is on the roll (名册). */
struct roll {
	const struct digest *hash; /* of the leaves so far; borrowed; or NULL */
	struct note_key archive;
	struct roll_key *keys;
	struct roll_drill *drills;
	struct roll_witness *witnesses;
	size_t keys_n, drills_n, witnesses_n;
	uint64_t n, plans;
};

/* roll_new: an empty roll for an archive of at most `most` entries with these
 * leaf hashes. Owns: lives in `arena`, borrows `hash`. */
struct roll roll_new(
    struct arena *arena, const struct digest *hash, uint64_t most);

/* roll_take: the next entry. Return: NULL if it may stand there, else a word
 * that says why not, "error.archive-…"; the roll is then as before. */
const char *roll_take(struct roll *r, const struct leaf *leaf);

/* roll_shown: an empty roll of at most `most` entries of the archive with this
 * key, for entries about keys that are shown one by one, those between them not
 * at hand. */
struct roll roll_shown(
    struct arena *arena, const struct note_key *archive, uint64_t most);

/* roll_show: take such an entry, each behind the one before. That a witness's
 * word is of a head this archive has had is for the caller to see.
 * Return: as roll_take. */
const char *roll_show(struct roll *r, const struct leaf *leaf);

/* roll_vouch: the asker vouches for this key, if it is a witness's here:
 * what it has seen counts for roll_standing. */
void roll_vouch(struct roll *r, const struct note_key *k);

/* roll_counts: does this witness's word count: is it vouched for, and was the
 * word entered before the key's revocation took hold? */
bool roll_counts(const struct roll_witness *w);

/* Does a key count for a seal? */
enum roll_standing {
	ROLL_GOOD,
	ROLL_UNKNOWN, /* never added before it, or a witness's */
	ROLL_RETIRED,
	ROLL_REVOKED
};

/* roll_standing: does a facilitator's key count for the seal at `leaf`? Of
 * positions alone, no clock. */
enum roll_standing roll_standing(
    const struct roll *r, const struct note_key *k, uint64_t leaf);

/* roll_standing_word: "audit.standing.good" and the like. */
const char *roll_standing_word(enum roll_standing s);

/* roll_key: the entry about this key, or NULL. */
const struct roll_key *roll_key(const struct roll *r, const struct note_key *k);

/* roll_open_drill: the last opening of this drill that has neither seal nor
 * abandonment, or NULL. */
const struct roll_drill *roll_open_drill(
    const struct roll *r, const char *drill);

/* roll_sealed: the sealing of this drill with this record, or NULL. */
const struct roll_drill *roll_sealed(
    const struct roll *r, const char *drill, const char *record);

#endif
