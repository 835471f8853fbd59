/* SPDX-License-Identifier: Apache-2.0 */
/* tests/bench/limit.h -- what the limit is written with: the least that
 * draws luck keyed by entity and gives quantiles from a table, all of it
 * inline. Not the product's: see sim/random.h and sim/table.h. */
#ifndef TESTS_BENCH_LIMIT_H
#define TESTS_BENCH_LIMIT_H

#include <math.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 limit_wide;

enum { LIMIT_KNOTS = 4096 };

/* Quantiles at even steps, in ms, the tail cut at 1 in 8192. */
struct limit_table {
	int64_t at[LIMIT_KNOTS + 1];
};

static inline uint64_t
limit_luck(uint64_t entity, uint64_t nth, uint64_t key)
{
	for (int i = 0; i < 10; i++) {
		limit_wide product =
		    (limit_wide)entity * UINT64_C(0xd2b74407b1ce6e93);

		entity = (uint64_t)(product >> 64) ^ key ^ nth;
		nth = (uint64_t)product;
		key += UINT64_C(0x9e3779b97f4a7c15);
	}
	return entity;
}

static inline int64_t
limit_draw(const struct limit_table *t, uint64_t luck)
{
	const int64_t *k = t->at + (luck >> 52);

	return k[0] + (((k[1] - k[0]) * (int64_t)(luck >> 32 & 0xfffff)) >> 20);
}

/* limit_fill: the table of a quantile function, which gives ms. */
static inline void
limit_fill(struct limit_table *t, double (*quantile)(double, const double *),
    const double *of)
{
	for (int i = 0; i <= LIMIT_KNOTS; i++) {
		double p = (double)i / LIMIT_KNOTS;
		double end = 0.5 / LIMIT_KNOTS;

		p = p < end ? end : p > 1 - end ? 1 - end : p;
		t->at[i] = (int64_t)(quantile(p, of) + 0.5);
	}
}

#endif
