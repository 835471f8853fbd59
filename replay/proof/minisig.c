/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/minisig.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "replay/proof/base64.h"
#include "replay/proof/key.h"

enum { NUMBER = 8, SIGNATURE = 64, HASH = 64, HEAD = 2 + NUMBER };

static const char untrusted[] = "untrusted comment: yanlian evidence\n";
static const char trusted[] = "\ntrusted comment: ";

enum {
	FIRST = HEAD + SIGNATURE,
	AT_COMMENT =
	    sizeof(untrusted) - 1 + BASE64_SIZE(FIRST) + sizeof(trusted) - 1,
	TAIL = 1 + BASE64_SIZE(SIGNATURE) + 1 /* behind the comment */
};

/* hash: what is signed in the file's stead. */
static void
hash(struct bytes file, uint8_t out[HASH])
{
	(void)crypto_generichash(
	    out, HASH, (const unsigned char *)file.at, file.len, NULL, 0);
}

/* global: what the second signature is of: the first, and the comment. */
static size_t
global(uint8_t out[SIGNATURE + MINISIG_COMMENT_MOST],
    const uint8_t signature[SIGNATURE], const char *comment, size_t n)
{
	memcpy(out, signature, SIGNATURE);
	memcpy(out + SIGNATURE, comment, n);
	return SIGNATURE + n;
}

void
minisig_write(struct text *t, const struct key *key, struct bytes file,
    const char *comment)
{
	uint8_t first[FIRST] = {'E', 'D'};
	uint8_t second[SIGNATURE], digest[HASH];
	uint8_t both[SIGNATURE + MINISIG_COMMENT_MOST];
	size_t n = strlen(comment);

	assert(n <= MINISIG_COMMENT_MOST);
	hash(file, digest);
	memcpy(first + 2, key->pub.point, NUMBER);
	(void)crypto_sign_detached(
	    first + HEAD, NULL, digest, HASH, key->secret);
	n = global(both, first + HEAD, comment, n);
	(void)crypto_sign_detached(second, NULL, both, n, key->secret);
	text_add(t, untrusted);
	base64_write(t, first, sizeof(first));
	text_fmt(t, "%s%s\n", trusted, comment);
	base64_write(t, second, sizeof(second));
	text_add(t, "\n");
}

struct bytes
minisig_comment(struct bytes s)
{
	const struct bytes none = {NULL, 0};

	if (s.len < AT_COMMENT + TAIL ||
	    s.len > AT_COMMENT + MINISIG_COMMENT_MOST + TAIL ||
	    memcmp(s.at, untrusted, sizeof(untrusted) - 1) != 0 ||
	    memcmp(s.at + AT_COMMENT - (sizeof(trusted) - 1), trusted,
		sizeof(trusted) - 1) != 0 ||
	    s.at[s.len - TAIL] != '\n' || s.at[s.len - 1] != '\n')
		return none;
	return (struct bytes){s.at + AT_COMMENT, s.len - AT_COMMENT - TAIL};
}

bool
minisig_is_good(struct bytes s, const uint8_t point[32], struct bytes file)
{
	struct bytes comment = minisig_comment(s);
	uint8_t first[FIRST], second[SIGNATURE], digest[HASH];
	uint8_t both[SIGNATURE + MINISIG_COMMENT_MOST];
	size_t n;

	if (comment.at == NULL ||
	    memchr(comment.at, '\n', comment.len) != NULL ||
	    !base64_read_all(s.at + sizeof(untrusted) - 1, BASE64_SIZE(FIRST),
		first, FIRST) ||
	    !base64_read_all(s.at + s.len - TAIL + 1, BASE64_SIZE(SIGNATURE),
		second, SIGNATURE) ||
	    memcmp(first, "ED", 2) != 0 ||
	    memcmp(first + 2, point, NUMBER) != 0)
		return false;
	hash(file, digest);
	n = global(both, first + HEAD, comment.at, comment.len);
	return crypto_sign_verify_detached(first + HEAD, digest, HASH, point) ==
		   0 &&
	       crypto_sign_verify_detached(second, both, n, point) == 0;
}

void
minisig_public(struct text *t, const struct note_key *k)
{
	uint8_t raw[HEAD + 32] = {'E', 'd'};

	memcpy(raw + 2, k->point, NUMBER);
	memcpy(raw + HEAD, k->point, sizeof(k->point));
	base64_write(t, raw, sizeof(raw));
}
