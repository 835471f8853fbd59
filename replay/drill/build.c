/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/build.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "replay/drill/stage.h"
#include "sim/random.h"

static const char *const kind_words[ENTITY_KINDS] = {
    [ENTITY_PERSON] = "person",
    [ENTITY_SCENE] = "scene",
    [ENTITY_TASK] = "task",
    [ENTITY_INJECT] = "inject",
    [ENTITY_MONITOR] = "monitor",
    [ENTITY_RESOURCE] = "resource",
};

uint32_t
build_pool(struct build *b, uint32_t x)
{
	struct stage *s = b->stage;

	if (s->pool_n == b->pool_cap) {
		uint32_t cap = b->pool_cap == 0 ? 256 : 2 * b->pool_cap;
		uint32_t *pool = arena_array(b->arena, cap, sizeof(*pool));

		if (s->pool_n > 0)
			memcpy(pool, b->pool, s->pool_n * sizeof(*pool));
		b->pool = pool;
		b->pool_cap = cap;
		s->pool = pool;
	}
	assert(b->pool != NULL);
	b->pool[s->pool_n] = x;
	return s->pool_n++;
}

struct range
build_refs(struct build *b, const struct refs *refs)
{
	struct range r = {b->stage->pool_n, refs->n};

	for (uint32_t i = 0; i < refs->n; i++)
		(void)build_pool(b, (uint32_t)refs->at[i].index);
	return r;
}

void
build_need(struct build *b, uint32_t resource, int64_t amount)
{
	struct stage *s = b->stage;

	if (s->needs_n == b->needs_cap) {
		uint32_t cap = b->needs_cap == 0 ? 64 : 2 * b->needs_cap;
		struct stage_need *needs =
		    arena_array(b->arena, cap, sizeof(*needs));

		if (s->needs_n > 0)
			memcpy(needs, b->needs, s->needs_n * sizeof(*needs));
		b->needs = needs;
		b->needs_cap = cap;
		s->needs = needs;
	}
	assert(b->needs != NULL);
	b->needs[s->needs_n++] = (struct stage_need){resource, amount};
}

uint32_t
build_slot(struct build *b, enum purpose purpose, enum queue_class class,
    uint32_t number)
{
	struct stage *s = b->stage;

	if (s->slots_n == QUEUE_SLOTS) {
		b->full = true;
		return 0;
	}
	if (s->slots_n == b->slots_cap) {
		uint32_t cap = b->slots_cap == 0 ? 256 : 2 * b->slots_cap;
		struct stage_slot *slots =
		    arena_array(b->arena, cap, sizeof(*slots));

		if (s->slots_n > 0)
			memcpy(slots, b->slots, s->slots_n * sizeof(*slots));
		b->slots = slots;
		b->slots_cap = cap;
		s->slots = slots;
	}
	assert(b->slots != NULL);
	b->slots[s->slots_n] =
	    (struct stage_slot){(uint8_t)purpose, (uint8_t) class, number};
	return s->slots_n++;
}

static const char *
copied(struct build *b, const char *s)
{
	return arena_copy(b->arena, s, strlen(s));
}

void
build_name(struct build *b, enum entity_kind kind, uint32_t number,
    const char *id, struct title title)
{
	b->names[kind][number] = (struct stage_name){
	    copied(b, id), {copied(b, title.zh), copied(b, title.en)}};
}

void
build_names(struct build *b, enum entity_kind kind, uint32_t n)
{
	b->stage->counts[kind] = n;
	b->names[kind] = arena_array(b->arena, n, sizeof(struct stage_name));
	b->stage->names[kind] = b->names[kind];
}

uint64_t
build_luck(enum entity_kind kind, const char *id)
{
	return random_entity(kind_words[kind], id);
}

enum origin
build_origin(const struct value *at, const char *member,
    const struct origins *o, const struct dist *d)
{
	if (value_get(at, member) == NULL)
		return ORIGIN_DEFAULT;
	return d != NULL && d->prior != NULL ? ORIGIN_PRIOR
					     : fields_origin(o, member);
}

uint32_t
build_on_call(struct build *b, const struct ref *calendar)
{
	const struct stage *s = b->stage;
	struct range posts;
	uint32_t tag;

	if (calendar->index < 0)
		return 0;
	posts = s->rotas[calendar->index].posts;
	tag = ((uint32_t)calendar->index + 1) << STAGE_CALENDAR_SHIFT;
	for (uint32_t i = posts.first; i < posts.first + posts.n; i++)
		(void)build_pool(b, tag | s->posts[i].person);
	return posts.n;
}

struct condition
build_condition(struct build *b, const struct condition *from)
{
	struct condition c = {.n = from->n, .timed = from->timed};

	c.ops = arena_array(b->arena, from->n, sizeof(*c.ops));
	for (uint32_t i = 0; i < from->n; i++) {
		c.ops[i] = from->ops[i];
		c.ops[i].id = NULL;
	}
	return c;
}
