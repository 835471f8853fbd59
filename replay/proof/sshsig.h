/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/sshsig.h -- signatures that `ssh-keygen -Y verify` checks. A
 * convenience for strangers: the same key, another wrapper. For any key,
 * namespace and file there is one spelling.
 * Source: OpenSSH, PROTOCOL.sshsig. */
#ifndef REPLAY_PROOF_SSHSIG_H
#define REPLAY_PROOF_SSHSIG_H

#include "base/file.h"
#include "replay/proof/note.h"

struct key;
struct text;

/* What a signature is for; one made for another purpose does not serve. At
 * most 32 bytes. */
#define SSHSIG_EVIDENCE "yanlian-evidence"

/* sshsig_write: append the armoured signature of a file. */
void sshsig_write(struct text *t, const struct key *key, struct bytes file,
    const char *space);

/* sshsig_point: the public key that a signature file names, if it is spelled
 * as sshsig_write would; verifies nothing. */
bool sshsig_point(struct bytes signature, const char *space, uint8_t out[32]);

/* sshsig_is_good: is it the file this point would have written? */
bool sshsig_is_good(struct bytes signature, const uint8_t point[32],
    struct bytes file, const char *space);

/* sshsig_public: append "ssh-ed25519 AAAA…", as in an allowed-signers file. */
void sshsig_public(struct text *t, const struct note_key *k);

#endif
