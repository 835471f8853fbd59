/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/table.h"

#include <assert.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/dist.h"
#include "sim/random.h"

/* Counted from its side's end of the 64-bit range, a value v lies in octave
 * o if 2^(62 - o) <= v < 2^(63 - o), which is one draw in 2^(o + 2); the
 * octave is cut into 2^FINE or 2^COARSE pieces, and the last piece of the
 * side takes what is beyond the octaves. */
enum {
	OCTAVES = 23,
	FINE_OCTAVES = 8,
	FINE = 5,
	COARSE = 3,
	FINE_PIECES = FINE_OCTAVES << FINE,
	SIDE = FINE_PIECES + ((OCTAVES - FINE_OCTAVES) << COARSE) + 1,
	KNOTS = 2 * SIDE + 1,
	FRACTION = 24 /* bits; times a gap of ten years it fits in 64 */
};

#define ONE ((UINT64_C(1) << FRACTION) - 1)

_Static_assert(SPAN_LONGEST < INT64_C(1) << 39, "products need 64 bits");

struct piece {
	uint64_t nth;     /* counted outwards from the median, below SIDE */
	uint64_t inwards; /* of FRACTION bits, from its outer knot */
};

static struct piece
piece_of(uint64_t v)
{
	unsigned octave = (unsigned)__builtin_clzll(v | 1) - 1;
	uint64_t rest = v << (octave + 1) << 1; /* less the leading one */
	uint64_t end;

	if (octave < FINE_OCTAVES) {
		end = (octave + UINT64_C(1)) << FINE;
		return (struct piece){end - 1 - (rest >> (64 - FINE)),
		    rest << FINE >> (64 - FRACTION)};
	}
	if (octave < OCTAVES) {
		end = FINE_PIECES +
		      ((octave + UINT64_C(1) - FINE_OCTAVES) << COARSE);
		return (struct piece){end - 1 - (rest >> (64 - COARSE)),
		    rest << COARSE >> (64 - FRACTION)};
	}
	return (struct piece){SIDE - 1, v >> (63 - OCTAVES - FRACTION)};
}

static span_ms
rounded(double ms)
{
	return (span_ms)(ms + 0.5);
}

/* place: the two knots that leave this share of all draws outside. */
static void
place(const struct dist *d, double share, span_ms *median, uint32_t nth)
{
	median[-(int64_t)nth] = rounded(dist_quantile(d, share));
	median[nth] = rounded(dist_quantile(d, 1 - share));
}

static void
compile_curve(struct arena *arena, const struct dist *d, struct table *t)
{
	span_ms *at = arena_array(arena, KNOTS, sizeof(*at));
	uint32_t nth = 0;

	place(d, 0.5, at + SIDE, nth++);
	for (unsigned octave = 0; octave < OCTAVES; octave++) {
		unsigned pieces = 1U << (octave < FINE_OCTAVES ? FINE : COARSE);
		double share = 0.5 / (double)(1U << octave);

		for (unsigned i = 1; i <= pieces; i++)
			place(d, share - share / 2 * i / pieces, at + SIDE,
			    nth++);
	}
	place(d, 1.0 / (16U << OCTAVES), at + SIDE, nth);
	t->kind = TABLE_CURVE;
	t->n = KNOTS;
	t->at = at;
}

static void
compile_values(struct arena *arena, const struct dist *d, struct table *t)
{
	uint32_t n = dist_is_fixed(d) ? 1 : d->n;
	span_ms *at = arena_array(arena, n, sizeof(*at));

	for (uint32_t i = 0; i < n; i++)
		at[i] = n == 1 ? t->median : d->values[i];
	t->kind = TABLE_VALUES;
	t->n = n;
	t->at = at;
}

static void
compile_mixture(struct arena *arena, const struct dist *d, struct table *t)
{
	struct table *parts = arena_array(arena, d->n, sizeof(*parts));
	uint32_t *until = arena_array(arena, d->n, sizeof(*until));
	uint32_t sum_ppm = 0;

	for (uint32_t i = 0; i < d->n; i++) {
		assert(d->parts[i]->kind != DIST_MIXTURE);
		sum_ppm += (uint32_t)d->weights_ppm[i];
		parts[i] = table_compile(arena, d->parts[i]);
		until[i] = random_threshold(sum_ppm);
	}
	assert(sum_ppm == 1000000); /* so the last is always taken */
	t->kind = TABLE_MIXTURE;
	t->n = d->n;
	t->parts = parts;
	t->until = until;
}

