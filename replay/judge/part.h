/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/part.h -- a stretch of a campaign as bytes, so that others can
 * go on with it or add it up: what was asked, which blocks were done, what the
 * folds hold. One spelling for one content; a digest over all of it closes it.
 * Knows no file and no document.
 * Source: docs/campaigns.md, Parts. */
#ifndef REPLAY_JUDGE_PART_H
#define REPLAY_JUDGE_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "replay/judge/campaign.h"

struct arena;
struct bytes;
struct text;

enum { PART_SCENARIOS = 64 };

struct part_scenario {
	const char *path; /* of its document, as it was given */
	int64_t weight, seed;
	char stage[DIGEST_HEX];
};

struct part {
	uint64_t trials, absent; /* of each scenario, as the order has them */
	uint64_t from, to;       /* blocks done; `to` is not among them */
	const char *plan;        /* path of its document */
	uint32_t n;              /* scenarios */
	struct part_scenario scenarios[PART_SCENARIOS];
};

/* part_of: the part of an order from its stages. Owns: borrows. */
struct part part_of(const struct stage *const *stages, uint32_t n);

/* part_write: append it with the folds, one a scenario. */
void part_write(
    struct text *out, const struct part *p, const struct campaign *campaigns);

/* part_read: what a part says of itself.
 * Owns:   in `arena`.
 * Errors: ERROR_INPUT "error.part-malformed" if it is none, or damaged;
 *         "error.part-semantics" if a program of other semantics wrote it. */
MUST_CHECK int part_read(struct arena *arena, const char *where,
    struct bytes bytes, struct part *out, struct error *err);

/* part_take: what its folds hold, into as many that have taken nothing.
 * Errors: ERROR_INPUT "error.part-malformed" if there is anything in it that
 *         part_write would not have written. */
MUST_CHECK int part_take(struct arena *arena, const char *where,
    struct bytes bytes, const struct part *p, struct campaign *campaigns,
    struct error *err);

/* part_is_of: were both cut from one campaign: the same trials, stages, seeds
 * and weights? */
bool part_is_of(const struct part *a, const struct part *b);

#endif
