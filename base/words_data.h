/* SPDX-License-Identifier: Apache-2.0 */
/* base/words_data.h -- the table that words/embed.py writes; for base/words
 * alone. */
#ifndef BASE_WORDS_DATA_H
#define BASE_WORDS_DATA_H

#include <stddef.h>

struct word {
	const char *id;
	const char *text[2]; /* by enum language */
};

extern const struct word words_data[]; /* by id, as strcmp orders them */
extern const size_t words_data_n;

#endif
