/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/histogram.h -- lengths of time, counted: exact to 1 in 2048,
 * in bounded memory however many there are, the same in whatever order they
 * come and are merged. Below 2048 ms every value has a bucket of its own;
 * every octave above is cut into 2048. Pass or fail is never read off it. */
#ifndef REPLAY_JUDGE_HISTOGRAM_H
#define REPLAY_JUDGE_HISTOGRAM_H

#include <stdint.h>

#include "base/span.h"

struct arena;

enum {
	HISTOGRAM_SUB = 2048,
	HISTOGRAM_OCTAVES = 29, /* to 2^39 ms, above SPAN_LONGEST */
	HISTOGRAM_BUCKETS = HISTOGRAM_OCTAVES * HISTOGRAM_SUB
};

struct histogram {
	uint64_t n;                           /* lengths */
	uint64_t never;                       /* such as have no end */
	span_ms least, most;                  /* of the n; 0 if n is 0 */
	uint64_t *octaves[HISTOGRAM_OCTAVES]; /* NULL: nothing there */
};

/* A quantile and its interval of 95 %, in ms; SPAN_NEVER where it lies among
 * those without an end. */
struct quantile {
	span_ms at, low, high;
};

/* histogram_take: count a length (0 to SPAN_LONGEST) or SPAN_NEVER.
 * Owns: what it needs lives in `arena`, and has there for ever. */
void histogram_take(struct arena *arena, struct histogram *h, span_ms length);

/* histogram_add: count `n` more in a bucket. */
void histogram_add(
    struct arena *arena, struct histogram *h, uint32_t bucket, uint64_t n);

/* histogram_merge: count all that `from` has counted. */
void histogram_merge(
    struct arena *arena, struct histogram *into, const struct histogram *from);

/* histogram_bucket: the bucket of a length. */
uint32_t histogram_bucket(span_ms length);

/* histogram_least, histogram_most: the ends of a bucket, both within it. */
span_ms histogram_least(uint32_t bucket);
span_ms histogram_most(uint32_t bucket);

/* histogram_at: how many are in a bucket. */
uint64_t histogram_at(const struct histogram *h, uint32_t bucket);

/* histogram_quantile: the quantile `ppm` of all that were counted, those
 * without an end last; its interval rounded outward to the ends of buckets.
 * Of nothing: SPAN_NEVER, from 0 to SPAN_NEVER. */
struct quantile histogram_quantile(const struct histogram *h, int64_t ppm);

#endif
