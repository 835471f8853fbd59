/* SPDX-License-Identifier: Apache-2.0 */
/* plans/check.h -- is a plan that reads well also executable? Errors stop a
 * simulation; findings are defects that it survives; notes are advice. Looks
 * at the plan alone, before any clock moves. */
#ifndef PLANS_CHECK_H
#define PLANS_CHECK_H

#include <stdbool.h>

struct arena;
struct faults;
struct plan;

/* check_plan: add everything that is wrong with the meaning of a plan whose
 * form was judged already; what only stems from a fault of form is not said
 * again. Working memory is `arena`'s.
 * Source: T/CESA 1299-2023 8.8.3 a) for what a plan must contain. */
void check_plan(
    struct arena *arena, const struct plan *plan, struct faults *faults);

/* check_passes: is there no error in the plan and its organisation, whatever
 * other documents hold? */
bool check_passes(const struct plan *plan, const struct faults *faults);

#endif
