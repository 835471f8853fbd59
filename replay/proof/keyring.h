/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/keyring.h -- keys.jsonl: what an archive says of the keys that
 * signed a bundle, entry by entry, each with the proof that it stands under
 * the bundle's head. So whether a key counted, by its place in the archive, can
 * be told without the archive. What is left out is not shown to be absent.
 * Knows entries and proofs; whose archive to believe is for others to say. */
#ifndef REPLAY_PROOF_KEYRING_H
#define REPLAY_PROOF_KEYRING_H

#include "replay/proof/archive.h"
#include "replay/proof/tlogproof.h"

#define KEYRING_FILE "keys.jsonl"

enum {
	KEYRING_BYTES = 64 << 10,
	KEYRING_PINS = 16,
	KEYRING_KEYS = 2 + KEYRING_PINS
};

/* What is to be shown: the entries about these keys, for a seal at entry
 * `seal`. */
struct keyring {
	const struct archive *archive;
	uint64_t seal;
	struct note_key keys[KEYRING_KEYS];
	size_t n;
	uint64_t pins[KEYRING_PINS]; /* words that outlive a revocation */
	size_t pins_n;
};

/* keyring_of: for the seal at entry `seal` and, unless it is NULL or the same,
 * the key that signs the bundle. Where one was revoked, the first word of each
 * witness between the seal and the revocation is shown with it. */
struct keyring keyring_of(
    const struct archive *a, uint64_t seal, const struct note_key *packer);

/* keyring_last: the number of the last entry to be shown; 0 if there is none.
 */
uint64_t keyring_last(const struct keyring *k);

/* keyring_write: append the file, its proofs for the head of `size` entries:
 *	{"leaf":ENTRY,"path":"HASH HASH…"}
 * and, behind the path of a witness's word, "covers": that the seal stands in
 * what he saw. */
void keyring_write(struct text *t, const struct keyring *k, uint64_t size);

/* keyring_read: read the file that belongs to a seal of this hash, under the
 * head its proof leads to. What is shown goes on `*roll`, of the archive with
 * this key; if that is of no type, it is read and not believed.
 * Owns:   `*roll` lives in `arena`.
 * Return: false unless it is what keyring_write would have written, in the
 *         order of the archive, and the entries may stand so. */
bool keyring_read(struct arena *arena, struct bytes b,
    const struct tlogproof *seal, const struct digest *seal_hash,
    const struct note_key *archive, struct roll *roll);

#endif
