/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/absence.h"

#include <string.h>

#include "base/arena.h"
#include "replay/drill/stage.h"
#include "sim/random.h"

static const enum entity_kind kinds[] = {
    ENTITY_PERSON, ENTITY_RESOURCE, ENTITY_MONITOR};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), SURELY = 1000000 };

uint32_t *
absence_list(struct arena *arena, const struct stage *stage, uint32_t *n)
{
	uint32_t *out;

	*n = 0;
	for (int i = 0; i < KINDS; i++)
		*n += stage->counts[kinds[i]];
	out = arena_array(arena, *n, sizeof(*out));
	*n = 0;
	for (int i = 0; i < KINDS; i++)
		for (uint32_t j = 0; j < stage->counts[kinds[i]]; j++)
			out[(*n)++] = fact_entity(kinds[i], j);
	return out;
}

/* with: a copy of an array of the stage, to change one item of it. */
#define WITH(arena, array, n)                                                  \
	memcpy(arena_array((arena), (n), sizeof(*(array))), (array),           \
	    (n) * sizeof(*(array)))

struct stage *
absence_stage(struct arena *arena, const struct stage *stage, uint32_t entity)
{
	struct stage *s = arena_alloc(arena, sizeof(*s));
	enum entity_kind kind = fact_kind(entity);
	uint32_t i = fact_number(entity);

	*s = *stage;
	if (kind == ENTITY_PERSON) {
		struct stage_person *people =
		    WITH(arena, s->people, s->counts[kind]);

		people[i].answers = random_threshold(0);
		s->people = people;
	} else if (kind == ENTITY_MONITOR) {
		struct stage_monitor *monitors =
		    WITH(arena, s->monitors, s->counts[kind]);

		monitors[i].misses = random_threshold(SURELY);
		monitors[i].false_alarms = random_threshold(0);
		s->monitors = monitors;
	} else if (kind == ENTITY_RESOURCE) {
		struct stage_resource *resources =
		    WITH(arena, s->resources, s->counts[kind]);

		resources[i].stock = 0;
		resources[i].times = 0;
		s->resources = resources;
	}
	return s;
}
