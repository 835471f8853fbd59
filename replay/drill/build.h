/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/build.h -- a stage while it is being compiled: the pools that
 * grow, the names and the luck of whatever stands on it. */
#ifndef REPLAY_DRILL_BUILD_H
#define REPLAY_DRILL_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/condition.h"
#include "base/fields.h"
#include "replay/drill/stage.h"
#include "sim/queue.h"

struct arena;
struct dist;
struct faults;
struct organisation;
struct plan;
struct refs;
struct scenario;
struct value;

/* The stage being compiled and what it is compiled from. The compilers write
 * stage, pool and slots through the functions below alone. */
struct build {
	struct arena *arena;
	struct faults *faults;
	const struct plan *plan;
	const struct organisation *org;
	const struct scenario *scenario;
	struct stage *stage;
	struct stage_start *starts; /* of the stage */
	uint32_t *pool;
	uint32_t pool_cap;
	struct stage_need *needs;
	uint32_t needs_cap;
	struct stage_human *humans;
	struct stage_slot *slots;
	uint32_t slots_cap;
	bool full; /* more slots were asked for than a queue has */
	const struct value *too_long; /* a step whose id no record holds */
	struct stage_name *names[ENTITY_KINDS];
	const struct value *at; /* blamed for what has no place of its own */
};

/* build_pool: add a number to the pool of lists.
 * Return: where it stands. */
uint32_t build_pool(struct build *b, uint32_t x);

/* build_refs: add the resolved references as one list. */
struct range build_refs(struct build *b, const struct refs *refs);

/* build_on_call: add everybody the calendar has on duty at some time, once
 * each, by first duty; calendars are compiled by then.
 * Return: how many. */
uint32_t build_on_call(struct build *b, const struct ref *calendar);

/* build_need: add so much of a resource to what tasks need. */
void build_need(struct build *b, uint32_t resource, int64_t amount);

/* build_slot: one more event slot, for what `number` of its kind does.
 * Return: the slot; 0, and `full` is set, when the queue has no more. */
uint32_t build_slot(struct build *b, enum purpose purpose,
    enum queue_class class, uint32_t number);

/* build_names: room for the names of n entities of a kind. */
void build_names(struct build *b, enum entity_kind kind, uint32_t n);

/* build_name: name the entity; id and title are copied. */
void build_name(struct build *b, enum entity_kind kind, uint32_t number,
    const char *id, struct title title);

/* build_luck: the key of all the draws of the entity with this id.
 * Source: docs/semantics.md, 10. */
uint64_t build_luck(enum entity_kind kind, const char *id);

/* build_origin: where a figure comes from: nobody where the author wrote
 * none, nor where he wrote a prior. `d` may be NULL: no distribution. */
enum origin build_origin(const struct value *at, const char *member,
    const struct origins *o, const struct dist *d);

/* build_condition: a condition without the ids it was written with. */
struct condition build_condition(struct build *b, const struct condition *from);

#endif
