/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/reach.h"

#include <string.h>

#include "base/arena.h"
#include "base/fields.h"

struct reach *
reach_new(struct arena *arena, const struct refs *const *of, uint32_t n)
{
	struct reach *r = arena_alloc(arena, sizeof(*r));

	*r = (struct reach){.of = of,
	    .n = n,
	    .state = arena_array(arena, n, 1),
	    .stack = arena_array(arena, n, sizeof(uint32_t)),
	    .next = arena_array(arena, n, sizeof(uint32_t)),
	    .order = arena_array(arena, n, sizeof(uint32_t))};
	return r;
}

void
reach_forget(struct reach *r)
{
	memset(r->state, REACH_UNSEEN, r->n);
	r->done = 0;
}

static void
open_node(struct reach *r, uint32_t node)
{
	r->state[node] = REACH_OPEN;
	r->next[node] = 0;
	r->stack[r->depth++] = node;
}

/* go_on: visit all that the nodes on the stack rest on. Return: a reference
 * that closes a circle, after which one may go on; NULL at the end. */
static const struct ref *
go_on(struct reach *r)
{
	while (r->depth > 0) {
		uint32_t node = r->stack[r->depth - 1];
		const struct refs *refs = r->of[node];
		const struct ref *to;

		if (r->next[node] == refs->n) {
			r->state[node] = REACH_DONE;
			r->order[r->done++] = node;
			r->depth--;
			continue;
		}
		to = &refs->at[r->next[node]++];
		if (to->index >= 0 && r->state[to->index] == REACH_OPEN)
			return to;
		if (to->index >= 0 && r->state[to->index] == REACH_UNSEEN)
			open_node(r, (uint32_t)to->index);
	}
	return NULL;
}

void
reach_from(struct reach *r, uint32_t start)
{
	if (r->state[start] == REACH_UNSEEN)
		open_node(r, start);
	while (go_on(r) != NULL)
		;
}

const struct ref *
reach_circle(struct reach *r)
{
	const struct ref *circle = go_on(r);

	for (uint32_t i = 0; i < r->n && circle == NULL; i++) {
		if (r->state[i] == REACH_UNSEEN)
			open_node(r, i);
		circle = go_on(r);
	}
	return circle;
}
