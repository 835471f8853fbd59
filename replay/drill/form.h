/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/form.h -- a warning is verified field by field (预警核实单):
 * the time that verifying takes is shared among the fields of the plan's form,
 * each of which is a fact. Source: docs/semantics.md, 3. */
#ifndef REPLAY_DRILL_FORM_H
#define REPLAY_DRILL_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct drill;

/* form_begin: an attempt at the task begins that takes so long. Return: how
 * long it takes to its first field, or to its end if it has no form. */
span_ms form_begin(struct drill *d, uint32_t task, span_ms length);

/* form_goes_on: the task's next field is answered, if it has a form: say so.
 * Return: are there more? The next is due then. */
bool form_goes_on(struct drill *d, uint32_t task);

#endif
