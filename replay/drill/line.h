/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/line.h -- who waits, and whose turn it is. Tasks of a scene
 * that need the same stand in one line, for if its first goes without, so do
 * the others: a round asks each line, not each task. Lines take turns by the
 * grade of their scene, the worse first, then by arrival; a notice with time to
 * spare comes after all else. Knows no person and
 * no thing; what a task needs is the tasks' to know. */
#ifndef REPLAY_DRILL_LINE_H
#define REPLAY_DRILL_LINE_H

#include <stdbool.h>
#include <stdint.h>

struct drill;

/* line_rank: the scene's grade, 0 for I; one not graded counts as IV. */
int32_t line_rank(const struct drill *d, uint32_t scene);

/* line_gives_way: has the task, a notice, so much time that everything else
 * goes before it? What is entered in incident management has.
 * Source: docs/semantics.md, 12. */
bool line_gives_way(const struct drill *d, uint32_t task);

/* line_join: the task stands last in its line; if a round is on, its turn
 * comes in it. */
void line_join(struct drill *d, uint32_t task);

/* line_leave: it need not wait any more, wherever it stands; nothing if it
 * does not. Not while a round is on. */
void line_leave(struct drill *d, uint32_t task);

/* line_round: a round begins. */
void line_round(struct drill *d);

/* line_turn: the task whose turn it is; line_stay or line_serve must follow.
 * Return: STAGE_NONE when the round is over. */
int32_t line_turn(struct drill *d);

/* line_stands_for: how many the task at its turn stands for: the first of a
 * line for all who went without before, anybody else for himself. */
uint32_t line_stands_for(const struct drill *d, uint32_t task);

/* line_stay: it goes without, and so do all it stands for. */
void line_stay(struct drill *d, uint32_t task);

/* line_serve: it has got what it needs. */
void line_serve(struct drill *d, uint32_t task);

#endif
