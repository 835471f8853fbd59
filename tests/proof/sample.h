/* SPDX-License-Identifier: Apache-2.0 */
/* tests/proof/sample.h -- a small sealed log to break in every way. */
#ifndef TESTS_PROOF_SAMPLE_H
#define TESTS_PROOF_SAMPLE_H

#include "base/text.h"
#include "replay/proof/key.h"
#include "replay/proof/log.h"
#include "replay/proof/tar.h"
#include "replay/proof/verify.h"

struct arena;

enum { SAMPLE_FACTS = 5, SAMPLE_LINES = SAMPLE_FACTS + 4 };

struct sample {
	struct arena *arena;   /* the sample lives here */
	struct arena *scratch; /* and a verification there */
	struct key key;
	struct text log, seal;
	struct verify_document documents[2];
	struct verify_input in; /* all of it, the key trusted */
	struct verify_report report;
};

/* sample_new: a drill of seed `seed`, sealed by the key of that seed. */
void sample_new(struct sample *s, uint8_t seed);

/* sample_of: the same, with a key given. */
void sample_of(struct sample *s, uint8_t seed, const struct key *key);

/* sample_resumed: a paced drill, begun under a key of its own, torn behind its
 * third fact, resumed and sealed by the key of that seed. */
void sample_resumed(struct sample *s, uint8_t seed);

/* sample_to_pack: the same as sample_new, its documents named as a bundle's
 * are. */
void sample_to_pack(struct sample *s, uint8_t seed);

/* sample_key: the key of this name and seed 32 x `seed`. */
struct key sample_key(const char *name, uint8_t seed);

/* sample_fact: append the body of fact `f`. */
void sample_fact(struct text *t, int64_t f);

/* sample_files: the files of a bundle of it, before its lists are made. */
void sample_files(const struct sample *s, struct tar *out);

/* sample_bundle: a bundle of it, signed by its key. */
struct bytes sample_bundle(struct sample *s);

/* sample_inspect: judge a bundle in one file; its key is trusted. */
enum verify_verdict sample_inspect(struct sample *s, struct bytes bundle);

/* sample_judge: verify `s->in`; the report is also in `s->report`. */
enum verify_verdict sample_judge(struct sample *s);

/* sample_judge_log: the same with other bytes for the log. */
enum verify_verdict sample_judge_log(
    struct sample *s, const char *log, size_t len);

/* sample_fault: the check that failed, or found a later version; else
 * VERIFY_CHECKS. */
enum verify_check sample_fault(const struct sample *s);

/* sample_free: end it. */
void sample_free(struct sample *s);

#endif
