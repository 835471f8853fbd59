/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/table.h -- the tables of a report, each a projection of the
 * facts. One that has nothing to show says so, or writes nothing where it
 * says that. */
#ifndef REPLAY_REPORT_TABLE_H
#define REPLAY_REPORT_TABLE_H

#include <stdbool.h>

struct page;

/* table_largest: the three largest shares of the recovery time. */
void table_largest(struct page *p);

/* table_marks: every mark, on the clock and since the disruption. */
void table_marks(struct page *p);

/* table_targets: how long each stage took, against its target; nothing where
 * the scene has none. */
void table_targets(struct page *p);

/* table_clocks: the recovery under each clock; the scene's own stands out. */
void table_clocks(struct page *p);

/* table_data: what each data set lost; nothing where there is no data. */
void table_data(struct page *p);

/* table_stretches: where the time went, stretch by stretch; the lengths add
 * up to the total below them. Nothing if nothing was disrupted. */
void table_stretches(struct page *p);

/* table_after: how the time went from there to the close. */
void table_after(struct page *p);

/* table_after: how the time went from there to the close, likewise. */
void table_after(struct page *p);

/* table_trouble: failed attempts, steps given up, deadlines and decisions
 * missed, copies that could not be read. */
void table_trouble(struct page *p);

/* table_notices: steps that notify or report, against their deadlines;
 * nothing where the plan has none. */
void table_notices(struct page *p);

/* table_told: notices that fell due, each time anew, against their limits;
 * nothing where none did. */
void table_told(struct page *p);

/* table_later: reports that regulation demands after the drill. */
void table_later(struct page *p);

/* table_facts: the timeline. */
void table_facts(struct page *p);

/* table_history: published instants and the nearest fact of the kind; nothing
 * where the scenario has no history. */
void table_history(struct page *p);

/* table_ledger: on what kind of figures the time rests. Nothing if nothing was
 * disrupted. */
void table_ledger(struct page *p);

#endif
