/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/journal.h -- the log of a drill that takes its time: facts go
 * in as they happen and count once journal_commit has returned. Joins the
 * writer (log) to the file (store): checkpoints come after what they cover is
 * durable; a disk that fails is left for a new file; a log that was cut short
 * is taken up again. Reads no clock: instants are arguments.
 *
 *	begin            -> fact, commit, … -> end -> close
 *	open -> fact …   -> go_on -> fact, commit, …
 *	  (must be those     (behind
 *	   the log holds)     them)
 */
#ifndef REPLAY_PROOF_JOURNAL_H
#define REPLAY_PROOF_JOURNAL_H

#include "base/text.h"
#include "replay/proof/log.h"
#include "replay/proof/store.h"
#include "replay/proof/walk.h"

enum { JOURNAL_MOST = 64 << 20 };

/* A log in the making (随演日志). May not be moved. */
struct journal {
	struct arena *arena; /* borrowed */
	struct store store;
	struct log log;
	struct text text; /* the whole log, the lines that wait included */
	size_t durable;   /* bytes of it on disk */
	struct walk walk; /* of what journal_open found */
	size_t known;     /* bytes of that compared with the drill, … */
	int64_t facts;    /* … and facts */
	struct log_resume torn;
	struct text seal; /* `at` NULL until journal_end has written it */
	bool ended;       /* end stands in it */
	bool abandoned; /* the file; what a new one says of it stands in text */
};

/* journal_begin: create the log `name` in the open directory `dir`, its
 * genesis and the checkpoint over it durable. `g->stamp` must be given.
 * Owns:   borrows all but `g`; end with journal_close.
 * Errors: as store_begin, store_append and log_begin. */
MUST_CHECK int journal_begin(struct journal *j, struct arena *arena,
    const struct store_calls *calls, int dir, const char *name,
    const struct log_genesis *g, const struct key *key, struct error *err);

/* journal_open: take up a log again: the lines that are good stay, a torn
 * tail is put aside. `j->walk` tells what was found. If it is sealed already,
 * nothing is changed and nothing may be added.
 * Errors: as store_open, store_cut; ERROR_INPUT "error.resume-nothing" if
 *         genesis is not whole, "error.resume-unstamped" if no drill that
 *         was paced wrote it, "error.resume-version"; ERROR_INVALID
 *         "error.resume-middle" if a line is bad that was good when a later
 *         checkpoint was signed: nothing is then changed. */
MUST_CHECK int journal_open(struct journal *j, struct arena *arena,
    const struct store_calls *calls, int dir, const char *name,
    struct error *err);

/* journal_is_behind: does the log hold facts beyond those it was given? */
bool journal_is_behind(const struct journal *j);

/* journal_go_on: say in the log that it goes on, and under which key.
 * Owns:   borrows `key`. Return: as journal_commit.
 * Order: after journal_open, once it is not behind; not if sealed. */
MUST_CHECK enum store_end journal_go_on(struct journal *j,
    const struct log_stamp *now, const struct key *key, struct error *err);

/* journal_fact: the next fact. While the log is behind it must be, byte for
 * byte, the one it holds.
 * Errors: as log_fact; ERROR_INVALID "error.resume-differs". */
MUST_CHECK int journal_fact(struct journal *j, const struct log_stamp *now,
    const char *body, size_t n, struct error *err);

/* journal_commit: make all lines durable; if `sign`, a checkpoint over them
 * too, unless there is one.
 * Return: STORE_FULL: try again when there is room; STORE_LOST and
 *         STORE_FOREIGN are final.
 * Errors: as store_append. */
MUST_CHECK enum store_end journal_commit(
    struct journal *j, bool sign, struct error *err);

/* journal_end: write end and the last checkpoint, durably; its note goes to
 * the end of `seal`. May be tried again after STORE_FULL, and then adds
 * nothing. Return, Errors: as journal_commit. */
MUST_CHECK enum store_end journal_end(struct journal *j,
    const struct log_stamp *now, struct text *seal, struct error *err);

/* journal_close: let go of the file. */
void journal_close(struct journal *j);

#endif
