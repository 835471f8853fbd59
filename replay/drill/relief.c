/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/relief.h"

#include "replay/drill/people.h"
#include "replay/drill/state.h"

static uint32_t
entity(uint32_t person)
{
	return fact_entity(ENTITY_PERSON, person);
}

/* scene_of: the one he was called for. */
static uint32_t
scene_of(const struct drill *d, uint32_t person)
{
	return d->facts[d->people[person].page_fact].incident;
}

void
relief_change(struct drill *d, uint32_t calendar)
{
	const struct stage *s = d->stage;
	span_ms now = state_now(d);
	int32_t was = stage_on_call(s, calendar, now - 1);
	int32_t is = stage_on_call(s, calendar, now);

	if (is != STAGE_NONE) {
		struct drill_post *x =
		    &d->posts[stage_post(s, calendar, (uint32_t)is)];

		x->state = POST_OPEN;
		x->told = false;
	}
	if (was != STAGE_NONE) {
		enum person_status status = d->people[was].status;

		d->posts[stage_post(s, calendar, (uint32_t)was)].state =
		    status == PERSON_OFF     ? POST_OPEN
		    : status == PERSON_PAGED ? POST_PAGED
					     : POST_OWED;
	}
	state_after(d, s->rotas[calendar].slot,
	    stage_next_duty(s, calendar, now) - now);
	d->c->crew_changed = true;
}

/* reason: what he has been at until now. */
static uint32_t
reason(const struct drill *d, uint32_t person)
{
	const struct drill_person *p = &d->people[person];

	return p->status == PERSON_BUSY ? d->tasks[p->task].start_fact
					: p->free_fact;
}

/* tell: say once who is to relieve him; again when it is another. */
static void
tell(struct drill *d, uint32_t post, int32_t heir)
{
	struct drill_post *x = &d->posts[post];
	uint32_t person = d->stage->posts[post].person;

	if (x->told && x->heir == heir)
		return;
	x->told = true;
	x->heir = heir;
	x->fact = state_say(d, FACT_DUTY_OVER, scene_of(d, person),
	    heir == STAGE_NONE ? 0 : entity((uint32_t)heir), entity(person), 0,
	    reason(d, person));
}

/* is_owed: is whoever held the post still to be relieved of it? */
static bool
is_owed(const struct drill *d, uint32_t post)
{
	return d->posts[post].state == POST_PAGED ||
	       d->posts[post].state == POST_OWED;
}

/* is_of_use: has he any business here but by the post he has left? */
static bool
is_of_use(const struct drill *d, uint32_t person)
{
	const struct stage *s = d->stage;

	for (uint32_t i = 0; i < s->posts_n; i++)
		if (s->posts[i].person == person &&
		    (is_owed(d, i) || stage_on_call(s, s->posts[i].calendar,
					  state_now(d)) == (int32_t)person))
			return true;
	for (uint32_t i = 0; i < s->counts[ENTITY_ROLE]; i++) {
		struct range r = s->roles[i].members;
		uint32_t j = 0;

		while (j < r.n &&
		       ((stage_at(s, r, j) & STAGE_PERSON_MASK) != person ||
			   !stage_serves(s, stage_at(s, r, j))))
			j++;
		if (j < r.n && stage_at(s, r, j) == person)
			return true; /* of a role that has him on no calendar */
	}
	return false;
}

/* do_over: was it misunderstood: does the heir do over what the other has done
 * last, as long as that took, to no effect? */
static bool
do_over(struct drill *d, uint32_t post, uint32_t why)
{
	const struct stage_post *s = &d->stage->posts[post];
	const struct drill_person *p = &d->people[s->person];
	const struct fact *last = &d->facts[p->last];
	struct random_pair luck = state_draw(
	    d, d->stage->people[s->person].luck, LUCK_REPEATS, p->handed - 1u);
	uint32_t heir = (uint32_t)d->posts[post].heir;

	if (p->last == 0 || d->scenes[last->incident].status != SCENE_ACTIVE ||
	    !random_happens(luck.value, d->stage->repeats))
		return false;
	d->posts[post].repeats = true;
	d->people[heir].free_fact = state_say(
	    d, FACT_REPEATS, last->incident, entity(heir), last->on, 0, why);
	state_after(d, s->slot, last->at - d->facts[last->why].at);
	return true;
}

