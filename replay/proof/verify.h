/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/verify.h -- is this evidence whole, unaltered, and by someone
 * the asker trusts? Knows bytes, documents by name, and the keys it is
 * given; whom to trust never comes out of what is verified. Says words' ids;
 * does not print. */
#ifndef REPLAY_PROOF_VERIFY_H
#define REPLAY_PROOF_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/file.h"
#include "replay/proof/note.h"

struct arena;

/* The verdict (验真结论); its number is the program's exit status. */
enum verify_verdict {
	VERIFY_VALID = 0,
	VERIFY_INVALID = 1,     /* some byte is wrong */
	VERIFY_UNSUPPORTED = 2, /* made by a later version: not judged */
	VERIFY_INCOMPLETE = 4,  /* true as far as it goes: torn or unsealed */
	VERIFY_UNTRUSTED = 5    /* sound, under a key nobody vouched for */
};

/* The checks, in the order they are made and shown. */
enum verify_check {
	VERIFY_GRAMMAR,    /* every line is one we would have written there */
	VERIFY_CHAIN,      /* each follows the one before */
	VERIFY_SIGNATURES, /* each checkpoint verifies over all before it */
	VERIFY_RECORD,     /* end counts and digests the facts right */
	VERIFY_COMPLETE,   /* the log has its end and last checkpoint */
	VERIFY_SEAL,       /* the seal is that checkpoint's note */
	VERIFY_DOCUMENTS,  /* those named, all of them, none else */
	VERIFY_TRUST,      /* a trusted key signed */
	VERIFY_CONTAINER,  /* the bundle is the one spelling of its files */
	VERIFY_FILES,      /* it holds those it lists, and they are as listed */
	VERIFY_SIGNED,     /* the list is signed */
	VERIFY_ARCHIVE,    /* the drill stands in a trusted archive */
	VERIFY_WITNESS,    /* a quorum of witnesses saw the archive's head */
	VERIFY_ACKS,       /* those who took part signed */
	VERIFY_TSA,        /* a stranger's time stamp says when */
	VERIFY_RESCORE,    /* the documents bring about these facts */
	VERIFY_REPORT,     /* and these facts this report */
	VERIFY_CHECKS
};

/* Those that are asked of every log; a bit each. */
#define VERIFY_OF_A_LOG ((1U << (VERIFY_TRUST + 1)) - 1)

enum verify_state {
	VERIFY_NOT_CHECKED, /* for something before it failed */
	VERIFY_PASS,
	VERIFY_FAIL,
	VERIFY_ABSENT /* nothing there to check */
};

enum {
	VERIFY_START = 32,
	VERIFY_BUILD = 64,
	VERIFY_FACT = 768 /* with room for any */
};

/* What a check found. Unless it passed, `id` is the word that says why, with
 * arguments {file} {line} {byte} {detail}; "" if not checked. */
struct verify_finding {
	enum verify_state state;
	const char *id;
	const char *file; /* "drill.jsonl", "seal.note", or "" */
	uint64_t line;    /* from 1; 0 if it is about no line */
	size_t byte;      /* where that line begins */
	char detail[192]; /* may be cut, inside a character too */
};

struct verify_document {
	const char *name;
	struct bytes bytes;
};

struct verify_input {
	struct bytes log;
	struct bytes seal;                       /* at NULL: there is none */
	const struct verify_document *documents; /* NULL: none were given */
	size_t n_documents;
	const struct note_key *trusted;
	size_t n_trusted;
};

/* A signature line by a key that the asker did not name: told, and counted
 * for nothing (未知签名). */
struct verify_stranger {
	const char *file;
	char name[NOTE_NAME_MOST + 1];
	uint8_t id[4];
};

enum { VERIFY_STRANGERS = 2 * NOTE_SIGNATURES_MOST }; /* two notes */

struct verify_report {
	enum verify_verdict verdict;
	struct verify_finding check[VERIFY_CHECKS];
	uint32_t wanted;          /* checks that must pass, a bit each */
	uint64_t lines;           /* good ones, from the first */
	uint64_t covered;         /* lines under the last good checkpoint */
	int64_t facts;            /* among the good lines */
	int64_t resumed;          /* times the log was resumed, … */
	int64_t gap_ms;           /* … with so long without a line before */
	char drill[DIGEST_HEX];   /* "" if genesis is not good */
	const char *kind;         /* "simulated"; "" */
	char status[16];          /* "complete", "aborted"; "" if no end */
	char record[DIGEST_HEX];  /* digest of the facts; "" if no end */
	char seal[DIGEST_GROUPS]; /* the seal's fingerprint; "" if not known */
	struct note_key signer;   /* the last; name "" if genesis is not good */
	int64_t
	    witnessed; /* s since 1970, when the last of the quorum signed */
	size_t strangers_n;
	struct verify_stranger strangers[VERIFY_STRANGERS];
	int64_t seed, trial, semantics;
	char start[VERIFY_START]; /* the instant told; "": the scenario's */
	char build[VERIFY_BUILD]; /* which program wrote it; may be cut */
	/* Where a re-execution differs: the fact recorded and the one that
	 * should be there; "" where there is none. */
	char recorded[VERIFY_FACT], replayed[VERIFY_FACT];
};

/* verify_evidence: judge it. Integrity before trust; of several verdicts the
 * first in the order INVALID, UNTRUSTED, INCOMPLETE. Nothing absent passes:
 * without its documents (if it names any), seal, end or a trusted key it is
 * not VALID.
 * Owns:  `*out` is by value; `arena` needs some 256 KiB.
 * Order: bytes of log and documents; documents times documents named. */
void verify_evidence(struct arena *arena, const struct verify_input *in,
    struct verify_report *out);

/* verify_clear: nothing is checked; what is asked of every log is wanted. */
void verify_clear(struct verify_report *r);

/* verify_find: note what a check found, about no line. */
void verify_find(struct verify_report *r, enum verify_check check,
    enum verify_state state, const char *id, const char *file,
    const char *detail);

/* verify_sum_up: the worst of what the checks found, in the order above; what
 * is wanted and did not pass is not VALID. */
enum verify_verdict verify_sum_up(const struct verify_report *r);

/* verify_strange: note a signature line of `file` by an unknown key. */
void verify_strange(
    struct verify_report *r, const char *file, const struct note_signature *s);

/* verify_of_trust: does this check ask who says it, not what is said? */
bool verify_of_trust(enum verify_check check);

/* verify_check_word, verify_state_word, verify_verdict_word: the words'
 * ids, such as "verify.check.chain", "verify.state.pass", "verify.VALID". */
const char *verify_check_word(enum verify_check check);
const char *verify_state_word(enum verify_state state);
const char *verify_verdict_word(enum verify_verdict verdict);

#endif
