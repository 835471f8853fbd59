/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/standby.h -- whether to wait for the default procedure: at a
 * scene's checkpoints its recovery is estimated (eta); where that would be too
 * late somebody decides, and the standby procedure runs.
 * Source: docs/semantics.md, 14. */
#ifndef REPLAY_DRILL_STANDBY_H
#define REPLAY_DRILL_STANDBY_H

#include <stdint.h>

struct drill;

/* standby_watch: the plan is active: the first checkpoint is now. */
void standby_watch(struct drill *d, uint32_t scene);

/* standby_check: a checkpoint: say the estimate, if it is another than the
 * last; ask for the decision, if it passes the rto. */
void standby_check(struct drill *d, uint32_t scene);

/* standby_decide: the decision has been made: the standby is used, unless
 * nothing is known to be down any more. */
void standby_decide(struct drill *d, uint32_t task);

/* standby_needless: the services are back; nobody need decide. */
void standby_needless(struct drill *d, uint32_t scene);

/* standby_forget: the emergency is over, or was none. */
void standby_forget(struct drill *d, uint32_t scene);

#endif
