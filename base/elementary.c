/* SPDX-License-Identifier: Apache-2.0 */
#include "base/elementary.h"

#include <math.h> /* sqrt alone: IEEE 754 rounds it correctly */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* ln 2 in two parts: LN2_HIGH has 32 bits, so k * LN2_HIGH is exact. */
#define LN2_HIGH      0x1.62e42feep-1
#define LN2_LOW       0x1.a39ef35793c76p-33
#define SQRT2         0x1.6a09e667f3bcdp+0
#define HALF_LOG_2_PI 0.91893853320467274178

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* horner: c[0] x^(n-1) + … + c[n-1]. */
static double
horner(const double *c, size_t n, double x)
{
	double sum = c[0];

	for (size_t i = 1; i < n; i++)
		sum = sum * x + c[i];
	return sum;
}

/* split: x as m * 2^k with m in [sqrt(1/2), sqrt(2)). */
static double
split(double x, int *k)
{
	uint64_t bits;
	double m;

	memcpy(&bits, &x, sizeof(bits));
	*k = (int)(bits >> 52) - 1023;
	bits = (bits & 0x000fffffffffffff) | 0x3ff0000000000000;
	memcpy(&m, &bits, sizeof(m));
	if (m >= SQRT2) {
		m /= 2;
		*k += 1;
	}
	return m;
}

double
elementary_log(double x)
{
	/* log m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + …), |s| < 0.172 */
	static const double odd[] = {1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17,
	    1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3};
	int k;
	double m = split(x, &k);
	double s = (m - 1) / (m + 1);
	double rest = 2 * s * (s * s) * horner(odd, COUNT(odd), s * s);

	return k * LN2_HIGH + (2 * s + (rest + k * LN2_LOW));
}

double
elementary_log1p(double x)
{
	double u = 1 + x;

	return u == 1 ? x : elementary_log(u) * x / (u - 1);
}

