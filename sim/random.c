/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/random.h"

#include <assert.h>
#include <string.h>

#include "base/digest.h"

enum { MILLION = 1000000 };

uint64_t
random_entity(const char *kind, const char *id)
{
	struct digester d;
	struct digest sum;
	uint64_t entity = 0;

	digest_start(&d);
	digest_add(&d, kind, strlen(kind) + 1);
	digest_add(&d, id, strlen(id));
	sum = digest_end(&d);
	for (int i = 0; i < 8; i++)
		entity = entity << 8 | sum.byte[i];
	return entity;
}

uint32_t
random_threshold(uint32_t ppm)
{
	assert(ppm <= MILLION);
	if (ppm == MILLION)
		return RANDOM_ALWAYS;
	return (uint32_t)((((uint64_t)ppm << 32) + MILLION / 2) / MILLION);
}
