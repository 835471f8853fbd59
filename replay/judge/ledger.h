/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/ledger.h -- what the result rests on (假设台账): for every
 * minute of the recovery, whether it was measured, declared by the author, or
 * a default nobody looked at; and which single default, a length or odds,
 * would turn the verdict if it were otherwise. Knows no words.
 * Source: docs/semantics.md, 11. */
#ifndef REPLAY_JUDGE_LEDGER_H
#define REPLAY_JUDGE_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/fields.h"
#include "base/span.h"
#include "replay/judge/certain.h"
#include "replay/judge/timing.h"

struct arena;
struct fact;
struct path;
struct stage;

/* Classes (依据类别). Append only. */
enum ledger_class {
	LEDGER_MEASURED, /* published, or derived from what is */
	LEDGER_DECLARED, /* the author's own word */
	LEDGER_DEFAULT,  /* the author wrote nothing, or a prior */
	LEDGER_FOLLOWS,  /* from other figures: waiting for busy people */
	LEDGER_CLASSES
};

/* The figures that may be defaults. */
enum ledger_input {
	LEDGER_NONE,
	LEDGER_DURATION,        /* of a task */
	LEDGER_FAILED_DURATION, /* of a task */
	LEDGER_ACKNOWLEDGES,    /* of a person */
	LEDGER_TRAVEL,          /* of a person */
	LEDGER_ANSWER_WITHIN,   /* of a role */
	LEDGER_REPEAT_EVERY,    /* of a ladder */
	LEDGER_ORDER_DELAY,     /* of all */
	LEDGER_LEAD,            /* of a resource */
	LEDGER_DELIVERY,        /* of a resource */
	LEDGER_HANDOVER,        /* of all */
	LEDGER_INPUTS
};

/* One default on the path. */
struct ledger_entry {
	enum ledger_input input;
	uint32_t on;         /* entity; 0: of all */
	span_ms sum;         /* time on the path that rests on it */
	bool turns_at_none;  /* the verdict is another if it is 0 */
	bool turns_at_twice; /* … if it is twice as long */
};

struct ledger {
	span_ms by_class[LEDGER_CLASSES]; /* sums to the path's total */
	span_ms prior;                    /* of the defaults: priors */
	struct ledger_entry *defaults;    /* in the order met */
	uint32_t n;
	struct certain *certain; /* odds nobody declared */
	uint32_t certain_n;
};

/* ledger_sum: what each stretch of the path rests on.
 * Owns: lives in `arena`. */
struct ledger ledger_sum(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct path *path);

/* ledger_turn: drill this trial again with each default at 0 and at twice
 * its length, and with each certainty turned round, everybody's luck as it
 * was, and note where the verdict is not `verdict`, that of the drill itself.
 * A drill that does not end then turns nothing. Errors: -1 if there is no
 * memory for another drill. */
MUST_CHECK int ledger_turn(struct ledger *ledger, const struct stage *stage,
    uint64_t trial, enum verdict verdict, struct error *err);

/* ledger_uncalibrated: how many facts come of behaviour that nobody has
 * calibrated. Source: docs/people.md. */
uint32_t ledger_uncalibrated(const struct fact *facts, uint32_t n);

/* ledger_class_name, ledger_input_name: "declared", "order_delay"; static
 * strings. */
const char *ledger_class_name(enum ledger_class class);
const char *ledger_input_name(enum ledger_input input);

#endif
