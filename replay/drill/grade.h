/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/grade.h -- grading (定级), first by the role that grades, then
 * live: the response grade is the worst the table gave within the last
 * `grade_hold`. Raised at once, lowered late. Knows the grading act; what a
 * first grading leads to is the scene's. Source: docs/semantics.md, 3. */
#ifndef REPLAY_DRILL_GRADE_H
#define REPLAY_DRILL_GRADE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct drill;

/* grade_act: the grading act came off. Return: the fact that says so. */
uint32_t grade_act(struct drill *d, uint32_t task);

/* grade_settle: what is known, or the time, has changed: raise the scene's
 * grade, lower it, or ask for its lowering. Nothing before the first grading,
 * nor after the close. */
void grade_settle(struct drill *d, uint32_t scene);

/* grade_next: how long until time alone may change the grade. */
span_ms grade_next(const struct drill *d, uint32_t scene);

#endif
