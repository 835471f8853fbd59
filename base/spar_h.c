/* SPDX-License-Identifier: Apache-2.0 */
#include "base/spar_h.h"

#include <stddef.h>

enum { ONE = 1000, LEVELS = 5, NEGATIVE = 3 };
enum { NONE = 0, CERTAIN = -1 }; /* no level of this kind; always an error */

const char *const spar_h_kinds[] = {"diagnosis", "action", NULL};
const char *const spar_h_time[] = {
    "inadequate", "barely", "nominal", "extra", "expansive", NULL};
const char *const spar_h_stress[] = {"extreme", "high", "nominal", NULL};
const char *const spar_h_complexity[] = {
    "high", "moderate", "nominal", "obvious", NULL};
const char *const spar_h_experience[] = {"low", "nominal", "high", NULL};
const char *const spar_h_procedures[] = {
    "missing", "incomplete", "poor", "nominal", "by_symptom", NULL};
const char *const spar_h_ergonomics[] = {
    "misleading", "poor", "nominal", "good", NULL};
const char *const spar_h_fitness[] = {"unfit", "degraded", "nominal", NULL};
const char *const spar_h_processes[] = {"poor", "nominal", "good", NULL};

/* Multipliers in thousandths: of diagnosis, of action. */
static const int32_t table[SPAR_H_FACTORS][LEVELS][SPAR_H_KINDS] = {
    [SPAR_H_TIME] = {{CERTAIN, CERTAIN}, {10000, 10000}, {ONE, ONE}, {100, 100},
	{10, 10}},
    [SPAR_H_STRESS] = {{5000, 5000}, {2000, 2000}, {ONE, ONE}},
    [SPAR_H_COMPLEXITY] = {{5000, 5000}, {2000, 2000}, {ONE, ONE}, {100, NONE}},
    [SPAR_H_EXPERIENCE] = {{10000, 3000}, {ONE, ONE}, {500, 500}},
    [SPAR_H_PROCEDURES] = {{50000, 50000}, {20000, 20000}, {5000, 5000},
	{ONE, ONE}, {500, NONE}},
    [SPAR_H_ERGONOMICS] = {{50000, 50000}, {10000, 10000}, {ONE, ONE},
	{500, 500}},
    [SPAR_H_FITNESS] = {{CERTAIN, CERTAIN}, {5000, 5000}, {ONE, ONE}},
    [SPAR_H_PROCESSES] = {{2000, 5000}, {ONE, ONE}, {800, 500}},
};

int
spar_h_has(enum spar_h_kind kind, enum spar_h_factor factor, int32_t level)
{
	return table[factor][level][kind] != NONE;
}

int32_t
spar_h_time_level(enum spar_h_kind kind, span_ms has, span_ms needs)
{
	enum { INADEQUATE, BARELY, NOMINAL, EXTRA, EXPANSIVE };

	if (kind == SPAR_H_DIAGNOSIS) {
		if (3 * has < 2 * needs)
			return INADEQUATE;
		if (has < needs)
			return BARELY;
		if (has == needs || has <= 30 * SPAN_MINUTE)
			return NOMINAL;
		return has <= 2 * needs ? EXTRA : EXPANSIVE;
	}
	if (has < needs)
		return INADEQUATE;
	if (10 * has < 11 * needs)
		return BARELY;
	if (has < 5 * needs)
		return NOMINAL;
	return has < 50 * needs ? EXTRA : EXPANSIVE;
}

int32_t
spar_h_odds(enum spar_h_kind kind, const int32_t level[SPAR_H_FACTORS])
{
	double nominal = kind == SPAR_H_DIAGNOSIS ? 0.01 : 0.001;
	double product = 1;
	double odds;
	int negative = 0;

	for (int i = 0; i < SPAR_H_FACTORS; i++) {
		int32_t m = table[i][level[i]][kind];

		if (m == CERTAIN)
			return 1000000;
		negative += m > ONE;
		product = product * m / ONE;
	}
	odds = nominal * product;
	if (negative >= NEGATIVE)
		odds = odds / (nominal * (product - 1) + 1);
	return odds >= 1 ? 1000000 : (int32_t)(odds * 1000000 + 0.5);
}
