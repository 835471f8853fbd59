/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/style.h -- how a report looks: dark ink on white, system type,
 * colours that the colour-blind can tell apart (Paul Tol's muted scheme). */
#ifndef REPLAY_REPORT_STYLE_H
#define REPLAY_REPORT_STYLE_H

/* The style sheet, in pieces ended by NULL; loads nothing. */
extern const char *const style_sheet[];

#endif
