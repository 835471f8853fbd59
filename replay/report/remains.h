/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/remains.h -- what an emergency that was declared over has left
 * to do: services that users still have from their standby, steps nobody did.
 * Read off the facts; knows no page and no terminal. */
#ifndef REPLAY_REPORT_REMAINS_H
#define REPLAY_REPORT_REMAINS_H

#include "base/words.h"

struct report_input;
struct text;

/* remains_say: append one sentence; nothing unless the scene drilled was
 * closed with a service within its reach on its standby. */
void remains_say(
    struct text *t, enum language language, const struct report_input *in);

#endif
