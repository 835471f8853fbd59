/* SPDX-License-Identifier: Apache-2.0 */
/* The engine against a loop written by hand, on the two classics: a queue of
 * one server (M/M/1, utilisation 0.9) and the hold model (take the earliest,
 * put it back an exponential time later) with n events pending.
 *
 *     bench-kernel engine|limit mm1|hold PENDING EVENTS
 *
 * prints nanoseconds per event and a sum that keeps the work from being
 * thrown away; the engine's and the limit's need not agree. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/engine.h"
#include "tests/bench/limit.h"

enum { ARRIVE, DEPART, MEAN_MS = 1000000 };

static struct limit_table table;

static double
exponential(double p, const double *mean)
{
	return -log1p(-p) * mean[0];
}

static int64_t
gap(uint64_t entity, uint64_t nth, int64_t share_pct)
{
	return limit_draw(&table, limit_luck(entity, nth, 1)) * share_pct / 100;
}

/* ---- M/M/1 ---- */

static uint64_t
mm1_engine(uint64_t events)
{
	struct engine *e =
	    engine_init(aligned_alloc(64, (engine_size(2) + 63) / 64 * 64), 2);
	struct queue_event next;
	uint64_t waiting = 0;
	uint64_t sum = 0;

	engine_set(e, ARRIVE, QUEUE_DONE, gap(ARRIVE, 0, 100));
	for (uint64_t n = 1; n <= events; n++) {
		bool start = false;

		if (engine_take(e, &next) != ENGINE_TAKEN) {
			engine_init(e, 2); /* its limit of events is reached */
			engine_set(e, ARRIVE, QUEUE_DONE, 0);
			waiting = 0;
			continue;
		}
		if (next.slot == ARRIVE) {
			start = waiting++ == 0;
			engine_set(e, ARRIVE, QUEUE_DONE,
			    next.at + gap(ARRIVE, n, 100));
		} else {
			start = --waiting > 0;
		}
		if (start)
			engine_set(e, DEPART, QUEUE_DONE,
			    next.at + gap(DEPART, n, 90));
		sum += waiting;
	}
	free(e);
	return sum;
}

static uint64_t
mm1_limit(uint64_t events)
{
	int64_t at[2] = {gap(ARRIVE, 0, 100), INT64_MAX};
	uint64_t waiting = 0;
	uint64_t sum = 0;

	for (uint64_t n = 1; n <= events; n++) {
		bool start;

		if (at[ARRIVE] <= at[DEPART]) {
			int64_t now = at[ARRIVE];

			start = waiting++ == 0;
			at[ARRIVE] = now + gap(ARRIVE, n, 100);
			if (start)
				at[DEPART] = now + gap(DEPART, n, 90);
		} else {
			int64_t now = at[DEPART];

			start = --waiting > 0;
			at[DEPART] =
			    start ? now + gap(DEPART, n, 90) : INT64_MAX;
		}
		sum += waiting;
	}
	return sum;
}

/* ---- hold ---- */

static uint64_t
hold_engine(unsigned pending, uint64_t events)
{
	struct engine *e = engine_init(
	    aligned_alloc(64, (engine_size(pending) + 63) / 64 * 64), pending);
	struct queue_event next;
	uint64_t sum = 0;

	for (unsigned i = 0; i < pending; i++)
		engine_set(e, i, QUEUE_DONE, gap(i, 0, 100));
	for (uint64_t n = 1; n <= events; n++) {
		if (engine_take(e, &next) != ENGINE_TAKEN) {
			engine_init(e, pending);
			for (unsigned i = 0; i < pending; i++)
				engine_set(e, i, QUEUE_DONE, gap(i, n, 100));
			continue;
		}
		sum += (uint64_t)next.at;
		engine_set(
		    e, next.slot, QUEUE_DONE, next.at + gap(next.slot, n, 100));
	}
	free(e);
	return sum;
}

static inline uint64_t
lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t
least8(const uint64_t *k)
{
	return lesser(lesser(lesser(k[0], k[1]), lesser(k[2], k[3])),
	    lesser(lesser(k[4], k[5]), lesser(k[6], k[7])));
}

/* hold_limit: blocks of eight and the least of each, up to 64 pending: one
 * level less than a queue of any size needs, no classes, no checks. */
static uint64_t
hold_limit(unsigned pending, uint64_t events)
{
	uint64_t key[64];
	uint64_t first[8];
	uint64_t sum = 0;

	for (unsigned i = 0; i < 64; i++)
		key[i] = i < pending ? (uint64_t)gap(i, 0, 100) << 16 | i
				     : UINT64_MAX;
	for (unsigned i = 0; i < 8; i++)
		first[i] = least8(key + (size_t)8 * i);
	for (uint64_t n = 1; n <= events; n++) {
		uint64_t k = least8(first);
		unsigned i = k & 0xffff;
		uint64_t at = k >> 16;

		sum += at;
		key[i] = (at + (uint64_t)gap(i, n, 100)) << 16 | i;
		first[i / 8] = least8(key + i / 8 * 8);
	}
	return sum;
}

int
main(int argc, char **argv)
{
	const double mean[] = {MEAN_MS};
	struct timespec from;
	struct timespec to;
	uint64_t sum = 0;

	if (argc != 5)
		return 2;
	bool engine = strcmp(argv[1], "engine") == 0;
	bool mm1 = strcmp(argv[2], "mm1") == 0;
	unsigned pending = (unsigned)strtoul(argv[3], NULL, 10);
	uint64_t events = strtoull(argv[4], NULL, 10);

	if (!engine && !mm1 && pending > 64)
		return 2;
	limit_fill(&table, exponential, mean);
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	if (mm1)
		sum = engine ? mm1_engine(events) : mm1_limit(events);
	else
		sum = engine ? hold_engine(pending, events)
			     : hold_limit(pending, events);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	(void)printf("%.2f %" PRIu64 "\n",
	    ((double)(to.tv_sec - from.tv_sec) * 1e9 +
		(double)(to.tv_nsec - from.tv_nsec)) /
		(double)events,
	    sum);
	return 0;
}
