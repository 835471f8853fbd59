/* SPDX-License-Identifier: Apache-2.0 */
/* plans/grading.h -- is a grading table what such a table must be? Worse
 * states may not be graded milder, and every state should have its rule. Says
 * nothing about faults; that is check's. */
#ifndef PLANS_GRADING_H
#define PLANS_GRADING_H

#include <stdbool.h>

struct condition;
struct condition_op;
struct organisation;

/* grading_falls: the first test by which the condition may cease to hold as
 * things get worse: more alarms, reports and time, lower levels.
 * Return: NULL if there is none. */
const struct condition_op *grading_falls(const struct condition *c);

/* grading_is_total: does the author say of every state which grade it has?
 * So he does if a rule holds while nothing has happened, and none falls; or
 * if he speaks of IV at all, which all others are. True without rules. */
bool grading_is_total(const struct organisation *org);

#endif
