/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/cosign.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { HEAD = 64, SIGNED = HEAD + NOTE_MOST };

/* message: what is signed. Return: its length. */
static size_t
message(char out[SIGNED], int64_t seconds, const char *text, size_t n)
{
	int head =
	    snprintf(out, HEAD, "cosignature/v1\ntime %" PRId64 "\n", seconds);

	assert(n <= NOTE_MOST);
	memcpy(out + head, text, n);
	return (size_t)head + n;
}

void
cosign_write(struct text *t, const char *text, size_t n,
    const struct note_key *k, const uint8_t secret[NOTE_SECRET],
    int64_t seconds)
{
	char signed_text[SIGNED];
	uint8_t raw[NOTE_COSIGNATURE];
	size_t len = message(signed_text, seconds, text, n);

	for (int i = 0; i < 8; i++)
		raw[i] = (uint8_t)((uint64_t)seconds >> (56 - 8 * i));
	note_sign(signed_text, len, secret, raw + 8);
	note_write_raw(t, k, raw, sizeof(raw));
}

static enum note_says
check(const struct note *n, const struct note_signature *s,
    const struct note_key *k, int64_t *seconds)
{
	char signed_text[SIGNED];
	uint64_t time = 0;
	size_t len;

	if (s->len != NOTE_COSIGNATURE)
		return NOTE_FORGED;
	for (int i = 0; i < 8; i++)
		time = time << 8 | s->bytes[i];
	if (time > COSIGN_SECONDS_MOST)
		return NOTE_FORGED;
	len = message(signed_text, (int64_t)time, n->text, n->text_len);
	if (crypto_sign_verify_detached(s->bytes + 8,
		(const unsigned char *)signed_text, len, k->point) != 0)
		return NOTE_FORGED;
	*seconds = (int64_t)time;
	return NOTE_SIGNED;
}

enum note_says
cosign_says(const struct note *n, const struct note_key *k, int64_t *seconds)
{
	for (size_t i = 0; i < n->n; i++)
		if (note_is_by(&n->signature[i], k))
			return check(n, &n->signature[i], k, seconds);
	return NOTE_SILENT;
}
