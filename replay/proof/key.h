/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/key.h -- secret signing keys: made, kept in a file, read
 * again. Knows no terminal: the passphrase is bytes somebody else asked for.
 * The file, five lines, in docs/evidence.md:
 *
 *	yanlian-key/1
 *	name ops.example/facilitator
 *	vkey ops.example/facilitator+…+…
 *	kdf none | kdf argon2id13 ops=3 mem=268435456 salt=…
 *	box …
 */
#ifndef REPLAY_PROOF_KEY_H
#define REPLAY_PROOF_KEY_H

#include "base/error.h"
#include "replay/proof/note.h"

enum { KEY_SEED = 32 };

/* A signing key (签名密钥). End it with key_forget. */
struct key {
	struct note_key pub;
	uint8_t secret[NOTE_SECRET];
};

/* What locks a key file: the passphrase and what trying one costs. */
struct key_lock {
	const void *pass; /* borrowed */
	size_t len;
	uint32_t ops; /* 1 to KEY_OPS_MOST */
	uint32_t mem; /* bytes, 8 KiB to KEY_MEM_MOST */
};

/* A reader refuses to spend more. Source: libsodium's MODERATE (about half a
 * second, 256 MiB) and SENSITIVE memory. */
enum {
	KEY_OPS = 3,
	KEY_OPS_MOST = 10,
	KEY_MEM = 268435456,
	KEY_MEM_MOST = 1073741824
};

/* key_name_is_good: 1 to 128 of a-z 0-9 . / _ - : nothing that looks like
 * something else. */
bool key_name_is_good(const char *name);

/* key_new: a key from the system's randomness.
 * Owns:   fills `*out`; the caller forgets it.
 * Errors: ERROR_INPUT "error.key-name"; ERROR_SYSTEM "error.key-random". */
MUST_CHECK int key_new(const char *name, struct key *out, struct error *err);

/* key_of_seed: the key of a known seed (RFC 8032's private key).
 * Errors: as key_new. */
MUST_CHECK int key_of_seed(const char *name, const uint8_t seed[KEY_SEED],
    struct key *out, struct error *err);

/* key_write: create the key file, readable by its owner alone.
 * Owns:   `lock` NULL keeps the seed in clear.
 * Errors: as file_write; ERROR_INPUT "error.key-cost" if the lock's cost is
 *         out of bounds; ERROR_SYSTEM "error.key-memory". */
MUST_CHECK int key_write(const char *path, const struct key *k,
    const struct key_lock *lock, struct error *err);

/* key_read: read a key file; `pass` NULL if none was asked for.
 * Errors: ERROR_SYSTEM "error.file-read", "error.key-memory"; ERROR_INPUT
 *         "error.file-missing", "error.file-not-regular",
 *         "error.key-open-to-others" if group or others may read it,
 *         "error.key-is-public" if it holds a public key alone,
 *         "error.key-malformed", "error.key-cost" (beyond our caps; nothing
 *         was spent), "error.key-needs-passphrase" and
 *         "error.key-passphrase" (wrong, or the file was altered); a
 *         symbolic link is not followed. `*out` is then untouched. */
MUST_CHECK int key_read(const char *path, const void *pass, size_t len,
    struct key *out, struct error *err);

/* key_read_public: the public part of a key file, and whether a passphrase
 * locks the secret one; asks for none.
 * Errors: as key_read, before any passphrase. */
MUST_CHECK int key_read_public(
    const char *path, struct note_key *pub, bool *locked, struct error *err);

/* key_make_witness: let it be a witness's key: its signatures say when, and
 * it signs nothing else. */
void key_make_witness(struct key *k);

/* key_guard: from here on this process writes no core file, and no other of
 * this user may look into it. */
void key_guard(void);

/* key_room: `n` zeros for a secret, in memory that is not swapped (as far as
 * the system grants it), between guards, in a process that is guarded. End it
 * with key_drop.
 * Errors: ERROR_SYSTEM "error.key-hold". */
MUST_CHECK void *key_room(size_t n, struct error *err);

/* key_hold: such room for a secret key. */
MUST_CHECK struct key *key_hold(struct error *err);

/* key_drop: zero it and give it back. Quiet on NULL. */
void key_drop(void *at);

/* key_wipe: zero `n` bytes that held a secret, for good. */
void key_wipe(void *at, size_t n);

/* key_forget: zero it. */
void key_forget(struct key *k);

#endif
