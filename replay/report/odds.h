/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/odds.h -- all that is told of a campaign is made from this,
 * and how its figures are written. Pointers are borrowed; strings are never
 * NULL. Knows no file. */
#ifndef REPLAY_REPORT_ODDS_H
#define REPLAY_REPORT_ODDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/words.h"
#include "replay/judge/summary.h"

struct plan;
struct report_document;
struct scenario;
struct text;

struct odds {
	const struct plan *plan;
	const struct scenario *const *scenarios; /* as many as `of` has */
	struct summary_of of;
	uint64_t asked;              /* trials of each scenario */
	bool complete;               /* all of them were done */
	const char *const *findings; /* of `check`, in the reader's language */
	uint32_t findings_n;
	const struct report_document *documents; /* all that were read */
	uint32_t documents_n;
	const char *command; /* that does it again */
	const char *version; /* of the program */
};

/* odds_share: append a share and its interval, rounded outward: whole per
 * cents, tenths near 0 and 1: "23 % (22 %-24 %)". */
void odds_share(
    struct text *t, enum language language, const struct interval *i);

/* odds_points: append a difference of shares and its interval, in points of a
 * per cent, rounded as odds_share. */
void odds_points(
    struct text *t, enum language language, const struct interval *i);

/* odds_count: append a number, its digits in groups: "1,234,567". */
void odds_count(struct text *t, uint64_t n);

/* A line of a ranking: what, its figure and interval in ppm. */
struct odds_line {
	uint32_t entity;
	int which; /* enum cause, or enum luck */
	struct interval share;
	int64_t mean_ms; /* of a share of time: in each trial tested */
	/* Of an absence: what it takes from P(RTO met), how much later a trial
	 * then recovers. */
	struct interval rto;
	struct quantile delay;
};

/* odds_spent, odds_drivers, odds_absences: at most `n`, the largest first: the
 * causes and entities that take the time; the luck that recovery hangs on, if
 * surely above chance; what the absence of an entity takes from P(met), and
 * where it takes nothing, from P(RTO met), and how much later recovery comes.
 * Return: how many there are. */
uint32_t odds_spent(
    const struct campaign *c, struct odds_line *out, uint32_t n);
uint32_t odds_drivers(
    const struct campaign *c, struct odds_line *out, uint32_t n);
uint32_t odds_absences(
    const struct campaign *c, struct odds_line *out, uint32_t n);

/* odds_limit: within what it must be: the RTO, or of a call-out drill the
 * promise of its ladder; SPAN_NEVER if there is none. */
span_ms odds_limit(const struct campaign *c);

/* odds_is_called: are all of them call-out drills? Then what they met is the
 * promise of their ladders. */
bool odds_is_called(struct summary_of of);

/* A trial worth playing again. */
struct odds_example {
	const char *of;   /* "best", "p50", "p90", "p95", "worst" */
	span_ms recovery; /* SPAN_NEVER: not back */
	uint64_t trial;
	struct instant start; /* that it had */
};

enum { ODDS_EXAMPLES = 5 };

/* odds_examples: the first trial of each kind; one that is of several kinds
 * stands for the last of them. Return: how many there are. */
uint32_t odds_examples(
    const struct campaign *c, struct odds_example out[ODDS_EXAMPLES]);

/* odds_is_missed: does the absence surely cost anything of these? */
bool odds_is_missed(const struct odds_line *line);

/* odds_has_rpo, odds_has_mtpd: has every scenario's scene declared one? */
bool odds_has_rpo(struct summary_of of);
bool odds_has_mtpd(struct summary_of of);

#endif
