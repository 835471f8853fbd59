/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/random.h"

#include <assert.h>
#include <string.h>

#include "base/digest.h"

#define MULTIPLIER UINT64_C(0xd2b74407b1ce6e93)
#define WEYL       UINT64_C(0x9e3779b97f4a7c15)
#define ALWAYS     UINT32_MAX /* 999,999 ppm stays well below */

enum { ROUNDS = 10, MILLION = 1000000 };

__extension__ typedef unsigned __int128 wide;

struct random_pair
random_philox(uint64_t c0, uint64_t c1, uint64_t key)
{
	for (int i = 0; i < ROUNDS; i++) {
		wide product = (wide)c0 * MULTIPLIER;

		c0 = (uint64_t)(product >> 64) ^ key ^ c1;
		c1 = (uint64_t)product;
		key += WEYL;
	}
	return (struct random_pair){c0, c1};
}

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

struct random_pair
random_draw(uint64_t seed, uint64_t entity, uint64_t trial, unsigned purpose,
    unsigned occurrence)
{
	assert(seed <= RANDOM_SEED_MOST && trial < RANDOM_TRIALS);
	assert(purpose < RANDOM_PURPOSES && occurrence < RANDOM_OCCURRENCES);
	return random_philox(
	    entity, trial << 24 | (uint64_t)purpose << 16 | occurrence, seed);
}

uint32_t
random_threshold(uint32_t ppm)
{
	assert(ppm <= MILLION);
	if (ppm == MILLION)
		return ALWAYS;
	return (uint32_t)((((uint64_t)ppm << 32) + MILLION / 2) / MILLION);
}

bool
random_happens(uint64_t value, uint32_t threshold)
{
	return threshold == ALWAYS || value >> 32 < threshold;
}
