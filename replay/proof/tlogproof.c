/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/proof/tlogproof.h"

#include <string.h>

#include "base/text.h"

static const char heading[] = "c2sp.org/tlog-proof@v1\nindex ";

void
tlogproof_write(struct text *t, uint64_t index, const struct tree_proof *path,
    const char *checkpoint, size_t n)
{
	text_add(t, heading);
	text_int(t, (int64_t)index);
	text_add(t, "\n");
	checkpoint_hashes_write(t, path);
	text_add(t, "\n");
	text_bytes(t, checkpoint, n);
}

bool
tlogproof_read(const char *s, size_t n, struct tlogproof *out)
{
	const char *end = s + n;
	const char *at = s + sizeof(heading) - 1;

	if (n > TLOGPROOF_MOST || n < sizeof(heading) ||
	    memcmp(s, heading, sizeof(heading) - 1) != 0 ||
	    !checkpoint_number_read(&at, end, &out->index) ||
	    !checkpoint_hashes_read(&at, end, &out->path))
		return false;
	return note_read(at, (size_t)(end - at), &out->note) &&
	       checkpoint_read(&out->note, &out->target) &&
	       out->index < out->target.size;
}

bool
tlogproof_shows(const struct tlogproof *p, const struct digest *leaf)
{
	return tree_has_leaf(
	    &p->target.root, p->target.size, leaf, p->index, &p->path);
}
