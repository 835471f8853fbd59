/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/base64.h"

#include <assert.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static const char letter[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz"
			     "0123456789+/";

/* four: three bytes as four characters. */
static void
four(char *out, uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t bits = a << 16 | b << 8 | c;

	out[0] = letter[bits >> 18];
	out[1] = letter[bits >> 12 & 63];
	out[2] = letter[bits >> 6 & 63];
	out[3] = letter[bits & 63];
}

void
base64_spell(char *out, const void *bytes, size_t n)
{
	const uint8_t *b = bytes;

	for (; n >= 3; n -= 3, b += 3, out += 4)
		four(out, b[0], b[1], b[2]);
	if (n == 0)
		return;
	four(out, b[0], n > 1 ? b[1] : 0, 0);
	out[3] = '=';
	if (n == 1)
		out[2] = '=';
}

void
base64_write(struct text *t, const void *bytes, size_t n)
{
	char s[BASE64_SIZE(BASE64_MOST) + 1];

	assert(n <= BASE64_MOST);
	(void)sodium_bin2base64(
	    s, sizeof(s), bytes, n, sodium_base64_VARIANT_ORIGINAL);
	text_bytes(t, s, BASE64_SIZE(n));
}

bool
base64_read(const char *s, size_t n, void *out, size_t cap, size_t *len)
{
	char again[BASE64_SIZE(BASE64_MOST) + 1];
	bool same;

	assert(cap <= BASE64_MOST);
	if (sodium_base642bin(out, cap, s, n, NULL, len, NULL,
		sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    BASE64_SIZE(*len) != n)
		return false;
	(void)sodium_bin2base64(
	    again, sizeof(again), out, *len, sodium_base64_VARIANT_ORIGINAL);
	same = memcmp(again, s, n) == 0;
	sodium_memzero(again, sizeof(again)); /* it may have been a secret */
	return same;
}

bool
base64_read_all(const char *s, size_t n, void *out, size_t want)
{
	size_t len;

	return base64_read(s, n, out, want, &len) && len == want;
}

bool
base64_is(const char *s, size_t n, size_t *len)
{
	enum { BYTES = BASE64_MOST / 3 * 3, TEXT = BASE64_SIZE(BYTES) };
	uint8_t part[BYTES];

	for (*len = 0; n > TEXT; s += TEXT, n -= TEXT, *len += BYTES)
		if (!base64_read_all(s, TEXT, part, BYTES))
			return false;
	if (!base64_read(s, n, part, BYTES, &n))
		return false;
	*len += n;
	return true;
}
