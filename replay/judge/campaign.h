/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/campaign.h -- what many trials of one stage come to: a fold
 * that keeps counts, sums and histograms, nothing of any one trial. Integers
 * alone, so that it does not matter in which order trials are taken, nor how
 * they were divided between folds that are merged.
 * Source: docs/campaigns.md. */
#ifndef REPLAY_JUDGE_CAMPAIGN_H
#define REPLAY_JUDGE_CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay/judge/driver.h"
#include "replay/judge/example.h"
#include "replay/judge/histogram.h"
#include "replay/judge/path.h"
#include "replay/judge/sum.h"
#include "replay/judge/timing.h"

struct arena;
struct fact;
struct stage;

/* What is counted once a trial at most, or summed. Append only. */
enum campaign_count {
	CAMPAIGN_TRIALS,
	CAMPAIGN_TESTED, /* the drill has a verdict as a whole; of these: */
	CAMPAIGN_MET,
	CAMPAIGN_OWN_TESTED, /* something in the scope of its own scene fell
				below its minimum; of these: */
	CAMPAIGN_RTO_MET,
	CAMPAIGN_RPO_MET,
	CAMPAIGN_MTPD_EXCEEDED,
	CAMPAIGN_CLOCK_MISSING,
	CAMPAIGN_LATE_STEPS, /* trials with any */
	CAMPAIGN_GAVE_UP,    /* trials in which a step was given up */
	CAMPAIGN_ATTEMPTS_FAILED,
	CAMPAIGN_COUNTS
};

/* Lengths that have a histogram: the recovery, the data lost, then the time
 * to each mark from the one before it. */
enum campaign_length {
	CAMPAIGN_RECOVERY,
	CAMPAIGN_DATA_LOSS,
	CAMPAIGN_STAGES,
	CAMPAIGN_LENGTHS = CAMPAIGN_STAGES + 12
};

/* Of these, how many each start had. */
enum { CAMPAIGN_BY_START = CAMPAIGN_MTPD_EXCEEDED + 1 };

/* A notice, each time it fell due. */
struct campaign_notice {
	uint64_t due, late;
};

/* One scene: the trials it was drilled in, of these tested, met …; and how
 * long it then took to recover. */
struct campaign_scene {
	uint64_t drilled, tested, met, rto_met;
	struct histogram recovery;
};

/* One entity left out: the trials tested that were played without it, and
 * such as then met, or met no more; the same of the RTO alone; how much later
 * each then recovered on the RTO's clock: 0 if no later, no end if it
 * recovered with it alone. */
struct campaign_absence {
	uint64_t n, gained, lost;
	uint64_t rto_gained, rto_lost;
	struct histogram delay;
};

struct campaign {
	const struct stage *stage;
	uint64_t counts[CAMPAIGN_COUNTS];
	struct histogram lengths[CAMPAIGN_LENGTHS];
	struct example examples; /* of the recovery */
	struct sum total; /* from disruption to restoration, or to the end */
	struct sum squares;
	struct sum *spent; /* of `total`, by cause and entity */
	const struct driver *drivers;
	uint32_t drivers_n;
	struct driver_bin (*bins)[DRIVER_BINS]; /* by driver */
	const uint32_t *absent;                 /* entities left out in turn */
	uint32_t absent_n;
	struct campaign_absence *absences;     /* by place in `absent` */
	struct campaign_notice *notices;       /* by task; of others nothing */
	uint64_t (*starts)[CAMPAIGN_BY_START]; /* see campaign_starts */
	struct campaign_scene *scenes;         /* by number */
	uint64_t targets[TARGETS]; /* trials tested that kept each stage's */
	struct arena *arena, *scratch;
};

/* campaign_new: a fold that has taken nothing.
 * Owns: borrows `stage`; lives in `arena`; empties `scratch` at will. */
struct campaign campaign_new(
    struct arena *arena, struct arena *scratch, const struct stage *stage);

/* campaign_take: take the facts of one whole trial.
 * Return: how its own scene was judged, with the verdict of the whole. */
struct judgement campaign_take(
    struct campaign *c, uint64_t trial, const struct fact *facts, size_t n);

/* campaign_absent: take the facts of a trial without the i-th of `absent`,
 * judged as `with` when it was there. */
void campaign_absent(struct campaign *c, uint32_t i,
    const struct judgement *with, const struct fact *facts, size_t n);

/* campaign_is_several: was any scene but its own drilled in any trial? */
bool campaign_is_several(const struct campaign *c);

/* campaign_merge: take all that `from`, of the same stage, has taken. */
void campaign_merge(struct campaign *into, const struct campaign *from);

/* campaign_count: take the counts alone that `from` has. */
void campaign_count(struct campaign *into, const struct campaign *from);

/* campaign_starts: how many starts are told apart, by the number of their
 * outset; 0 where there is but one. */
uint32_t campaign_starts(const struct stage *stage);

/* campaign_mark: the mark at which the stage-th of the stages ends. */
enum mark campaign_mark(uint32_t stage);

/* campaign_spent: the sum of one cause and entity. */
struct sum *campaign_spent(
    const struct campaign *c, enum cause cause, uint32_t entity);

/* campaign_entities, campaign_entity: how many words for entities the stage
 * has, 0 among them; the i-th. */
uint32_t campaign_entities(const struct stage *stage);
uint32_t campaign_entity(const struct stage *stage, uint32_t i);

#endif
