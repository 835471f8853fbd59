/* SPDX-License-Identifier: Apache-2.0 */
/* sim/random.h -- luck without a stream: every draw is a pure function of who
 * draws, in which trial, for what and for the how-manieth time. So an edited
 * plan keeps everybody else's luck, any trial can be run alone, and threads
 * share nothing. Integers only; knows no distribution.
 * Source: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as
 *         1, 2, 3, SC'11: Philox2x64-10. */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#define RANDOM_SEED_MOST   ((UINT64_C(1) << 53) - 1)
#define RANDOM_TRIALS      (UINT64_C(1) << 40)
#define RANDOM_PURPOSES    256
#define RANDOM_OCCURRENCES 65536
#define RANDOM_ALWAYS      UINT32_MAX /* 999,999 ppm stays well below */

struct random_pair {
	uint64_t value;  /* uniform: the quantile drawn, or the odds met */
	uint64_t choice; /* uniform: which part of a mixture */
};

__extension__ typedef unsigned __int128 random_wide;

/* random_philox: ten rounds over the counter (c0, c1) under `key`. Inline, as
 * is all that draws: a drill draws at every other event. */
static inline struct random_pair
random_philox(uint64_t c0, uint64_t c1, uint64_t key)
{
	for (int i = 0; i < 10; i++) {
		random_wide product =
		    (random_wide)c0 * UINT64_C(0xd2b74407b1ce6e93);

		c0 = (uint64_t)(product >> 64) ^ key ^ c1;
		c1 = (uint64_t)product;
		key += UINT64_C(0x9e3779b97f4a7c15);
	}
	return (struct random_pair){c0, c1};
}

/* random_entity: who draws: the first 8 bytes, read big-endian, of the
 * SHA-256 of kind, NUL, id. Two ids that meet are the caller's to refuse. */
uint64_t random_entity(const char *kind, const char *id);

/* random_draw: the entity's draw. The key is the seed, counter word 0 the
 * entity, word 1 from the highest bit: trial (40), purpose (8), occurrence
 * (16). Purposes are the caller's, an append-only list; occurrence counts
 * the entity's uses of the purpose. All must be within the limits above. */
static inline struct random_pair
random_draw(uint64_t seed, uint64_t entity, uint64_t trial, unsigned purpose,
    unsigned occurrence)
{
	assert(seed <= RANDOM_SEED_MOST && trial < RANDOM_TRIALS);
	assert(purpose < RANDOM_PURPOSES && occurrence < RANDOM_OCCURRENCES);
	return random_philox(
	    entity, trial << 24 | (uint64_t)purpose << 16 | occurrence, seed);
}

/* random_threshold: odds in ppm (0 to 1e6) as a threshold of 32 bits, rounded
 * half up; 0 is never and 1e6 always, exactly. */
uint32_t random_threshold(uint32_t ppm);

/* random_happens: does what has these odds happen at this draw? */
static inline bool
random_happens(uint64_t value, uint32_t threshold)
{
	return threshold == RANDOM_ALWAYS || value >> 32 < threshold;
}

#endif
