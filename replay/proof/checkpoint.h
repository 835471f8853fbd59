/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/checkpoint.h -- what a checkpoint says, read back: whose log,
 * how many entries, which root; and the lines that proofs about checkpoints
 * are made of. Knows no keys. Writing one is note_checkpoint. */
#ifndef REPLAY_PROOF_CHECKPOINT_H
#define REPLAY_PROOF_CHECKPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay/proof/note.h"
#include "replay/proof/tree.h"

/* A checkpoint (检查点). */
struct checkpoint {
	char origin[NOTE_NAME_MOST + 1];
	uint64_t size;
	struct digest root;
};

/* checkpoint_read: what a note's text says.
 * Return: false unless it is "origin\nsize\nroot\n", an origin that could name
 *         a key, the size canonical and at most 2^53 - 1; no further line.
 * Source: C2SP tlog-checkpoint, without extensions. */
bool checkpoint_read(const struct note *n, struct checkpoint *out);

/* checkpoint_number_read: the decimal number at `*at` and its newline, no
 * leading zeros, at most 2^53 - 1; moves behind them if it is there. */
bool checkpoint_number_read(const char **at, const char *end, uint64_t *out);

/* checkpoint_hashes_write: append the hashes of a proof, a line of base64
 * each. */
void checkpoint_hashes_write(struct text *t, const struct tree_proof *p);

/* checkpoint_hashes_read: the lines at `*at` up to and with an empty one, at
 * most TREE_PROOF_MOST. Return: false if one is no hash; `*at` then stays. */
bool checkpoint_hashes_read(
    const char **at, const char *end, struct tree_proof *out);

#endif
