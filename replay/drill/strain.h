/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/strain.h -- what makes people err, and work slow: stress, and
 * tools that are impaired. Knows the people and what each has in hand; what
 * comes of an attempt is the tasks'.
 * Source: docs/semantics.md, 17. */
#ifndef REPLAY_DRILL_STRAIN_H
#define REPLAY_DRILL_STRAIN_H

#include <stdint.h>

#include "base/span.h"

struct drill;

/* strain_fails: the odds that an attempt begun now fails, ppm: by itself, or
 * because its people err in what they do; after a failure more likely than
 * not, unless independent. */
int32_t strain_fails(const struct drill *d, uint32_t task);

/* strain_seems: the odds that what does not fail has no effect, ppm: by
 * itself, or because its people diagnose wrongly; after a wrong diagnosis
 * more likely than not, unless independent. */
int32_t strain_seems(const struct drill *d, uint32_t task);

/* strain_press: the task's people begin an attempt: take down how well the
 * time they have does, where that is the drill's, and say so where it is not
 * as declared, or where one of them is tired. */
void strain_press(struct drill *d, uint32_t task);

/* strain_take: the task's people take up its tools, and find how slow they
 * are. */
void strain_take(struct drill *d, uint32_t task);

/* strain_work: how long what usually takes so long takes with its tools as they
 * are. Order: after strain_take. */
span_ms strain_work(const struct drill *d, uint32_t task, span_ms length);

/* strain_begin, strain_pass: people are under stress, or a tool is impaired,
 * by the inject; that is over. What is left of work in hand with the tool
 * takes longer, or no longer. */
void strain_begin(struct drill *d, uint32_t inject);
void strain_pass(struct drill *d, uint32_t inject);

#endif
