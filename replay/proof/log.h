/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/log.h -- the writer of a drill log (演练日志): one JSON line a
 * fact, each carrying the hash of the line before, with signed checkpoints
 * among them. Writes into memory; the caller writes the file. Knows a fact's
 * grammar, not its words; reads no clock. docs/evidence.md has every byte.
 *
 * A drill that runs flat out is written in one go, so its log is: genesis, a
 * checkpoint, the facts, end, the last checkpoint. The first one fixes who
 * signs before anything has happened, so that a torn log still shows whose
 * it is; the last is the seal. More stand between in the log of a paced drill,
 * whose lines also say when they were written, and which may be resumed. */
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
	LOG_TIME = 25,       /* bytes that hold a time and its NUL */
	LOG_TAIL = 52 /* bytes of `,"p":"…"}`, the same in every line */
};

/* When a line of a paced drill was written: what clocks said, a claim. */
struct log_stamp {
	char time[LOG_TIME]; /* UTC, "2026-11-22T06:25:49.123Z" */
	int64_t ms;          /* since genesis; never falls */
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
	const struct log_stamp *stamp; /* NULL: no line says when */
};

/* Why a log was resumed. */
enum log_cause {
	LOG_RESTART, /* whoever wrote it had ended; its key with it */
	LOG_DISK     /* the disk had failed; it went on in a new file */
};

struct log_resume {
	enum log_cause cause;
	int64_t torn;         /* bytes put aside; 0: none … */
	struct digest digest; /* … and their digest */
};

/* A log being written. Opaque in spirit: use the calls. */
struct log {
	struct text *out;      /* borrowed */
	const struct key *key; /* borrowed */
	struct tree tree;      /* over the lines so far */
	struct digest last;    /* leaf hash of the last line; zeros at first */
	struct digester record;
	int64_t facts;
	size_t signed_at; /* where in `out` the last checkpoint begins, … */
	uint64_t covered; /* … and the lines it covers */
	bool stamped;
	struct log_stamp stamp; /* of the next lines */
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

/* log_stamp: what the lines from here on say of when they were written; not
 * below the last. Order: nothing in a log without clocks. */
void log_stamp(struct log *l, const struct log_stamp *now);

/* log_resume: write that the log goes on, and under which key, for all that
 * follows. Owns: borrows `key`. Order: a stamped log alone; then a
 * log_checkpoint, or log_seal where end stands already. */
void log_resume(
    struct log *l, const struct log_resume *how, const struct key *key);

/* log_is_signed: is the last line a checkpoint? */
bool log_is_signed(const struct log *l);

/* log_checkpoint: sign all lines so far. */
void log_checkpoint(struct log *l);

/* log_end: write end ("complete" or "aborted") and the last checkpoint, and
 * append that checkpoint's note, the seal, to `seal`. Nothing may follow.
 * Errors: ERROR_INPUT "error.log-status". */
MUST_CHECK int log_end(
    struct log *l, const char *status, struct text *seal, struct error *err);

/* log_seal: the last checkpoint alone, behind an end that stands already;
 * `seal` as log_end. */
void log_seal(struct log *l, struct text *seal);

/* log_take_stamp: the members `t` and `m` of a line, if it has them.
 * Return: false if it has something like them. `*there` says whether. */
bool log_take_stamp(struct line *l, struct log_stamp *out, bool *there);

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

/* log_take_body: the same from behind its kind, up to its tail. */
bool log_take_body(struct line *l, struct line_view *out);

/* log_origin: the name a drill's checkpoints go by: "yanlian/drill/" and the
 * first 16 digits of its id. */
void log_origin(char out[LOG_ORIGIN], const char *drill);

/* log_open_line, log_close_line: the frame about each kind's own members:
 * `{"i":N,"k":"kind"` … `,"p":"…"}`; no stamp. The verifier spells
 * checkpoints again with them. */
void log_open_line(struct text *t, uint64_t i, const char *kind);
void log_close_line(struct text *t, const struct digest *previous);

/* log_tail: the LOG_TAIL bytes of that end, without a NUL. */
void log_tail(char *out, const struct digest *previous);

#endif
