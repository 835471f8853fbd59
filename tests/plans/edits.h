/* SPDX-License-Identifier: Apache-2.0 */
/* tests/plans/edits.h -- a sound plan, and what one edit makes wrong of it. */
#ifndef TESTS_PLANS_EDITS_H
#define TESTS_PLANS_EDITS_H

#include <stddef.h>

struct arena;

/* What is found when `old`, which stands in the sound plan once, becomes
 * `new`. The line and column are of the edited text; lengths of time are
 * reckoned by hand from the sound plan. */
struct edit {
	const char *old;
	const char *new;
	const char *found;
};

/* edits_clean: the text of the sound plan. */
const char *edits_clean(struct arena *a);

/* edits_make: a plan in which `old`, which stands there once, became `new`. */
const char *edits_make(
    struct arena *a, const char *plan, const char *old, const char *new);

/* edits_check: what is found in a plan's text, a line each. */
const char *edits_check(struct arena *a, const char *json);

/* edits_run: does each edit alone make wrong what it should? */
void edits_run(const struct edit *edits, size_t n);

#endif
