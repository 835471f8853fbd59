/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/minisig.h -- signatures that minisign checks. A convenience
 * for strangers: the same key, another wrapper. Only the prehashed kind
 * ("ED"), which alone minisign means to keep. Our files have one spelling
 * but for the signed comment.
 *
 *	untrusted comment: yanlian evidence
 *	base64("ED" || key number || signature of BLAKE2b-512 of the file)
 *	trusted comment: COMMENT
 *	base64(signature of the signature above and COMMENT)
 *
 * The key number is the first 8 bytes of the public key. */
#ifndef REPLAY_PROOF_MINISIG_H
#define REPLAY_PROOF_MINISIG_H

#include "base/file.h"
#include "replay/proof/note.h"

struct key;
struct text;

enum { MINISIG_COMMENT_MOST = 512 }; /* bytes */

/* minisig_write: append the signature of a file. `comment` is one line. */
void minisig_write(struct text *t, const struct key *key, struct bytes file,
    const char *comment);

/* minisig_comment: the signed comment of a signature file, unverified.
 * Owns: borrows; not NUL-terminated. Return: `at` NULL if it has none. */
struct bytes minisig_comment(struct bytes signature);

/* minisig_is_good: is it the file this point would have written for `file`,
 * with whatever comment of at most MINISIG_COMMENT_MOST bytes? */
bool minisig_is_good(
    struct bytes signature, const uint8_t point[32], struct bytes file);

/* minisig_public: append the public key as `minisign -P` takes it. */
void minisig_public(struct text *t, const struct note_key *k);

#endif
