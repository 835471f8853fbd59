/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/archive.h -- an archive read back from its directory: every
 * entry hashed, the root compared with the signed head, the entries folded
 * into a roll. Knows how to read one, never writes: that is replay/proof/
 * keeper. */
#ifndef REPLAY_PROOF_ARCHIVE_H
#define REPLAY_PROOF_ARCHIVE_H

#include "base/error.h"
#include "replay/proof/checkpoint.h"
#include "replay/proof/roll.h"

enum {
	ARCHIVE_LEAVES_MOST = 1 << 18,
	ARCHIVE_BYTES_MOST = 1 << 28 /* of all entries */
};

/* An archive (演练档案) at one head. */
struct archive {
	int dir;           /* open */
	struct bytes head; /* the checkpoint, a whole note */
	struct note note;
	struct checkpoint at; /* what it says */
	uint64_t n;           /* entries: at.size */
	struct bytes *line;
	struct digest *hash;
	struct leaf *leaf;
	struct roll roll;
};

/* archive_load: read the entries below the open directory `dir` that this
 * head vouches for. Nothing of the tiles is believed; see archive_tiles.
 * Owns:   `*out` lives in `arena`, borrows `dir` and `head`.
 * Errors: ERROR_INVALID "error.archive-…" if an entry is not what the head
 *         vouches for, is not there, may not stand where it does, or the
 *         head is not signed by the key in entry 0; ERROR_INPUT
 *         "error.archive-later" if all is well up to an entry of a later
 *         version, "error.archive-too-large"; ERROR_SYSTEM as disk_read.
 * Order:  the bytes of all entries. */
MUST_CHECK int archive_load(struct arena *arena, int dir, struct bytes head,
    struct archive *out, struct error *err);

/* archive_open: the same at the head in its file `checkpoint`.
 * Owns:   end it with archive_close.
 * Errors: also ERROR_INPUT "error.archive-none" if there is nothing of an
 *         archive, ERROR_INVALID "error.archive-headless" if but its head is
 *         gone. */
MUST_CHECK int archive_open(struct arena *arena, const char *path,
    struct archive *out, struct error *err);

/* archive_close: close its directory. */
void archive_close(struct archive *a);

/* archive_tiles: are the files that others read proofs from, every tile and
 * bundle of this head, what its entries make them?
 * Errors: ERROR_INVALID "error.archive-tile" naming the first that is not. */
MUST_CHECK int archive_tiles(
    struct arena *arena, const struct archive *a, struct error *err);

/* archive_follows: does this archive begin with the one an older checkpoint
 * of `old` bytes vouched for?
 * Errors: ERROR_INPUT "error.archive-checkpoint" if it is none,
 *         ERROR_INVALID "error.archive-signature" if the key did not sign it,
 *         "error.archive-rollback" if it is longer, "error.archive-split" if
 *         it says otherwise. */
MUST_CHECK int archive_follows(
    const struct archive *a, struct bytes old, struct error *err);

#endif
