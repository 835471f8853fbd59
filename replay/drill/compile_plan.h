/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/compile_plan.h -- what the plan promised, as a drill
 * plays it. */
#ifndef REPLAY_DRILL_COMPILE_PLAN_H
#define REPLAY_DRILL_COMPILE_PLAN_H

struct build;

/* compile_plan: ladders, notices, scenes and the tasks of every scene, onto the
 * stage, after the organisation; stops where the queue is full. */
void compile_plan(struct build *b);

#endif
