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
 * entity, no clock and no randomness. */
#ifndef SIM_QUEUE_H
#define SIM_QUEUE_H

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

enum { QUEUE_SLOTS = 65536 };

/* The last instant an event can have, 557 years on. */
#define QUEUE_LATEST ((INT64_C(1) << 44) - 1)

struct queue;

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

/* queue_set: let the slot's event be this one, whatever it was before. An
 * instant beyond QUEUE_LATEST never comes: the slot is then empty.
 * Order: the logarithm of the slots to base 8 at most. */
void queue_set(
    struct queue *q, unsigned slot, enum queue_class class, span_ms at);

/* queue_cancel: empty the slot. */
void queue_cancel(struct queue *q, unsigned slot);

/* queue_at: when the slot's event is due; SPAN_NEVER if it is empty. */
span_ms queue_at(const struct queue *q, unsigned slot);

/* queue_peek: the first event. Order: constant. */
struct queue_event queue_peek(const struct queue *q);

/* queue_pop: the same, and empty its slot. */
struct queue_event queue_pop(struct queue *q);

#endif
