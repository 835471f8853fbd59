/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/testify.h -- what yanlian and yanlian-verify say of evidence: the
 * same bytes read, the same keys trusted, the same words. Stands on base and
 * replay/proof alone, so that the stand-alone verifier holds no more. */
#ifndef REPLAY_CLI_TESTIFY_H
#define REPLAY_CLI_TESTIFY_H

#include <stdbool.h>

#include "base/error.h"
#include "base/words.h"
#include "replay/proof/tar.h"
#include "replay/proof/verify.h"

struct arena;
struct faults;
struct text;

/* What is asked, and how it is to be answered. */
struct testify {
	struct arena *arena;
	enum language language;
	bool json;
	bool colour;
	const char *path;        /* a bundle, a directory or a drill.jsonl */
	const char *const *keys; /* public keys trusted, or files of one */
	int keys_n;
	const char *policy; /* instead, a file that says all; or NULL */
};

/* testify_judge: read the evidence and judge it.
 * Owns:   `*files` and the report; what they borrow lives in the arena.
 * Errors: ERROR_INPUT "error.file-missing", "error.no-evidence", "error.vkey"
 *         for what is no key, "error.policy" if the policy is wrong (what is,
 *         all of it, is in `faults`), and as file_read. */
MUST_CHECK int testify_judge(const struct testify *q, struct tar *files,
    struct verify_report *out, struct faults *faults, struct error *err);

/* testify_faults: append what is wrong with the policy. */
void testify_faults(
    const struct testify *q, const struct faults *faults, struct text *t);

/* testify_say: append the report, in words or as JSON. */
void testify_say(
    const struct testify *q, const struct verify_report *r, struct text *t);

#endif
