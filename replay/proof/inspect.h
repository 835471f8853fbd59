/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/inspect.h -- the way of a verifier through a bundle: the one
 * file it came as, the lists, who signed them, and the drill's log. Knows
 * bytes; whom to trust never comes out of them. */
#ifndef REPLAY_PROOF_INSPECT_H
#define REPLAY_PROOF_INSPECT_H

#include "replay/proof/tar.h"
#include "replay/proof/verify.h"

struct arena;
struct policy;

/* inspect_bundle: judge a bundle in one file by the asker's policy.
 * Owns:  `*files` is what is in it; borrows `bytes`, or lives in `arena`,
 *        which needs the size of the bundle and 1 MiB; empty if the file is
 *        no bundle.
 * Order: bytes, and log's and documents' as verify_evidence. */
void inspect_bundle(struct arena *arena, struct bytes bytes,
    const struct policy *policy, struct tar *files, struct verify_report *out);

/* inspect_files: judge files that lie about: a bundle unpacked, or, if there is
 * nothing of one, what a run left: its log, seal and documents; of its report
 * it is told that nothing vouches for it. */
void inspect_files(struct arena *arena, const struct tar *files,
    const struct policy *policy, struct verify_report *out);

#endif
