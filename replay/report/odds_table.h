/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/odds_table.h -- the tables of a campaign's report; each has
 * its heading, and writes nothing where there is nothing to show. */
#ifndef REPLAY_REPORT_ODDS_TABLE_H
#define REPLAY_REPORT_ODDS_TABLE_H

struct campaign;
struct odds;
struct page;

/* odds_table_scenarios: several scenarios side by side. */
void odds_table_scenarios(struct page *p, const struct odds *odds);

/* odds_table_scenes: of a campaign in which several scenes came up, each by
 * itself; else nothing. */
void odds_table_scenes(struct page *p, const struct campaign *c);

/* odds_table_stages: P50 to P99 of the recovery, of each stage and of the
 * data lost. */
void odds_table_stages(struct page *p, const struct campaign *c);

/* odds_table_spent: what takes most of the time, the largest first. */
void odds_table_spent(struct page *p, const struct campaign *c);

/* odds_table_drivers: what recovery hangs on, the strongest first. */
void odds_table_drivers(struct page *p, const struct campaign *c);

/* odds_table_absences: what the absence of one costs, the worst first. */
void odds_table_absences(struct page *p, const struct campaign *c);

/* odds_table_examples: trials worth playing again, and how that is done. */
void odds_table_examples(struct page *p, const struct campaign *c);

/* odds_table_notices: each notice: how often it was given in time. */
void odds_table_notices(struct page *p, const struct campaign *c);

#endif
