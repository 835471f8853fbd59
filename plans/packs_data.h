/* SPDX-License-Identifier: Apache-2.0 */
/* plans/packs_data.h -- the packs that packs/embed.py writes into the
 * program; for plans/pack alone. */
#ifndef PLANS_PACKS_DATA_H
#define PLANS_PACKS_DATA_H

#include <stddef.h>

struct packs_data {
	const char *id;
	const char *name; /* of the file it was */
	const unsigned char *at;
	size_t len;
};

extern const struct packs_data packs_data[]; /* by id */
extern const size_t packs_data_n;

#endif
