/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/odds_starts.h -- by when a drill starts: in which hours of the
 * week a plan fails, and which starts are the worst. Writes nothing of a
 * scenario with one start. */
#ifndef REPLAY_REPORT_ODDS_STARTS_H
#define REPLAY_REPORT_ODDS_STARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/words.h"

struct campaign;
struct hours;
struct page;
struct text;

/* Fewer starts than this are listed one by one, not by hour. */
enum { ODDS_STARTS_FEW = 12 };

/* odds_starts_weekday: its short name; 0 for Monday. */
const char *odds_starts_weekday(enum language language, uint32_t day);

/* odds_starts_has: does any start fall on this weekday? */
bool odds_starts_has(const struct hours *h, uint32_t day);

/* odds_starts_name: append "2026-06-06 Sat 03:00", by its own clock. */
void odds_starts_name(
    struct text *t, enum language language, struct instant at);

/* odds_starts_hour: append an hour of the week: "Sat 03:00–04:00". */
void odds_starts_hour(
    struct text *t, enum language language, uint32_t day, uint32_t hour);

/* odds_starts_short: the share of the hours it may start in, by weight, in
 * which it surely meets its objectives more rarely than asked.
 * Return: false if nothing is told apart, or none was tested. */
bool odds_starts_short(const struct campaign *c, int64_t *ppm);

/* odds_starts_write: the section. */
void odds_starts_write(struct page *p, const struct campaign *c);

/* odds_starts_first: what to look at first: how many of its hours surely
 * fail, if any. */
void odds_starts_first(struct page *p, const struct campaign *c);

#endif
