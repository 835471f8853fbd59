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

/* grading_falls: for each rule, where a state has its grade by it and a worse
 * one a milder grade: the test by which it ceases to hold; else NULL. Worse
 * are more alarms, reports and time, lower levels. Every state that the table
 * can tell from another is looked at; where these are more than 65,536, or
 * the table asks for more than eleven things, a rule is named if one of its
 * tests may cease to hold at all. `by` has room for every rule. */
void grading_falls(
    const struct organisation *org, const struct condition_op **by);

/* grading_is_total: does the author say of every state which grade it has?
 * So he does if a rule holds while nothing has happened, and none falls; or
 * if he speaks of IV at all, which all others are. True without rules. */
bool grading_is_total(const struct organisation *org);

#endif
