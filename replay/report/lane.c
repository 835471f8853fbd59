/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/lane.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"

/* A row as it is at the moment: a bar that has not ended. */
struct open {
	bool listed;  /* among the rows */
	bool leaving; /* away once the work in hand is over */
	enum lane_state state;
	span_ms since;
	uint32_t task;
};

struct fold {
	const struct stage *stage;
	struct lanes *lanes;
	struct open *tasks, *people;
	bool *going; /* scenes that are going on */
	span_ms now;
};

static struct open *
open_of(struct fold *f, uint32_t row)
{
	if (fact_kind(row) == ENTITY_TASK)
		return &f->tasks[fact_number(row)];
	return &f->people[fact_number(row)];
}

/* turn: the row's bar ends here, as `was`; another begins. */
static void
turn(struct fold *f, uint32_t row, enum lane_state was, enum lane_state is,
    uint32_t task)
{
	struct open *o = open_of(f, row);
	struct lanes *l = f->lanes;

	if (o->state != LANE_NOTHING &&
	    (f->now > o->since || was == LANE_DONE || was == LANE_FAILED))
		l->at[l->n++] =
		    (struct lane_bar){o->since, f->now, was, row, o->task};
	if (!o->listed && is != LANE_NOTHING) {
		o->listed = true;
		l->rows[l->rows_n++] = row;
	}
	o->state = is;
	o->since = f->now;
	o->task = task;
}

/* go_on: the same, where the bar ends as what it was. */
static void
go_on(struct fold *f, uint32_t row, enum lane_state is, uint32_t task)
{
	turn(f, row, open_of(f, row)->state, is, task);
}

/* at_rest: whoever has nothing in hand stands by, while anything goes on. */
static enum lane_state
at_rest(const struct fold *f)
{
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_SCENE]; i++)
		if (f->going[i])
			return LANE_FREE;
	return LANE_NOTHING;
}

/* end: the task's work is over; its people are free again. */
static void
end(struct fold *f, uint32_t task, enum lane_state was)
{
	struct open *o = open_of(f, task);

	turn(f, task, o->state == LANE_WORKING ? was : o->state, LANE_NOTHING,
	    task);
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_PERSON]; i++) {
		struct open *p = &f->people[i];

		if (p->task == task && p->state != LANE_NOTHING)
			turn(f, fact_entity(ENTITY_PERSON, i),
			    p->state == LANE_WORKING ? was : p->state,
			    p->leaving ? LANE_AWAY : at_rest(f), 0);
	}
}

/* act_task: the response act a scene's fact ends, as a task; 0: none. */
static uint32_t
act_task(const struct stage *stage, const struct fact *x)
{
	static const uint8_t acts[FACT_ACTS] = {
	    [FACT_VERIFIED] = RESPONSE_VERIFY + 1,
	    [FACT_DISMISSED] = RESPONSE_VERIFY + 1,
	    [FACT_GRADED] = RESPONSE_GRADE + 1,
	    [FACT_REGRADED] = RESPONSE_GRADE + 1,
	    [FACT_AUTHORISED] = RESPONSE_AUTHORISE + 1,
	    [FACT_CONFIRMED] = RESPONSE_CONFIRM + 1,
	    [FACT_NOT_CONFIRMED] = RESPONSE_CONFIRM + 1,
	    [FACT_SUSTAINED] = RESPONSE_SUSTAIN + 1,
	    [FACT_RELAPSED] = RESPONSE_SUSTAIN + 1,
	    [FACT_EVALUATED] = RESPONSE_EVALUATE + 1,
	    [FACT_CLOSED] = RESPONSE_CLOSE + 1,
	    [FACT_DECIDED] = RESPONSE_DECIDE + 1,
	    [FACT_REGISTERED] = RESPONSE_REGISTER + 1,
	};
	const struct stage_scene *s;

	if (acts[x->act] == 0 || fact_kind(x->on) != ENTITY_SCENE ||
	    (x->act == FACT_REGRADED && x->by == 0))
		return 0;
	s = &stage->scenes[fact_number(x->on)];
	if (s->response[acts[x->act] - 1] == STAGE_NONE)
		return 0;
	return fact_entity(
	    ENTITY_TASK, (uint32_t)s->response[acts[x->act] - 1]);
}

