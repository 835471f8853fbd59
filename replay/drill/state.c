/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/state.h"

#include <string.h>

#include "base/arena.h"

/* Facts a drill may hold: polls are none, so a plan that stops somewhere
 * stays far below; one that does not is a runaway. */
enum {
	FACTS_FLOOR = 4096,
	FACTS_PER_SLOT = 64,
	FACTS_PER_CHECK = 3,
	FACTS_CEILING = 1 << 20
};

enum { FULL = 1000000 };

/* carve: the next part of a block, 16-aligned; NULL block only measures. */
static void *
carve(char *block, size_t *at, size_t n, size_t size)
{
	void *part = block == NULL ? NULL : block + *at;

	*at += (n * size + 15) / 16 * 16;
	return part;
}

static size_t
lay_out(struct drill *d, char *block)
{
	const uint32_t *n = d->stage->counts;
	size_t at = 0;
	void *engine = carve(block, &at, 1, engine_size(d->stage->slots_n));

	d->c = carve(block, &at, 1, sizeof(*d->c));
	d->injects = carve(block, &at, n[ENTITY_INJECT], sizeof(*d->injects));
	d->services =
	    carve(block, &at, n[ENTITY_SERVICE], sizeof(*d->services));
	d->data = carve(block, &at, n[ENTITY_DATA], sizeof(*d->data));
	d->copies = carve(block, &at, n[ENTITY_COPY], sizeof(*d->copies));
	d->monitors =
	    carve(block, &at, n[ENTITY_MONITOR], sizeof(*d->monitors));
	d->people = carve(block, &at, n[ENTITY_PERSON], sizeof(*d->people));
	d->posts = carve(block, &at, d->stage->posts_n, sizeof(*d->posts));
	d->resources =
	    carve(block, &at, n[ENTITY_RESOURCE], sizeof(*d->resources));
	d->tools = carve(block, &at, n[ENTITY_TOOL], sizeof(*d->tools));
	d->down = carve(block, &at, CHANNEL_KINDS, sizeof(*d->down));
	d->tasks = carve(block, &at, n[ENTITY_TASK], sizeof(*d->tasks));
	d->scenes = carve(block, &at, n[ENTITY_SCENE], sizeof(*d->scenes));
	d->lines = carve(block, &at, d->stage->lines_n, sizeof(*d->lines));
	d->turns = carve(block, &at, d->stage->lines_n, sizeof(*d->turns));
	d->wanted = carve(block, &at, n[ENTITY_ROLE], sizeof(*d->wanted));
	d->paths = carve(block, &at, n[ENTITY_TASK], sizeof(*d->paths));
	d->helps = carve(block, &at, n[ENTITY_SERVICE], sizeof(*d->helps));
	if (block != NULL)
		d->engine = engine_init(engine, d->stage->slots_n);
	return at;
}

bool
state_is_busy(const struct drill *d, uint32_t task)
{
	enum task_status status = d->tasks[task].status;

	return d->stage->tasks[task].inner.n == 0 &&
	       (status == TASK_WAITING || status == TASK_ORDERED ||
		   status == TASK_RUNNING);
}

bool
state_is_quiet(const struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SCENE]; i++)
		if (d->scenes[i].status != SCENE_CALM &&
		    d->scenes[i].status != SCENE_CLOSED)
			return false;
	return true;
}

void
state_turn(struct drill *d, uint32_t task, enum task_status status)
{
	const struct stage_task *s = &d->stage->tasks[task];
	bool was = state_is_busy(d, task);

	d->tasks[task].status = status;
	if (state_is_beside(s))
		return;
	d->scenes[s->scene].busy += state_is_busy(d, task);
	d->scenes[s->scene].busy -= was;
}

void
state_calm(struct drill *d, uint32_t task)
{
	struct drill_task *t = &d->tasks[task];

	d->c->shams -= t->sham;
	state_turn(d, task, TASK_IDLE);
	*t = (struct drill_task){.attempts = t->attempts,
	    .fetches = t->fetches,
	    .forced = t->forced,
	    .hollow = t->hollow,
	    .early = t->early,
	    .before = (int32_t)d->stage->tasks[task].before.n,
	    .stands_for = STAGE_NONE,
	    .copy = STAGE_NONE,
	    .misled = STAGE_NONE};
}

