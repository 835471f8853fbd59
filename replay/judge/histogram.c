/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/histogram.h"

#include <assert.h>

#include "base/arena.h"
#include "replay/judge/interval.h"

enum { SUB_BITS = 11 };

uint32_t
histogram_bucket(span_ms length)
{
	uint64_t v = (uint64_t)length;
	uint32_t shift;

	if (v < HISTOGRAM_SUB)
		return (uint32_t)v;
	shift = (uint32_t)(63 - __builtin_clzll(v)) - SUB_BITS;
	return (shift + 1) * HISTOGRAM_SUB +
	       (uint32_t)((v >> shift) - HISTOGRAM_SUB);
}

span_ms
histogram_least(uint32_t bucket)
{
	uint32_t octave = bucket / HISTOGRAM_SUB;
	span_ms sub = bucket % HISTOGRAM_SUB;

	return octave == 0 ? sub : (sub + HISTOGRAM_SUB) << (octave - 1);
}

span_ms
histogram_most(uint32_t bucket)
{
	return histogram_least(bucket + 1) - 1;
}

void
histogram_add(
    struct arena *arena, struct histogram *h, uint32_t bucket, uint64_t n)
{
	uint64_t **octave = &h->octaves[bucket / HISTOGRAM_SUB];

	assert(bucket < HISTOGRAM_BUCKETS);
	if (*octave == NULL)
		*octave = arena_array(arena, HISTOGRAM_SUB, sizeof(**octave));
	(*octave)[bucket % HISTOGRAM_SUB] += n;
	h->n += n;
}

/* widen: both ends are among what was counted; h->n counts before them. */
static void
widen(struct histogram *h, span_ms least, span_ms most)
{
	if (h->n == 0 || least < h->least)
		h->least = least;
	if (h->n == 0 || most > h->most)
		h->most = most;
}

void
histogram_take(struct arena *arena, struct histogram *h, span_ms length)
{
	if (length == SPAN_NEVER) {
		h->never++;
		return;
	}
	assert(length >= 0);
	if (length > SPAN_LONGEST)
		length = SPAN_LONGEST;
	widen(h, length, length);
	histogram_add(arena, h, histogram_bucket(length), 1);
}

void
histogram_merge(
    struct arena *arena, struct histogram *into, const struct histogram *from)
{
	into->never += from->never;
	if (from->n == 0)
		return;
	widen(into, from->least, from->most);
	for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
		uint64_t n = histogram_at(from, i);

		if (n > 0)
			histogram_add(arena, into, i, n);
	}
}

uint64_t
histogram_at(const struct histogram *h, uint32_t bucket)
{
	const uint64_t *octave = h->octaves[bucket / HISTOGRAM_SUB];

	return octave == NULL ? 0 : octave[bucket % HISTOGRAM_SUB];
}

/* find: the bucket of the place-th length, from 1; place is at most n. */
static uint32_t
find(const struct histogram *h, uint64_t place)
{
	uint64_t seen = 0;
	uint32_t i = 0;

	for (;; i++) {
		seen += histogram_at(h, i);
		if (seen >= place)
			return i;
	}
}

/* What was counted lies between the least and the most, whatever the ends of
 * its bucket. */
static span_ms
clamp(const struct histogram *h, span_ms length)
{
	return length < h->least  ? h->least
	       : length > h->most ? h->most
				  : length;
}

struct quantile
histogram_quantile(const struct histogram *h, int64_t ppm)
{
	uint64_t n = h->n + h->never;
	struct quantile q = {SPAN_NEVER, 0, SPAN_NEVER};
	struct interval_places p;

	if (n == 0)
		return q;
	p = interval_quantile(n, ppm);
	if (p.at <= h->n) {
		uint32_t i = find(h, p.at);

		q.at = clamp(h, (histogram_least(i) + histogram_most(i)) / 2);
	}
	if (p.low > h->n)
		q.low = SPAN_NEVER;
	else if (p.low > 0)
		q.low = clamp(h, histogram_least(find(h, p.low)));
	if (p.high <= h->n)
		q.high = clamp(h, histogram_most(find(h, p.high)));
	return q;
}
