/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/filing.h -- what shows in a bundle that its drill stands in an
 * archive: the two entries made when it was opened and sealed, each with a
 * proof that leads to one signed head. Knows archives and bundles by their
 * bytes; whose archive to believe is for the asker to say. */
#ifndef REPLAY_PROOF_FILING_H
#define REPLAY_PROOF_FILING_H

#include "replay/proof/archive.h"
#include "replay/proof/policy.h"
#include "replay/proof/tar.h"
#include "replay/proof/verify.h"

/* filing_make: put open.leaf, open.tlog-proof, seal.leaf, evidence.tlog-proof
 * into a bundle, out of an archive that holds its drill.
 * Owns:   what it puts lives in `arena`.
 * Errors: ERROR_INPUT "error.archive-no-seal" if no sealed entry is of this
 *         drill, "error.archive-other-file" naming a file that is not as it
 *         was entered; as tar_put. */
MUST_CHECK int filing_make(struct arena *arena, const struct archive *a,
    const char *drill, struct tar *files, struct error *err);

/* filing_judge: are they there, true, and of this drill, and is the head
 * signed by a trusted key of the archive's name, and by a quorum of
 * witnesses? Finds VERIFY_ARCHIVE and, if the policy has a quorum,
 * VERIFY_WITNESS; not checked if the bundle has none of them, absent if nobody
 * vouches for the archive, or too few witnesses have. */
void filing_judge(struct arena *arena, const struct tar *files,
    const struct policy *policy, struct verify_report *out);

#endif