/* relieve: his part is the heir's; unless he is needed he goes home. */
static void
relieve(struct drill *d, uint32_t post, uint32_t why)
{
	const struct stage *s = d->stage;
	uint32_t person = s->posts[post].person;
	int32_t heir = d->posts[post].heir;
	bool stays;
	uint32_t fact;

	for (uint32_t i = 0; i < s->posts_n; i++)
		if (s->posts[i].person == person &&
		    d->posts[i].state != POST_OPEN &&
		    stage_on_call(s, s->posts[i].calendar, state_now(d)) ==
			heir)
			d->posts[i].state = POST_RELIEVED;
	if (d->posts[post].state != POST_OPEN)
		d->posts[post].state = POST_RELIEVED;
	stays = is_of_use(d, person);
	fact = state_say(d, FACT_HANDED_OVER, scene_of(d, person),
	    entity(person), entity((uint32_t)heir), stays, why);
	if (d->people[person].status == PERSON_HANDING) {
		people_free(d, person, fact);
		if (!do_over(d, post, fact))
			people_free(d, (uint32_t)heir, fact);
	}
	if (!stays)
		people_go_home(d, person);
}

/* hand_over: he and his heir are busy with that. */
static void
hand_over(struct drill *d, uint32_t post)
{
	const struct stage_post *s = &d->stage->posts[post];
	struct drill_person *p = &d->people[s->person];
	struct drill_person *h = &d->people[d->posts[post].heir];
	uint32_t why = d->posts[post].fact;

	if (p->free_fact > why)
		why = p->free_fact;
	if (h->free_fact > why)
		why = h->free_fact;
	p->status = PERSON_HANDING;
	h->status = PERSON_TAKING;
	p->free_fact = h->free_fact = state_say(d, FACT_HANDING_OVER,
	    scene_of(d, s->person), entity(s->person),
	    entity((uint32_t)d->posts[post].heir), 0, why);
	state_after(d, s->slot,
	    table_draw(&d->stage->handover,
		state_draw(d, d->stage->people[s->person].luck, LUCK_HANDOVER,
		    p->handed++)));
}

/* pass_on: he is on the call still, and this one is on duty in his place. */
static void
pass_on(struct drill *d, uint32_t post, uint32_t heir)
{
	const struct stage_post *s = &d->stage->posts[post];
	struct drill_post *x = &d->posts[post];
	struct drill_person *p = &d->people[s->person];

	if (d->people[heir].status < PERSON_FREE) {
		x->state = POST_OWED;
		people_send_for(d, (uint32_t)d->stage->rotas[s->calendar].role,
		    heir, scene_of(d, s->person), x->fact);
	} else if (x->state == POST_PAGED) {
		relieve(d, post, x->fact); /* he comes too late to know more */
	} else {
		p->outgoing = true;
		if (p->status == PERSON_FREE &&
		    d->people[heir].status == PERSON_FREE)
			hand_over(d, post);
	}
}

/* settle: what becomes of whoever held this post. */
static void
settle(struct drill *d, uint32_t post)
{
	const struct stage_post *s = &d->stage->posts[post];
	struct drill_post *x = &d->posts[post];
	const struct drill_person *p = &d->people[s->person];
	int32_t heir = stage_on_call(d->stage, s->calendar, state_now(d));

	if (p->status == PERSON_OFF)
		x->state = POST_OPEN; /* he has left by himself */
	if (x->repeats || p->status == PERSON_PAGED ||
	    p->status >= PERSON_HANDING ||
	    d->stage->rotas[s->calendar].role == STAGE_NONE ||
	    heir == (int32_t)s->person)
		return;
	if (!state_is_quiet(d)) {
		tell(d, post, heir);
		if (heir != STAGE_NONE)
			pass_on(d, post, (uint32_t)heir);
		else
			x->state = POST_OWED;
	} else if (p->status != PERSON_BUSY) {
		x->state = POST_RELIEVED;
	}
}

void
relief_settle(struct drill *d)
{
	uint32_t n = d->stage->posts_n;

	for (uint32_t i = 0; i < n; i++)
		d->people[d->stage->posts[i].person].outgoing = false;
	for (uint32_t i = 0; i < n; i++)
		if (is_owed(d, i))
			settle(d, i);
}

void
relief_done(struct drill *d, uint32_t post)
{
	struct drill_post *x = &d->posts[post];
	uint32_t person = d->stage->posts[post].person;
	const struct fact *over;

	if (!x->repeats) {
		relieve(d, post, d->people[person].free_fact);
		return;
	}
	x->repeats = false;
	over = &d->facts[d->people[x->heir].free_fact];
	people_free(d, (uint32_t)x->heir,
	    state_say(d, FACT_REPEATED, over->incident, over->by, over->on, 0,
		d->people[x->heir].free_fact));
}
