/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/world.h -- what is true, whoever knows it: levels of services
 * along their dependencies, data sets and the copies they can come back
 * from. Knows no people. */
#ifndef REPLAY_DRILL_WORLD_H
#define REPLAY_DRILL_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct drill;
struct stage_effect;

/* world_set: let the service's own level be this (STAGE_NONE: as it was),
 * whatever faults are in force, and so its capacity, because of fact `why`; a
 * fact for every level that users see change. */
void world_set(struct drill *d, const struct stage_effect *effect,
    uint32_t scene, uint32_t why);

/* world_fault: a fault begins, perhaps not for the last time.
 * Source: docs/semantics.md, 2. */
void world_fault(struct drill *d, uint32_t inject);

/* world_load: a load comes, or its ramp's next step.
 * Source: docs/semantics.md, 2. */
void world_load(struct drill *d, uint32_t inject);

/* world_pass: a fault or load passes by itself. */
void world_pass(struct drill *d, uint32_t inject);

/* world_claim_none, world_claim, world_seem: what would be, were it true what
 * was reported: begin with what is, add what an effect is said to have made
 * better, then let `seems_ppm` be what users would see of each service. */
void world_claim_none(struct drill *d);
void world_claim(struct drill *d, const struct stage_effect *effect);
void world_seem(struct drill *d);

/* world_claims_whole: would the service by itself carry its load in full, by
 * what world_claim has been told? */
bool world_claims_whole(const struct drill *d, uint32_t service);

/* world_break: something breaks because of fact `why`: the service has no more
 * than this level by itself from now on. */
void world_break(struct drill *d, uint32_t service, int32_t level,
    uint32_t scene, uint32_t why);

/* world_lacks: is the service worse off than this effect would have it? */
bool world_lacks(const struct drill *d, const struct stage_effect *effect);

/* world_is_back: is every service in the scene's scope at its minimum? */
bool world_is_back(const struct drill *d, uint32_t scene);

/* world_is_whole: … at full level? */
bool world_is_whole(const struct drill *d, uint32_t scene);

/* world_lose: inject `by` takes the data set away from now on; one that is
 * gone already cannot be lost again. */
void world_lose(struct drill *d, uint32_t data, uint32_t by);

/* world_consistent: as of when a data set would be if restored from this
 * copy now; SPAN_NEVER if the copy is none: not finished yet, or following
 * what destroyed the data. Readability shows only by trying.
 * Source: docs/semantics.md, 6. */
span_ms world_consistent(const struct drill *d, uint32_t copy);

/* world_lag: the copy is so much more behind; what its data set lost
 * before this instant is not concerned. */
void world_lag(struct drill *d, uint32_t copy, span_ms by);

/* world_restore: bring the copy's data set back as it was at `consistent`;
 * says how much is lost. Nothing happens if it was not lost. */
void world_restore(struct drill *d, uint32_t copy, span_ms consistent,
    uint32_t scene, uint32_t why);

#endif
