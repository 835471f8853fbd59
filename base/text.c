/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

struct text
text_new(struct arena *arena)
{
	struct text t = {.arena = arena, .cap = 64};

	t.at = arena_alloc(arena, t.cap);
	return t;
}

static void
grow(struct text *t, size_t more)
{
	char *at;

	if (t->len + more + 1 <= t->cap)
		return;
	while (t->len + more + 1 > t->cap)
		t->cap *= 2;
	at = arena_alloc(t->arena, t->cap);
	memcpy(at, t->at, t->len + 1);
	t->at = at;
}

void
text_bytes(struct text *t, const char *s, size_t n)
{
	grow(t, n);
	memcpy(t->at + t->len, s, n);
	t->len += n;
	t->at[t->len] = '\0';
}

void
text_add(struct text *t, const char *s)
{
	text_bytes(t, s, strlen(s));
}

void
text_fmt(struct text *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	grow(t, (size_t)n);
	va_start(ap, fmt);
	(void)vsnprintf(t->at + t->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	t->len += (size_t)n;
}

void
text_int(struct text *t, int64_t v)
{
	text_fmt(t, "%" PRId64, v);
}

void
text_ppm(struct text *t, int64_t ppm)
{
	uint64_t u = ppm < 0 ? 0 - (uint64_t)ppm : (uint64_t)ppm;

	text_fmt(t, "%s%" PRIu64, ppm < 0 ? "-" : "", u / 1000000);
	u %= 1000000;
	if (u > 0)
		text_add(t, ".");
	for (uint64_t unit = 100000; u > 0; unit /= 10) {
		text_fmt(t, "%" PRIu64, u / unit);
		u %= unit;
	}
}

void
text_pad(struct text *t, size_t from, size_t columns)
{
	size_t have = text_columns(t->at + from);

	for (; have < columns; have++)
		text_bytes(t, " ", 1);
}

size_t
text_rune(const char *s, size_t n, uint32_t *rune)
{
	static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *u = (const unsigned char *)s;
	size_t len = u[0] < 0x80             ? 1
		     : (u[0] & 0xE0) == 0xC0 ? 2
		     : (u[0] & 0xF0) == 0xE0 ? 3
		     : (u[0] & 0xF8) == 0xF0 ? 4
					     : 0;
	uint32_t r;

	*rune = 0xFFFD;
	if (len == 0 || len > n)
		return 1;
	r = len == 1 ? u[0] : u[0] & (0x7Fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((u[i] & 0xC0) != 0x80)
			return 1;
		r = r << 6 | (u[i] & 0x3Fu);
	}
	if (r < least[len] || r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF))
		return 1;
	*rune = r;
	return len;
}

static size_t
rune_columns(uint32_t r)
{
	if ((r >= 0x0300 && r <= 0x036F) || (r >= 0x200B && r <= 0x200F) ||
	    (r >= 0xFE00 && r <= 0xFE0F))
		return 0;
	if ((r >= 0x1100 && r <= 0x115F) || (r >= 0x2E80 && r <= 0xA4CF) ||
	    (r >= 0xAC00 && r <= 0xD7A3) || (r >= 0xF900 && r <= 0xFAFF) ||
	    (r >= 0xFE30 && r <= 0xFE6F) || (r >= 0xFF00 && r <= 0xFF60) ||
	    (r >= 0xFFE0 && r <= 0xFFE6) || (r >= 0x1F300 && r <= 0x1FAFF) ||
	    (r >= 0x20000 && r <= 0x3FFFD))
		return 2;
	return 1;
}

size_t
text_columns(const char *s)
{
	size_t n = strlen(s);
	size_t columns = 0;
	uint32_t r;

	for (size_t i = 0; i < n;) {
		i += text_rune(s + i, n - i, &r);
		columns += rune_columns(r);
	}
	return columns;
}

size_t
text_tame(char *s, size_t n)
{
	size_t put = 0;
	size_t used;

	for (size_t i = 0; i < n; i += used) {
		uint32_t r;
		bool bad;

		used = text_rune(s + i, n - i, &r);
		bad = text_is_hostile(r) || (r == 0xFFFD && used == 1) ||
		      r == '\n' || r == '\r' || r == '\t';
		if (bad)
			s[put] = '?';
		else
			memmove(s + put, s + i, used);
		put += bad ? 1 : used;
	}
	if (put < n)
		s[put] = '\0';
	return put;
}

bool
text_is_hostile(uint32_t r)
{
	return (r < 0x20 && r != '\t' && r != '\n' && r != '\r') ||
	       (r >= 0x7F && r <= 0x9F) || (r >= 0x202A && r <= 0x202E) ||
	       (r >= 0x2066 && r <= 0x2069) || r == 0x200E || r == 0x200F ||
	       r == 0x061C || r == 0x2028 || r == 0x2029 || r == 0xFEFF;
}
