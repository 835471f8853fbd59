/* SPDX-License-Identifier: Apache-2.0 */
/* base/spar_h.h -- how likely somebody errs, by the worksheets of SPAR-H: a
 * nominal figure for diagnosing and one for acting, times a multiplier for
 * each of eight factors. Knows no document and no drill.
 * Source: NUREG/CR-6883 (2005), worksheets for at-power operation. */
#ifndef BASE_SPAR_H_H
#define BASE_SPAR_H_H

#include <stdint.h>

#include "base/span.h"

enum spar_h_kind { SPAR_H_DIAGNOSIS, SPAR_H_ACTION, SPAR_H_KINDS };

enum spar_h_factor {
	SPAR_H_TIME,
	SPAR_H_STRESS,
	SPAR_H_COMPLEXITY,
	SPAR_H_EXPERIENCE,
	SPAR_H_PROCEDURES,
	SPAR_H_ERGONOMICS,
	SPAR_H_FITNESS,
	SPAR_H_PROCESSES,
	SPAR_H_FACTORS
};

/* The words for the kinds, and for each factor's levels, worst first; ended
 * by NULL. "nominal" is the level of a factor nobody has looked at. */
extern const char *const spar_h_kinds[];
extern const char *const spar_h_time[];
extern const char *const spar_h_stress[];
extern const char *const spar_h_complexity[];
extern const char *const spar_h_experience[];
extern const char *const spar_h_procedures[];
extern const char *const spar_h_ergonomics[];
extern const char *const spar_h_fitness[];
extern const char *const spar_h_processes[];

/* How many levels there are of these. */
enum { SPAR_H_TIMES = 5, SPAR_H_STRESSES = 3 };

/* The place of "nominal" among those words. */
enum {
	SPAR_H_TIME_NOMINAL = 2,
	SPAR_H_STRESS_NOMINAL = 2,
	SPAR_H_COMPLEXITY_NOMINAL = 2,
	SPAR_H_EXPERIENCE_NOMINAL = 1,
	SPAR_H_PROCEDURES_NOMINAL = 3,
	SPAR_H_ERGONOMICS_NOMINAL = 2,
	SPAR_H_FITNESS_DEGRADED = 1,
	SPAR_H_FITNESS_NOMINAL = 2,
	SPAR_H_PROCESSES_NOMINAL = 1
};

/* spar_h_has: is it a level of this kind? Some are of diagnosing alone. */
int spar_h_has(enum spar_h_kind kind, enum spar_h_factor factor, int32_t level);

/* spar_h_time_level: how well the time somebody has does for what the work
 * needs, at the median; `has` may be negative. What the worksheets leave open
 * is ours: a diagnosis barely has time from two thirds of what it needs, an
 * action up to a tenth more than that.
 * Source: NUREG/CR-6883, "available time" of both worksheets. */
int32_t spar_h_time_level(enum spar_h_kind kind, span_ms has, span_ms needs);

/* spar_h_odds: of an error, ppm, rounded half up; 1 at most. With three or
 * more multipliers above 1 the product is corrected, so that it cannot pass 1:
 * HEP = N C / (N (C - 1) + 1), N the nominal figure, C the product.
 * Source: NUREG/CR-6883, part C of both worksheets. */
int32_t spar_h_odds(enum spar_h_kind kind, const int32_t level[SPAR_H_FACTORS]);

#endif
