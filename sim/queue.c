/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/queue.h"

#include <assert.h>

enum { BLOCK = 8, SLOT_BITS = 16, CLASS_BITS = 4 };

#define EMPTY UINT64_MAX /* class 15 does not exist, so no event has it */

struct queue {
	uint32_t slots;
	uint32_t width; /* of the lowest level: slots, up to whole blocks */
	uint32_t top;   /* where in `key` the highest level starts */
	uint32_t pad;
	uint64_t key[]; /* the levels, lowest first */
};

static uint32_t
whole_blocks(uint32_t n)
{
	return (n + BLOCK - 1) / BLOCK * BLOCK;
}

/* above: the width of the level over one of this width. */
static uint32_t
above(uint32_t width)
{
	return whole_blocks(width / BLOCK);
}

/* top_of: keys below the highest level, which is one block. */
static uint32_t
top_of(uint32_t width)
{
	uint32_t at = 0;

	for (; width > BLOCK; width = above(width))
		at += width;
	return at;
}

static uint64_t
lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* least: of one block, without a branch to mispredict. */
static uint64_t
least(const uint64_t *k)
{
	uint64_t a = lesser(lesser(k[0], k[1]), lesser(k[2], k[3]));
	uint64_t b = lesser(lesser(k[4], k[5]), lesser(k[6], k[7]));

	return lesser(a, b);
}

/* store: the slot's key, and the least of every block it is in, up to the
 * first that stays as it was: most are of events that are not next, or of
 * slots that were empty already. */
static void
store(struct queue *q, uint32_t i, uint64_t key)
{
	uint64_t *level = q->key;

	for (uint32_t width = q->width; level[i] != key; width = above(width)) {
		level[i] = key;
		if (width <= BLOCK)
			return;
		key = least(level + i / BLOCK * BLOCK);
		level += width;
		i /= BLOCK;
	}
}

static struct queue_event
event_of(uint64_t key)
{
	struct queue_event e;

	e.at = key == EMPTY ? SPAN_NEVER
			    : (span_ms)(key >> (SLOT_BITS + CLASS_BITS));
	e.class = (uint8_t)(key >> SLOT_BITS & ((1 << CLASS_BITS) - 1));
	e.slot = (uint16_t)key;
	return e;
}

size_t
queue_size(unsigned slots)
{
	size_t keys = top_of(whole_blocks(slots)) + (size_t)BLOCK;
	size_t size = sizeof(struct queue) + keys * sizeof(uint64_t);

	return (size + 63) / 64 * 64;
}

struct queue *
queue_init(void *block, unsigned slots)
{
	struct queue *q = block;

	assert(slots > 0 && slots <= QUEUE_SLOTS);
	q->slots = slots;
	q->width = whole_blocks(slots);
	q->top = top_of(q->width);
	q->pad = 0;
	for (uint32_t i = 0; i < q->top + BLOCK; i++)
		q->key[i] = EMPTY;
	return q;
}

void
queue_set(struct queue *q, unsigned slot, enum queue_class class, span_ms at)
{
	uint64_t key = (uint64_t)at << (SLOT_BITS + CLASS_BITS) |
		       (uint64_t) class << SLOT_BITS | slot;

	assert(slot < q->slots && at >= 0);
	store(q, slot, at > QUEUE_LATEST ? EMPTY : key);
}

void
queue_cancel(struct queue *q, unsigned slot)
{
	assert(slot < q->slots);
	store(q, slot, EMPTY);
}

span_ms
queue_at(const struct queue *q, unsigned slot)
{
	assert(slot < q->slots);
	return event_of(q->key[slot]).at;
}

struct queue_event
queue_peek(const struct queue *q)
{
	return event_of(least(q->key + q->top));
}

struct queue_event
queue_pop(struct queue *q)
{
	struct queue_event e = queue_peek(q);

	if (e.at != SPAN_NEVER)
		store(q, e.slot, EMPTY);
	return e;
}
