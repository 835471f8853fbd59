/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/store.h -- what there is of things: equipment, supplies, room
 * at a site. A step takes all it needs at once or nothing; equipment and room
 * come back, supplies do not; a supplier brings more when it runs short.
 * Knows no person. Source: docs/semantics.md, 16. */
#ifndef REPLAY_DRILL_STORE_H
#define REPLAY_DRILL_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct drill;
struct stage_need;

/* store_lacks: the first resource of which there is not enough for the task,
 * STAGE_NONE if there is of all. */
int32_t store_lacks(const struct drill *d, uint32_t task);

/* store_short: how much of one thing it needs there is too little of for the
 * task; 0: there is enough, or it has taken it. */
int64_t store_short(
    const struct drill *d, uint32_t task, const struct stage_need *need);

/* store_comes_back: is it given back when a step is done with it? */
bool store_comes_back(const struct drill *d, uint32_t resource);

/* store_order: let suppliers bring what the task lacks, because of fact `why`;
 * one delivery of each resource is on its way at a time. */
void store_order(struct drill *d, uint32_t task, uint32_t why);

/* store_take: take all the task needs, which must be there.
 * Return: how long until all of it is there to work with; and in `*slowest`
 * the fact of what takes longest, untouched if nothing takes time. */
span_ms store_take(
    struct drill *d, uint32_t task, uint32_t why, uint32_t *slowest);

/* store_give_back: the attempt is over, as fact `why` says: what is not used
 * up is free again. Nothing if the task has taken nothing. */
void store_give_back(struct drill *d, uint32_t task, uint32_t why);

/* store_delivery: what was ordered comes, or it turns out that it does not. */
void store_delivery(struct drill *d, uint32_t resource);

/* store_miss, store_find: an inject takes something away, and it is over. */
void store_miss(struct drill *d, uint32_t inject);
void store_find(struct drill *d, uint32_t inject);

/* store_add: by an inject there is more of something than there was. */
void store_add(struct drill *d, uint32_t inject);

#endif
