/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tar.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum { BLOCK = 512, RECORD = 10240 };

/* Where the fields of a header stand that are not all zeros. */
enum {
	NAME = 0,
	MODE = 100,
	OWNER = 108,
	GROUP = 116,
	SIZE = 124,
	TIME = 136,
	SUM = 148,
	TYPE = 156,
	MAGIC = 257,
	MAJOR = 329,
	MINOR = 337
};

static size_t
up(size_t n, size_t unit)
{
	return (n + unit - 1) / unit * unit;
}

bool
tar_is_name(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= TAR_NAME_MOST && s[0] != '.' &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789._-") == n;
}

/* whole: bytes of the file, its end counted. */
static size_t
whole(const struct tar *t)
{
	size_t n = 2 * BLOCK;

	for (size_t i = 0; i < t->n; i++)
		n += BLOCK + up(t->member[i].bytes.len, BLOCK);
	return up(n, RECORD);
}

int
tar_put(struct tar *t, const char *name, struct bytes bytes, struct error *err)
{
	size_t i = t->n;

	if (!tar_is_name(name) || tar_get(t, name).at != NULL)
		return error_set(
		    err, ERROR_INPUT, "error.bundle-name", name, "");
	if (t->n == TAR_MEMBERS_MOST || bytes.len > TAR_MEMBER_MOST ||
	    whole(t) + BLOCK + up(bytes.len, BLOCK) > TAR_MOST - RECORD)
		return error_set(
		    err, ERROR_INPUT, "error.bundle-too-large", name, "");
	for (; i > 0 && strcmp(t->member[i - 1].name, name) > 0; i--)
		t->member[i] = t->member[i - 1];
	t->member[i] = (struct tar_member){name, bytes};
	t->n++;
	return 0;
}

struct bytes
tar_get(const struct tar *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->member[i].name, name) == 0)
			return t->member[i].bytes;
	return (struct bytes){NULL, 0};
}

/* octal: `digits` of them, and the NUL behind. */
static void
octal(char *at, int digits, size_t v)
{
	for (at[digits] = '\0'; digits > 0; v /= 8)
		at[--digits] = (char)('0' + v % 8);
}

/* header: the one header of this name and size. The sum of its bytes is taken
 * with blanks where the sum will stand. */
static void
header(char out[BLOCK], const char *name, size_t size)
{
	size_t sum = 0;

	memset(out, 0, BLOCK);
	memcpy(out + NAME, name, strlen(name));
	octal(out + MODE, 7, 0644);
	octal(out + OWNER, 7, 0);
	octal(out + GROUP, 7, 0);
	octal(out + SIZE, 11, size);
	octal(out + TIME, 11, 0);
	memset(out + SUM, ' ', 8);
	out[TYPE] = '0';
	memcpy(out + MAGIC,
	    "ustar\0"
	    "00",
	    8);
	octal(out + MAJOR, 7, 0);
	octal(out + MINOR, 7, 0);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)out[i];
	octal(out + SUM, 6, sum);
}

struct bytes
tar_write(struct arena *arena, const struct tar *t)
{
	size_t n = whole(t);
	char *out = arena_alloc(arena, n + 1);
	char *at = out;

	for (size_t i = 0; i < t->n; i++) {
		const struct tar_member *m = &t->member[i];

		header(at, m->name, m->bytes.len);
		memcpy(at + BLOCK, m->bytes.at, m->bytes.len);
		at += BLOCK + up(m->bytes.len, BLOCK);
	}
	return (struct bytes){out, n};
}

/* zeros: how many of `n` bytes are, up to the first that is not. */
static size_t
zeros(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] == '\0')
		i++;
	return i;
}

/* read_header: the name and size a header claims, if it is the header of
 * these; else at which of its bytes it is not. */
static int
read_header(
    const char *s, char name[TAR_NAME_MOST + 1], size_t *size, size_t *where)
{
	char again[BLOCK];

	memcpy(name, s + NAME, TAR_NAME_MOST);
	name[TAR_NAME_MOST] = '\0';
	*where = NAME;
	if (!tar_is_name(name))
		return -1;
	*size = 0;
	for (int i = 0; i < 11; i++) {
		*where = (size_t)(SIZE + i);
		if (s[*where] < '0' || s[*where] > '7')
			return -1;
		*size = *size * 8 + (size_t)(s[*where] - '0');
	}
	*where = SIZE;
	if (*size > TAR_MEMBER_MOST)
		return -1;
	header(again, name, *size);
	for (*where = 0; *where < BLOCK; ++*where)
		if (s[*where] != again[*where])
			return -1;
	return 0;
}

/* read_member: the one that begins at *at; moves on behind it. On failure
 * *at is where it is wrong. */
static int
read_member(struct arena *arena, struct bytes s, size_t *at, struct tar *out)
{
	char name[TAR_NAME_MOST + 1];
	const char *from = s.at + *at + BLOCK;
	size_t size, padded, where;

	if (out->n == TAR_MEMBERS_MOST)
		return -1;
	if (read_header(s.at + *at, name, &size, &where) != 0) {
		*at += where;
		return -1;
	}
	if (out->n > 0 && strcmp(out->member[out->n - 1].name, name) >= 0)
		return -1;
	padded = up(size, BLOCK);
	if (padded > s.len - *at - BLOCK) {
		*at = s.len;
		return -1;
	}
	where = size + zeros(from + size, padded - size);
	*at += BLOCK + where;
	if (where < padded)
		return -1;
	/* Bytes promise a NUL behind them; where no padding gives it, copy. */
	out->member[out->n++] =
	    (struct tar_member){arena_copy(arena, name, strlen(name)),
		{padded > size ? from : arena_copy(arena, from, size), size}};
	return 0;
}

int
tar_read(struct arena *arena, struct bytes s, struct tar *out, size_t *where)
{
	size_t at = 0;

	out->n = 0;
	*where = s.len;
	if (s.len > TAR_MOST)
		return -1;
	for (;;) {
		if (s.len - at < 2 * (size_t)BLOCK)
			return -1;
		if (zeros(s.at + at, BLOCK) == BLOCK)
			break;
		*where = at;
		if (read_member(arena, s, where, out) != 0)
			return -1;
		at = *where;
		*where = s.len;
	}
	*where = at + zeros(s.at + at, s.len - at);
	return *where == s.len && s.len == whole(out) ? 0 : -1;
}
