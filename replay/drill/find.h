/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/find.h -- finding out that a step only seemed to be done: it has
 * failed after all, and is tried again, replaced or given up. Source:
 * docs/semantics.md, 5. */
#ifndef REPLAY_DRILL_FIND_H
#define REPLAY_DRILL_FIND_H

#include <stdbool.h>
#include <stdint.h>

struct drill;
struct sham_search;

/* find_out: the steps that only seemed to be done, and show now, have failed:
 * what waits for them waits again. By whom (an entity), because of which
 * fact; 0: of its seeming done. */
void find_out(struct drill *d, const struct sham_search *search, uint32_t by,
    uint32_t why);

/* find_failed: `by`, because of fact `why`, finds that the step has had no
 * effect. */
void find_failed(struct drill *d, uint32_t task, uint32_t by, uint32_t why);

/* find_by_looking: a step that verifies others is done, as fact `why` says.
 * Return: have they all had their effect? If not it waits to be done again
 * after them. */
bool find_by_looking(struct drill *d, uint32_t task, uint32_t why);

#endif
