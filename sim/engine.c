/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine.h"

#include <assert.h>

/* The queue follows in the same block. An event that was taken stays in its
 * slot until the slot is set again or the next event is asked for: most slots
 * are armed anew at once, and one store is saved. */
struct engine {
	span_ms now;
	uint64_t taken;
	uint64_t burst; /* of them, at `now` */
	uint64_t spent; /* 1 + the slot whose event was taken; 0: none */
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

/* tidy: forget the event that was taken last. */
static void
tidy(struct engine *e)
{
	if (e->spent != 0)
		queue_cancel(queue_of(e), (unsigned)e->spent - 1);
	e->spent = 0;
}

static bool
is_spent(const struct engine *e, unsigned slot)
{
	return e->spent == (uint64_t)slot + 1;
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
	if (is_spent(e, slot))
		e->spent = 0;
	queue_set(queue_of(e), slot, class, at);
}

void
engine_cancel(struct engine *e, unsigned slot)
{
	if (is_spent(e, slot))
		e->spent = 0;
	queue_cancel(queue_of(e), slot);
}

span_ms
engine_due(const struct engine *e, unsigned slot)
{
	return is_spent(e, slot) ? SPAN_NEVER : queue_at(queue_in(e), slot);
}

span_ms
engine_next(struct engine *e)
{
	tidy(e);
	return queue_peek(queue_in(e)).at;
}

enum engine_result
engine_take(struct engine *e, struct queue_event *out)
{
	struct queue_event first;
	uint64_t burst;

	tidy(e);
	first = queue_peek(queue_in(e));
	burst = first.at == e->now ? e->burst + 1 : 1;
	*out = first;
	if (first.at == SPAN_NEVER)
		return ENGINE_IDLE;
	if (burst > ENGINE_BURST || e->taken == ENGINE_MOST)
		return ENGINE_RUNAWAY;
	e->spent = (uint64_t)first.slot + 1;
	e->now = first.at;
	e->burst = burst;
	e->taken++;
	return ENGINE_TAKEN;
}
