/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/compile_scenario.h -- what goes wrong, as a drill
 * plays it. */
#ifndef REPLAY_DRILL_COMPILE_SCENARIO_H
#define REPLAY_DRILL_COMPILE_SCENARIO_H

struct build;

/* compile_scenario: the injects, onto the stage. */
void compile_scenario(struct build *b);

#endif
