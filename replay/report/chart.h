/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/chart.h -- the two pictures of a report, in SVG without a
 * script: where the recovery time went, and who did what when. Positions are
 * per cents of the width, so type keeps its size on any screen and page. */
#ifndef REPLAY_REPORT_CHART_H
#define REPLAY_REPORT_CHART_H

struct page;

/* chart_recovery: one bar from the disruption to the restoration (or to the
 * end), its stretches coloured by cause, against RTO and MTPD; below it what
 * each cause took, which adds up to the whole. */
void chart_recovery(struct page *p);

/* chart_lanes: tasks, then people, as bars over time. */
void chart_lanes(struct page *p);

#endif
