/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/interval.h"

#include <math.h>

#define Z    1.959963984540054 /* of 95 %, both sides */
#define TAIL 0.025
#define ONE  1000000 /* ppm */

/* ---- rounding ---- */

/* down, up: to ppm, outward; within -1 and 1. */
static int64_t
down(double share)
{
	double ppm = share * ONE;
	int64_t whole;

	if (ppm <= -ONE)
		return -ONE;
	whole = (int64_t)ppm;
	return (double)whole > ppm ? whole - 1 : whole;
}

static int64_t
up(double share)
{
	return -down(-share);
}

static int64_t
nearest(double share)
{
	return down(share + 0.5 / ONE);
}

static int64_t
within(int64_t ppm, int64_t least, int64_t most)
{
	return ppm < least ? least : ppm > most ? most : ppm;
}

/* ---- shares ---- */

struct interval
interval_wilson(uint64_t k, uint64_t n)
{
	double count = (double)n;
	double p;
	double middle;
	double half;
	double scale;

	if (n == 0)
		return (struct interval){0, 0, ONE};
	p = (double)k / count;
	scale = 1 + Z * Z / count;
	middle = (p + Z * Z / (2 * count)) / scale;
	half =
	    Z * sqrt(p * (1 - p) / count + Z * Z / (4 * count * count)) / scale;
	/* All or none is certain at its own end, whatever rounding says. */
	return (struct interval){nearest(p),
	    k == 0 ? 0 : within(down(middle - half), 0, ONE),
	    k == n ? ONE : within(up(middle + half), 0, ONE)};
}

int
interval_side(struct interval i, int64_t wanted_ppm)
{
	if (i.low >= wanted_ppm)
		return 1;
	return i.high < wanted_ppm ? -1 : 0;
}

struct interval
interval_paired(uint64_t gained, uint64_t lost, uint64_t n)
{
	double count = (double)n + 2;
	double plus = ((double)gained + 1) / count;
	double minus = ((double)lost + 1) / count;
	double d = plus - minus;
	double half = Z * sqrt((plus + minus - d * d) / count);

	if (n == 0)
		return (struct interval){0, -ONE, ONE};
	return (struct interval){
	    nearest(((double)gained - (double)lost) / (double)n),
	    within(down(d - half), -ONE, ONE), within(up(d + half), -ONE, ONE)};
}

struct interval
interval_mean(const struct interval *shares, const int64_t *weights, uint32_t n)
{
	double sum = 0;
	double mean = 0;
	double less = 0;
	double more = 0;

	if (n == 1)
		return shares[0];
	for (uint32_t i = 0; i < n; i++)
		sum += (double)weights[i];
	for (uint32_t i = 0; i < n; i++) {
		double w = (double)weights[i] / sum / ONE;
		double left = w * (double)(shares[i].ppm - shares[i].low);
		double right = w * (double)(shares[i].high - shares[i].ppm);

		mean += w * (double)shares[i].ppm;
		less += left * left;
		more += right * right;
	}
	return (struct interval){nearest(mean),
	    within(down(mean - sqrt(less)), 0, ONE),
	    within(up(mean + sqrt(more)), 0, ONE)};
}

/* ---- quantiles ---- */

/* The binomial law, each term held against that of its mode, from which it is
 * reckoned term by term: nothing overflows, and what is left out is below
 * 1e-18 of the mode. */
struct law {
	uint64_t n, mode;
	double odds; /* q / (1 - q) */
	double sum;  /* of all terms */
};

#define NEGLIGIBLE 1e-18

static double
above(const struct law *l, uint64_t k, double term)
{
	return term * (double)(l->n - k) / (double)(k + 1) * l->odds;
}

static double
below(const struct law *l, uint64_t k, double term)
{
	return term * (double)k / (double)(l->n - k + 1) / l->odds;
}

static struct law
law_of(uint64_t n, int64_t ppm)
{
	double q = (double)ppm / ONE;
	struct law l = {.n = n, .odds = q / (1 - q), .sum = 1};
	double term = 1;

	l.mode = (uint64_t)((double)n * q);
	for (uint64_t k = l.mode; k < n && term > NEGLIGIBLE; k++) {
		term = above(&l, k, term);
		l.sum += term;
	}
	term = 1;
	for (uint64_t k = l.mode; k > 0 && term > NEGLIGIBLE; k--) {
		term = below(&l, k, term);
		l.sum += term;
	}
	return l;
}

/* lowest: the largest k with P(X < k) within the tail. */
static uint64_t
lowest(const struct law *l)
{
	double room = l->sum * TAIL;
	double term = 1;
	double tail = 1; /* P(X <= k), from the bottom */
	uint64_t k = l->mode;

	for (uint64_t i = k; i > 0 && term > NEGLIGIBLE; i--) {
		term = below(l, i, term);
		tail += term;
	}
	for (term = 1; tail > room && k > 0; k--) {
		tail -= term;
		term = below(l, k, term);
	}
	return tail > room ? 0 : k + 1;
}

/* highest: the smallest k with P(X >= k) within the tail. */
static uint64_t
highest(const struct law *l)
{
	double room = l->sum * TAIL;
	double term = 1;
	double tail = 1; /* P(X >= k), from the top */
	uint64_t k = l->mode;

	for (uint64_t i = k; i < l->n && term > NEGLIGIBLE; i++) {
		term = above(l, i, term);
		tail += term;
	}
	for (term = 1; tail > room && k < l->n; k++) {
		tail -= term;
		term = above(l, k, term);
	}
	return tail > room ? l->n + 1 : k;
}

struct interval_places
interval_quantile(uint64_t n, int64_t ppm)
{
	struct law l = law_of(n, ppm);
	uint64_t at = (uint64_t)(((double)n * (double)ppm + ONE - 1) / ONE);

	return (struct interval_places){at == 0  ? 1
					: at > n ? n
						 : at,
	    lowest(&l), highest(&l)};
}
