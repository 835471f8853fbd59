/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/tlogproof.h -- the file that shows, without any network, that
 * an entry stands in a log: index, proof and checkpoint as text. Knows no
 * keys: whether the checkpoint is signed by somebody to be believed is
 * replay/proof/note's. Source: C2SP tlog-proof v1. */
#ifndef REPLAY_PROOF_TLOGPROOF_H
#define REPLAY_PROOF_TLOGPROOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay/proof/checkpoint.h"

/* Bytes in such a file: heading, index, 63 hashes, blank, a note. */
enum { TLOGPROOF_MOST = 64 + 63 * 45 + NOTE_MOST };

/* An inclusion proof (包含证明) and the checkpoint it leads to. */
struct tlogproof {
	uint64_t index;
	struct tree_proof path;
	struct note note;         /* the checkpoint, borrowed */
	struct checkpoint target; /* and what it says */
};

/* tlogproof_write: append the file for the entry at `index`; `checkpoint` is
 * the whole note. */
void tlogproof_write(struct text *t, uint64_t index,
    const struct tree_proof *path, const char *checkpoint, size_t n);

/* tlogproof_read: take one apart; proves nothing yet.
 * Owns:   `*out` borrows from `s`.
 * Return: false unless it is spelled exactly as we would: no `extra` line,
 *         canonical numbers and base64, a checkpoint of three lines, index
 *         below its size; `*out` is then garbage. */
bool tlogproof_read(const char *s, size_t n, struct tlogproof *out);

/* tlogproof_shows: is the entry with this leaf hash where the file says? */
bool tlogproof_shows(const struct tlogproof *p, const struct digest *leaf);

#endif
