/* SPDX-License-Identifier: Apache-2.0 */
/* base/digest.h -- SHA-256. The one door of libsodium below replay/proof. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX = 65 };

struct digest {
	uint8_t byte[DIGEST_SIZE];
};

/* A digest under construction; opaque but for its size. */
struct digester {
	_Alignas(16) unsigned char state[128];
};

/* digest_of: SHA-256 of `n` bytes. Source: FIPS 180-4. */
struct digest digest_of(const void *bytes, size_t n);

/* digest_start, digest_add, digest_end: the same in pieces. */
void digest_start(struct digester *d);
void digest_add(struct digester *d, const void *bytes, size_t n);
struct digest digest_end(struct digester *d);

/* digest_add_int: add an integer as eight bytes, little-endian, so that a
 * struct is digested field by field alike on every machine. */
void digest_add_int(struct digester *d, int64_t v);

/* Characters of a digest in groups, its NUL counted. */
enum { DIGEST_GROUPS = DIGEST_HEX + 15 };

/* digest_groups: its digits in 16 groups of four with blanks between, as people
 * read them out and print them. */
void digest_groups(const struct digest *d, char out[DIGEST_GROUPS]);

/* digest_hex: write 64 lower-case hexadecimal digits and a NUL. */
void digest_hex(const struct digest *d, char out[DIGEST_HEX]);

#endif
