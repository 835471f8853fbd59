/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/base64.h -- standard base64 with padding, canonical only: any
 * bytes have one spelling, and another is refused. */
#ifndef REPLAY_PROOF_BASE64_H
#define REPLAY_PROOF_BASE64_H

#include <stdbool.h>
#include <stddef.h>

struct text;

enum { BASE64_MOST = 256 }; /* bytes decoded; notes and keys need no more */

/* base64_size: characters that `n` bytes take, no NUL counted. */
#define BASE64_SIZE(n) (((n) + 2) / 3 * 4)

/* base64_write: append `n` bytes, at most BASE64_MOST.
 * Source: RFC 4648 section 4. */
void base64_write(struct text *t, const void *bytes, size_t n);

/* base64_spell: the same of bytes that are no secret, into BASE64_SIZE(n)
 * characters: faster, in time that depends on the bytes. */
void base64_spell(char *out, const void *bytes, size_t n);

/* base64_read: decode `n` characters into `out` of `cap` bytes, at most
 * BASE64_MOST. Decodes, spells again and compares: bits left over in the
 * last character are refused too.
 * Return: false if not canonical or too long; `out` is then garbage. */
bool base64_read(const char *s, size_t n, void *out, size_t cap, size_t *len);

/* base64_read_all: the same for exactly `want` bytes. */
bool base64_read_all(const char *s, size_t n, void *out, size_t want);

/* base64_is: the same of any length, kept nowhere: is it canonical? How many
 * bytes it stands for goes to `*len`. */
bool base64_is(const char *s, size_t n, size_t *len);

#endif
