/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/odds_chart.h -- the pictures of a campaign: how long recovery
 * takes, where the time goes, how sure a share is. */
#ifndef REPLAY_REPORT_ODDS_CHART_H
#define REPLAY_REPORT_ODDS_CHART_H

#include <stdint.h>

#include "replay/judge/interval.h"

struct campaign;
struct page;

/* odds_chart_recovery: recovery times on the scene's own clock as a histogram,
 * with RTO, MTPD (where it runs on the same clock) and P50, P90, P95; trials
 * without recovery as a bar of their own. Nothing if no trial recovered. */
void odds_chart_recovery(struct page *p, const struct campaign *c);

/* odds_chart_spent: one bar of the mean time to the restoration, its parts by
 * cause; below it what each took, which adds up to the whole. */
void odds_chart_spent(struct page *p, const struct campaign *c);

/* odds_chart_share: a share as a bar with its interval, for a cell of a table
 * whose greatest is `most` ppm. */
void odds_chart_share(struct page *p, const struct interval *i, int64_t most);

#endif
