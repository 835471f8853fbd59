/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/keeper.h -- who may write an archive: one at a time, with its
 * key, and with a memory of the last head it signed (the high-water mark) kept
 * outside the archive, so that an archive put back from an old copy is not
 * grown twice from the same place. Reads no clock.
 *
 * The order of an append: entries and tiles, each durable; the signature; the
 * mark; the file `checkpoint`. Nothing but the mark decides: tiles beyond it
 * were never vouched for and are written over; if `checkpoint` lags behind it,
 * the next to open repairs that. So no two roots are signed for one size. */
#ifndef REPLAY_PROOF_KEEPER_H
#define REPLAY_PROOF_KEEPER_H

#include "replay/proof/archive.h"
#include "replay/proof/disk.h"
#include "replay/proof/key.h"

/* A keeper of an archive (档案管理员). Set disk, key, marks and, to grow an
 * archive that this machine never saw, takes_unseen; the rest is filled by
 * keeper_create or keeper_open. */
struct keeper {
	const struct disk *disk; /* borrowed */
	const struct key *key;   /* the archive's; borrowed */
	const char *marks;       /* directory of marks, made if need be */
	bool takes_unseen; /* though another may have grown it elsewhere */
	int mark_dir, lock;
	char mark[24];     /* the mark's file in it */
	bool first_sight;  /* no mark of this archive was there */
	bool was_repaired; /* `checkpoint` lagged behind the mark */
	struct archive archive;
};

/* keeper_create: begin an archive in the directory `path`, which is made, with
 * its first entry at `time`, and open it.
 * Owns:   end it with keeper_close.
 * Errors: ERROR_INPUT "error.file-exists" if there is an archive,
 *         "error.archive-has-mark" if this key has one elsewhere; as
 *         keeper_append. On error nothing is open. */
MUST_CHECK int keeper_create(struct arena *arena, struct keeper *k,
    const char *path, const char *time, struct error *err);

/* keeper_open: open an archive for writing: lock it, read all of it, compare
 * it with the mark.
 * Owns:   end it with keeper_close.
 * Errors: as archive_load, disk_lock; ERROR_INPUT "error.archive-key-other" if
 *         the key is not the archive's, "error.archive-unseen" if it has
 *         entries and there is no mark; ERROR_INVALID "error.archive-rollback"
 *         and "error.archive-split" as archive_follows. On error nothing is
 *         open. */
MUST_CHECK int keeper_open(
    struct arena *arena, struct keeper *k, const char *path, struct error *err);

/* keeper_append: append these entries in one step; fills in their numbers.
 * When it returns 0 they are durable and signed for, and k->archive has them.
 * Errors: ERROR_INPUT "error.archive-…" if an entry may not stand there,
 *         "error.archive-member" if a member of it is missing or unfit, then
 *         nothing was written; ERROR_SYSTEM "error.file-write", then all of
 *         them are in or none: open it again to see. */
MUST_CHECK int keeper_append(struct arena *arena, struct keeper *k,
    struct leaf *leaves, size_t n, struct error *err);

/* keeper_close: let it go. Quiet on one that is not open. */
void keeper_close(struct keeper *k);

#endif
