/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/verdict.h -- what came of the drill, in one line a manager
 * reads first, and the figures behind it. */
#ifndef REPLAY_REPORT_VERDICT_H
#define REPLAY_REPORT_VERDICT_H

struct page;

/* verdict_write: met, not met (and why, and where it came to rest) or not
 * tested (and why that is no pass); then recovery, data loss, MTPD and
 * severity beside what was promised. */
void verdict_write(struct page *p);

#endif
