/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/store.h -- the file of a log that only grows: what was appended
 * survives kill and power cut from the moment store_append returns. Knows
 * bytes and one file in one directory; no line, no key. A full disk keeps
 * nothing by half and can be tried again; a disk that has failed to sync is
 * never believed again, and the file is written anew; bytes of a stranger
 * stop it. Blocking.
 *
 *	begin, or open + cut  ->  append …  ->  close
 *	                            | lost
 *	                          renew
 */
#ifndef REPLAY_PROOF_STORE_H
#define REPLAY_PROOF_STORE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/file.h"

struct arena;

/* The calls that change a disk, as POSIX has them; a table so that a test
 * can let the n-th of them fail, and remember what they were given. */
struct store_calls {
	int (*open)(int dir, const char *name, int flags, mode_t mode);
	ssize_t (*write)(int fd, const void *bytes, size_t n, off_t at);
	int (*sync)(int fd);                            /* a file's bytes */
	int (*sync_names)(int dir);                     /* and its name */
	int (*truncate)(int fd, off_t size);            /* shorter */
	int (*reserve)(int fd, off_t from, off_t size); /* blocks behind the
							   end */
	int (*rename)(int dir, const char *from, const char *to);
};

/* How an attempt to make bytes durable ended. */
enum store_end {
	STORE_DONE,
	STORE_FULL,   /* no space: nothing of it is there; try again later */
	STORE_LOST,   /* the disk failed: store_renew, or give up */
	STORE_FOREIGN /* another wrote into the file: leave it as it is */
};

enum { STORE_RESERVE = 8 << 20, STORE_RESERVE_LEAST = 2 << 20 };

/* A log's file (日志文件), held against other writers. */
struct store {
	const struct store_calls *calls; /* borrowed */
	const char *name;                /* borrowed */
	int dir;                         /* borrowed, open */
	int fd;
	mode_t mode;
	off_t durable; /* bytes that are on disk for certain */
	off_t end;     /* blocks are reserved up to here */
	bool live;     /* keep blocks in reserve */
	bool ragged;   /* bytes of ours may stand behind the durable ones */
	bool lost;
	bool low; /* the reserve could not be filled up */
};

/* store_system: the system's own calls. */
const struct store_calls *store_system(void);

/* store_begin: create the file `name` in the open directory `dir`, empty,
 * locked, its name durable. Where `live`, blocks are kept in reserve, so that
 * a disk others have filled still takes the end of the drill.
 * Owns:   borrows the calls, `dir` and `name` until store_close.
 * Errors: ERROR_INPUT "error.file-exists" if the name is taken, be it by a
 *         link; ERROR_SYSTEM "error.store-write". */
MUST_CHECK int store_begin(struct store *s, const struct store_calls *calls,
    int dir, const char *name, mode_t mode, bool live, struct error *err);

/* store_open: hold a file that is there, to go on writing it.
 * Owns:   as store_begin; `*all`, at most `most` bytes, lives in `arena`.
 * Errors: ERROR_SYSTEM "error.store-busy" if another writes it; as
 *         disk_read. Order: then store_cut. */
MUST_CHECK int store_open(struct store *s, const struct store_calls *calls,
    struct arena *arena, int dir, const char *name, size_t most,
    struct bytes *all, struct error *err);

/* store_cut: keep the first `keep` bytes of the file; what follows is first
 * put aside, durably, as drill.torn-1.bin, -2, …: the first name that is free.
 * Errors: ERROR_SYSTEM "error.store-write"; nothing is then cut off. */
MUST_CHECK int store_cut(
    struct store *s, const struct bytes *all, size_t keep, struct error *err);

/* store_append: make these bytes durable behind those that are. On any other
 * end than STORE_DONE none of them counts, whatever the file holds.
 * Errors: by its return, and "error.store-full", "error.store-lost" or
 *         "error.store-foreign". */
MUST_CHECK enum store_end store_append(
    struct store *s, const void *bytes, size_t n, struct error *err);

/* store_renew: let a new file of these bytes, the whole log, take the place
 * of the one that was lost, in one step.
 * Errors: as store_append; what stood there before then still does. */
MUST_CHECK enum store_end store_renew(
    struct store *s, const void *bytes, size_t n, struct error *err);

/* store_close: give back the reserve and let go of the file. */
void store_close(struct store *s);

#endif
