/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/queue.h"

static uint32_t
whole_blocks(uint32_t n)
{
	return (n + QUEUE_BLOCK - 1) / QUEUE_BLOCK * QUEUE_BLOCK;
}

/* top_of: keys below the highest level, which is one block. */
static uint32_t
top_of(uint32_t width)
{
	uint32_t at = 0;

	for (; width > QUEUE_BLOCK; width = queue_above(width))
		at += width;
	return at;
}

size_t
queue_size(unsigned slots)
{
	size_t keys = top_of(whole_blocks(slots)) + (size_t)QUEUE_BLOCK;
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
	for (uint32_t i = 0; i < q->top + QUEUE_BLOCK; i++)
		q->key[i] = QUEUE_EMPTY;
	return q;
}

struct queue_event
queue_pop(struct queue *q)
{
	struct queue_event e = queue_peek(q);

	if (e.at != SPAN_NEVER)
		queue_cancel(q, e.slot);
	return e;
}
