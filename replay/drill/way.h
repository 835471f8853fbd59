/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/way.h -- the way to an end that people foresee: when, and how
 * much later it may be. By medians and by what is known; looks at nobody's
 * luck. Source: docs/semantics.md, 14. */
#ifndef REPLAY_DRILL_WAY_H
#define REPLAY_DRILL_WAY_H

#include <stdint.h>

#include "base/span.h"
#include "replay/drill/state.h"

/* way_never: there is no way. */
struct drill_path way_never(void);

/* way_now: it ends here and now. */
struct drill_path way_now(const struct drill *d);

/* way_rest: what is left of a length of which so much has passed. */
span_ms way_rest(span_ms length, span_ms gone);

/* way_on: a way that goes on for so long, at the median and the 90 % quantile;
 * never stays never. */
struct drill_path way_on(struct drill_path p, span_ms median, span_ms p90);

/* way_later, way_sooner: of two ways the one that ends later, or sooner; the
 * first of equals. */
struct drill_path way_later(struct drill_path a, struct drill_path b);
struct drill_path way_sooner(struct drill_path a, struct drill_path b);

/* A length at the median and at the 90 % quantile. */
struct way_span {
	span_ms median, p90;
};

/* way_lead: how long it takes to fetch what the task needs: the longest. */
struct way_span way_lead(const struct drill *d, uint32_t task);

/* way_order: from an order to the work: the order delay, or fetching things,
 * which runs with it, if that takes longer. */
struct way_span way_order(const struct drill *d, struct way_span lead);

/* way_at_work: a way that goes on for the task's work, its tools as slow as
 * people think they are. */
struct drill_path way_at_work(
    const struct drill *d, uint32_t task, struct drill_path p);

/* way_in_hand: the end of work that somebody has in hand, or on its way. */
struct drill_path way_in_hand(const struct drill *d, uint32_t task);

#endif
