/* SPDX-License-Identifier: Apache-2.0 */
/* base/possible.h -- can a condition ever hold? Decided over all values its
 * symbols may have, each for itself: what is said to be impossible is so;
 * what two symbols have to do with each other is not known here. */
#ifndef BASE_POSSIBLE_H
#define BASE_POSSIBLE_H

#include <stdbool.h>
#include <stdint.h>

struct condition;

/* The whole numbers a symbol may have, both ends among them. */
struct possible_range {
	int64_t low, high;
};

/* possible_is: may it ever hold, or, with `wanted` false, ever not hold, where
 * `range` says what each symbol may be? An empty condition never holds. True,
 * too, where telling would take too long. */
bool possible_is(const struct condition *c, bool wanted,
    struct possible_range (*range)(
	const void *cookie, int32_t symbol, int32_t on),
    const void *cookie);

#endif
