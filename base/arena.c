/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct arena {
	size_t cap;
	size_t used;
	size_t dirty; /* highest byte ever given out: above it all is zero */
	char *base;
};

enum { ALIGN = 16 };

struct arena *
arena_new(size_t cap, struct error *err)
{
	struct arena *a = malloc(sizeof(*a));
	void *base;

	if (a == NULL) {
		(void)error_system(err, "error.memory", "");
		return NULL;
	}
	base = mmap(NULL, cap, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (base == MAP_FAILED) {
		(void)error_system(err, "error.memory", "");
		free(a);
		return NULL;
	}
	*a = (struct arena){.cap = cap, .base = base};
	return a;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t at = (a->used + ALIGN - 1) / ALIGN * ALIGN;
	size_t end = at + size;

	if (end < at || end > a->cap)
		abort(); /* a bound on the input was wrong */
	if (at < a->dirty)
		memset(a->base + at, 0, (end < a->dirty ? end : a->dirty) - at);
	a->used = end;
	if (end > a->dirty)
		a->dirty = end;
	return a->base + at;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		abort();
	return arena_alloc(a, n * size);
}

char *
arena_copy(struct arena *a, const char *from, size_t len)
{
	char *to = arena_alloc(a, len + 1);

	if (len > 0)
		memcpy(to, from, len);
	return to;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

void
arena_reset(struct arena *a)
{
	a->used = 0;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	(void)munmap(a->base, a->cap);
	free(a);
}
