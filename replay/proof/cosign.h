/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/cosign.h -- the word of a witness: a signature over a
 * checkpoint and the second it was given. Knows keys and notes; what a
 * witness must have checked before is replay/proof/witness.
 * Source: C2SP tlog-cosignature, Ed25519 timestamped cosignatures v1. */
#ifndef REPLAY_PROOF_COSIGN_H
#define REPLAY_PROOF_COSIGN_H

#include "replay/proof/note.h"

/* The last second of the year 2500, behind which no instant is told here. */
#define COSIGN_SECONDS_MOST INT64_C(16756761599)

/* cosign_write: append the signature line of witness `k` for the note text of
 * `n` bytes at `seconds` since 1970. */
void cosign_write(struct text *t, const char *text, size_t n,
    const struct note_key *k, const uint8_t secret[NOTE_SECRET],
    int64_t seconds);

/* cosign_says: what does the note say of this witness? The time goes to
 * `*seconds`, untouched unless it is NOTE_SIGNED; a signature of a time
 * beyond COSIGN_SECONDS_MOST is NOTE_FORGED. */
enum note_says cosign_says(
    const struct note *n, const struct note_key *k, int64_t *seconds);

#endif
