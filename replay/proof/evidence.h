/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/evidence.h -- what a bundle is: which files it may hold, and
 * the two that list the others. Both follow from the rest, byte for byte, so
 * that they are checked by writing them again. docs/evidence.md has them. */
#ifndef REPLAY_PROOF_EVIDENCE_H
#define REPLAY_PROOF_EVIDENCE_H

#include "replay/proof/tar.h"
#include "replay/proof/verify.h"

struct arena;
struct key;
struct text;

enum { EVIDENCE_VERSION = 1 };

#define EVIDENCE_LOG     "drill.jsonl"
#define EVIDENCE_SEAL    "seal.note"
#define EVIDENCE_LIST    "evidence.json"
#define EVIDENCE_SUMS    "SHA256SUMS"
#define EVIDENCE_MINISIG "evidence.json.minisig"
#define EVIDENCE_SSHSIG  "evidence.json.sshsig"
#define EVIDENCE_REPORT  "report.html"
#define EVIDENCE_PROOF   "evidence.tlog-proof"

/* What a file is to a bundle (证据包). */
enum evidence_part {
	EVIDENCE_FOREIGN,  /* it has no place there */
	EVIDENCE_LISTED,   /* a run leaves it; listed by evidence.json */
	EVIDENCE_MADE,     /* listed as well; made when the bundle was */
	EVIDENCE_DOCUMENT, /* so is this; the log names it as well */
	EVIDENCE_LISTING   /* lists, or signs what lists */
};

/* evidence_part: which it is, by its name. */
enum evidence_part evidence_part(const char *name);

/* evidence_name: the names of files a bundle may hold, in order; NULL
 * behind the last. */
const char *evidence_name(size_t i);

/* evidence_list: append evidence.json over these files: what the verifier of
 * the log found, and the SHA-256 of each file that is no listing itself. */
void evidence_list(
    struct text *t, const struct verify_report *log, const struct tar *files);

/* evidence_sums: append SHA256SUMS, as sha256sum -c reads it: all files but
 * itself. */
void evidence_sums(struct text *t, const struct tar *files);

/* evidence_close: put both lists over the files, and, if `key` is given, what
 * signs evidence.json; nothing may be put after.
 * Owns:   gives what it puts, in `arena`.
 * Errors: as tar_put. */
MUST_CHECK int evidence_close(struct arena *arena, struct tar *files,
    const struct verify_report *log, const struct key *key, struct error *err);

/* evidence_comment: append the comment that evidence.json.minisig signs. */
void evidence_comment(
    struct text *t, const char *drill, const struct note_key *key);

#endif
