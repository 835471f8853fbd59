/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/example.h"

#include <stddef.h>

#include "base/arena.h"

static uint32_t
place_of(span_ms length)
{
	if (length == SPAN_NEVER)
		return EXAMPLE_NEVER;
	return histogram_bucket(length > SPAN_LONGEST ? SPAN_LONGEST : length);
}

uint64_t
example_at(const struct example *e, uint32_t place)
{
	const uint64_t *octave;

	if (place == EXAMPLE_NEVER)
		return e->never;
	octave = e->octaves[place / HISTOGRAM_SUB];
	return octave == NULL ? 0 : octave[place % HISTOGRAM_SUB];
}

void
example_set(
    struct arena *arena, struct example *e, uint32_t place, uint64_t number)
{
	uint64_t *at = &e->never;

	if (number == 0)
		return;
	if (place != EXAMPLE_NEVER) {
		uint64_t **octave = &e->octaves[place / HISTOGRAM_SUB];

		if (*octave == NULL)
			*octave =
			    arena_array(arena, HISTOGRAM_SUB, sizeof(**octave));
		at = &(*octave)[place % HISTOGRAM_SUB];
	}
	if (*at == 0 || number < *at)
		*at = number;
}

void
example_take(
    struct arena *arena, struct example *e, span_ms length, uint64_t trial)
{
	example_set(arena, e, place_of(length), trial + 1);
}

void
example_merge(
    struct arena *arena, struct example *into, const struct example *from)
{
	for (uint32_t i = 0; i < HISTOGRAM_OCTAVES; i++)
		for (uint32_t j = 0;
		     from->octaves[i] != NULL && j < HISTOGRAM_SUB; j++)
			example_set(arena, into, i * HISTOGRAM_SUB + j,
			    from->octaves[i][j]);
	example_set(arena, into, EXAMPLE_NEVER, from->never);
}

bool
example_find(const struct example *e, span_ms length, uint64_t *trial)
{
	uint64_t number = example_at(e, place_of(length));

	if (number > 0)
		*trial = number - 1;
	return number > 0;
}
