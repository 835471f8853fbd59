/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine.h"

/* tidy: forget the event that was taken last. */
static void
tidy(struct engine *e)
{
	if (e->spent != 0)
		queue_cancel(engine_queue(e), (unsigned)e->spent - 1);
	e->spent = 0;
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
engine_next(struct engine *e)
{
	tidy(e);
	return queue_peek(engine_queue(e)).at;
}

enum engine_result
engine_take(struct engine *e, struct queue_event *out)
{
	struct queue_event first;
	uint64_t burst;

	tidy(e);
	first = queue_peek(engine_queue(e));
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
