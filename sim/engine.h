/* SPDX-License-Identifier: Apache-2.0 */
/* sim/engine.h -- the one owner of "now": takes events in their order, moves
 * the clock to each, and stops what would run for ever. One flat piece of
 * memory without pointers, so a copy of a fresh engine resets a used one.
 * Knows no entity, no random numbers and no wall clock. */
#ifndef SIM_ENGINE_H
#define SIM_ENGINE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "sim/queue.h"

enum {
	ENGINE_BURST = 100000, /* events within one millisecond */
	ENGINE_MOST = 10000000 /* events in all */
};

enum engine_result {
	ENGINE_TAKEN,
	ENGINE_IDLE,   /* nothing is pending */
	ENGINE_RUNAWAY /* a limit is reached; the event named stays pending */
};

/* The queue follows in the same block. An event that was taken stays in its
 * slot until the slot is set again or the next event is asked for: most slots
 * are armed anew at once, and one store is saved. Nobody else reads this. */
struct engine {
	span_ms now;
	uint64_t taken;
	uint64_t burst; /* of them, at `now` */
	uint64_t spent; /* 1 + the slot whose event was taken; 0: none */
};

/* engine_queue: what is pending. */
static inline struct queue *
engine_queue(struct engine *e)
{
	return (struct queue *)(void *)(e + 1);
}

/* engine_is_spent: was the slot's event the last one taken? */
static inline bool
engine_is_spent(const struct engine *e, unsigned slot)
{
	return e->spent == (uint64_t)slot + 1;
}

/* engine_size: the bytes an engine of this many slots fills. */
size_t engine_size(unsigned slots);

/* engine_init: an engine at instant 0 with nothing pending, in `block`, of
 * engine_size bytes, 16-aligned. Owns: borrows the block, and is nothing but
 * it. */
struct engine *engine_init(void *block, unsigned slots);

/* engine_now: the instant of the last event taken; 0 before any. */
static inline span_ms
engine_now(const struct engine *e)
{
	return e->now;
}

/* engine_taken: how many events were taken. */
static inline uint64_t
engine_taken(const struct engine *e)
{
	return e->taken;
}

/* engine_set: arm the slot for the instant `at`, not before now; a pending
 * event of the slot is forgotten. SPAN_NEVER empties the slot. */
static inline void
engine_set(struct engine *e, unsigned slot, enum queue_class class, span_ms at)
{
	assert(at >= e->now);
	if (engine_is_spent(e, slot))
		e->spent = 0;
	queue_set(engine_queue(e), slot, class, at);
}

/* engine_cancel: empty the slot. */
static inline void
engine_cancel(struct engine *e, unsigned slot)
{
	if (engine_is_spent(e, slot))
		e->spent = 0;
	queue_cancel(engine_queue(e), slot);
}

/* engine_due: when the slot's event is due; SPAN_NEVER if it is empty. */
static inline span_ms
engine_due(const struct engine *e, unsigned slot)
{
	const struct queue *q = (const struct queue *)(const void *)(e + 1);

	return engine_is_spent(e, slot) ? SPAN_NEVER : queue_at(q, slot);
}

/* engine_next: the instant of the first event; SPAN_NEVER if none. */
span_ms engine_next(struct engine *e);

/* engine_take: take the first event and move now to it.
 * Return: ENGINE_TAKEN, or why not; the event is then what stands first
 *         (never, if ENGINE_IDLE) and the engine is unchanged. */
enum engine_result engine_take(struct engine *e, struct queue_event *out);

#endif
