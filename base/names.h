/* SPDX-License-Identifier: Apache-2.0 */
/* base/names.h -- which ids exist, of which kind, and their number. Ids are
 * unique per kind and numbered in document order. Knows no documents. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

struct names; /* opaque */

/* names_new: an empty register that grows in `arena`. */
struct names *names_new(struct arena *arena);

/* names_add: register `id` as the next of its kind.
 * Owns:   borrows both strings; `kind` is compared by content.
 * Return: its number within the kind, from 0; -1 if it was there already. */
int32_t names_add(struct names *names, const char *kind, const char *id);

/* names_find: the number of this id; -1 if there is none. */
int32_t names_find(const struct names *names, const char *kind, const char *id);

/* names_count: how many ids of this kind there are. */
int32_t names_count(const struct names *names, const char *kind);

/* names_of: the id with this number; NULL if there is none. */
const char *names_of(
    const struct names *names, const char *kind, int32_t number);

/* names_nearest: the id of this kind closest to `id`, if it is close enough
 * to be a slip of the pen (at most a third of its letters); else NULL. */
const char *names_nearest(
    const struct names *names, const char *kind, const char *id);

/* names_distance: Levenshtein distance, both at most 128 bytes; a longer one
 * counts as 1000. */
int names_distance(const char *a, const char *b);

/* names_is_id: does it match [a-z0-9][a-z0-9-]{0,62}? */
bool names_is_id(const char *s);

#endif
