/* SPDX-License-Identifier: Apache-2.0 */
/* sim/trials.h -- many trials on several threads: blocks of them, handed out
 * in order from one counter, each to the next thread that is free. What a
 * thread learns stays with its worker until all have stopped. Blocks in hand
 * are always finished, so what is done is a stretch without gaps, however
 * many threads there were and whenever it was stopped. Knows nothing of what
 * a trial is. */
#ifndef SIM_TRIALS_H
#define SIM_TRIALS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum { TRIALS_BLOCK = 1024 /* trials */, TRIALS_THREADS = 256 /* at most */ };

enum trials_end {
	TRIALS_DONE,
	TRIALS_STOPPED, /* by SIGINT or SIGTERM, between two blocks */
	TRIALS_BROKEN,  /* a block said so */
	TRIALS_FAILED   /* the system did: see the error */
};

struct trials {
	uint64_t from, to;    /* blocks; `to` is not among them */
	void *const *workers; /* one a thread */
	unsigned threads;     /* 1 to TRIALS_THREADS */

	/* Does a block, on a thread, nobody else using that worker; false
	 * stops everything. */
	bool (*block)(void *worker, uint64_t block);

	/* Called on the thread of trials_run some five times a second with
	 * the blocks done and the time gone; NULL: nobody asks. */
	void (*tick)(void *cookie, uint64_t done, int64_t elapsed_ms);
	void *cookie;
};

/* trials_run: do the blocks. Takes SIGINT and SIGTERM for itself meanwhile.
 * Owns:   borrows all.
 * Return: how it ended; the blocks from `from` to `*done` (not included) have
 *         been done once each, the broken one among them.
 * Errors: TRIALS_FAILED with ERROR_SYSTEM "error.loop" if libuv refuses. */
MUST_CHECK enum trials_end trials_run(
    const struct trials *t, uint64_t *done, struct error *err);

/* trials_threads: how many threads this machine runs at once, as far as this
 * process may use them. */
unsigned trials_threads(void);

#endif
