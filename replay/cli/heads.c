/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/heads.h"

#include "replay/proof/checkpoint.h"
#include "replay/proof/evidence.h"
#include "replay/proof/tar.h"
#include "replay/proof/tlogproof.h"

/* of_bundle: the proof in a bundle, or the bytes themselves if they are no
 * bundle. */
static struct bytes
of_bundle(struct arena *arena, struct bytes b)
{
	struct tar files;
	size_t where;

	if (tar_read(arena, b, &files, &where) != 0)
		return b;
	return tar_get(&files, EVIDENCE_PROOF);
}

/* of_proof: the checkpoint in a proof, or the bytes themselves. */
static struct bytes
of_proof(struct bytes b)
{
	struct tlogproof p;

	if (b.at == NULL || !tlogproof_read(b.at, b.len, &p))
		return b;
	return (struct bytes){
	    p.note.text, (size_t)(b.at + b.len - p.note.text)};
}

int
heads_read(
    struct arena *arena, const char *path, struct bytes *out, struct error *err)
{
	struct checkpoint c;
	struct bytes b;
	struct note n;

	if (file_read(arena, path, TAR_MOST, &b, err) != 0)
		return -1;
	b = of_proof(of_bundle(arena, b));
	if (b.at == NULL || !note_read(b.at, b.len, &n) ||
	    !checkpoint_read(&n, &c))
		return error_set(err, ERROR_INPUT, "error.head-none", path, "");
	*out = b;
	return 0;
}
