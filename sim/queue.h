/* SPDX-License-Identifier: Apache-2.0 */
/* sim/queue.h -- what happens next. A slot is one thing that may happen (one
 * person's acknowledgement, one step's time limit) and holds at most one
 * pending event, so re-arming and cancelling are a store. One 64-bit key
 * orders all events: instant (44 bits), class (4), slot (16); nothing else
 * breaks ties, so the order never depends on who was set first.
 *
 * The keys lie in blocks of eight; above them the least of each block, again
 * in blocks of eight, until one block is left. All of it is one flat piece of
 * memory without pointers: copy it, and you have copied the queue. Knows no
 * entity, no clock and no randomness.
 *
 * What a drill does at every event is inline; nobody else reads the struct. */
#ifndef SIM_QUEUE_H
#define SIM_QUEUE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* What may fall into one millisecond, in this order: an answer at the very
 * deadline is in time. */
enum queue_class {
	QUEUE_INPUT,
	QUEUE_DONE,  /* completions and answers */
	QUEUE_JUDGE, /* conditions and grading */
	QUEUE_LIMIT, /* deadlines, timeouts, escalations */
	QUEUE_POLL
};

enum {
	QUEUE_SLOTS = 65536,
	QUEUE_SLOT_BITS = 16,
	QUEUE_CLASS_BITS = 4,
	QUEUE_BLOCK = 8
};

/* The last instant an event can have, 557 years on. */
#define QUEUE_LATEST ((INT64_C(1) << 44) - 1)

/* No event's key: class 15 does not exist. */
#define QUEUE_EMPTY UINT64_MAX

struct queue {
	uint32_t slots;
	uint32_t width; /* of the lowest level: slots, up to whole blocks */
	uint32_t top;   /* where in `key` the highest level starts */
	uint32_t pad;
	uint64_t key[]; /* the levels, lowest first */
};

struct queue_event {
	span_ms at; /* SPAN_NEVER: no event */
	uint16_t slot;
	uint8_t class; /* enum queue_class */
};

/* queue_size: the bytes a queue of this many slots fills, a multiple of 64;
 * 1 <= slots <= QUEUE_SLOTS. */
size_t queue_size(unsigned slots);

/* queue_init: an empty queue in `block`, of queue_size bytes, 16-aligned.
 * Owns: borrows the block, and is nothing but it. */
struct queue *queue_init(void *block, unsigned slots);

/* queue_above: the width of the level over one of this width. */
static inline uint32_t
queue_above(uint32_t width)
{
	return (width / QUEUE_BLOCK + QUEUE_BLOCK - 1) / QUEUE_BLOCK *
	       QUEUE_BLOCK;
}

/* queue_lesser: of two keys, the earlier event's. */
static inline uint64_t
queue_lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* queue_least: of one block, without a branch to mispredict. */
static inline uint64_t
queue_least(const uint64_t *k)
{
	uint64_t a =
	    queue_lesser(queue_lesser(k[0], k[1]), queue_lesser(k[2], k[3]));
	uint64_t b =
	    queue_lesser(queue_lesser(k[4], k[5]), queue_lesser(k[6], k[7]));

	return queue_lesser(a, b);
}

/* queue_store: the slot's key, and the least of every block it is in, up to
 * the first that stays as it was: most are of events that are not next, or of
 * slots that were empty already. */
static inline void
queue_store(struct queue *q, uint32_t i, uint64_t key)
{
	uint64_t *level = q->key;

	for (uint32_t width = q->width; level[i] != key;
	     width = queue_above(width)) {
		level[i] = key;
		if (width <= QUEUE_BLOCK)
			return;
		key = queue_least(level + i / QUEUE_BLOCK * QUEUE_BLOCK);
		level += width;
		i /= QUEUE_BLOCK;
	}
}

/* queue_set: let the slot's event be this one, whatever it was before. An
 * instant beyond QUEUE_LATEST never comes: the slot is then empty.
 * Order: the logarithm of the slots to base 8 at most. */
static inline void
queue_set(struct queue *q, unsigned slot, enum queue_class class, span_ms at)
{
	uint64_t key = (uint64_t)at << (QUEUE_SLOT_BITS + QUEUE_CLASS_BITS) |
		       (uint64_t) class << QUEUE_SLOT_BITS | slot;

	assert(slot < q->slots && at >= 0);
	queue_store(q, slot, at > QUEUE_LATEST ? QUEUE_EMPTY : key);
}

/* queue_cancel: empty the slot. */
static inline void
queue_cancel(struct queue *q, unsigned slot)
{
	assert(slot < q->slots);
	queue_store(q, slot, QUEUE_EMPTY);
}

/* queue_event_of: what a key stands for. */
static inline struct queue_event
queue_event_of(uint64_t key)
{
	struct queue_event e;

	e.at = key == QUEUE_EMPTY
		   ? SPAN_NEVER
		   : (span_ms)(key >> (QUEUE_SLOT_BITS + QUEUE_CLASS_BITS));
	e.class =
	    (uint8_t)(key >> QUEUE_SLOT_BITS & ((1 << QUEUE_CLASS_BITS) - 1));
	e.slot = (uint16_t)key;
	return e;
}

/* queue_at: when the slot's event is due; SPAN_NEVER if it is empty. */
static inline span_ms
queue_at(const struct queue *q, unsigned slot)
{
	assert(slot < q->slots);
	return queue_event_of(q->key[slot]).at;
}

/* queue_peek: the first event. Order: constant. */
static inline struct queue_event
queue_peek(const struct queue *q)
{
	return queue_event_of(queue_least(q->key + q->top));
}

/* queue_pop: the same, and empty its slot. */
struct queue_event queue_pop(struct queue *q);

#endif
