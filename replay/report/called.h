/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/called.h -- what came of a call-out drill: how soon somebody
 * answered, what was promised, and the roll of all who were called. */
#ifndef REPLAY_REPORT_CALLED_H
#define REPLAY_REPORT_CALLED_H

#include "base/words.h"

struct page;
struct report_input;
struct roll;
struct text;

/* called_sentence: append how soon somebody answered, against the promise. */
void called_sentence(
    struct text *t, enum language language, const struct report_input *in);

/* called_count: append how many were called, and how many answered. */
void called_count(
    struct text *t, enum language language, const struct roll *roll);

/* called_write: the verdict, and the roll as a table. */
void called_write(struct page *p);

#endif
