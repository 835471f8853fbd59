/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/history.h -- published instants beside the replayed ones. */
#ifndef REPLAY_REPORT_HISTORY_H
#define REPLAY_REPORT_HISTORY_H

#include "base/span.h"
#include "replay/report/report.h"

struct history;

/* history_replayed: the instant, since the scenario's start, of the mark or of
 * the fact of the same act and object that lies nearest to the published
 * one; SPAN_NEVER if the replay has none. */
span_ms history_replayed(
    const struct report_input *in, const struct history *h);

#endif
