/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/people.h"

#include "replay/drill/state.h"

enum { SLOT_ACK, SLOT_ARRIVE, SLOT_BACK };

static uint32_t
slot_of(const struct drill *d, uint32_t person, uint32_t which)
{
	return d->stage->people[person].slot + which;
}

void
people_cut(struct drill *d, int32_t channel, span_ms length)
{
	span_ms now = state_now(d);
	span_ms until = length > SPAN_NEVER - now ? SPAN_NEVER : now + length;

	if (d->down[channel] < until)
		d->down[channel] = until;
}

void
people_join(struct drill *d, uint32_t inject)
{
	int32_t channel = d->stage->injects[inject].channel;

	if (state_now(d) >= d->down[channel])
		(void)state_say(d, FACT_CHANNEL_UP, 0,
		    fact_entity(ENTITY_INJECT, inject), 0, channel + 1, 0);
}

/* carries: does his nth channel bring this page? A failed one is known to
 * have failed only after its delay. */
static bool
carries(const struct drill *d, uint32_t person, uint32_t nth)
{
	const struct stage_person *p = &d->stage->people[person];
	const struct stage_channel *c =
	    &d->stage->channels[p->channels.first + nth];

	return state_now(d) >= d->down[c->kind] &&
	       !random_happens(state_draw(d, p->luck, LUCK_CHANNEL,
				   (uint32_t)d->people[person].sent << 8 | nth)
				   .value,
		   c->fails);
}

/* reach: which of his channels brings a page, from 1, and how long that
 * takes; 0 if he has none declared, or none brings it. */
static uint32_t
reach(const struct drill *d, uint32_t person, span_ms *delay)
{
	struct range channels = d->stage->people[person].channels;

	*delay = 0;
	for (uint32_t i = 0; i < channels.n; i++) {
		*delay += d->stage->channels[channels.first + i].delay;
		if (carries(d, person, i))
			return i + 1;
	}
	return 0;
}

/* answer: let a paged person acknowledge in his own time, if at all. */
static void
answer(struct drill *d, uint32_t person, span_ms delay)
{
	const struct stage_person *p = &d->stage->people[person];
	uint32_t nth = d->people[person].answers++;
	struct random_pair odds = state_draw(d, p->luck, LUCK_ANSWERS, nth);

	if (!random_happens(odds.value, p->answers))
		return;
	state_after(d, slot_of(d, person, SLOT_ACK),
	    delay + table_draw(&p->acknowledges,
			state_draw(d, p->luck, LUCK_ACKNOWLEDGES, nth)));
}

/* is_silent: has he been paged in vain? */
static bool
is_silent(const struct drill *d, uint32_t person)
{
	return d->people[person].status == PERSON_PAGED &&
	       engine_due(d->engine, slot_of(d, person, SLOT_ACK)) ==
		   SPAN_NEVER;
}

/* is_pageable: may he be paged: by nobody yet, or in vain, and not too often?
 */
static bool
is_pageable(const struct drill *d, uint32_t person)
{
	const struct drill_person *p = &d->people[person];

	return p->pages < PEOPLE_ROUNDS &&
	       (p->status == PERSON_OFF || is_silent(d, person));
}

bool
people_page(
    struct drill *d, uint32_t person, uint32_t by, uint32_t scene, uint32_t why)
{
	struct drill_person *p = &d->people[person];
	uint32_t entity = fact_entity(ENTITY_PERSON, person);
	uint32_t channel;
	span_ms delay;

	if (!is_pageable(d, person))
		return false;
	channel = reach(d, person, &delay);
	p->page_fact = state_say(d, FACT_PAGE, scene, by, entity, channel, why);
	p->unreached = channel == 0 && d->stage->people[person].channels.n > 0;
	if (p->unreached)
		(void)state_say(
		    d, FACT_UNREACHED, scene, 0, entity, 0, p->page_fact);
	p->status = PERSON_PAGED;
	p->given_up = false;
	if (!p->absent && !p->unreached)
		answer(d, person, delay);
	p->pages++;
	p->sent++;
	return true;
}

/* is_named: does the list's entry name him: whenever it likes, by the duty he
 * is on or, where `engaged` will do, by the call he is still on after it? */
