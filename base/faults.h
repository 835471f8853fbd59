/* SPDX-License-Identifier: Apache-2.0 */
/* base/faults.h -- everything that is wrong with the documents, all at once.
 * A reader adds a fault, puts a harmless value and goes on; the cli prints
 * them in the user's language. Knows word ids, no sentences. */
#ifndef BASE_FAULTS_H
#define BASE_FAULTS_H

#include <stdint.h>

#include "base/words.h"

struct arena;
struct document;
struct value;

enum grade {
	GRADE_NOTE,    /* worth knowing */
	GRADE_FINDING, /* can be simulated, is defective */
	GRADE_ERROR    /* cannot be simulated: refused */
};

enum { FAULTS_MOST = 256, FAULT_ARGS = 4 };

struct fault {
	const char *id; /* "dangling": words "fault.dangling" and its remedy */
	const struct document *document;
	uint32_t position;     /* of the value it is about */
	uint32_t line, column; /* given where no value exists, else 0 */
	enum grade grade;
	uint32_t args_n;
	struct argument args[FAULT_ARGS];
};

struct faults {
	struct arena *arena;
	struct fault *list;
	uint32_t n;      /* kept, at most FAULTS_MOST */
	uint32_t beyond; /* and so many more */
	uint32_t errors; /* of all, kept or not */
	uint32_t findings;
};

/* faults_new: an empty list; grows in `arena`. */
struct faults faults_new(struct arena *arena);

/* faults_add: add a fault about `v`; then pairs of argument name and value,
 * ended by NULL. Owns: `id` and names must be literals, values are copied. */
void faults_add(struct faults *f, enum grade grade, const char *id,
    const struct value *v, ...) __attribute__((sentinel));

/* faults_add_at: the same for a place in the text that is no value. */
void faults_add_at(struct faults *f, enum grade grade, const char *id,
    const struct document *d, uint32_t line, uint32_t column, ...)
    __attribute__((sentinel));

/* faults_errors_in: how many errors are about one document, of those kept;
 * where some were not kept, one of them may have been. */
uint32_t faults_errors_in(const struct faults *f, const struct document *d);

/* faults_sort: by document as first named, then place, errors first at one
 * place; stable. */
void faults_sort(struct faults *f);

#endif
