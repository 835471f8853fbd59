/* SPDX-License-Identifier: Apache-2.0 */
/* base/arena.h -- memory with one lifetime. An arena reserves its cap at
 * birth, the only call that can fail; what is given out is zeroed, aligned,
 * and freed all at once. Inputs are bounded before they are read, so running
 * into the cap is a bug, and aborts. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/error.h"

struct arena;

/* arena_new: an empty arena of at most `cap` bytes.
 * Owns:   gives; end it with arena_free.
 * Return: NULL and ERROR_SYSTEM if the address space cannot be had. */
MUST_CHECK struct arena *arena_new(size_t cap, struct error *err);

/* arena_alloc: `size` zeroed bytes aligned for any type; never NULL.
 * Owns: lives until the arena is reset or freed. */
void *arena_alloc(struct arena *a, size_t size);

/* arena_array: room for `n` items of `size` bytes, zeroed; never NULL. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* arena_copy: a copy of `len` bytes with a NUL behind; never NULL. */
char *arena_copy(struct arena *a, const char *from, size_t len);

/* arena_used: bytes given out since birth or the last reset. */
size_t arena_used(const struct arena *a);

/* arena_reset: take everything back; addresses given out are dead. */
void arena_reset(struct arena *a);

/* arena_free: end it. Quiet on NULL. */
void arena_free(struct arena *a);

#endif
