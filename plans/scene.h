/* SPDX-License-Identifier: Apache-2.0 */
/* plans/scene.h -- scenes and ladders as documents write them: what sets an
 * emergency off, what is promised, who is called. Knows no procedure. */
#ifndef PLANS_SCENE_H
#define PLANS_SCENE_H

#include "plans/plan.h"

struct record;

/* scene_event_classes: what documents call them; ended by NULL. */
extern const char *const scene_event_classes[EVENT_CLASSES + 1];

/* scene_targets: "detect", "acknowledge" …, in the order of the stages. */
extern const char *const scene_targets[TARGETS + 1];

/* scene_record, scene_ladder_record: how a plan's scenes and ladders are
 * read. */
extern const struct record scene_record, scene_ladder_record;

#endif
