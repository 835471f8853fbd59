/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/keyline.h"

#include <string.h>

/* trim: without what an editor may have put around a line. */
static void
trim(const char **at, size_t *n)
{
	static const char mark[] = "\xEF\xBB\xBF";

	if (*n >= 3 && memcmp(*at, mark, 3) == 0) {
		*at += 3;
		*n -= 3;
	}
	while (*n > 0 && strchr(" \t\r", (*at)[*n - 1]) != NULL)
		--*n;
	while (*n > 0 && strchr(" \t", **at) != NULL) {
		++*at;
		--*n;
	}
}

enum keyline
keyline_find(struct bytes b, struct note_key *out)
{
	static const char secret[] = "yanlian-key/";
	const char *end = b.at + b.len;
	enum keyline found = KEYLINE_NONE;

	for (const char *at = b.at; at < end;) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		size_t n = (size_t)((nl == NULL ? end : nl) - at);
		const char *line = at;
		struct note_key k;

		at = nl == NULL ? end : nl + 1;
		trim(&line, &n);
		if (n >= sizeof(secret) - 1 &&
		    memcmp(line, secret, sizeof(secret) - 1) == 0)
			return KEYLINE_SECRET;
		if (!note_key_read(line, n, &k) &&
		    !note_witness_read(line, n, &k))
			continue;
		if (found == KEYLINE_ONE && !note_key_same(&k, out))
			return KEYLINE_MANY;
		found = KEYLINE_ONE;
		*out = k;
	}
	return found;
}

const char *
keyline_word(enum keyline found)
{
	static const char *const words[] = {
	    [KEYLINE_ONE] = "",
	    [KEYLINE_NONE] = "error.vkey",
	    [KEYLINE_MANY] = "error.vkey-many",
	    [KEYLINE_SECRET] = "error.vkey-secret",
	};

	return words[found];
}
