/* SPDX-License-Identifier: Apache-2.0 */
/* tests/proof/cabinet.h -- an archive in a folder of its own, to grow and to
 * break. */
#ifndef TESTS_PROOF_CABINET_H
#define TESTS_PROOF_CABINET_H

#include "replay/proof/keeper.h"

struct cabinet {
	struct arena *arena;
	char root[64], path[80], marks[80];
	struct key key;
	struct keeper keeper; /* marks and path stand in root */
};

#define CABINET_TIME "2026-11-22T06:25:49Z"

/* cabinet_new: a folder, a key, no archive yet. */
void cabinet_new(struct cabinet *c);

/* cabinet_begin: create the archive there and leave it open. */
void cabinet_begin(struct cabinet *c);

/* cabinet_open: open it again; the id of the error, or "". */
const char *cabinet_open(struct cabinet *c);

/* cabinet_close: let it go. */
void cabinet_close(struct cabinet *c);

/* cabinet_publish: append a plan of this version; the id of the error. */
const char *cabinet_publish(struct cabinet *c, const char *version);

/* cabinet_size: entries, as a reader sees them; asserts that it is sound. */
uint64_t cabinet_size(const struct cabinet *c);

/* cabinet_read, cabinet_write: a whole file below the root. */
struct bytes cabinet_read(struct cabinet *c, const char *name);
void cabinet_write(struct cabinet *c, const char *name, struct bytes b);

/* cabinet_shell: run a shell command in the root; asserts that it works. */
void cabinet_shell(const struct cabinet *c, const char *command);

/* cabinet_free: end it, and its folder. */
void cabinet_free(struct cabinet *c);

#endif
