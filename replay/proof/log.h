/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/log.h -- the writer of a drill log (演练日志): one JSON line a
 * fact, each carrying the hash of the line before, with signed checkpoints
 * among them. Writes into memory; the caller writes the file. Knows a fact's
 * grammar, not its words; reads no clock. docs/evidence.md has every byte.
 *
 * A simulated drill is written in one go, so its log is: genesis, a
 * checkpoint, the facts, end, the last checkpoint. The first one fixes who
 * signs before anything has happened, so that a torn log still shows whose
 * it is; the last is the seal. More may stand between. */
#ifndef REPLAY_PROOF_LOG_H
#define REPLAY_PROOF_LOG_H

#include "base/digest.h"
#include "base/error.h"
#include "base/line.h"
#include "replay/proof/tree.h"

struct key;
struct text;

enum {
	LOG_VERSION = 1,
	LOG_WORD_MOST = 192, /* bytes in a word of a fact */
	LOG_ORIGIN = 32,     /* bytes that hold an origin and its NUL */
	LOG_TAIL = 52 /* bytes of `,"p":"…"}`, the same in every line */
};

/* A document by the name and digest the drill was given. */
struct log_document {
	const char *name;
	struct digest digest;
};

struct log_genesis {
	const char *drill; /* 64 hexadecimal digits: digest of the arguments */
	const char *kind;  /* "simulated" */
	const struct log_document *documents; /* in the caller's order */
	size_t n;
	int64_t seed, trial, semantics; /* none below 0 */
	const char *build;              /* which program; told, not judged */
	const char *start; /* the instant it started at; NULL: the scenario
			      alone says it */
};

/* A log being written. Opaque in spirit: use the calls. */
struct log {
	struct text *out;      /* borrowed */
	const struct key *key; /* borrowed */
	struct tree tree;      /* over the lines so far */
	struct digest last;    /* leaf hash of the last line; zeros at first */
	struct digester record;
	int64_t facts;
	char origin[LOG_ORIGIN];
};

/* log_begin: write genesis and the checkpoint over it, to the end of `out`.
 * Owns:   borrows `out` and `key` until log_end.
 * Errors: ERROR_INPUT "error.log-genesis" naming the member that is unfit;
 *         "error.log-line-too-long" if the documents do not fit in a line;
 *         `out` is then as before. */
MUST_CHECK int log_begin(struct log *l, struct text *out,
    const struct log_genesis *g, const struct key *key, struct error *err);

/* log_fact: write a fact whose body is exactly these bytes.
 * Errors: ERROR_INPUT "error.log-fact" if log_is_fact says no. */
MUST_CHECK int log_fact(
    struct log *l, const char *body, size_t n, struct error *err);

/* log_checkpoint: sign all lines so far. */
void log_checkpoint(struct log *l);

/* log_end: write end ("complete" or "aborted") and the last checkpoint, and
 * append that checkpoint's note, the seal, to `seal`. Nothing may follow.
 * Errors: ERROR_INPUT "error.log-status". */
MUST_CHECK int log_end(
    struct log *l, const char *status, struct text *seal, struct error *err);

/* log_is_fact: are these bytes the body of fact number `f`? Members f, at,
 * act, by, on, inc, why, v, in, in this order; f and at are never below 0;
 * act, by and on are words (printable ASCII without blank, quote, backslash);
 * inc is at most 65535, why below f, in is 1. What is 0 or empty is left out,
 * f, at and act excepted: writing a default is refused.
 * Source: docs/evidence.md. */
bool log_is_fact(const char *body, size_t n, int64_t f);

/* log_is_instant: is it an instant, spelled as instant_write spells it?
 * `scratch` is written over. */
bool log_is_instant(struct line_view v, struct text *scratch);

/* log_body: the body of a fact line (no newline) of a log that verified.
 * Owns:   borrows. Return: false if the line is of another kind. */
bool log_body(const char *s, size_t n, struct line_view *out);

/* log_origin: the name a drill's checkpoints go by: "yanlian/drill/" and the
 * first 16 digits of its id. */
void log_origin(char out[LOG_ORIGIN], const char *drill);

/* log_open_line, log_close_line: the frame about each kind's own members:
 * `{"i":N,"k":"kind"` … `,"p":"…"}`. The verifier spells checkpoints again
 * with them. */
void log_open_line(struct text *t, uint64_t i, const char *kind);
void log_close_line(struct text *t, const struct digest *previous);

#endif
