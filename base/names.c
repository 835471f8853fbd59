/* SPDX-License-Identifier: Apache-2.0 */
#include "base/names.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

struct name {
	const char *kind;
	const char *id;
	int32_t number;
};

enum { FIRST_CAP = 64, LONGEST = 128, KINDS = 64, COMPARED = 1000 };

struct names {
	struct arena *arena;
	struct name *list; /* in the order they were added */
	uint32_t n, cap;
	uint32_t *slots;    /* open hash: 1 + position in list, 0 empty */
	uint32_t slots_cap; /* a power of two, at least twice cap */
	const char *kinds[KINDS];
	int32_t counts[KINDS];
};

static uint32_t
hash(const char *kind, const char *id)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (; *kind != '\0'; kind++)
		h = (h ^ (unsigned char)*kind) * 16777619u;
	h = h * 16777619u;
	for (; *id != '\0'; id++)
		h = (h ^ (unsigned char)*id) * 16777619u;
	return h;
}

static void
put(struct names *names, uint32_t position)
{
	const struct name *x = &names->list[position];
	uint32_t i = hash(x->kind, x->id);

	while (names->slots[i & (names->slots_cap - 1)] != 0)
		i++;
	names->slots[i & (names->slots_cap - 1)] = position + 1;
}

static void
resize(struct names *names, uint32_t cap)
{
	struct name *list = arena_array(names->arena, cap, sizeof(*list));

	if (names->n > 0)
		memcpy(list, names->list, names->n * sizeof(*list));
	names->list = list;
	names->cap = cap;
	names->slots_cap = 2 * cap;
	names->slots =
	    arena_array(names->arena, names->slots_cap, sizeof(*names->slots));
	for (uint32_t i = 0; i < names->n; i++)
		put(names, i);
}

struct names *
names_new(struct arena *arena)
{
	struct names *names = arena_alloc(arena, sizeof(*names));

	names->arena = arena;
	resize(names, FIRST_CAP);
	return names;
}

int32_t
names_find(const struct names *names, const char *kind, const char *id)
{
	uint32_t i = hash(kind, id);
	uint32_t slot;

	while ((slot = names->slots[i & (names->slots_cap - 1)]) != 0) {
		const struct name *x = &names->list[slot - 1];

		if (strcmp(x->id, id) == 0 && strcmp(x->kind, kind) == 0)
			return x->number;
		i++;
	}
	return -1;
}

/* kind_at: where a kind is counted; the first free place if nowhere. */
static int
kind_at(const struct names *names, const char *kind)
{
	int i = 0;

	while (names->kinds[i] != NULL && strcmp(names->kinds[i], kind) != 0) {
		i++;
		assert(i < KINDS);
	}
	return i;
}

int32_t
names_count(const struct names *names, const char *kind)
{
	return names->counts[kind_at(names, kind)];
}

int32_t
names_add(struct names *names, const char *kind, const char *id)
{
	int at = kind_at(names, kind);
	int32_t number;

	if (names_find(names, kind, id) >= 0)
		return -1;
	names->kinds[at] = kind;
	number = names->counts[at]++;
	if (names->n == names->cap)
		resize(names, names->cap * 2);
	names->list[names->n] = (struct name){kind, id, number};
	put(names, names->n++);
	return number;
}

const char *
names_of(const struct names *names, const char *kind, int32_t number)
{
	for (uint32_t i = 0; i < names->n; i++)
		if (names->list[i].number == number &&
		    strcmp(names->list[i].kind, kind) == 0)
			return names->list[i].id;
	return NULL;
}

int
names_distance(const char *a, const char *b)
{
	size_t n = strlen(a);
	size_t m = strlen(b);
	int row[LONGEST + 1];

	if (n > LONGEST || m > LONGEST)
		return 1000;
	for (size_t j = 0; j <= m; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int corner = row[0];

		row[0] = (int)i;
		for (size_t j = 1; j <= m; j++) {
			int least = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j] + 1 < least)
				least = row[j] + 1;
			if (row[j - 1] + 1 < least)
				least = row[j - 1] + 1;
			row[j] = least;
		}
	}
	return row[m];
}

const char *
names_nearest(const struct names *names, const char *kind, const char *id)
{
	const char *best = NULL;
	int least = (int)(strlen(id) < 60 ? strlen(id) / 3 : 20) + 1;

	/* A hint: a document of a hundred thousand ids must not pay for it. */
	for (uint32_t i = 0; i < names->n && i < COMPARED; i++) {
		const struct name *x = &names->list[i];
		int d;

		if (strcmp(x->kind, kind) != 0)
			continue;
		d = names_distance(id, x->id);
		if (d < least) {
			least = d;
			best = x->id;
		}
	}
	return best;
}

bool
names_is_id(const char *s)
{
	size_t n = strlen(s);

	if (n < 1 || n > 63 || s[0] == '-')
		return false;
	return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}
