/* SPDX-License-Identifier: Apache-2.0 */
/* replay/proof/walk.h -- the way of a verifier through a drill log: line by
 * line, hashing each, up to the first thing that is wrong or the end. Every
 * byte of a line that passes is either fixed by its grammar, hashed into a
 * later line, or a signature. Knows one file; documents, seal and trust are
 * replay/proof/verify. */
#ifndef REPLAY_PROOF_WALK_H
#define REPLAY_PROOF_WALK_H

#include "base/digest.h"
#include "base/line.h"
#include "base/text.h"
#include "replay/proof/log.h"
#include "replay/proof/note.h"
#include "replay/proof/tree.h"

struct arena;

/* Why it stopped; the faults in the order they are looked for in a line. */
enum walk_stop {
	WALK_END,         /* all lines passed */
	WALK_TORN,        /* all passed but a last one without its newline */
	WALK_UNSUPPORTED, /* of a version or kind we do not read */
	WALK_GRAMMAR,     /* a line nobody would have written there */
	WALK_CHAIN,       /* a line does not follow the one before */
	WALK_SIGNATURES,  /* a checkpoint is not what its signer would say */
	WALK_RECORD       /* end does not count or digest the facts right */
};

struct walk {
	const char *log; /* borrowed */
	size_t len;
	size_t at;     /* bytes passed */
	size_t before; /* where the last line passed begins */

	struct tree tree; /* over the lines passed */
	struct digest last;
	char tail[LOG_TAIL]; /* what the next line must end in */
	struct digester record;
	int64_t facts;
	uint64_t covered; /* lines under the last checkpoint passed */

	char drill[DIGEST_HEX]; /* "" until genesis passed */
	const char *kind;       /* of drill; good where `drill` is */
	char origin[LOG_ORIGIN];
	struct line documents; /* at the members of genesis' docs */
	int64_t seed, trial, semantics;
	struct line_view start, build; /* `start` empty: not told */
	struct note_key signer;        /* of the next checkpoint */
	bool announced;         /* it was named, and has not signed yet */
	bool stamped;           /* lines say when they were written … */
	struct log_stamp stamp; /* … the last one this */
	int64_t resumed;        /* times, … */
	int64_t gap_ms;         /* … with so long without a line before */
	char status[16];        /* "" until end passed */
	char digest[DIGEST_HEX];
	struct text note;      /* of the last checkpoint passed */
	struct text want, got; /* scratch */
	bool sealed;           /* the last checkpoint stood behind end */

	enum walk_stop stop;
	const char *id; /* for the stops that are faults: a word … */
	uint64_t line;  /* … the line, from 1, and where it begins … */
	size_t offset;
	char detail[192]; /* … and the word's {detail} */
};

/* walk_log: walk the whole of `log`.
 * Owns:  `*out` borrows `log`; its texts live in `arena`, which needs some
 *        128 KiB however long the log.
 * Order: bytes, and a signature a checkpoint. */
void walk_log(
    struct walk *out, struct arena *arena, const char *log, size_t len);

/* walk_is_middle: the walk stopped at a bad line; does a checkpoint stand
 * behind, signed by one who may sign here? It was written when all before it
 * was on disk: then the line was not torn but changed. */
bool walk_is_middle(struct walk *w);

/* walk_go_on: the writer that would go on behind the lines passed.
 * Owns:  borrows `out`, where they stand, and no key: Order: log_resume. */
void walk_go_on(const struct walk *w, struct text *out, struct log *l);

#endif
