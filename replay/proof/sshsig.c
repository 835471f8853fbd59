/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/sshsig.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "replay/proof/base64.h"
#include "replay/proof/key.h"

enum { COLUMNS = 70, HASH = 64, SIGNATURE = 64, SPACE_MOST = 32 };

static const char head[] = "-----BEGIN SSH SIGNATURE-----\n";
static const char foot[] = "-----END SSH SIGNATURE-----\n";
static const char kind[] = "ssh-ed25519";
static const char hash_name[] = "sha512";

/* Bytes under construction, as OpenSSH packs them. */
struct pack {
	uint8_t at[BASE64_MOST];
	size_t len;
};

static void
put(struct pack *p, const void *bytes, size_t n)
{
	assert(n <= sizeof(p->at) - p->len);
	memcpy(p->at + p->len, bytes, n);
	p->len += n;
}

static void
put_number(struct pack *p, size_t n)
{
	const uint8_t be[] = {0, 0, (uint8_t)(n >> 8), (uint8_t)n};

	put(p, be, sizeof(be));
}

static void
put_string(struct pack *p, const void *bytes, size_t n)
{
	put_number(p, n);
	put(p, bytes, n);
}

static void
put_public(struct pack *p, const uint8_t point[32])
{
	put_number(p, 4 + sizeof(kind) - 1 + 4 + 32);
	put_string(p, kind, sizeof(kind) - 1);
	put_string(p, point, 32);
}

/* put_purpose: the namespace, what is reserved, and the hash's name. */
static void
put_purpose(struct pack *p, const char *space)
{
	assert(strlen(space) <= SPACE_MOST);
	put_string(p, space, strlen(space));
	put_string(p, "", 0);
	put_string(p, hash_name, sizeof(hash_name) - 1);
}

/* signed_part: what the signature is of. */
static void
signed_part(struct pack *p, struct bytes file, const char *space)
{
	uint8_t digest[HASH];

	(void)crypto_hash_sha512(
	    digest, (const unsigned char *)file.at, file.len);
	p->len = 0;
	put(p, "SSHSIG", 6);
	put_purpose(p, space);
	put_string(p, digest, sizeof(digest));
}

/* blob: what the armour is about. The point and the signature stand in it
 * at the places returned. */
static void
blob(struct pack *p, const char *space, const uint8_t point[32],
    const uint8_t signature[SIGNATURE], size_t *at_point, size_t *at_signature)
{
	p->len = 0;
	put(p, "SSHSIG", 6);
	put_number(p, 1);
	put_public(p, point);
	*at_point = p->len - 32;
	put_purpose(p, space);
	put_number(p, 4 + sizeof(kind) - 1 + 4 + SIGNATURE);
	put_string(p, kind, sizeof(kind) - 1);
	put_string(p, signature, SIGNATURE);
	*at_signature = p->len - SIGNATURE;
}

static void
armour(struct text *t, const struct pack *p)
{
	size_t from, end;

	text_add(t, head);
	from = t->len;
	base64_write(t, p->at, p->len);
	end = t->len;
	/* Cut into lines from behind: what is moved has been cut already. */
	for (size_t cut = (end - from - 1) / COLUMNS; cut > 0; cut--) {
		size_t at = from + cut * COLUMNS;

		text_bytes(t, "\n", 1);
		memmove(t->at + at + 1, t->at + at, t->len - 1 - at);
		t->at[at] = '\n';
	}
	text_add(t, "\n");
	text_add(t, foot);
}

void
sshsig_write(
    struct text *t, const struct key *key, struct bytes file, const char *space)
{
	uint8_t signature[SIGNATURE];
	size_t at_point, at_signature;
	struct pack p;

	signed_part(&p, file, space);
	(void)crypto_sign_detached(signature, NULL, p.at, p.len, key->secret);
	blob(&p, space, key->pub.point, signature, &at_point, &at_signature);
	armour(t, &p);
}

/* unfold: the characters between head and foot, line ends dropped; where
 * they stood is seen when all is compared again. */
static bool
unfold(struct bytes s, char out[BASE64_SIZE(BASE64_MOST)], size_t *n)
{
	size_t from = sizeof(head) - 1;
	size_t end = s.len - (sizeof(foot) - 1);

	*n = 0;
	if (s.len < sizeof(head) + sizeof(foot))
		return false;
	for (size_t i = from; i < end; i++) {
		if (s.at[i] == '\n')
			continue;
		if (*n == BASE64_SIZE(BASE64_MOST))
			return false;
		out[(*n)++] = s.at[i];
	}
	return true;
}

/* is_folded: is `s` the armour of this, character by character? */
static bool
is_folded(struct bytes s, const char *flat, size_t n)
{
	size_t at = sizeof(head) - 1;

	if (s.len != at + n + (n + COLUMNS - 1) / COLUMNS + sizeof(foot) - 1 ||
	    memcmp(s.at, head, at) != 0 ||
	    memcmp(s.at + s.len - (sizeof(foot) - 1), foot, sizeof(foot) - 1) !=
		0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s.at[at++] != flat[i])
			return false;
		if (((i + 1) % COLUMNS == 0 || i + 1 == n) &&
		    s.at[at++] != '\n')
			return false;
	}
	return true;
}

/* read_blob: the point and signature in a file, if all else is as it must. */
static bool
read_blob(struct bytes s, const char *space, uint8_t point[32],
    uint8_t signature[SIGNATURE])
{
	static const uint8_t nothing[SIGNATURE] = {0};
	char flat[BASE64_SIZE(BASE64_MOST)];
	uint8_t raw[BASE64_MOST];
	size_t n, len, at_point, at_signature;
	struct pack p;

	blob(&p, space, nothing, nothing, &at_point, &at_signature);
	if (!unfold(s, flat, &n) || !is_folded(s, flat, n) ||
	    !base64_read(flat, n, raw, sizeof(raw), &len) || len != p.len)
		return false;
	memcpy(point, raw + at_point, 32);
	memcpy(signature, raw + at_signature, SIGNATURE);
	blob(&p, space, point, signature, &at_point, &at_signature);
	return memcmp(p.at, raw, len) == 0;
}

bool
sshsig_point(struct bytes s, const char *space, uint8_t out[32])
{
	uint8_t signature[SIGNATURE];

	return read_blob(s, space, out, signature);
}

bool
sshsig_is_good(struct bytes s, const uint8_t point[32], struct bytes file,
    const char *space)
{
	uint8_t named[32], signature[SIGNATURE];
	struct pack p;

	if (!read_blob(s, space, named, signature) ||
	    memcmp(named, point, sizeof(named)) != 0)
		return false;
	signed_part(&p, file, space);
	return crypto_sign_verify_detached(signature, p.at, p.len, point) == 0;
}

void
sshsig_public(struct text *t, const struct note_key *k)
{
	struct pack p = {.len = 0};

	put_string(&p, kind, sizeof(kind) - 1);
	put_string(&p, k->point, sizeof(k->point));
	text_fmt(t, "%s ", kind);
	base64_write(t, p.at, p.len);
}
