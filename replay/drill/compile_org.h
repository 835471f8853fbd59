/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/compile_org.h -- what the organisation declared, as
 * a drill plays it. */
#ifndef REPLAY_DRILL_COMPILE_ORG_H
#define REPLAY_DRILL_COMPILE_ORG_H

#include <stdbool.h>

struct build;

/* compile_org: people, duty, roles, services, data, monitors, grading and the
 * like, onto the stage. Return: false if a calendar has too many turns; why is
 * in `b->faults`. */
bool compile_org(struct build *b);

#endif
