/* SPDX-License-Identifier: Apache-2.0 */
/* plans/beside.h -- documents that a document names: by a path at or below
 * its own folder, never out of it. Knows no kind of document. */
#ifndef PLANS_BESIDE_H
#define PLANS_BESIDE_H

#include "base/error.h"

struct arena;
struct document;
struct faults;
struct value;

/* beside_open: open the document whose path the string `v` is.
 * Owns:   all in `arena`.
 * Return: NULL in `*out` if the path leads out of the folder or through a
 *         symbolic link, which might ("path-outside"), to no file ("no-file")
 * or to none that parses; it is in `faults`. Errors: -1 only when a file that
 * is there cannot be read, in `err`. */
MUST_CHECK int beside_open(struct arena *arena, const struct value *v,
    struct faults *faults, const struct document **out, struct error *err);

/* beside_enclosed: the same where what it names came with it, so that the
 * path leads nowhere. Return: `document`; if NULL, "no-file" is a fault. */
const struct document *beside_enclosed(const struct value *v,
    const struct document *document, struct faults *faults);

#endif
