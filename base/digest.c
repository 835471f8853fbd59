/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <sodium.h>
#include <string.h>

_Static_assert(
    sizeof(crypto_hash_sha256_state) <= sizeof(((struct digester *)0)->state),
    "digester too small");

struct digest
digest_of(const void *bytes, size_t n)
{
	struct digest d;

	(void)crypto_hash_sha256(d.byte, bytes, n);
	return d;
}

void
digest_start(struct digester *d)
{
	(void)crypto_hash_sha256_init(
	    (crypto_hash_sha256_state *)(void *)d->state);
}

void
digest_add(struct digester *d, const void *bytes, size_t n)
{
	(void)crypto_hash_sha256_update(
	    (crypto_hash_sha256_state *)(void *)d->state, bytes, n);
}

void
digest_add_int(struct digester *d, int64_t v)
{
	uint8_t byte[8];

	for (int i = 0; i < 8; i++)
		byte[i] = (uint8_t)((uint64_t)v >> (8 * i));
	digest_add(d, byte, sizeof(byte));
}

struct digest
digest_end(struct digester *d)
{
	struct digest out;

	(void)crypto_hash_sha256_final(
	    (crypto_hash_sha256_state *)(void *)d->state, out.byte);
	return out;
}

void
digest_hex(const struct digest *d, char out[DIGEST_HEX])
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < DIGEST_SIZE; i++) {
		out[2 * i] = hex[d->byte[i] >> 4];
		out[2 * i + 1] = hex[d->byte[i] & 15];
	}
	out[2 * DIGEST_SIZE] = '\0';
}

void
digest_groups(const struct digest *d, char out[DIGEST_GROUPS])
{
	char hex[DIGEST_HEX];

	digest_hex(d, hex);
	for (int i = 0; i < 16; i++) {
		memcpy(out + (ptrdiff_t)i * 5, hex + (ptrdiff_t)i * 4, 4);
		out[i * 5 + 4] = i < 15 ? ' ' : '\0';
	}
}
