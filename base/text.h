/* SPDX-License-Identifier: Apache-2.0 */
/* base/text.h -- text under construction, in an arena, and the few facts
 * about UTF-8 that printing needs. Knows no language and no terminal. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct text {
	struct arena *arena;
	char *at; /* NUL-terminated; owned by the arena */
	size_t len;
	size_t cap;
};

/* text_new: empty text that grows in `arena`. */
struct text text_new(struct arena *arena);

/* text_add: append a string. */
void text_add(struct text *t, const char *s);

/* text_bytes: append `n` bytes. */
void text_bytes(struct text *t, const char *s, size_t n);

/* text_fmt: append as printf would. */
void text_fmt(struct text *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* text_int: append an integer in decimal. */
void text_int(struct text *t, int64_t v);

/* text_ppm: append parts per million as a decimal number: "0.95", "1". */
void text_ppm(struct text *t, int64_t ppm);

/* text_pad: append blanks until the text, counted in terminal columns from
 * byte `from`, is `columns` wide. */
void text_pad(struct text *t, size_t from, size_t columns);

/* text_columns: how many terminal columns `s` fills: 2 for a wide East Asian
 * character, 0 for a combining mark, else 1.
 * Source: Unicode Standard Annex 11, the W and F ranges in common use. */
size_t text_columns(const char *s);

/* text_rune: decode one character of well-formed or hostile UTF-8.
 * Return: the bytes used (>= 1) and the code point in `*rune`; a byte that
 * starts no well-formed sequence gives 1 and 0xFFFD. Needs n >= 1. */
size_t text_rune(const char *s, size_t n, uint32_t *rune);

/* text_tame: let `n` bytes be shown on one line of a terminal: what is no
 * well-formed character, hostile, or breaks a line becomes "?".
 * Return: how many bytes are left; a NUL stands behind them if one did. */
size_t text_tame(char *s, size_t n);

/* text_is_hostile: may this code point not stand in any document: a C0
 * or C1 control other than tab, newline and carriage return, or a
 * bidirectional override or isolate? */
bool text_is_hostile(uint32_t rune);

#endif
