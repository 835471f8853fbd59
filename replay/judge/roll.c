/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/roll.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"

/* find: the person's entry; NULL if nobody has called him. */
static struct roll_entry *
find(const struct roll *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->n; i++)
		if (r->entries[i].person == person)
			return &r->entries[i];
	return NULL;
}

/* kind_of: the kind of the channel that a page came by. */
static int32_t
kind_of(const struct stage *stage, const struct fact *page)
{
	const struct stage_person *p = &stage->people[fact_number(page->on)];

	if (page->value == 0)
		return -1;
	return stage->channels[p->channels.first + (uint32_t)page->value - 1]
	    .kind;
}

static void
take_page(struct roll *r, const struct stage *stage, const struct fact *f)
{
	uint32_t person = fact_number(f->on);
	struct roll_entry *e = find(r, person);

	if (e == NULL) {
		e = &r->entries[r->n++];
		*e = (struct roll_entry){.person = person,
		    .by = f->by,
		    .called = f->at,
		    .answered = SPAN_NEVER};
	}
	e->pages++;
	e->channel = kind_of(stage, f);
}

static void
take_answer(struct roll *r, const struct fact *f)
{
	struct roll_entry *e = find(r, fact_number(f->by));

	if (e == NULL || e->answered != SPAN_NEVER)
		return;
	e->answered = f->at;
	r->answered++;
}

struct roll
roll_call(struct arena *arena, const struct stage *stage,
    const struct fact *facts, uint32_t n)
{
	struct roll r = {.entries = arena_array(arena,
			     stage->counts[ENTITY_PERSON], sizeof(*r.entries))};

	for (uint32_t i = 0; i < n; i++) {
		const struct fact *f = &facts[i];

		if (f->act == FACT_PAGE)
			take_page(&r, stage, f);
		else if (f->act == FACT_ACK)
			take_answer(&r, f);
		else if (f->act == FACT_UNREACHED)
			find(&r, fact_number(f->on))->lost++;
	}
	return r;
}
