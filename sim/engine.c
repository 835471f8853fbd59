/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine.h"

#include <assert.h>

/* The queue follows in the same block. */
struct engine {
	span_ms now;
	uint64_t taken;
	uint64_t burst; /* of them, at `now` */
	uint64_t pad;
};

static struct queue *
queue_of(struct engine *e)
{
	return (struct queue *)(void *)(e + 1);
}

static const struct queue *
queue_in(const struct engine *e)
{
	return (const struct queue *)(const void *)(e + 1);
}

size_t
engine_size(unsigned slots)
{
	return sizeof(struct engine) + queue_size(slots);
}

struct engine *
engine_init(void *block, unsigned slots)
{
	struct engine *e = block;

	*e = (struct engine){0};
	(void)queue_init(e + 1, slots);
	return e;
}

span_ms
engine_now(const struct engine *e)
{
	return e->now;
}

uint64_t
engine_taken(const struct engine *e)
{
	return e->taken;
}

void
engine_set(struct engine *e, unsigned slot, enum queue_class class, span_ms at)
{
	assert(at >= e->now);
	queue_set(queue_of(e), slot, class, at);
}

void
engine_cancel(struct engine *e, unsigned slot)
{
	queue_cancel(queue_of(e), slot);
}

span_ms
engine_due(const struct engine *e, unsigned slot)
{
	return queue_at(queue_in(e), slot);
}

span_ms
engine_next(const struct engine *e)
{
	return queue_peek(queue_in(e)).at;
}

enum engine_result
engine_take(struct engine *e, struct queue_event *out)
{
	struct queue_event first = queue_peek(queue_in(e));
	uint64_t burst = first.at == e->now ? e->burst + 1 : 1;

	*out = first;
	if (first.at == SPAN_NEVER)
		return ENGINE_IDLE;
	if (burst > ENGINE_BURST || e->taken == ENGINE_MOST)
		return ENGINE_RUNAWAY;
	queue_cancel(queue_of(e), first.slot);
	e->now = first.at;
	e->burst = burst;
	e->taken++;
	return ENGINE_TAKEN;
}
