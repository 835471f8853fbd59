/* SPDX-License-Identifier: Apache-2.0 */
/* tests/proof/rig.h -- a folder of its own and a disk that fails on demand:
 * the n-th call, or when it is full. Remembers what was done to the log's
 * file, so that a power cut can be played later. Syncs cost nothing: no power
 * is really cut. */
#ifndef TESTS_PROOF_RIG_H
#define TESTS_PROOF_RIG_H

#include "replay/proof/store.h"

struct arena;

enum rig_act { RIG_WRITE, RIG_SYNC, RIG_TRUNCATE, RIG_PROMISE };

/* What was done to the file, in order. */
struct rig_event {
	enum rig_act act;
	off_t at; /* of a write; the size of a truncation; what was promised */
	size_t n;
	const char *bytes;
};

enum { RIG_EVENTS = 4096 };

struct rig {
	struct arena *arena;
	char root[64];
	int dir;
	long calls;    /* so far */
	long fail_at;  /* this one fails, from 1; 0: none */
	int fail_with; /* and this is errno then */
	bool fail_on;  /* and all behind it */
	off_t room;    /* no file may be longer; -1: all may */
	size_t write;  /* at most so much at once; 0: all */
	bool forget;   /* nothing is remembered */
	struct rig_event event[RIG_EVENTS];
	size_t n;
};

/* rig_new: an empty folder, a disk that works. One at a time. */
struct rig *rig_new(void);

/* rig_calls: the table to give to a store. */
const struct store_calls *rig_calls(void);

/* rig_reset: an empty folder again, nothing remembered, nothing to fail. */
void rig_reset(struct rig *r);

/* rig_promise: remember, among what was done, that this much was promised. */
void rig_promise(struct rig *r, long much);

/* rig_read: a whole file of the folder; `at` NULL if it is not there. */
struct bytes rig_read(struct rig *r, const char *name);

/* rig_put: a file of these bytes in the folder. */
void rig_put(struct rig *r, const char *name, const void *bytes, size_t n);

/* rig_free: end it, and its folder. */
void rig_free(struct rig *r);

#endif
