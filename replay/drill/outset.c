/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/outset.h"

#include <assert.h>

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"
#include "sim/random.h"

/* 2^64 over the golden ratio, made odd: its multiples, taken modulo 2^64, are
 * spread more evenly than those of any other number.
 * Source: Knuth, The Art of Computer Programming, volume 3, 6.4, theorem S. */
#define GOLDEN UINT64_C(0x9E3779B97F4A7C15)

/* drawn: a whole second of a part of a window. */
static span_ms
drawn(const struct scenario *s, uint64_t seed, uint32_t nth, span_ms part)
{
	uint64_t luck = random_entity("start", s->id);
	uint64_t value = random_draw(seed, luck, 0, LUCK_START, nth).value;

	return (span_ms)((value >> 32) * (uint64_t)(part / SPAN_SECOND) >> 32) *
	       SPAN_SECOND;
}

/* instant_of: the k-th instant of an item, the nth of all. */
static struct instant
instant_of(const struct scenario *s, const struct start *x, int64_t k,
    uint32_t nth, uint64_t seed)
{
	struct instant at = starts_first(x);
	span_ms left = x->length - k * x->every;

	if (!starts_is_window(x))
		return at;
	at.ms += k * x->every;
	if (x->by_chance)
		at.ms += drawn(s, seed, nth, left < x->every ? left : x->every);
	return at;
}

static struct outsets
one(struct arena *arena, struct instant at)
{
	struct outset *x = arena_alloc(arena, sizeof(*x));

	*x = (struct outset){at, 1, 1};
	return (struct outsets){x, 1};
}

struct outsets
outset_list(struct arena *arena, const struct scenario *scenario, uint64_t seed)
{
	const struct starts *starts = &scenario->starts;
	struct outset *all;
	uint64_t until = 0;
	int64_t n = 0;

	if (starts->n == 0)
		return one(arena, scenario->start);
	for (uint32_t i = 0; i < starts->n; i++)
		n += starts_count(&starts->at[i]);
	assert(n <= STARTS_MOST);
	all = arena_array(arena, (size_t)n, sizeof(*all));
	n = 0;
	for (uint32_t i = 0; i < starts->n; i++) {
		const struct start *x = &starts->at[i];

		for (int64_t k = 0; k < starts_count(x); k++, n++) {
			until += (uint64_t)x->weight;
			all[n] = (struct outset){
			    instant_of(scenario, x, k, (uint32_t)n, seed),
			    x->weight, until};
		}
	}
	return (struct outsets){all, (uint32_t)n};
}

uint32_t
outset_of(struct outsets all, uint64_t trial)
{
	uint64_t share = trial * GOLDEN >> 32;
	uint64_t at = share * all.at[all.n - 1].until >> 32;
	uint32_t low = 0;
	uint32_t high = all.n - 1;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (all.at[middle].until <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct scenario *
outset_scenario(
    struct arena *arena, const struct scenario *scenario, struct instant at)
{
	struct scenario *s = arena_alloc(arena, sizeof(*s));

	*s = *scenario;
	s->start = at;
	s->starts.n = 0;
	return s;
}