static bool
is_named(const struct drill *d, uint32_t entry, bool engaged)
{
	uint32_t person = entry & STAGE_PERSON_MASK;
	uint32_t calendar = entry >> STAGE_CALENDAR_SHIFT;

	if (calendar == 0 || stage_on_call(d->stage, calendar - 1,
				 state_now(d)) == (int32_t)person)
		return true;
	return engaged && stage_serves(d->stage, entry) &&
	       d->people[person].status != PERSON_OFF &&
	       d->posts[stage_post(d->stage, calendar - 1, person)].state !=
		   POST_RELIEVED;
}

/* named: the list's i-th person, if it names him now; STAGE_NONE if not, or
 * an earlier entry is he. */
static int32_t
named(const struct drill *d, struct range list, uint32_t i, bool engaged)
{
	uint32_t entry = stage_at(d->stage, list, i);
	uint32_t person = entry & STAGE_PERSON_MASK;

	if (!is_named(d, entry, engaged))
		return STAGE_NONE;
	if (stage_at(d->stage, list, 0) <= STAGE_PERSON_MASK)
		return (int32_t)person; /* no calendar in the list */
	for (uint32_t j = 0; j < i; j++) {
		uint32_t other = stage_at(d->stage, list, j);

		if ((other & STAGE_PERSON_MASK) == person &&
		    is_named(d, other, engaged))
			return STAGE_NONE;
	}
	return (int32_t)person;
}

int32_t
people_member(const struct drill *d, struct range list, uint32_t i)
{
	return named(d, list, i, true);
}

int32_t
people_callable(const struct drill *d, struct range list, uint32_t i)
{
	return named(d, list, i, false);
}

/* time_left: how long the role still counts on an answer to his page; never
 * where it does not wait for one. */
static span_ms
time_left(const struct drill *d, uint32_t role, uint32_t person)
{
	const struct drill_person *p = &d->people[person];
	span_ms within = d->stage->roles[role].answer_within;
	span_ms gone;

	if (p->status != PERSON_PAGED || p->given_up)
		return SPAN_NEVER;
	gone = state_now(d) - d->facts[p->page_fact].at;
	return gone < within ? within - gone : 0;
}

static bool
is_counted_on(const struct drill_person *p)
{
	return (p->status == PERSON_PAGED && !p->given_up) ||
	       p->status == PERSON_COMING || p->status == PERSON_TAKING;
}

/* await: let the role's timer run until the first page runs out that is not
 * answered yet: `answer_within` after it was sent, by whomever. */
static void
await(struct drill *d, uint32_t role)
{
	const struct stage_role *r = &d->stage->roles[role];
	span_ms least = SPAN_NEVER;

	for (uint32_t i = 0; i < r->members.n; i++) {
		int32_t person = people_member(d, r->members, i);
		span_ms left = person == STAGE_NONE
				   ? SPAN_NEVER
				   : time_left(d, role, (uint32_t)person);

		if (left < least)
			least = left;
	}
	state_after(d, r->slot, least);
}

void
people_call(struct drill *d, uint32_t role, uint32_t missing, uint32_t scene,
    uint32_t why)
{
	const struct stage_role *r = &d->stage->roles[role];
	uint32_t coming = 0;

	for (uint32_t i = 0; i < r->members.n; i++) {
		int32_t person = people_member(d, r->members, i);

		coming +=
		    person != STAGE_NONE && is_counted_on(&d->people[person]);
	}
	for (uint32_t round = 0; round < PEOPLE_ROUNDS; round++) {
		for (uint32_t i = 0; i < r->members.n && coming < missing;
		     i++) {
			int32_t person = people_callable(d, r->members, i);

			if (person == STAGE_NONE)
				continue;
			if (d->people[person].pages == round &&
			    !is_counted_on(&d->people[person]))
				coming += people_page(d, (uint32_t)person,
				    fact_entity(ENTITY_ROLE, role), scene, why);
		}
	}
	await(d, role);
}

void
people_send_for(struct drill *d, uint32_t role, uint32_t person, uint32_t scene,
    uint32_t why)
{
	if (is_counted_on(&d->people[person]))
		return;
	(void)people_page(
	    d, person, fact_entity(ENTITY_ROLE, role), scene, why);
	await(d, role);
}

void
people_unanswered(struct drill *d, uint32_t role)
{
	const struct range members = d->stage->roles[role].members;

	for (uint32_t i = 0; i < members.n; i++) {
		int32_t person = people_member(d, members, i);

		if (person != STAGE_NONE &&
		    time_left(d, role, (uint32_t)person) == 0)
			d->people[person].given_up = true;
	}
	await(d, role);
	d->c->crew_changed = true; /* whoever waits calls the next */
}

