/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/tar.h -- a bundle as one file: the plainest ustar there is.
 * Any set of files has exactly one spelling, every byte of it fixed or a
 * member's; all others are refused. Written and read in memory: nothing is
 * unpacked, so no name can lead anywhere. Knows no file by name. */
#ifndef REPLAY_PROOF_TAR_H
#define REPLAY_PROOF_TAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/file.h"

struct arena;

enum {
	TAR_MOST = 64 << 20,        /* bytes in all */
	TAR_MEMBER_MOST = 16 << 20, /* bytes in a member */
	TAR_MEMBERS_MOST = 64,
	TAR_NAME_MOST = 99 /* so that a NUL stands behind it in the header */
};

struct tar_member {
	const char *name;
	struct bytes bytes;
};

/* The members of a bundle (证据包), by name, in the order of their bytes. */
struct tar {
	struct tar_member member[TAR_MEMBERS_MOST];
	size_t n;
};

/* tar_is_name: can it be a member's name: 1 to TAR_NAME_MOST of A-Z a-z 0-9
 * . _ - with no dot first? */
bool tar_is_name(const char *name);

/* tar_put: add a member where its name belongs.
 * Owns:   borrows.
 * Errors: ERROR_INPUT "error.bundle-name" if it is none, or there already;
 *         "error.bundle-too-large" above one of the bounds. */
MUST_CHECK int tar_put(
    struct tar *t, const char *name, struct bytes bytes, struct error *err);

/* tar_get: a member's bytes; `at` NULL if there is none of this name. */
struct bytes tar_get(const struct tar *t, const char *name);

/* tar_write: the file. Each member stands under a header of mode 0644, owner,
 * group and time 0, padded with zeros to 512; two blocks of zeros and more
 * up to a multiple of 10,240 end it.
 * Owns:   gives bytes in `arena`.
 * Source: POSIX.1-2017, pax, "ustar Interchange Format". */
struct bytes tar_write(struct arena *arena, const struct tar *t);

/* tar_read: take a file apart; each header is written anew and compared.
 * Owns:   `*out` borrows from `s`, or lives in `arena`.
 * Return: -1, with `*where` the byte at which it is not what tar_write would
 *         have written; `*out` is then garbage. */
int tar_read(
    struct arena *arena, struct bytes s, struct tar *out, size_t *where);

#endif
