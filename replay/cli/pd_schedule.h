/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/pd_schedule.h -- a schedule of PagerDuty as a calendar of ours:
 * layers, their turns and restrictions, overrides, and the role that is on call
 * by it. */
#ifndef REPLAY_CLI_PD_SCHEDULE_H
#define REPLAY_CLI_PD_SCHEDULE_H

struct pagerduty;
struct value;

/* pd_schedule_take: one schedule; where no document holds a policy, a ladder
 * that calls its role comes with it. */
void pd_schedule_take(const struct pagerduty *p, const struct value *v);

#endif
