/* SPDX-License-Identifier: Apache-2.0 */
#include "base/dist.h"

#include <assert.h>
#include <math.h> /* sqrt alone: IEEE 754 rounds it correctly */
#include <stddef.h>

#include "base/elementary.h"

#define MILLION 1e6

struct dist
dist_fixed(span_ms a)
{
	return (struct dist){.kind = DIST_FIXED, .a = a};
}

static double
share(int64_t ppm)
{
	return (double)ppm / MILLION;
}

/* whole: rounded half up, in bounds. */
static span_ms
whole(double ms)
{
	if (ms <= 0)
		return 0;
	if (ms >= (double)SPAN_LONGEST)
		return SPAN_LONGEST;
	return (span_ms)(ms + 0.5);
}

int64_t
dist_sigma_of_p95(span_ms median, span_ms p95)
{
	double ratio = (double)p95 / (double)median;

	return (int64_t)(elementary_log(ratio) * MILLION /
			     elementary_normal_quantile(0.95) +
			 0.5);
}

/* Beyond the mode by way of the distance from `a`, which never cancels. */
static double
triangular(double a, double b, double c, double p)
{
	double all = c - a;
	double over;

	if (all == 0)
		return a;
	if (p * all < b - a)
		return a + sqrt(p * all * (b - a));
	over = sqrt((1 - p) * all * (c - b));
	return a + all * (b - a + p * (c - b)) / (all + over);
}

/* pert_alpha: the first shape of the beta; the two sum to 6. */
static double
pert_alpha(const struct dist *d)
{
	return 1 + 4 * (double)(d->b - d->a) / (double)(d->c - d->a);
}

static double
pert(const struct dist *d, double p)
{
	double alpha;

	if (d->a == d->c)
		return (double)d->a;
	alpha = pert_alpha(d);
	return (double)d->a + (double)(d->c - d->a) *
				  elementary_beta_quantile(alpha, 6 - alpha, p);
}

static double
empirical(const struct dist *d, double p)
{
	double at = p * d->n;
	uint32_t i = (uint32_t)at;

	if (i == at && i > 0)
		i--;
	return (double)d->values[i < d->n ? i : d->n - 1];
}

static double
unbounded_quantile(const struct dist *d, double p)
{
	double a = (double)d->a;
	double shape = share(d->shape_ppm);

	assert(d->kind != DIST_MIXTURE);
	switch (d->kind) {
	case DIST_FIXED:
		return a;
	case DIST_UNIFORM:
		return a + p * (double)(d->b - d->a);
	case DIST_TRIANGULAR:
		return triangular(a, (double)d->b, (double)d->c, p);
	case DIST_PERT:
		return pert(d, p);
	case DIST_LOGNORMAL:
		return a *
		       elementary_exp(shape * elementary_normal_quantile(p));
	case DIST_EXPONENTIAL:
		return a * -elementary_log1p(-p);
	case DIST_WEIBULL:
		return a * elementary_pow(-elementary_log1p(-p), 1 / shape);
	case DIST_GAMMA:
		return a * elementary_gamma_quantile(shape, p) / shape;
	case DIST_EMPIRICAL:
		return empirical(d, p);
	case DIST_MIXTURE:
		break;
	}
	return 0;
}

double
dist_quantile(const struct dist *d, double p)
{
	double ms = unbounded_quantile(d, p);

	if (ms < 0)
		return 0;
	return ms < (double)SPAN_LONGEST ? ms : (double)SPAN_LONGEST;
}

static double
triangular_share(double a, double b, double c, double x)
{
	if (x <= a)
		return 0;
	if (x >= c)
		return 1;
	if (x < b)
		return (x - a) * (x - a) / ((c - a) * (b - a));
	return 1 - (c - x) * (c - x) / ((c - a) * (c - b));
}

static double
empirical_share(const struct dist *d, double x)
{
	uint32_t n = 0;

	while (n < d->n && (double)d->values[n] < x)
		n++;
	return (double)n / d->n;
}

/* share_below: the distribution function at x > 0, where d varies. */
static double
share_below(const struct dist *d, double x)
{
	double a = (double)d->a;
	double b = (double)d->b;
	double c = (double)d->c;
	double shape = share(d->shape_ppm);

	assert(d->kind != DIST_FIXED && d->kind != DIST_MIXTURE);
	switch (d->kind) {
	case DIST_UNIFORM:
		return x <= a ? 0 : x >= b ? 1 : (x - a) / (b - a);
	case DIST_TRIANGULAR:
		return triangular_share(a, b, c, x);
	case DIST_PERT:
		return elementary_beta(
		    pert_alpha(d), 6 - pert_alpha(d), (x - a) / (c - a));
	case DIST_LOGNORMAL:
		return elementary_normal(elementary_log(x / a) / shape);
	case DIST_EXPONENTIAL:
		return 1 - elementary_exp(-x / a);
	case DIST_WEIBULL:
		return 1 - elementary_exp(-elementary_pow(x / a, shape));
	case DIST_GAMMA:
		return elementary_gamma(shape, x / a * shape);
	case DIST_EMPIRICAL:
		return empirical_share(d, x);
	case DIST_FIXED:
	case DIST_MIXTURE:
		break;
	}
	return 0;
}

/* mixed_share: the share of draws, each rounded to whole ms, up to m. */
static double
mixed_share(const struct dist *d, span_ms m)
{
	double sum = 0;

	for (uint32_t i = 0; i < d->n; i++) {
		const struct dist *part = d->parts[i];
		double below;

		if (dist_is_fixed(part))
			below = dist_quantile_ms(part, 500000) <= m;
		else
			below = share_below(part, (double)m + 0.5);
		sum += d->weights_ppm[i] * below;
	}
	return sum / MILLION;
}

static span_ms
mixture_quantile(const struct dist *d, int32_t p_ppm)
{
	span_ms low = 0;
	span_ms high = SPAN_LONGEST;

	while (low < high) {
		span_ms middle = low + (high - low) / 2;

		if (mixed_share(d, middle) >= share(p_ppm))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

span_ms
dist_quantile_ms(const struct dist *d, int32_t p_ppm)
{
	if (d->kind == DIST_MIXTURE)
		return mixture_quantile(d, p_ppm);
	if (d->kind == DIST_EMPIRICAL) /* exactly: 0.07 * 100 is above 7 */
		return d
		    ->values[((int64_t)p_ppm * d->n + 999999) / 1000000 - 1];
	return whole(dist_quantile(d, share(p_ppm)));
}

static bool
mixture_is_fixed(const struct dist *d)
{
	for (uint32_t i = 0; i < d->n; i++) {
		if (!dist_is_fixed(d->parts[i]) ||
		    dist_quantile_ms(d->parts[i], 500000) !=
			dist_quantile_ms(d->parts[0], 500000))
			return false;
	}
	return true;
}

bool
dist_is_fixed(const struct dist *d)
{
	switch (d->kind) {
	case DIST_FIXED:
		return true;
	case DIST_UNIFORM:
		return d->a == d->b;
	case DIST_TRIANGULAR:
	case DIST_PERT:
		return d->a == d->c;
	case DIST_LOGNORMAL:
		return d->a == 0 || d->shape_ppm == 0;
	case DIST_EXPONENTIAL:
	case DIST_WEIBULL:
	case DIST_GAMMA:
		return d->a == 0;
	case DIST_EMPIRICAL:
		return d->values[0] == d->values[d->n - 1];
	case DIST_MIXTURE:
		return mixture_is_fixed(d);
	}
	return false;
}
