/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/compile.h -- from what people wrote to what a drill plays:
 * plan and scenario into one stage. */
#ifndef REPLAY_DRILL_COMPILE_H
#define REPLAY_DRILL_COMPILE_H

#include <stdint.h>

struct arena;
struct faults;
struct plan;
struct scenario;
struct stage;

/* compile_stage: compile a plan and a scenario that gave no error when read
 * and checked, the scenario resolved against the plan's names. `seed` is the
 * luck of the drill.
 * Owns:   all in `arena`; keeps nothing of the documents.
 * Return: NULL if they cannot meet; why is in `faults` (more slots than the
 *         queue has; two ids with the same luck). */
const struct stage *compile_stage(struct arena *arena, const struct plan *plan,
    const struct scenario *scenario, uint64_t seed, struct faults *faults);

#endif
