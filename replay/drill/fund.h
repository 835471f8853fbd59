/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/fund.h -- whether a step's cost may be met unasked: by whose
 * authority it runs, by what a grade approves beforehand, or because somebody
 * has said so. Knows no task's turn; what is left of a budget is the store's.
 * Source: docs/semantics.md, 19. */
#ifndef REPLAY_DRILL_FUND_H
#define REPLAY_DRILL_FUND_H

#include <stdbool.h>
#include <stdint.h>

struct drill;

/* fund_is_free: need nobody be asked for what the task costs, now? True of
 * what costs nothing, and of what is approved or spent already. */
bool fund_is_free(const struct drill *d, uint32_t task);

#endif