bool
people_give_up(struct drill *d, uint32_t role)
{
	const struct range members = d->stage->roles[role].members;
	bool any = false;

	for (uint32_t i = 0; i < members.n; i++) {
		int32_t person = people_member(d, members, i);

		if (person == STAGE_NONE)
			continue;
		if (d->people[person].status == PERSON_PAGED)
			d->people[person].given_up = true;
		any = any || is_pageable(d, (uint32_t)person);
	}
	await(d, role);
	d->c->crew_changed = true;
	return any;
}

static void
engage(struct drill *d, uint32_t person, uint32_t why)
{
	struct drill_person *p = &d->people[person];

	p->status = PERSON_FREE;
	p->fresh = true;
	p->free_fact = why;
	d->c->crew_changed = true;
}

uint32_t
people_ack(struct drill *d, uint32_t person)
{
	const struct stage_person *s = &d->stage->people[person];
	struct drill_person *p = &d->people[person];
	const struct fact *page = &d->facts[p->page_fact];
	uint32_t fact = state_say(d, FACT_ACK, page->incident,
	    fact_entity(ENTITY_PERSON, person), 0, 0, p->page_fact);
	span_ms travel =
	    d->stage->call_out
		? 0 /* he answers; nobody need come */
		: table_draw(&s->travel,
		      state_draw(d, s->luck, LUCK_TRAVEL, p->answers));

	p->since = state_now(d);
	p->free_fact = fact;
	if (travel == 0) {
		engage(d, person, fact);
		return fact;
	}
	p->status = PERSON_COMING;
	state_after(d, slot_of(d, person, SLOT_ARRIVE), travel);
	d->c->crew_changed = state_is_quiet(d) || d->c->crew_changed;
	return fact;
}

void
people_arrive(struct drill *d, uint32_t person)
{
	uint32_t ack = d->people[person].free_fact;

	engage(d, person,
	    state_say(d, FACT_ARRIVE, d->facts[ack].incident,
		fact_entity(ENTITY_PERSON, person), 0, 0, ack));
}

void
people_go_home(struct drill *d, uint32_t person)
{
	d->people[person].status = PERSON_OFF;
	state_after(d, slot_of(d, person, SLOT_ACK), SPAN_NEVER);
	state_after(d, slot_of(d, person, SLOT_ARRIVE), SPAN_NEVER);
	d->c->crew_changed = true;
}

static void
go(struct drill *d, uint32_t person)
{
	struct drill_person *p = &d->people[person];
	bool paged = p->status == PERSON_PAGED;

	p->absent = true;
	p->leaving = false;
	people_go_home(d, person);
	if (paged) /* he finds it when he is back */
		p->status = PERSON_PAGED;
}

void
people_leave(struct drill *d, uint32_t person, int64_t length)
{
	struct drill_person *p = &d->people[person];
	uint32_t back = slot_of(d, person, SLOT_BACK);
	span_ms now = state_now(d);

	if ((p->absent || p->leaving) &&
	    engine_due(d->engine, back) - now >= length)
		return; /* away for longer already */
	if (p->status >= PERSON_BUSY)
		p->leaving = true;
	else
		go(d, person);
	state_after(d, back, length);
	d->c->crew_changed = true;
}

void
people_back(struct drill *d, uint32_t person)
{
	struct drill_person *p = &d->people[person];

	(void)state_say(
	    d, FACT_BACK, 0, 0, fact_entity(ENTITY_PERSON, person), 0, 0);
	p->absent = false;
	p->leaving = false;
	if (p->status == PERSON_PAGED && !p->unreached)
		answer(d, person, 0);
	d->c->crew_changed = true;
}

void
people_free(struct drill *d, uint32_t person, uint32_t why)
{
	struct drill_person *p = &d->people[person];

	if (p->task != STAGE_NONE && (d->facts[why].act == FACT_DONE ||
					 d->facts[why].act == FACT_SEEMS_DONE))
		p->last = why;
	p->task = STAGE_NONE;
	p->status = PERSON_FREE;
	p->free_fact = why;
	if (p->leaving)
		go(d, person);
	d->c->crew_changed = true;
}

void
people_stand_down(struct drill *d, uint32_t person)
{
	struct drill_person *p = &d->people[person];

	if (p->status != PERSON_FREE && p->status != PERSON_COMING &&
	    !is_silent(d, person))
		return;
	people_go_home(d, person);
	p->pages = 0;
	p->site = STAGE_NONE;
}
