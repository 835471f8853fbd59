/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/meet.h -- do this plan and this scenario fit each other? What
 * only the two together can get wrong. */
#ifndef REPLAY_DRILL_MEET_H
#define REPLAY_DRILL_MEET_H

struct faults;
struct plan;
struct scenario;

/* meet_check: add what does not fit: a horizon below the scene's mtpd, an
 * inject after the horizon, an
 * expectation that cannot be. Works on documents with faults too. */
void meet_check(const struct plan *plan, const struct scenario *scenario,
    struct faults *faults);

#endif
