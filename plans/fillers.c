/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/fillers.h"

#include "base/arena.h"
#include "plans/organisation.h"

/* meet: is it the first time in this round? */
static bool
meet(struct fillers *f, int32_t person)
{
	if (f->seen[person] == f->round)
		return false;
	f->seen[person] = f->round;
	return true;
}

static void
take(struct fillers *f, struct filler *to, const struct refs *people)
{
	for (uint32_t i = 0; i < people->n && !to->more; i++) {
		int32_t person = people->at[i].index;

		if (person >= 0 && !meet(f, person))
			continue;
		if (person >= 0 && to->n < FILLERS_MOST)
			to->people[to->n++] = person;
		else
			to->more = true;
	}
}

static void
take_calendar(
    struct fillers *f, struct filler *to, const struct calendar *calendar)
{
	for (uint32_t i = 0; i < calendar->layers.n; i++)
		take(f, to, &calendar->layers.at[i].people);
	for (uint32_t i = 0; i < calendar->overrides.n; i++)
		take(f, to,
		    &(struct refs){&calendar->overrides.at[i].person, 1});
}

struct fillers *
fillers_new(struct arena *arena, const struct organisation *org)
{
	struct fillers *f = arena_alloc(arena, sizeof(*f));

	f->of = arena_array(arena, org->roles.n, sizeof(*f->of));
	f->seen = arena_array(arena, org->people.n, sizeof(*f->seen));
	for (uint32_t i = 0; i < org->roles.n; i++) {
		const struct role *r = &org->roles.at[i];

		f->round++;
		take(f, &f->of[i], &r->primary);
		take(f, &f->of[i], &r->deputies);
		if (r->on_call.index >= 0)
			take_calendar(
			    f, &f->of[i], &org->calendars.at[r->on_call.index]);
		else if (r->on_call.id[0] != '\0')
			f->of[i].more = true;
	}
	return f;
}

uint32_t
fillers_together(struct fillers *f, const struct refs *roles)
{
	uint32_t n = 0;

	f->round++;
	for (uint32_t i = 0; i < roles->n; i++) {
		const struct filler *x;

		if (roles->at[i].index < 0)
			return UINT32_MAX;
		x = &f->of[roles->at[i].index];
		if (x->more)
			return UINT32_MAX;
		for (uint32_t j = 0; j < x->n; j++)
			n += meet(f, x->people[j]);
	}
	return n;
}
