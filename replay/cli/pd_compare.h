/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/pd_compare.h -- the calendars that came of an import against what
 * PagerDuty itself worked out for the same time. */
#ifndef REPLAY_CLI_PD_COMPARE_H
#define REPLAY_CLI_PD_COMPARE_H

#include "base/error.h"

struct pagerduty;
struct plan;

/* pd_compare_schedules: every calendar of the plan against the final schedule
 * it came with, if any, wherever either changes.
 * Return: how many differ; the first difference of each is a finding.
 * Errors: -1 if the tz database cannot be read. */
MUST_CHECK int pd_compare_schedules(
    const struct pagerduty *p, const struct plan *plan, struct error *err);

#endif
