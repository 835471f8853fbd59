/* SPDX-License-Identifier: Apache-2.0 */
/* plans/reach.h -- what rests on what: a walk along references, such as the
 * steps a step waits for or the services a service needs, that finds all that
 * is reached and the circles. Knows lists of references, no plan. */
#ifndef PLANS_REACH_H
#define PLANS_REACH_H

#include <stdint.h>

struct arena;
struct ref;
struct refs;

/* A node's state while circles are looked for. */
enum reach_state { REACH_UNSEEN, REACH_OPEN, REACH_DONE };

/* Without recursion: each node on the stack keeps which of its references
 * comes next. */
struct reach {
	const struct refs *const *of; /* what each node rests on */
	uint32_t n;
	uint8_t *state; /* enum reach_state of each */
	uint32_t *stack;
	uint32_t *next;
	uint32_t depth;
	uint32_t *order; /* the nodes done, each after all it rests on */
	uint32_t done;
};

/* reach_new: nothing visited yet. Owns: in `arena`; `of` is borrowed, a list
 * of references for each of `n` nodes; those that name nobody are passed. */
struct reach *reach_new(
    struct arena *arena, const struct refs *const *of, uint32_t n);

/* reach_forget: nothing visited any more. */
void reach_forget(struct reach *r);

/* reach_from: visit a node and all it rests on, through circles too. */
void reach_from(struct reach *r, uint32_t start);

/* reach_circle: visit node after node.
 * Return: the next reference that closes a circle; NULL once all are done. */
const struct ref *reach_circle(struct reach *r);

#endif
