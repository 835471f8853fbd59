/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/filing.h -- what shows in a bundle that its drill stands in an
 * archive: the two entries made when it was opened and sealed, each with a
 * proof that leads to one signed head, and those about the keys that signed.
 * Knows archives and bundles by their bytes; whose archive to believe is for
 * the asker to say. */
#ifndef REPLAY_PROOF_FILING_H
#define REPLAY_PROOF_FILING_H

#include "replay/proof/archive.h"
#include "replay/proof/policy.h"
#include "replay/proof/tar.h"
#include "replay/proof/tlogproof.h"
#include "replay/proof/verify.h"

/* filing_make: put open.leaf, open.tlog-proof, seal.leaf, evidence.tlog-proof
 * and, if the archive knows who signed, keys.jsonl into a bundle that `packer`
 * signs (NULL: nobody), out of an archive that holds its drill. The head is
 * that which most witnesses vouch for, of those that cover what is shown; the
 * archive's last if there is none.
 * Owns:   what it puts lives in `arena`.
 * Errors: ERROR_INPUT "error.archive-no-seal" if no sealed entry is of this
 *         drill, "error.archive-other-file" naming a file that is not as it
 *         was entered; as tar_put. */
MUST_CHECK int filing_make(struct arena *arena, const struct archive *a,
    const char *drill, const struct note_key *packer, struct tar *files,
    struct error *err);

/* What a bundle shows of its archive. */
struct filing {
	enum { FILING_NONE, FILING_WRONG, FILING_READ } state;
	struct leaf open, seal;
	struct tlogproof first, last; /* their proofs, under one head */
	enum note_says says;          /* a trusted key of the archive's name */
	bool named;                   /* the asker trusts one of that name */
	struct roll roll; /* of the keys shown; empty unless signed */
};

/* filing_read: take apart what is there and check its proofs, and by the
 * asker's policy who vouches for the head.
 * Owns: `*out` borrows from the files, or lives in `arena`. */
void filing_read(struct arena *arena, const struct tar *files,
    const struct policy *policy, struct filing *out);

/* filing_keys: the facilitators' keys to be believed in what was signed at
 * entry `at`: those of the policy, but for those shown not to count there; all
 * that are shown to count, if it names none.
 * Owns: gives, in `arena`; how many to `*n`. */
const struct note_key *filing_keys(struct arena *arena, const struct filing *f,
    const struct policy *policy, uint64_t at, size_t *n);

/* filing_doubt: the word that says why a key is shown not to count at entry
 * `at`; NULL if it counts, or nothing is shown of it. */
const char *filing_doubt(
    const struct filing *f, const struct note_key *key, uint64_t at);

/* filing_judge: are the entries there, true, and of this drill, and is the head
 * signed by a trusted key of the archive's name, and by a quorum of
 * witnesses? Finds VERIFY_ARCHIVE and, if the policy has a quorum,
 * VERIFY_WITNESS; not checked if the bundle has none of them, absent if nobody
 * vouches for the archive, or too few witnesses have. */
void filing_judge(const struct filing *f, const struct tar *files,
    const struct policy *policy, struct verify_report *out);

#endif