static void
fill_fresh(struct drill *d)
{
	const struct stage *s = d->stage;

	for (uint32_t i = 0; i < s->counts[ENTITY_SERVICE]; i++)
		d->services[i] = (struct drill_service){.own_ppm = FULL,
		    .base_ppm = FULL,
		    .load_ppm = FULL,
		    .capacity_ppm = s->services[i].capacity_ppm,
		    .seen_ppm = FULL,
		    .known_ppm = FULL};
	for (uint32_t i = 0; i < s->counts[ENTITY_DATA]; i++)
		d->data[i].lost_at = SPAN_NEVER;
	for (uint32_t i = 0; i < s->counts[ENTITY_MONITOR]; i++) {
		d->monitors[i].bad_since = SPAN_NEVER;
		if (!s->call_out)
			state_after(d, s->monitors[i].slot, 0);
	}
	for (uint32_t i = 0; i < s->counts[ENTITY_PERSON]; i++)
		d->people[i].task = d->people[i].site = STAGE_NONE;
	for (uint32_t i = 0; i < s->counts[ENTITY_RESOURCE]; i++)
		d->resources[i].stock = s->resources[i].stock;
	for (uint32_t i = 0; i < s->counts[ENTITY_TOOL]; i++)
		d->tools[i].pace = STATE_USUAL;
	for (uint32_t i = 0; i < s->counts[ENTITY_TASK]; i++)
		state_calm(d, i);
	for (uint32_t i = 0; i < s->lines_n; i++)
		d->lines[i] = (struct drill_line){
		    STAGE_NONE, STAGE_NONE, STAGE_NONE, STAGE_NONE, 0};
	for (uint32_t i = 0; i < s->counts[ENTITY_SCENE]; i++) {
		d->scenes[i].grade = STAGE_NONE;
		d->scenes[i].peak = GRADES;
		for (int j = 0; j < NOTICE_FROMS; j++)
			d->scenes[i].reached[j] = SPAN_NEVER;
	}
	if (s->call_out) /* the drill itself warns; no trigger is asked */
		state_after(d, s->scenes[s->scene].slot, 0);
	d->c->known_changed = true; /* a trigger may hold from the start */
	d->c->sampled_at = -1;
	state_after(d, s->horizon_slot, s->horizon);
}

static uint32_t
facts_room(const struct stage *stage)
{
	uint64_t n = FACTS_FLOOR + (uint64_t)stage->slots_n * FACTS_PER_SLOT;

	for (uint32_t i = 0; i < stage->counts[ENTITY_SCENE]; i++)
		n += (uint64_t)(stage->horizon / stage->scenes[i].checkpoints) *
		     FACTS_PER_CHECK;
	return n > FACTS_CEILING ? FACTS_CEILING : (uint32_t)n;
}

struct drill *
state_new(struct arena *arena, const struct stage *stage)
{
	struct drill *d = arena_alloc(arena, sizeof(*d));

	d->all = d->stage = stage;
	d->block_size = lay_out(d, NULL);
	d->block = arena_alloc(arena, d->block_size);
	d->fresh = arena_alloc(arena, d->block_size);
	(void)lay_out(d, d->block);
	fill_fresh(d);
	memcpy(d->fresh, d->block, d->block_size);
	d->facts_cap = facts_room(stage);
	d->facts = arena_array(arena, d->facts_cap, sizeof(*d->facts));
	state_reset(d, 0);
	return d;
}

/* is_chosen: does luck choose this inject among those of its choice? All of
 * them look at the same draw. */
static bool
is_chosen(const struct drill *d, const struct stage_inject *x)
{
	uint64_t draw;

	if (x->choice == STAGE_NONE)
		return true;
	draw = state_draw(d, d->stage->injects[x->choice].luck, LUCK_CHOICE, 0)
		   .value;
	draw = (draw >> 32) * x->weights >> 32;
	return draw >= x->below && draw < x->below + x->weight;
}

/* set_start: the start that the trial has. */
static void
set_start(struct drill *d, uint64_t trial)
{
	if (d->all->outsets.n < 2)
		return;
	d->begun = stage_of_trial(d->all, trial);
	d->stage = &d->begun;
}

void
state_reset(struct drill *d, uint64_t trial)
{
	const struct stage *s = d->all;

	set_start(d, trial);
	memcpy(d->block, d->fresh, d->block_size);
	d->trial = trial;
	d->blamed = 0;
	(void)state_say(d, FACT_BEGIN, 0, 0, 0, STAGE_SEMANTICS, 0);
	for (uint32_t i = 0; i < s->calendars_n && !s->call_out; i++)
		state_after(
		    d, s->rotas[i].slot, stage_next_duty(d->stage, i, 0));
	for (uint32_t i = 0; i < s->counts[ENTITY_INJECT]; i++) {
		const struct stage_inject *x = &s->injects[i];

		d->injects[i].spared =
		    !is_chosen(d, x) ||
		    !random_happens(
			state_draw(d, x->luck, LUCK_HAPPENS, 0).value,
			x->happens);
		if (x->condition.n > 0)
			state_after(d, x->slot + INJECT_WATCH, x->not_before);
		else if (!d->injects[i].spared)
			state_after(d, x->slot,
			    table_draw(&x->when,
				state_draw(d, x->luck, LUCK_INJECT_AT, 0)));
	}
}

uint32_t
state_say(struct drill *d, enum fact_act act, uint32_t scene, uint32_t by,
    uint32_t on, int64_t value, uint32_t why)
{
	if (d->c->facts == d->facts_cap) {
		d->c->full = true;
		d->blamed = on != 0 ? on : by;
		return d->c->facts - 1;
	}
	d->facts[d->c->facts] = (struct fact){.at = state_now(d),
	    .why = why,
	    .act = (uint16_t)act,
	    .incident = (uint16_t)scene,
	    .by = by,
	    .on = on,
	    .value = value};
	return d->c->facts++;
}
