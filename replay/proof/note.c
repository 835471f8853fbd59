/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/note.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "replay/proof/base64.h"
#include "replay/proof/tree.h"

/* signed-note's numbers for the algorithms. */
enum { ED25519 = 1, COSIGNATURE = 4 };

static const char dash[] = "\xE2\x80\x94 "; /* U+2014 and a blank */

/* Source: the White_Space property, less the controls. */
static bool
is_blank(uint32_t r)
{
	return r == ' ' || r == 0xA0 || r == 0x1680 ||
	       (r >= 0x2000 && r <= 0x200A) || r == 0x2028 || r == 0x2029 ||
	       r == 0x202F || r == 0x205F || r == 0x3000;
}

/* is_text: well-formed UTF-8 whose only control is the newline? */
static bool
is_text(const char *s, size_t n)
{
	size_t used;
	uint32_t r;

	for (size_t i = 0; i < n; i += used) {
		used = text_rune(s + i, n - i, &r);
		if (text_is_hostile(r) || r == '\r' || r == '\t' ||
		    (r == 0xFFFD && used == 1))
			return false;
	}
	return true;
}

bool
note_name_is_good(const char *s, size_t n)
{
	uint32_t r;

	if (n == 0 || n > NOTE_NAME_MOST || !is_text(s, n))
		return false;
	for (size_t i = 0; i < n;) {
		i += text_rune(s + i, n - i, &r);
		if (r == '+' || r == '\n' || is_blank(r))
			return false;
	}
	return true;
}

static bool
key_of(uint8_t type, const char *name, size_t n, const uint8_t point[32],
    struct note_key *out)
{
	struct digester d;
	struct digest id;

	if (!note_name_is_good(name, n) ||
	    crypto_core_ed25519_is_valid_point(point) != 1)
		return false;
	digest_start(&d);
	digest_add(&d, name, n);
	digest_add(&d, "\n", 1);
	digest_add(&d, &type, 1);
	digest_add(&d, point, 32);
	id = digest_end(&d);
	memset(out, 0, sizeof(*out));
	memcpy(out->name, name, n);
	memcpy(out->id, id.byte, sizeof(out->id));
	memcpy(out->point, point, sizeof(out->point));
	out->type = type;
	return true;
}

bool
note_key_of(
    const char *name, size_t n, const uint8_t point[32], struct note_key *out)
{
	return key_of(ED25519, name, n, point, out);
}

bool
note_witness_of(
    const char *name, size_t n, const uint8_t point[32], struct note_key *out)
{
	return key_of(COSIGNATURE, name, n, point, out);
}

bool
note_is_witness(const struct note_key *k)
{
	return k->type == COSIGNATURE;
}

void
note_key_write(struct text *t, const struct note_key *k)
{
	uint8_t typed[33] = {k->type};

	memcpy(typed + 1, k->point, sizeof(k->point));
	text_fmt(t, "%s+%02x%02x%02x%02x+", k->name, k->id[0], k->id[1],
	    k->id[2], k->id[3]);
	base64_write(t, typed, sizeof(typed));
}

static bool
read_key(uint8_t type, const char *s, size_t n, struct note_key *out)
{
	const char *plus = memchr(s, '+', n);
	uint8_t typed[33];
	struct note_key k;
	char id[9];

	/* "+", eight digits, "+" and 44 characters stand behind the name. */
	if (plus == NULL || (size_t)(s + n - plus) != 54 || plus[9] != '+' ||
	    !base64_read_all(plus + 10, 44, typed, sizeof(typed)) ||
	    typed[0] != type ||
	    !key_of(type, s, (size_t)(plus - s), typed + 1, &k))
		return false;
	(void)sodium_bin2hex(id, sizeof(id), k.id, sizeof(k.id));
	if (memcmp(id, plus + 1, 8) != 0)
		return false;
	*out = k;
	return true;
}

bool
note_key_read(const char *s, size_t n, struct note_key *out)
{
	return read_key(ED25519, s, n, out);
}

bool
note_witness_read(const char *s, size_t n, struct note_key *out)
{
	return read_key(COSIGNATURE, s, n, out);
}

bool
note_key_same(const struct note_key *a, const struct note_key *b)
{
	return a->type == b->type && strcmp(a->name, b->name) == 0 &&
	       memcmp(a->point, b->point, sizeof(a->point)) == 0;
}

bool
note_key_alike(const struct note_key *a, const struct note_key *b)
{
	return strcmp(a->name, b->name) == 0 &&
	       memcmp(a->id, b->id, sizeof(a->id)) == 0;
}