static void
take_task(struct fold *f, const struct fact *x)
{
	if (x->act == FACT_READY) {
		if (open_of(f, x->on)->state == LANE_WORKING)
			end(f, x->on, LANE_FAILED); /* taken out of his hands */
		go_on(f, x->on, LANE_WAITING, x->on);
	} else if (x->act == FACT_START)
		go_on(f, x->on, LANE_WORKING, x->on);
	else if (x->act == FACT_DONE)
		end(f, x->on, LANE_DONE);
	else if (x->act == FACT_APPROVED)
		end(f,
		    fact_entity(ENTITY_TASK,
			(uint32_t)f->stage->tasks[fact_number(x->on)].approval),
		    LANE_DONE);
	else if (x->act == FACT_FAILED || x->act == FACT_TIMEOUT ||
		 x->act == FACT_GAVE_UP || x->act == FACT_SEEMS_DONE ||
		 x->act == FACT_INTERRUPTED || x->act == FACT_CALLED_OFF)
		end(f, x->on, LANE_FAILED);
	else if (x->act == FACT_DISPATCH &&
		 open_of(f, x->on)->state == LANE_WAITING)
		go_on(f, x->on, LANE_COMING, x->on);
	if (x->act == FACT_DISPATCH)
		go_on(f, x->by, LANE_COMING, x->on);
	else if (x->act == FACT_REPEATS)
		go_on(f, x->by, LANE_WORKING, x->on);
	else if (x->act == FACT_REPEATED)
		turn(f, x->by, LANE_FAILED, LANE_FREE, 0);
}

/* take_scene: it begins, or is over, and with the last one all who stand by
 * are stood down. */
static void
take_scene(struct fold *f, const struct fact *x)
{
	bool over = x->act == FACT_DISMISSED || x->act == FACT_CLOSED;

	if (over || x->act == FACT_WARNING || x->act == FACT_ACTIVATED)
		f->going[x->incident] = !over;
	if (!over || at_rest(f) != LANE_NOTHING)
		return;
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_PERSON]; i++)
		if (f->people[i].state == LANE_FREE ||
		    (f->people[i].state == LANE_COMING &&
			f->people[i].task == 0))
			go_on(
			    f, fact_entity(ENTITY_PERSON, i), LANE_NOTHING, 0);
}

/* begin: all who were sent to the task begin; its lead was, for an act. */
static void
begin(struct fold *f, const struct fact *x)
{
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_PERSON]; i++) {
		struct open *p = &f->people[i];
		uint32_t person = fact_entity(ENTITY_PERSON, i);

		if (person == x->by ||
		    (p->task == x->on && p->state == LANE_COMING))
			go_on(f, person, LANE_WORKING, x->on);
	}
}

/* hand_over: the two are busy with that; then one has gone, or has not. */
static void
hand_over(struct fold *f, const struct fact *x)
{
	if (x->act == FACT_HANDING_OVER) {
		go_on(f, x->by, LANE_HANDING, 0);
		go_on(f, x->on, LANE_HANDING, 0);
		return;
	}
	go_on(f, x->by, x->value != 0 ? LANE_FREE : LANE_NOTHING, 0);
	if (open_of(f, x->on)->state == LANE_HANDING)
		go_on(f, x->on,
		    open_of(f, x->on)->leaving ? LANE_AWAY : LANE_FREE, 0);
}

