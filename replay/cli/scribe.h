/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/scribe.h -- the record of a paced drill, kept while it goes: a
 * directory of its own with the documents, the log that grows, and in the end
 * the seal and the report. Whatever ends the program early, what it has shown
 * is there, and `run --resume` goes on from it. Reads the clocks; prints
 * nothing. */
#ifndef REPLAY_CLI_SCRIBE_H
#define REPLAY_CLI_SCRIBE_H

#include "base/error.h"
#include "base/file.h"
#include "replay/proof/journal.h"

struct cli;
struct drilled;
struct key;

/* When facts are made durable, at the latest, and when signed, in ms. */
enum { SCRIBE_WAIT = 20, SCRIBE_LINES = 64, SCRIBE_UNSIGNED = 10000 };

/* Who keeps a record (记录员) in the making. May not be moved. */
struct scribe {
	const struct cli *cli; /* borrowed */
	const struct key *key; /* borrowed */
	const char *directory; /* borrowed */
	int dir;               /* the same, open */
	struct journal journal;
	int64_t origin, ms;       /* the clock, and what the log called it */
	uint32_t taken, durable;  /* facts */
	int64_t since, signed_at; /* when the first of those between came; when
				     all was last signed; ms of the clock */
	bool milestone;           /* among them is what must be signed */
	bool resumed;             /* it was taken up, and says so */
};

/* scribe_begin: make the directory, with the documents of a drill that is to
 * be played and a log that names them.
 * Owns:   borrows all; end with scribe_close.
 * Errors: ERROR_INPUT "error.file-exists"; as file_write, journal_begin.
 *         After any of them nothing of it is left. */
MUST_CHECK int scribe_begin(struct scribe *r, const struct cli *cli,
    const char *directory, struct drilled *d, const struct key *key,
    struct error *err);

/* scribe_open: take up the record in a directory: its log, cleared of what is
 * torn. `r->journal.walk` tells what it holds; nothing is written yet.
 * Errors: as journal_open; ERROR_INPUT "error.no-evidence"; "error.resume-
 *         done" if nothing is missing. */
MUST_CHECK int scribe_open(struct scribe *r, const struct cli *cli,
    const char *directory, const struct key *key, struct error *err);

/* scribe_now: the clock all times here are of, in ms; it runs on while the
 * machine sleeps. */
int64_t scribe_now(void);

/* scribe_take: all facts of the drill that are new to the record. Those that
 * a log taken up holds already must be the same.
 * Errors: as journal_fact, journal_go_on. */
MUST_CHECK int scribe_take(
    struct scribe *r, const struct drilled *d, struct error *err);

/* scribe_is_behind: does the log hold facts that were not taken yet? */
bool scribe_is_behind(const struct scribe *r);

/* scribe_commit: make durable what has waited long enough if nothing else is
 * to come for `quiet` ms; whether anything was is `r->durable`.
 * Return, Errors: as journal_commit. */
MUST_CHECK enum store_end scribe_commit(
    struct scribe *r, int64_t quiet, struct error *err);

/* scribe_pause: make all durable, and sign it. Return, Errors: likewise. */
MUST_CHECK enum store_end scribe_pause(struct scribe *r, struct error *err);

/* scribe_end: write the end and the last checkpoint, whose note goes to
 * `seal`. Return, Errors: as journal_end. */
MUST_CHECK enum store_end scribe_end(
    struct scribe *r, struct text *seal, struct error *err);

/* scribe_put: a file of the record that comes last, in one step; left alone if
 * it is there.
 * Errors: as file_replace. */
MUST_CHECK int scribe_put(
    struct scribe *r, const char *name, struct bytes bytes, struct error *err);

/* scribe_close: let go of it. */
void scribe_close(struct scribe *r);

#endif
