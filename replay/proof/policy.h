/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/policy.h -- whom the asker trusts, and what he asks for: the
 * archives, witnesses and facilitators whose keys he vouches for, how many
 * witnesses make a quorum, and what evidence must have. It comes from the
 * asker, never out of what is verified. Knows keys, no evidence.
 * Source: C2SP tlog-policy, and two kinds of line of our own; the grammar is
 * in docs/evidence.md. */
#ifndef REPLAY_PROOF_POLICY_H
#define REPLAY_PROOF_POLICY_H

#include "base/file.h"
#include "replay/proof/note.h"

struct arena;
struct faults;

enum {
	POLICY_BYTES = 65536, /* of a file */
	POLICY_LINES = 1024,
	POLICY_KEYS = 64,     /* archives, and as many facilitators */
	POLICY_PARTIES = 128, /* witnesses and groups */
	POLICY_NOBODY = POLICY_PARTIES
};

/* What evidence may have to have; a bit each. Any but the first needs the
 * first two as well. */
enum policy_need {
	POLICY_SEAL,    /* a seal that a facilitator signed */
	POLICY_PROOF,   /* a place in the archive */
	POLICY_WITNESS, /* a quorum of witnesses under the archive's head */
	POLICY_ACKS,    /* the signatures of those who took part */
	POLICY_TSA      /* a time stamp of a stranger */
};

/* A witness (见证人), or a group of parties named before it. */
struct policy_party {
	const char *name;
	struct note_key key;    /* of a witness; type 0 for a group */
	const uint8_t *members; /* of a group: parties' numbers */
	size_t n, least;        /* so many, and so many must have signed */
	bool in_group;
};

/* A policy (信任策略). */
struct policy {
	const struct note_key *facilitators, *logs;
	size_t facilitators_n, logs_n;
	const struct policy_party *parties;
	size_t parties_n;
	size_t quorum; /* a party's number, or POLICY_NOBODY */
	unsigned needs;
	int acks_percent; /* of those who took part; 0 if not asked for */
};

/* policy_of_keys: the short form: these keys are believed as facilitators'
 * and as archives', and a seal is all that is needed.
 * Owns: borrows `keys`. */
struct policy policy_of_keys(const struct note_key *keys, size_t n);

/* policy_read: read a policy file that the asker calls `name`.
 * Owns:   `*out` lives in `arena`; faults borrow `name`.
 * Return: false if there were faults, all of which are then in `faults`. */
bool policy_read(struct arena *arena, const char *name, struct bytes bytes,
    struct faults *faults, struct policy *out);

/* policy_needs: is this needed? */
bool policy_needs(const struct policy *p, enum policy_need need);

/* policy_is_met: are these witnesses a quorum? `signed_by` says of each party
 * whether it signed; what it says of groups is not looked at. */
bool policy_is_met(const struct policy *p, const bool *signed_by);

#endif
