/* SPDX-License-Identifier: Apache-2.0 */
/* replay/judge/example.h -- which trial to look at: for every length of a
 * histogram the least number of a trial that had it, so that a median or the
 * worst can be played again and read. The same in whatever order trials come
 * and are merged. */
#ifndef REPLAY_JUDGE_EXAMPLE_H
#define REPLAY_JUDGE_EXAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "replay/judge/histogram.h"

struct arena;

enum { EXAMPLE_NEVER = HISTOGRAM_BUCKETS, EXAMPLE_PLACES };

/* Numbers of trials, each one more than it is; 0: none. By bucket of the
 * histogram, then of those without an end. */
struct example {
	uint64_t *octaves[HISTOGRAM_OCTAVES];
	uint64_t never;
};

/* example_take: a trial that took so long, or had no end (SPAN_NEVER).
 * Owns: what it needs lives in `arena`, and has there for ever. */
void example_take(
    struct arena *arena, struct example *e, span_ms length, uint64_t trial);

/* example_merge: take all that `from` has taken. */
void example_merge(
    struct arena *arena, struct example *into, const struct example *from);

/* example_find: the first trial in the bucket of a length.
 * Return: false if there is none; `*trial` is then untouched. */
bool example_find(const struct example *e, span_ms length, uint64_t *trial);

/* example_at, example_set: what stands in one of EXAMPLE_PLACES; let a trial
 * stand there if it is less than what does. */
uint64_t example_at(const struct example *e, uint32_t place);
void example_set(
    struct arena *arena, struct example *e, uint32_t place, uint64_t number);

#endif
