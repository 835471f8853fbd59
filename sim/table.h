/* SPDX-License-Identifier: Apache-2.0 */
/* sim/table.h -- a distribution as a table of whole milliseconds, so that a
 * draw is one look and one integer interpolation, the same for every kind
 * and on every machine. Floating point ends where the table is compiled.
 *
 * A curve has 32 knots an octave from the median out to 1 in 512 on either
 * side, then 8 an octave to 1 in 2^24; the last piece ends at the quantile
 * of 1 in 2^27, which keeps the mean of an exponential tail and is the most
 * extreme value a table gives. Knots are quantiles rounded to ms. */
#ifndef SIM_TABLE_H
#define SIM_TABLE_H

#include <stdint.h>

#include "base/span.h"

struct arena;
struct digester;
struct dist;
struct random_pair;

enum table_kind {
	TABLE_VALUES, /* `at`: n values, each as likely; one if it is fixed */
	TABLE_CURVE,  /* `at`: n knots, ascending, the median in the middle */
	TABLE_MIXTURE /* `parts`: n tables, none a mixture */
};

struct table {
	enum table_kind kind;
	uint32_t n;
	span_ms median;
	const span_ms *at;
	const struct table *parts;
	const uint32_t *until; /* part i if the choice is below until[i] */
};

/* table_compile: the table of a distribution.
 * Owns: its memory is `arena`'s; keeps nothing of `d`. */
struct table table_compile(struct arena *arena, const struct dist *d);

/* table_times: the same, every value times `factor`, at least 0.
 * Owns: its memory is `arena`'s; may share that of `t`. */
struct table table_times(
    struct arena *arena, const struct table *t, int64_t factor);

/* table_draw: the quantile at `value`; a mixture lets `choice` pick the part
 * first. Within a millisecond or some 1e-4 of the distribution's own. */
span_ms table_draw(const struct table *t, struct random_pair luck);

/* table_median: the distribution's median, rounded to ms. */
span_ms table_median(const struct table *t);

/* table_share: the share of all draws that are at or below `at`. */
double table_share(const struct table *t, span_ms at);

/* table_digest: add everything a draw depends on, as integers. */
void table_digest(const struct table *t, struct digester *digester);

#endif