static void
take_person(struct fold *f, const struct fact *x)
{
	struct open *p = open_of(f, x->on);

	if (x->act == FACT_HANDING_OVER || x->act == FACT_HANDED_OVER) {
		hand_over(f, x);
		return;
	}
	if (x->act == FACT_PAGE && p->state == LANE_NOTHING)
		go_on(f, x->on, LANE_COMING, 0);
	if (x->act == FACT_ABSENT || x->act == FACT_BACK)
		p->leaving = x->act == FACT_ABSENT;
	if (p->task != 0)
		return; /* finishes what he has in hand */
	if (x->act == FACT_ABSENT)
		go_on(f, x->on, LANE_AWAY, 0);
	else if (x->act == FACT_BACK)
		go_on(f, x->on, LANE_NOTHING, 0);
}

/* travels: is the person who acknowledged still to arrive? */
static bool
travels(const struct fact *facts, uint32_t n, uint32_t ack)
{
	for (uint32_t i = ack + 1; i < n; i++)
		if (facts[i].act == FACT_ARRIVE && facts[i].why == ack)
			return true;
	return false;
}

/* withdraw: steps of a scene that wait are not to be done any more: all of
 * them, or those of the default procedure alone. */
static void
withdraw(struct fold *f, uint32_t scene, bool all)
{
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_TASK]; i++) {
		const struct stage_task *t = &f->stage->tasks[i];

		if (t->scene == scene && t->notice == STAGE_NONE &&
		    f->tasks[i].state == LANE_WAITING &&
		    (all || (t->step_number != STAGE_NONE && !t->standby)))
			go_on(f, fact_entity(ENTITY_TASK, i), LANE_NOTHING, 0);
	}
}

/* take_end: what ends a wait that nobody was called from. */
static void
take_end(struct fold *f, const struct fact *x)
{
	if (x->act == FACT_CLOSED || x->act == FACT_DISMISSED)
		withdraw(f, x->incident, true);
	else if (x->act == FACT_DECIDED && x->value != 0 &&
		 !f->stage->scenes[x->incident].beside)
		withdraw(f, x->incident, false);
}

/* take: the fact number `i`. */
static void
take(struct fold *f, const struct fact *facts, uint32_t n, uint32_t i)
{
	const struct fact *x = &facts[i];
	uint32_t act = act_task(f->stage, x);

	f->now = x->at;
	if (fact_kind(x->on) == ENTITY_SCENE)
		take_scene(f, x);
	if (act != 0)
		end(f, act, LANE_DONE);
	else if (fact_kind(x->on) == ENTITY_TASK)
		take_task(f, x);
	else if (fact_kind(x->on) == ENTITY_PERSON)
		take_person(f, x);
	else if (x->act == FACT_ARRIVE ||
		 (x->act == FACT_ACK && !travels(facts, n, i)))
		go_on(f, x->by, at_rest(f), 0);
	take_end(f, x);
	if (x->act == FACT_START)
		begin(f, x);
}

struct lanes
lane_draw(struct arena *arena, const struct stage *stage,
    const struct fact *facts, uint32_t n)
{
	uint32_t people = stage->counts[ENTITY_PERSON];
	uint32_t tasks = stage->counts[ENTITY_TASK];
	size_t most = 4 * (size_t)n + people + tasks; /* an order ends three */
	struct lanes l = {0};
	struct fold f = {.stage = stage, .lanes = &l};

	l.at = arena_array(arena, most, sizeof(*l.at));
	l.rows = arena_array(arena, people + tasks, sizeof(*l.rows));
	f.tasks = arena_array(arena, tasks, sizeof(*f.tasks));
	f.people = arena_array(arena, people, sizeof(*f.people));
	f.going =
	    arena_array(arena, stage->counts[ENTITY_SCENE], sizeof(*f.going));
	for (uint32_t i = 0; i < n; i++)
		take(&f, facts, n, i);
	for (uint32_t i = 0; i < l.rows_n; i++)
		go_on(&f, l.rows[i], LANE_NOTHING, 0);
	return l;
}