/* read_signature: one line, without its newline. */
static bool
read_signature(const char *s, size_t n, struct note_signature *out)
{
	const char *blank, *b64;
	uint8_t raw[sizeof(out->id) + sizeof(out->bytes)];
	size_t len, n64;
	bool is_long;

	if (n < sizeof(dash) || memcmp(s, dash, sizeof(dash) - 1) != 0)
		return false;
	s += sizeof(dash) - 1;
	n -= sizeof(dash) - 1;
	blank = memchr(s, ' ', n);
	if (blank == NULL || !note_name_is_good(s, (size_t)(blank - s)))
		return false;
	b64 = blank + 1;
	n64 = (size_t)(s + n - b64);
	if (!base64_is(b64, n64, &len) || len <= sizeof(out->id))
		return false;
	memset(out, 0, sizeof(*out));
	out->name = s;
	out->name_len = (size_t)(blank - s);
	/* One longer than we know any is told by its id, and not kept. */
	is_long = len > sizeof(raw);
	(void)base64_read(b64, is_long ? 8 : n64, raw, sizeof(raw), &len);
	memcpy(out->id, raw, sizeof(out->id));
	if (is_long)
		return true;
	out->len = len - sizeof(out->id);
	memcpy(out->bytes, raw + sizeof(out->id), out->len);
	return true;
}

static bool
is_twin(const struct note_signature *a, const struct note_signature *b)
{
	return a->name_len == b->name_len &&
	       memcmp(a->name, b->name, a->name_len) == 0 &&
	       memcmp(a->id, b->id, sizeof(a->id)) == 0;
}

static bool
read_signatures(const char *s, const char *end, struct note *out)
{
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		struct note_signature *got = &out->signature[out->n];

		if (nl == NULL || out->n == NOTE_SIGNATURES_MOST ||
		    !read_signature(s, (size_t)(nl - s), got))
			return false;
		for (size_t i = 0; i < out->n; i++)
			if (is_twin(&out->signature[i], got))
				return false;
		out->n++;
		s = nl + 1;
	}
	return out->n > 0;
}

bool
note_read(const char *s, size_t n, struct note *out)
{
	size_t split = n; /* where the last blank line's newline is */

	if (n > NOTE_MOST || !is_text(s, n))
		return false;
	while (split > 1 &&
	       (split == n || s[split] != '\n' || s[split - 1] != '\n'))
		split--;
	if (split <= 1)
		return false;
	out->text = s;
	out->text_len = split;
	out->n = 0;
	return read_signatures(s + split + 1, s + n, out);
}

bool
note_is_by(const struct note_signature *s, const struct note_key *k)
{
	return s->name_len == strlen(k->name) &&
	       memcmp(s->name, k->name, s->name_len) == 0 &&
	       memcmp(s->id, k->id, sizeof(s->id)) == 0;
}

enum note_says
note_signed(const struct note *n, const struct note_key *k)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct note_signature *s = &n->signature[i];

		if (!note_is_by(s, k))
			continue;
		if (k->type == ED25519 && s->len == 64 &&
		    crypto_sign_verify_detached(s->bytes,
			(const unsigned char *)n->text, n->text_len,
			k->point) == 0)
			return NOTE_SIGNED;
		return NOTE_FORGED;
	}
	return NOTE_SILENT;
}

void
note_sign(const char *text, size_t n, const uint8_t secret[NOTE_SECRET],
    uint8_t out[64])
{
	(void)crypto_sign_detached(
	    out, NULL, (const unsigned char *)text, n, secret);
}

void
note_write(
    struct text *t, const struct note_key *k, const uint8_t signature[64])
{
	note_write_raw(t, k, signature, 64);
}

void
note_write_raw(
    struct text *t, const struct note_key *k, const uint8_t *bytes, size_t n)
{
	uint8_t raw[4 + NOTE_COSIGNATURE];

	assert(n <= NOTE_COSIGNATURE);
	memcpy(raw, k->id, 4);
	memcpy(raw + 4, bytes, n);
	text_add(t, dash);
	text_add(t, k->name);
	text_add(t, " ");
	base64_write(t, raw, 4 + n);
	text_add(t, "\n");
}

void
note_checkpoint(struct text *t, const char *origin, const struct tree *tree)
{
	struct digest root = tree_root(tree);

	text_add(t, origin);
	text_add(t, "\n");
	text_int(t, (int64_t)tree->size);
	text_add(t, "\n");
	base64_write(t, root.byte, sizeof(root.byte));
	text_add(t, "\n");
}
