/* SPDX-License-Identifier: Apache-2.0 */
/* plans/funds.h -- whose money it is to spend: what a step costs, up to how
 * much it may without asking, and who is asked beyond that. Knows authority
 * as declared; not what is left of a budget, nor any grade. Needs a plan
 * whose references are sound. Source: docs/semantics.md, 19. */
#ifndef PLANS_FUNDS_H
#define PLANS_FUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "plans/plan.h"

/* funds_cost: what the step takes of all funds together; 0: nothing. */
int64_t funds_cost(const struct organisation *org, const struct step *step);

/* funds_limit: up to how much is within the authority of the role that
 * authorises the plan, or of one that does the step. */
int64_t funds_limit(const struct plan *plan, const struct step *step);

/* funds_asks: must the step's cost be approved, whatever the grade? */
bool funds_asks(const struct plan *plan, const struct step *step);

/* funds_approver: the role asked for an amount: of those that may approve it
 * the one with the least authority, the first of them; -1 if none may. */
int32_t funds_approver(const struct organisation *org, int64_t amount);

#endif
