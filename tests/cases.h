/* SPDX-License-Identifier: Apache-2.0 */
/* tests/cases.h -- documents as cases: what a reader found wrong, as lines
 * one can compare, and folders of documents with the lines expected. */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <stddef.h>

struct arena;
struct document;
struct faults;
struct record;

/* cases_arena: an arena, or the test has failed. */
struct arena *cases_arena(size_t cap);

/* cases_document: a document from a string; NULL if it does not parse. */
const struct document *cases_document(
    struct arena *a, const char *json, struct faults *faults);

/* cases_faults: every fault as a line, sorted as the cli prints them:
 *     error range /people/0/answers 3:14 low=0 high=1
 * and "-" for the path of one that has a place in the text alone. */
const char *cases_faults(struct arena *a, struct faults *faults);

/* cases_run: read input.json of each folder in tests/cases/KIND/valid and
 * invalid; what `read` finds wrong must be expected.txt to the letter, behind
 * a first line "shape", "meaning" or "text" where it is invalid. A valid case
 * has no such file: it has no fault. */
void cases_run(const char *kind,
    void (*read)(struct arena *a, const char *path, struct faults *faults));

/* cases_schema: does the file in the tree hold this record's schema? */
void cases_schema(
    const char *path, const struct record *record, const char *title);

#endif
