/* SPDX-License-Identifier: Apache-2.0 */
/* plans/procedure.h -- procedures as documents write them: steps, what they
 * need, what they change, what people may do wrong. Knows no scene. */
#ifndef PLANS_PROCEDURE_H
#define PLANS_PROCEDURE_H

#include <stdbool.h>

struct effect;
struct record;
struct step;

/* procedure_record: how a plan's procedures are read. */
extern const struct record procedure_record;

/* procedure_declares: did the author write this member of the step? */
bool procedure_declares(const struct step *step, const char *member);

/* procedure_raises: does it set the service's own level? One that speaks of
 * capacity alone leaves it as it was. */
bool procedure_raises(const struct effect *effect);

#endif