struct table
table_compile(struct arena *arena, const struct dist *d)
{
	struct table t = {.median = dist_quantile_ms(d, 500000)};

	if (dist_is_fixed(d) || d->kind == DIST_EMPIRICAL)
		compile_values(arena, d, &t);
	else if (d->kind == DIST_MIXTURE)
		compile_mixture(arena, d, &t);
	else
		compile_curve(arena, d, &t);
	return t;
}

struct table
table_times(struct arena *arena, const struct table *t, int64_t factor)
{
	struct table out = *t;
	struct table *parts;
	span_ms *at;

	out.median *= factor;
	if (t->kind == TABLE_MIXTURE) {
		out.parts = parts = arena_array(arena, t->n, sizeof(*parts));
		for (uint32_t i = 0; i < t->n; i++)
			parts[i] = table_times(arena, &t->parts[i], factor);
		return out;
	}
	out.at = at = arena_array(arena, t->n, sizeof(*at));
	for (uint32_t i = 0; i < t->n; i++)
		at[i] = t->at[i] * factor;
	return out;
}

/* curve_at: between two knots, rounded half up. Which side is a coin toss,
 * hence a mask and not a branch; ~nth is -nth - 1, the mirrored piece. */
static span_ms
curve_at(const span_ms *at, uint64_t value)
{
	uint64_t upper = 0 - (value >> 63);
	struct piece p = piece_of(value ^ upper);
	const span_ms *low = at + SIDE + (int64_t)(p.nth ^ ~upper);
	uint64_t part = (p.inwards ^ upper) & ONE;
	uint64_t gap = (uint64_t)(low[1] - low[0]);

	return low[0] + (span_ms)((gap * part + ONE / 2 + 1) >> FRACTION);
}

/* value_at: of n equally likely; value * n / 2^64 to 32 bits. */
static span_ms
value_at(const struct table *t, uint64_t value)
{
	return t->at[(value >> 32) * t->n >> 32];
}

span_ms
table_draw(const struct table *t, struct random_pair luck)
{
	if (t->kind == TABLE_MIXTURE) {
		uint32_t i = 0;

		while (!random_happens(luck.choice, t->until[i]))
			i++;
		t = &t->parts[i];
	}
	if (t->kind == TABLE_CURVE)
		return curve_at(t->at, luck.value);
	return value_at(t, luck.value);
}

span_ms
table_median(const struct table *t)
{
	return t->median;
}

/* curve_share: the draws rise with the value: bisect for the last. */
static double
curve_share(const span_ms *at, span_ms most)
{
	uint64_t low = 0; /* how many values give no more, so far */

	if (curve_at(at, UINT64_MAX) <= most)
		return 1;
	for (int bit = 63; bit >= 0; bit--) {
		uint64_t next = low + (UINT64_C(1) << bit);

		if (curve_at(at, next - 1) <= most)
			low = next;
	}
	return (double)low / 18446744073709551616.0;
}

double
table_share(const struct table *t, span_ms at)
{
	double share = 0;
	double before = 0;

	if (t->kind == TABLE_CURVE)
		return curve_share(t->at, at);
	for (uint32_t i = 0; i < t->n; i++) {
		double weight = 1.0 / t->n;
		double until;

		if (t->kind == TABLE_VALUES) {
			share += t->at[i] <= at ? weight : 0;
			continue;
		}
		until = i + 1 == t->n ? 1 : t->until[i] / 4294967296.0;
		share += (until - before) * table_share(&t->parts[i], at);
		before = until;
	}
	return share;
}

void
table_digest(const struct table *t, struct digester *digester)
{
	digest_add_int(digester, t->kind);
	digest_add_int(digester, t->n);
	digest_add_int(digester, t->median);
	for (uint32_t i = 0; i < t->n; i++) {
		if (t->kind == TABLE_MIXTURE) {
			digest_add_int(digester, t->until[i]);
			table_digest(&t->parts[i], digester);
		} else {
			digest_add_int(digester, t->at[i]);
		}
	}
}
