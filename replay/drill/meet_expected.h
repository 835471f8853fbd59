/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/meet_expected.h -- can what a scenario expects happen under
 * this plan at all? */
#ifndef REPLAY_DRILL_MEET_EXPECTED_H
#define REPLAY_DRILL_MEET_EXPECTED_H

struct faults;
struct plan;
struct scenario;

/* meet_expected: add what cannot: work expected of a role that does not do
 * it, an act the plan does not declare, a time that outlasts the drill. Works
 * on documents with faults too. */
void meet_expected(const struct plan *plan, const struct scenario *scenario,
    struct faults *faults);

#endif
