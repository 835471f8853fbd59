/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/witness.h -- a witness of other people's archives, by files:
 * it remembers the last head of each that it vouched for, and puts its name
 * only to one that continues it. The refusal is the entire product. Knows
 * archives by their key; trusts nobody's clock but its caller's.
 * Source: C2SP tlog-witness; a request is the body of its add-checkpoint. */
#ifndef REPLAY_PROOF_WITNESS_H
#define REPLAY_PROOF_WITNESS_H

#include "base/error.h"
#include "replay/proof/checkpoint.h"
#include "replay/proof/disk.h"
#include "replay/proof/key.h"

/* What a witness is asked: to vouch for a head that continues one of `old`
 * entries. Borrowed. */
struct witness_request {
	uint64_t old;
	struct tree_proof path;
	struct bytes head; /* the checkpoint, a whole note */
	struct note note;
	struct checkpoint at;
};

enum { WITNESS_REQUEST_MOST = 64 + 63 * 45 + NOTE_MOST };

/* witness_request_write: append the request for a head that continues the
 * first `old` of `n` entries with these leaf hashes. */
void witness_request_write(struct text *t, uint64_t old,
    const struct digest *leaf, uint64_t n, struct bytes head);

/* witness_request_read: take one apart. Owns: borrows.
 * Return: false unless it is spelled as we would. */
bool witness_request_read(struct bytes s, struct witness_request *out);

/* A witness (见证人). */
struct witness {
	const struct disk *disk;
	const struct key *key;      /* a witness's; borrowed */
	const struct note_key *log; /* whose heads it may vouch for */
	const char *state; /* directory of its memory, made if need be */
};

/* witness_sign: vouch for a head, or refuse. The memory is durable before
 * anything is answered; the first head of an archive is believed.
 * Owns:   appends to `out` the checkpoint with the archive's signature line
 *         and the witness's.
 * Errors: ERROR_UNTRUSTED "error.witness-signature" if it is not this
 *         archive's; ERROR_INPUT "error.witness-old" if it continues another
 *         head than the one remembered, whose size is the detail;
 *         ERROR_INVALID "error.witness-smaller"; "error.witness-split" if two
 *         heads of the archive contradict each other: both are then kept in
 *         the state directory, and show it to anybody; "error.witness-barred"
 *         ever after; "error.witness-proof" if the proof does not show
 *         anything; as disk_put. `out` is then
 *         untouched. */
MUST_CHECK int witness_sign(struct arena *arena, const struct witness *w,
    const struct witness_request *r, int64_t seconds, struct text *out,
    struct error *err);

#endif
