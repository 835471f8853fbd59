/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/drilled.h -- one drill from its documents to what it comes to:
 * what `run` plays and keeps, and `verify --rescore` plays again. Opens no
 * file and prints nothing. */
#ifndef REPLAY_CLI_DRILLED_H
#define REPLAY_CLI_DRILLED_H

#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/faults.h"
#include "plans/plan.h"
#include "replay/judge/expect.h"
#include "replay/judge/ledger.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "replay/proof/log.h"
#include "replay/report/report.h"

struct cli;
struct document;
struct drill;
struct scenario;
struct stage;

enum { DRILLED_DOCUMENTS = 4 + PLAN_PACKS };

/* A drill that has been compiled, is being played, or has been judged. */
struct drilled {
	struct faults faults; /* of its documents */
	const struct plan *plan;
	const struct scenario *scenario;
	const struct stage *stage;
	struct drill *drill;
	uint64_t seed, trial;
	const char *start;     /* as the record names it; NULL: it need not */
	uint32_t taken;        /* facts the folds have seen */
	struct timing *scenes; /* of every scene */
	struct timing *timing; /* of the one drilled */
	struct expect expect;
	struct judgement judgement;
	struct path path, after;
	struct ledger ledger;
	struct report_input report;
	char record[DIGEST_HEX];
	struct log_document documents[DRILLED_DOCUMENTS];
	const struct document *sources[DRILLED_DOCUMENTS];
	struct report_document shown[DRILLED_DOCUMENTS];
	size_t documents_n;
};

/* drilled_new: make `d`, whose documents are compiled, ready for its first
 * step. From here on it must stay where it is.
 * Owns: all in the arena of `cli`, in whose language its findings are told. */
void drilled_new(struct drilled *d, const struct cli *cli);

/* drilled_take: take into account what the drill has just gained. Return:
 * the first of the new facts. */
uint32_t drilled_take(struct drilled *d);

/* drilled_judge: it is over: judge it.
 * Errors: as ledger_turn. */
MUST_CHECK int drilled_judge(
    struct drilled *d, const struct cli *cli, struct error *err);

/* drilled_id: the digest of its arguments: the same drill has the same id. */
void drilled_id(const struct drilled *d, char out[DIGEST_HEX]);

/* drilled_genesis: what its log begins with; without a stamp.
 * Owns: borrows `d` and `id`, which becomes drilled_id. */
struct log_genesis drilled_genesis(
    const struct drilled *d, char id[DIGEST_HEX]);

/* drilled_packs: what a plan's packs are called in a record; NULL behind the
 * last. */
const char *drilled_packs(uint32_t i);

#endif
