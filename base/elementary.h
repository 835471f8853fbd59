/* SPDX-License-Identifier: Apache-2.0 */
/* base/elementary.h -- logarithm, exponential and the special functions that
 * distributions need, built from + - * / and sqrt alone, which IEEE 754
 * rounds alike everywhere. The C library's own differ from machine to
 * machine, and a signed result must not. Right to about 1e-15, the gamma and
 * beta families to 1e-12 of the whole and their inverses to 1e-12 of x.
 * Knows no unit and nothing of how durations are written. */
#ifndef BASE_ELEMENTARY_H
#define BASE_ELEMENTARY_H

/* elementary_log: the natural logarithm of a normal number x > 0. */
double elementary_log(double x);

/* elementary_log1p: log(1 + x), exact near 0 too; x > -1.
 * Source: Kahan's correction, in Higham, Accuracy and Stability, 1.14.1. */
double elementary_log1p(double x);

/* elementary_exp: e to the x; 0 below -708, and never above e to the 709. */
double elementary_exp(double x);

/* elementary_pow: x to the y, for x >= 0 and y > 0. */
double elementary_pow(double x, double y);

/* elementary_log_gamma: log of the gamma function, x > 0.
 * Source: Abramowitz and Stegun 6.1.15 and 6.1.40. */
double elementary_log_gamma(double x);

/* elementary_normal: the standard normal distribution function. */
double elementary_normal(double z);

/* elementary_normal_quantile: its inverse, 0 < p < 1.
 * Source: Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 1988. */
double elementary_normal_quantile(double p);

/* elementary_gamma: the regularised lower incomplete gamma function P(a, x),
 * 0 < a <= 1000, x >= 0. Source: DLMF 8.7.1, 8.9.2. */
double elementary_gamma(double a, double x);

/* elementary_gamma_quantile: the x with P(a, x) = p, 0 < p < 1. */
double elementary_gamma_quantile(double a, double p);

/* elementary_beta: the regularised incomplete beta function I_x(a, b),
 * 1 <= a, b <= 1000, 0 <= x <= 1. Source: DLMF 8.17.8. */
double elementary_beta(double a, double b, double x);

/* elementary_beta_quantile: the x with I_x(a, b) = p, 0 < p < 1. */
double elementary_beta_quantile(double a, double b, double p);

#endif
