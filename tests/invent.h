/* SPDX-License-Identifier: Apache-2.0 */
/* tests/invent.h -- plans and scenarios that nobody would write: sound, small
 * and otherwise arbitrary, so that laws can be tried on thousands of them. */
#ifndef TESTS_INVENT_H
#define TESTS_INVENT_H

#include <stdint.h>

struct arena;
struct stage;
struct text;

/* invent_stage: the number-th plan and scenario, compiled; always the same
 * for the same number. `folder` is where the documents are put; what was
 * there is overwritten. */
const struct stage *invent_stage(
    struct arena *a, const char *folder, uint32_t number);

/* invent_put: write one of the folder's documents. */
void invent_put(
    struct arena *a, const char *folder, const char *name, struct text *t);

/* invent_reversed: the same with the rows of its grading table in the other
 * order. */
const struct stage *invent_reversed(
    struct arena *a, const char *folder, uint32_t number);

/* invent_folder: a new folder of its own; invent_remove takes it away. */
const char *invent_folder(struct arena *a);
void invent_remove(struct arena *a, const char *folder);

#endif
