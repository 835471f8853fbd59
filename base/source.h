/* SPDX-License-Identifier: Apache-2.0 */
/* base/source.h -- the publication (出处) a document was reconstructed from. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/fields.h"

struct source {
	const struct value *at;
	const char *title;
	const char *url; /* "" if it has none */
};

struct sources {
	struct source *at;
	uint32_t n;
};

extern const struct record source_record;

#endif
