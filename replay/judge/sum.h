/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/sum.h -- sums of 128 bits: of milliseconds and of their
 * squares, over more trials than anyone will run, exact in any order. */
#ifndef REPLAY_JUDGE_SUM_H
#define REPLAY_JUDGE_SUM_H

#include <stdint.h>

struct sum {
	uint64_t high, low;
};

/* sum_add: add a length, at least 0. */
void sum_add(struct sum *s, int64_t v);

/* sum_square: add its square. */
void sum_square(struct sum *s, int64_t v);

/* sum_merge: add another sum. */
void sum_merge(struct sum *into, const struct sum *from);

/* sum_double: the nearest double, or its neighbour. */
double sum_double(const struct sum *s);

/* sum_share: the part of a whole, in ppm, rounded half up; 0 of nothing. */
int64_t sum_share(const struct sum *part, const struct sum *whole);

/* sum_mean: divided by n, rounded half up; 0 where n is 0. */
int64_t sum_mean(const struct sum *s, uint64_t n);

#endif
