/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/keys.h -- keys as people hand them over: a secret one in a file,
 * with the passphrase asked for; a public one as text or in a file. */
#ifndef REPLAY_CLI_KEYS_H
#define REPLAY_CLI_KEYS_H

#include "replay/cli/cli.h"
#include "replay/proof/key.h"

enum { KEYS_PASSPHRASE_MOST = 1023 };

/* A passphrase (口令). */
struct keys_passphrase {
	char at[KEYS_PASSPHRASE_MOST + 1];
	size_t len;
	bool given; /* else nobody could be asked */
};

/* What a key is wanted for. */
enum keys_use { KEYS_SIGNER, KEYS_WITNESS };

/* keys_ask: the passphrase for the key in `path`: from --passphrase-fd, or
 * from the terminal, typed twice where `twice`; a terminal that is left shows
 * again what is typed. Not given if there is neither.
 * Owns:   end it with key_drop.
 * Errors: NULL; ERROR_INPUT "error.passphrase-fd", "error.passphrase-twice",
 *         "error.passphrase-long"; as key_room. */
MUST_CHECK struct keys_passphrase *keys_ask(
    const struct cli *cli, const char *path, bool twice, struct error *err);

/* keys_secret: read a secret key, asking for a passphrase if it has one.
 * Owns:   `*out` should be of key_hold.
 * Errors: as key_read and keys_ask; ERROR_INPUT "error.key-role" if it is not
 *         for this use. */
MUST_CHECK int keys_secret(const struct cli *cli, const char *path,
    enum keys_use use, struct key *out, struct error *err);

/* keys_public: the public key that `s` is, or the file of that name holds as
 * its only one, or belongs to the secret key in it.
 * Errors: as file_read; ERROR_INPUT as keyline_word. */
MUST_CHECK int keys_public(const struct cli *cli, const char *s,
    struct note_key *out, struct error *err);

#endif
