/* SPDX-License-Identifier: Apache-2.0 */
/* base/error.h -- what went wrong outside the documents: the system, a file,
 * a key. Knows a word's id and the place; does not know any language. Faults
 * of the user's documents are lists: base/faults.h. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#if defined(__GNUC__)
#define MUST_CHECK __attribute__((warn_unused_result))
#else
#define MUST_CHECK
#endif

enum error_kind {
	ERROR_NONE,
	ERROR_INPUT,     /* the user gave something unusable */
	ERROR_SYSTEM,    /* I/O or memory */
	ERROR_INVALID,   /* bytes that should verify do not */
	ERROR_UNTRUSTED, /* they verify, under a key nobody vouched for */
	ERROR_PARTIAL    /* true as far as it goes, but it ends too soon */
};

struct error {
	enum error_kind kind;
	const char *id;   /* the word that says it: words/xx.json "error.…" */
	char where[192];  /* file, or file:line; a long one keeps its tail */
	char detail[192]; /* the argument {detail} of the word; may be "" */
			  /* Both as they may be shown (text_tame). */
};

#define ERROR_INIT                                                             \
	{                                                                      \
		ERROR_NONE, "", "", ""                                         \
	}

/* error_set: note what went wrong, unless something was noted already.
 * Owns:   `id` must be a literal; the rest is copied, cut to fit.
 * Return: -1 always, so that callers may `return error_set(…)`. */
int error_set(struct error *err, enum error_kind kind, const char *id,
    const char *where, const char *detail);

/* error_system: the same for a failed system call; the detail is errno's
 * own words. Return: -1 always. */
int error_system(struct error *err, const char *id, const char *where);

/* error_is_set: has anything been noted? */
bool error_is_set(const struct error *err);

#endif
