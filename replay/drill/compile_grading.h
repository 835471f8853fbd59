/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/compile_grading.h -- the grading table, as a drill plays it,
 * and which of its rules concern which scene. Knows services and monitors on
 * the stage; not who grades, nor when. */
#ifndef REPLAY_DRILL_COMPILE_GRADING_H
#define REPLAY_DRILL_COMPILE_GRADING_H

#include "replay/drill/stage.h"

struct build;

/* compile_grading: the rules and how they are applied, onto the stage. */
void compile_grading(struct build *b);

/* compile_grading_for: numbers of the rules that count in a scene, in order:
 * those that name no service, and those that name, itself or by a monitor, one
 * of the scope, one that needs it, or one of its reach.
 * Source: docs/semantics.md, 3. */
struct range compile_grading_for(
    struct build *b, struct range scope, struct range reach);

#endif
