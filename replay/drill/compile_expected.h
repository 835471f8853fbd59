/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/compile_expected.h -- the expected actions of a scenario, as
 * numbers of the stage. They change no record, so the stage's digest leaves
 * them out. */
#ifndef REPLAY_DRILL_COMPILE_EXPECTED_H
#define REPLAY_DRILL_COMPILE_EXPECTED_H

struct build;

/* compile_expected: fill the stage's expectations. Order: when the scene that
 * is drilled is known. */
void compile_expected(struct build *b);

#endif
