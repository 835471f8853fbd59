/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/checkpoint.h"

#include <string.h>

#include "base/line.h"
#include "base/text.h"
#include "replay/proof/base64.h"

enum { HASH = BASE64_SIZE(DIGEST_SIZE) };

/* take_hash: one line of base64. */
static bool
take_hash(const char **at, const char *end, struct digest *out)
{
	if (end - *at < HASH + 1 || (*at)[HASH] != '\n' ||
	    !base64_read_all(*at, HASH, out->byte, DIGEST_SIZE))
		return false;
	*at += HASH + 1;
	return true;
}

bool
checkpoint_number_read(const char **at, const char *end, uint64_t *out)
{
	const char *s = *at;
	uint64_t v = 0;

	for (; s < end && *s >= '0' && *s <= '9'; s++) {
		v = v * 10 + (uint64_t)(*s - '0');
		if (v > LINE_INT_MOST)
			return false;
	}
	if (s == *at || s == end || *s != '\n' || (**at == '0' && s - *at > 1))
		return false;
	*out = v;
	*at = s + 1;
	return true;
}

bool
checkpoint_read(const struct note *n, struct checkpoint *out)
{
	const char *end = n->text + n->text_len;
	const char *at = memchr(n->text, '\n', n->text_len);
	size_t len = at == NULL ? 0 : (size_t)(at - n->text);

	if (!note_name_is_good(n->text, len))
		return false;
	memset(out, 0, sizeof(*out));
	memcpy(out->origin, n->text, len);
	at++;
	return checkpoint_number_read(&at, end, &out->size) &&
	       take_hash(&at, end, &out->root) && at == end;
}

void
checkpoint_hashes_write(struct text *t, const struct tree_proof *p)
{
	for (size_t i = 0; i < p->n; i++) {
		base64_write(t, p->hash[i].byte, DIGEST_SIZE);
		text_add(t, "\n");
	}
}

bool
checkpoint_hashes_read(const char **at, const char *end, struct tree_proof *out)
{
	const char *s = *at;

	for (out->n = 0; s < end && *s != '\n'; out->n++)
		if (out->n == TREE_PROOF_MOST ||
		    !take_hash(&s, end, &out->hash[out->n]))
			return false;
	if (s == end)
		return false;
	*at = s + 1;
	return true;
}
