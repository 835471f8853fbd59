/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/started.h -- the record of the start (启动记录): why, what was
 * verified, which grade, who authorised, what is to be done, with which means,
 * who must be told, and how it is entered in incident management. Read off the
 * facts and the plan. Source: T/CESA 1299-2023, 8.8.5 b to e. */
#ifndef REPLAY_REPORT_STARTED_H
#define REPLAY_REPORT_STARTED_H

struct page;

/* started_write: the section; nothing where the scene drilled was never
 * warned of. */
void started_write(struct page *p);

#endif