/* power_of_two: 2^k, -1022 <= k <= 1023. */
static double
power_of_two(int k)
{
	uint64_t bits = (uint64_t)(k + 1023) << 52;
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

double
elementary_exp(double x)
{
	/* the Taylor series from r^2 on, for |r| <= ln(2) / 2 */
	static const double taylor[] = {1.0 / 6227020800, 1.0 / 479001600,
	    1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
	    1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2};
	double r;
	int k;

	if (x < -708)
		return 0;
	if (x > 709)
		x = 709;
	k = (int)(x / (LN2_HIGH + LN2_LOW) + (x < 0 ? -0.5 : 0.5));
	r = x - k * LN2_HIGH - k * LN2_LOW;
	r = 1 + (r + r * r * horner(taylor, COUNT(taylor), r));
	return r * power_of_two(k);
}

double
elementary_pow(double x, double y)
{
	return x == 0 ? 0 : elementary_exp(y * elementary_log(x));
}

double
elementary_log_gamma(double x)
{
	/* Stirling's series in 1/x^2; from 10 on, seven terms suffice */
	static const double stirling[] = {1.0 / 156, -691.0 / 360360,
	    1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12};
	double below = 1;

	while (x < 10) {
		below *= x;
		x += 1;
	}
	return (x - 0.5) * elementary_log(x) - x + HALF_LOG_2_PI +
	       horner(stirling, COUNT(stirling), 1 / (x * x)) / x -
	       elementary_log(below);
}

double
elementary_normal_quantile(double p)
{
	static const double a[] = {2509.0809287301226727, 33430.575583588128105,
	    67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
	    1971.5909503065514427, 133.14166789178437745, 3.387132872796366608};
	static const double b[] = {5226.495278852545925, 28729.085735721942674,
	    39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
	    687.1870074920579083, 42.313330701600911252, 1};
	static const double c[] = {7.7454501427834140764e-4,
	    .0227238449892691845833, .24178072517745061177,
	    1.27045825245236838258, 3.64784832476320460504,
	    5.7694972214606914055, 4.6303378461565452959,
	    1.42343711074968357734};
	static const double d[] = {1.05075007164441684324e-9,
	    5.475938084995344946e-4, .0151986665636164571966,
	    .14810397642748007459, .68976733498510000455, 1.6763848301838038494,
	    2.05319162663775882187, 1};
	static const double e[] = {2.01033439929228813265e-7,
	    2.71155556874348757815e-5, .0012426609473880784386,
	    .026532189526576123093, .29656057182850489123,
	    1.7848265399172913358, 5.4637849111641143699,
	    6.6579046435011037772};
	static const double f[] = {2.04426310338993978564e-15,
	    1.4215117583164458887e-7, 1.8463183175100546818e-5,
	    7.868691311456132591e-4, .0148753612908506148525,
	    .13692988092273580531, .59983220655588793769, 1};
	double q = p - 0.5;
	double r = 0.180625 - q * q;
	double z;

	if (r >= 0) /* |q| <= 0.425 */
		return q * horner(a, 8, r) / horner(b, 8, r);
	r = sqrt(-elementary_log(q < 0 ? p : 1 - p));
	z = r <= 5 ? horner(c, 8, r - 1.6) / horner(d, 8, r - 1.6)
		   : horner(e, 8, r - 5) / horner(f, 8, r - 5);
	return q < 0 ? -z : z;
}

/* The logarithm of one tail of a distribution at x = e^y, and its slope in
 * y. Gamma and beta (a, b >= 1) have log-concave densities in y, hence
 * log-concave tails: Newton's steps on them overshoot at most once, and then
 * to the side from which they cannot. */
struct tail {
	double log;
	double slope;
};

struct family {
	double a;
	double b;         /* beta only */
	double log_scale; /* log of Gamma(a), or of B(a, b) */
};

/* solve: the x at which the logarithm of the tail is `target`, from e^y. */
static double
solve(struct tail (*tail_at)(const struct family *, double y),
    const struct family *f, double y, double target)
{
	for (int i = 0; i < 200; i++) {
		struct tail t = tail_at(f, y);
		double step = (target - t.log) / t.slope;

		y += step;
		if (step < 1e-9 && step > -1e-9)
			break; /* quadratic: what remains is below 1e-16 */
	}
	return elementary_exp(y);
}

static struct family
gamma_family(double a)
{
	return (struct family){.a = a, .log_scale = elementary_log_gamma(a)};
}

/* P(a, x) = x^a e^-x / Gamma(a) * sum of x^n / (a (a + 1) … (a + n)). */
static struct tail
gamma_lower(const struct family *f, double y)
{
	double x = elementary_exp(y);
	double term = 1 / f->a;
	double sum = term;

	for (int n = 1; term > sum * 1e-17; n++) {
		term *= x / (f->a + n);
		sum += term;
	}
	return (struct tail){
	    f->a * y - x - f->log_scale + elementary_log(sum), 1 / sum};
}

/* fraction: the continued fraction of Q(a, x) / (x^a e^-x / Gamma(a)) for
 * x >= a + 1, where no denominator comes near 0. Source: DLMF 8.9.2, even
 * part; the modified Lentz algorithm. */
static double
fraction(double a, double x)
{
	double b = x + 1 - a;
	double d = 1 / b;
	double h = d;
	double c = 1e300;

	for (int i = 1; i < 10000; i++) {
		double over = -i * (i - a);
		double by;

		b += 2;
		d = 1 / (over * d + b);
		c = b + over / c;
		by = c * d;
		h *= by;
		if (by - 1 < 4e-16 && by - 1 > -4e-16)
			break;
	}
	return h;
}

static struct tail
gamma_upper(const struct family *f, double y)
{
	double x = elementary_exp(y);

	if (x < f->a + 1) {
		struct tail lower = gamma_lower(f, y);
		double p = elementary_exp(lower.log);

		return (struct tail){
		    elementary_log1p(-p), -p * lower.slope / (1 - p)};
	}
	double h = fraction(f->a, x);

	return (struct tail){
	    f->a * y - x - f->log_scale + elementary_log(h), -1 / h};
}

double
elementary_gamma(double a, double x)
{
	struct family f = gamma_family(a);

	if (x <= 0)
		return 0;
	if (x < a + 1)
		return elementary_exp(gamma_lower(&f, elementary_log(x)).log);
	return 1 - elementary_exp(gamma_upper(&f, elementary_log(x)).log);
}

/* gamma_guess: log of a first guess: Wilson and Hilferty's cube, unless the
 * leading term of P, a lower bound, is higher. */
static double
gamma_guess(const struct family *f, double p)
{
	double a = f->a;
	double z = elementary_normal_quantile(p);
	double cube = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
	double least =
	    (elementary_log(p) + f->log_scale + elementary_log(a)) / a;
	double y;

	if (cube <= 0)
		return least;
	y = elementary_log(a) + 3 * elementary_log(cube);
	return y > least ? y : least;
}

double
elementary_gamma_quantile(double a, double p)
{
	struct family f = gamma_family(a);
	double y = gamma_guess(&f, p);

	if (p <= 0.5)
		return solve(gamma_lower, &f, y, elementary_log(p));
	return solve(gamma_upper, &f, y, elementary_log(1 - p));
}

static struct family
beta_family(double a, double b)
{
	double scale = elementary_log_gamma(a) + elementary_log_gamma(b) -
		       elementary_log_gamma(a + b);

	return (struct family){.a = a, .b = b, .log_scale = scale};
}

/* I_x(a, b) = x^a (1 - x)^b / B(a, b) * sum of
 * (a + b) … (a + b + n - 1) x^n / (a (a + 1) … (a + n)). */
static struct tail
beta_lower(const struct family *f, double y)
{
	double x = elementary_exp(y);
	double term = 1 / f->a;
	double sum = term;

	for (int n = 1; term > sum * 1e-17; n++) {
		term *= x * (f->a + f->b + n - 1) / (f->a + n);
		sum += term;
	}
	return (struct tail){f->a * y + f->b * elementary_log1p(-x) -
				 f->log_scale + elementary_log(sum),
	    1 / ((1 - x) * sum)};
}

double
elementary_beta(double a, double b, double x)
{
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;
	if (x > 0.5)
		return 1 - elementary_beta(b, a, 1 - x);
	struct family f = beta_family(a, b);

	return elementary_exp(beta_lower(&f, elementary_log(x)).log);
}

double
elementary_beta_quantile(double a, double b, double p)
{
	if (p > 0.5)
		return 1 - elementary_beta_quantile(b, a, 1 - p);
	struct family f = beta_family(a, b);
	double log_p = elementary_log(p);
	/* the leading term bounds I from above: we start left of the root */
	double y = (log_p + f.log_scale + elementary_log(a)) / a;

	return solve(beta_lower, &f, y, log_p);
}

double
elementary_normal(double z)
{
	double half = elementary_gamma(0.5, z * z / 2) / 2;

	return z < 0 ? 0.5 - half : 0.5 + half;
}
