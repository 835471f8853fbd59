/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/absence.h -- what if one were not there (N-1): a person who
 * never answers, a resource nobody has or brings, a monitor that never alarms.
 * The stage is otherwise the same, and everybody else's luck with it, so that
 * trials compare one by one. */
#ifndef REPLAY_JUDGE_ABSENCE_H
#define REPLAY_JUDGE_ABSENCE_H

#include <stdint.h>

struct arena;
struct stage;

/* absence_list: the entities that can be left out, by kind, in the order of
 * the document. Owns: in `arena`. */
uint32_t *absence_list(
    struct arena *arena, const struct stage *stage, uint32_t *n);

/* absence_stage: the stage without one of them.
 * Owns: what differs is in `arena`; borrows the rest. */
struct stage *absence_stage(
    struct arena *arena, const struct stage *stage, uint32_t entity);

#endif
