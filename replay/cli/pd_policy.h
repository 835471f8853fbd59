/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/pd_policy.h -- an escalation policy of PagerDuty as a ladder of
 * ours, and a scene over the services it serves. */
#ifndef REPLAY_CLI_PD_POLICY_H
#define REPLAY_CLI_PD_POLICY_H

struct pagerduty;
struct value;

/* pd_policy_take: one policy, after all schedules. */
void pd_policy_take(const struct pagerduty *p, const struct value *v);

#endif
