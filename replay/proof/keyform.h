/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/keyform.h -- a public key as other people's tools want it.
 * Public parts alone; a signature by one of those tools is another matter. */
#ifndef REPLAY_PROOF_KEYFORM_H
#define REPLAY_PROOF_KEYFORM_H

#include "replay/proof/note.h"

/* keyform_minisign: append a minisign public key file; its key number is the
 * point's first eight bytes. Source: minisign's format, algorithm "Ed". */
void keyform_minisign(struct text *t, const struct note_key *k);

/* keyform_pem: append it as openssl reads it. Source: RFC 8410, section 4. */
void keyform_pem(struct text *t, const struct note_key *k);

/* keyform_ssh: append a line for authorized_keys or allowed_signers.
 * Source: RFC 8709, section 4. */
void keyform_ssh(struct text *t, const struct note_key *k);

#endif
