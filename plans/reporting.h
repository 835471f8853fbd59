/* SPDX-License-Identifier: Apache-2.0 */
/* plans/reporting.h -- what regulation demands of an organisation (监管报告),
 * as notices like those its plan declares: an operator reports to those the
 * pack names, a supplier tells the demand side. Knows packs; knows no clock
 * and no drill. */
#ifndef PLANS_REPORTING_H
#define PLANS_REPORTING_H

#include "base/error.h"
#include "base/span.h"

struct arena;
struct faults;
struct organisation;
struct plan;

/* reporting_read: open the packs that the plan's organisation names, each
 * once, and add what they demand of it to the plan: to its notices what falls
 * due while it handles the emergency, to `later` what falls due afterwards.
 * Owns:   all in `arena`.
 * Return: what does not fit together is in `faults`.
 * Errors: -1 only when a file cannot be read, in `err`. */
MUST_CHECK int reporting_read(struct arena *arena, struct plan *plan,
    struct faults *faults, struct error *err);

/* reporting_check: are the packs in force at `at`, and was somebody's last
 * look at them no longer than two years before? Notes in `faults`. */
void reporting_check(
    const struct plan *plan, struct instant at, struct faults *faults);

#endif
