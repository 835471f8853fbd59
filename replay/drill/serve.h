/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/serve.h -- who gets what: waiting tasks take their turns and
 * get all they need at once, people and things, or nothing. Knows the tasks'
 * lines and what is free; what comes of the work is the tasks' to know.
 * Source: docs/semantics.md, 5 and 15. */
#ifndef REPLAY_DRILL_SERVE_H
#define REPLAY_DRILL_SERVE_H

struct drill;

/* serve_round: give free people and things to waiting tasks, worse scenes
 * first, then the longest waiting; let roles call for who is missing, and
 * suppliers bring what is. */
void serve_round(struct drill *d);

/* serve_rest: the same, once nothing else follows from what has happened, with
 * those who give way to it. */
void serve_rest(struct drill *d);

#endif
