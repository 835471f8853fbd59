/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/scene.h"

#include "replay/drill/attempt.h"
#include "replay/drill/call_out.h"
#include "replay/drill/crew.h"
#include "replay/drill/find.h"
#include "replay/drill/form.h"
#include "replay/drill/grade.h"
#include "replay/drill/known.h"
#include "replay/drill/notice.h"
#include "replay/drill/people.h"
#include "replay/drill/ready.h"
#include "replay/drill/sham.h"
#include "replay/drill/standby.h"
#include "replay/drill/state.h"
#include "replay/drill/steps.h"
#include "replay/drill/world.h"

enum { SCENE_HOLD, SCENE_RUNG, SCENE_LOOK, SCENE_START };
static uint32_t
entity(uint32_t scene)
{
	return fact_entity(ENTITY_SCENE, scene);
}

/* turn_override: it counts from now on, or no more. */
static void
turn_override(struct drill *d, uint32_t inject, enum fact_act act)
{
	uint32_t scene = (uint32_t)d->stage->injects[inject].scene;

	known_learn(
	    d, state_say(d, act, scene, fact_entity(ENTITY_INJECT, inject),
		   entity(scene), 0, 0));
}

void
scene_override(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];

	d->scenes[s->scene].overrides++;
	turn_override(d, inject, FACT_OVERRIDDEN);
	state_after(d, s->slot + INJECT_PASS, s->length);
}

void
scene_release(struct drill *d, uint32_t inject)
{
	struct drill_scene *x = &d->scenes[d->stage->injects[inject].scene];

	if (--x->overrides == 0)
		turn_override(d, inject, FACT_RELEASED);
}

/* look: people have looked: they know the scope's levels as they are. */
static void
look(struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;

	for (uint32_t i = 0; i < scope.n; i++) {
		struct drill_service *x =
		    &d->services[stage_at(d->stage, scope, i)];

		x->known_ppm = x->seen_ppm;
	}
}

void
scene_look(struct drill *d)
{
	d->c->known_changed = true;
}

/* next_look: how long until time alone may change what starts the scene. */
static span_ms
next_look(const struct drill *d, const struct stage_scene *s)
{
	const struct condition *all[] = {&s->trigger, &s->when, &s->inhibit};
	span_ms least = SPAN_NEVER;

	for (int i = 0; i < 3; i++)
		if (all[i]->timed && known_next(d, all[i], 0) < least)
			least = known_next(d, all[i], 0);
	return least;
}

/* ---- from trigger to acknowledgement ---- */

/* judge_trigger: opens on the rising edge, once it has held. */
static void
judge_trigger(struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	struct drill_scene *x = &d->scenes[scene];

	if (!known_holds(d, &s->trigger, 0)) {
		x->holding = false;
		x->fired = false;
		state_after(d, s->slot + SCENE_HOLD, SPAN_NEVER);
	} else if (!x->holding && !x->fired && x->status == SCENE_CALM) {
		x->holding = true;
		x->found_at = state_now(d);
		x->cause = d->c->cause;
		state_after(d, s->slot + SCENE_HOLD, s->hold);
	}
}

/* judge_start: a scene starts by itself on a rising edge, once it has held. */
static void
judge_start(struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	struct drill_scene *x = &d->scenes[scene];

	if (!s->automatic || x->overrides > 0 || !known_holds(d, &s->when, 0) ||
	    known_holds(d, &s->inhibit, 0)) {
		x->starting = false;
		x->started = false;
		state_after(d, s->slot + SCENE_START, SPAN_NEVER);
	} else if (!x->starting && !x->started && x->status < SCENE_ACTIVE) {
		x->starting = true;
		x->start_cause = d->c->cause;
		state_after(d, s->slot + SCENE_START, s->start_hold);
	}
}

/* climb: arm the ladder's next rung, counting through its repeats. */
static void
climb(struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	const struct stage_ladder *l = &d->stage->ladders[s->ladder];
	struct drill_scene *x = &d->scenes[scene];
	uint32_t round = x->rung / l->rungs.n;
	span_ms at;

	if (round > l->repeats)
		return;
	at = x->warned_at + round * l->repeat_every +
	     d->stage->rungs[l->rungs.first + x->rung % l->rungs.n].after;
	state_after(
	    d, s->slot + SCENE_RUNG, at > state_now(d) ? at - state_now(d) : 0);
}

void
scene_held(struct drill *d, uint32_t scene)
{
	struct drill_scene *x = &d->scenes[scene];

	x->holding = false;
	x->fired = true;
	x->unheard = true;
	x->status = SCENE_WARNED;
	x->warned_at = state_now(d);
	x->rung = 0;
	x->last_fact =
	    state_say(d, FACT_WARNING, scene, 0, entity(scene), 0, x->cause);
	climb(d, scene);
}

/* go_on: ask for the next response act that the plan declares, up to the
 * authorisation; what has started by itself needs none. */
static void
go_on(struct drill *d, uint32_t scene, int from, uint32_t why)
{
	const struct stage_scene *s = &d->stage->scenes[scene];

	for (int i = from; i <= RESPONSE_AUTHORISE; i++) {
		if (s->response[i] == STAGE_NONE ||
		    (i == RESPONSE_AUTHORISE &&
			d->scenes[scene].status == SCENE_ACTIVE))
			continue;
		ready_release(d, (uint32_t)s->response[i], why);
		return;
	}
}

/* enter: it is to be entered in incident management, beside all else, unless
 * that is done or under way. */
static void
enter(struct drill *d, uint32_t scene, uint32_t why)
{
	int32_t task = d->stage->scenes[scene].response[RESPONSE_REGISTER];

	if (task != STAGE_NONE && d->tasks[task].status == TASK_IDLE)
		ready_release(d, (uint32_t)task, why);
}

static void
acknowledge(struct drill *d, uint32_t scene, uint32_t why)
{
	struct drill_scene *x = &d->scenes[scene];

	x->unheard = false;
	state_after(d, d->stage->scenes[scene].slot + SCENE_RUNG, SPAN_NEVER);
	if (x->status == SCENE_WARNED) {
		x->status = SCENE_ACKNOWLEDGED;
		x->last_fact = why;
		/* first aid for a false alarm is past */
		steps_stand_down(d, scene);
		steps_release(d, scene, why);
	}
	if (d->stage->scenes[scene].response[RESPONSE_VERIFY] == STAGE_NONE) {
		notice_reached(d, scene, NOTICE_DISCOVERY, x->found_at, why);
		enter(d, scene, why);
	}
	go_on(d, scene, RESPONSE_VERIFY, why);
}

/* hear: somebody who has answered for another scene acknowledges this one. */
static void
hear(struct drill *d, uint32_t scene, uint32_t person, uint32_t why)
{
	acknowledge(d, scene,
	    state_say(d, FACT_ACK, scene, fact_entity(ENTITY_PERSON, person), 0,
		0, why));
}

void
scene_rung(struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	const struct stage_ladder *l = &d->stage->ladders[s->ladder];
	struct drill_scene *x = &d->scenes[scene];
	const struct stage_rung *rung =
	    &d->stage->rungs[l->rungs.first + x->rung % l->rungs.n];
	uint32_t by = fact_entity(ENTITY_LADDER, s->ladder);

	x->rung++;
	x->last_fact = state_say(
	    d, FACT_RUNG, scene, by, entity(scene), x->rung, x->last_fact);
	for (uint32_t i = 0; i < rung->people.n; i++) {
		int32_t person = people_callable(d, rung->people, i);

		if (person == STAGE_NONE ||
		    call_out_spares(d, (uint32_t)person))
			continue;
		if (d->people[person].status > PERSON_PAGED) {
			hear(d, scene, (uint32_t)person, x->last_fact);
			return; /* he has answered a page already */
		}
		(void)people_page(d, (uint32_t)person, by, scene, x->last_fact);
	}
	climb(d, scene);
	if (d->stage->call_out && d->stage->everybody)
		call_out_heard(d, x->last_fact);
}

/* has_called: did a rung of the scene's ladder climbed so far name him? */
static bool
has_called(const struct drill *d, uint32_t scene, uint32_t person)
{
	struct range rungs =
	    d->stage->ladders[d->stage->scenes[scene].ladder].rungs;

	for (uint32_t i = 0; i < rungs.n && i < d->scenes[scene].rung; i++) {
		struct range people = d->stage->rungs[rungs.first + i].people;

		for (uint32_t j = 0; j < people.n; j++)
			if (people_member(d, people, j) == (int32_t)person)
				return true;
	}
	return false;
}

void
scene_acked(struct drill *d, uint32_t person, uint32_t ack)
{
	if (d->stage->call_out) {
		call_out_heard(d, ack);
		return;
	}
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SCENE]; i++) {
		if (!d->scenes[i].unheard || !has_called(d, i, person))
			continue;
		if (d->facts[ack].incident == i)
			acknowledge(d, i, ack);
		else
			hear(d, i, person, ack);
	}
}

/* ---- the response acts ---- */

/* dismiss: a false alarm: as calm as before, until a new rising edge. What was
 * reported is dealt with. */
static void
dismiss(struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;
	struct range tasks = d->stage->scenes[scene].tasks;

	d->scenes[scene].status = SCENE_CALM;
	d->c->crew_changed = true; /* perhaps nobody is needed any more */
	standby_forget(d, scene);
	for (uint32_t i = 0; i < scope.n; i++)
		d->services[stage_at(d->stage, scope, i)].reports = 0;
	notice_forget(d, scene);
	for (uint32_t i = tasks.first; i < tasks.first + tasks.n; i++)
		state_arm(d, i, TASK_SLOT_DEADLINE, SPAN_NEVER);
	steps_stand_down(d, scene);
}

/* back_since: the newest change of level in the scene's scope. */
static uint32_t
back_since(const struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;
	uint32_t last = 0;

	for (uint32_t i = 0; i < scope.n; i++) {
		uint32_t fact =
		    d->services[stage_at(d->stage, scope, i)].level_fact;

		if (fact > last)
			last = fact;
	}
	return last;
}

/* is_false: does whoever looks find nothing wrong? Once the plan runs by
 * itself it may have mended what was. */
static bool
is_false(const struct drill *d, uint32_t scene)
{
	const struct drill_scene *x = &d->scenes[scene];
	uint32_t since = back_since(d, scene);

	return world_is_whole(d, scene) &&
	       (x->status != SCENE_ACTIVE || since == 0 ||
		   d->facts[since].at < x->warned_at);
}

static void
verify(struct drill *d, uint32_t scene, uint32_t task)
{
	uint32_t fact;

	if (form_goes_on(d, task))
		return;
	look(d, scene);
	if (is_false(d, scene)) {
		known_learn(
		    d, crew_done(d, task, FACT_DISMISSED, entity(scene), 0));
		dismiss(d, scene);
		return;
	}
	fact = crew_done(d, task, FACT_VERIFIED, entity(scene), 0);
	known_learn(d, fact);
	notice_reached(
	    d, scene, NOTICE_DISCOVERY, d->scenes[scene].found_at, fact);
	enter(d, scene, fact);
	go_on(d, scene, RESPONSE_GRADE, fact);
}

static void
activate(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;
	struct drill_scene *x = &d->scenes[scene];

	x->status = SCENE_ACTIVE;
	x->confirmed = false;
	x->last_fact =
	    state_say(d, FACT_ACTIVATED, scene, 0, entity(scene), 0, why);
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (d->stage->tasks[i].deadline != SPAN_NEVER &&
		    !d->stage->tasks[i].standby)
			state_arm(d, i, TASK_SLOT_DEADLINE,
			    d->stage->tasks[i].deadline);
	standby_watch(d, scene);
	steps_release(d, scene, x->last_fact);
	d->c->world_changed = true; /* perhaps first aid has done it all */
	notice_reached(d, scene, NOTICE_ACTIVATION, state_now(d), x->last_fact);
}

/* start: the plan runs because of fact `fact`, whatever its trigger says. */
static void
start(struct drill *d, uint32_t scene, uint32_t fact)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	struct drill_scene *x = &d->scenes[scene];

	if (x->status != SCENE_ACKNOWLEDGED)
		steps_stand_down(d, scene);
	if (x->status == SCENE_CALM) {
		x->cause = fact;
		if (!x->holding)
			x->found_at = state_now(d);
		state_after(d, s->slot + SCENE_HOLD, SPAN_NEVER);
		scene_held(d, scene); /* people are called all the same */
	}
	if (s->response[RESPONSE_AUTHORISE] != STAGE_NONE)
		ready_withdraw(d, (uint32_t)s->response[RESPONSE_AUTHORISE]);
	activate(d, scene, fact);
}

void
scene_start(struct drill *d, uint32_t scene)
{
	struct drill_scene *x = &d->scenes[scene];

	x->starting = false;
	x->started = true;
	if (x->status >= SCENE_ACTIVE)
		return; /* somebody was faster */
	start(d, scene,
	    state_say(d, FACT_AUTO_STARTED, scene, 0, entity(scene), 0,
		x->start_cause));
}

void
scene_overreact(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	uint32_t scene = (uint32_t)s->scene;

	if (d->scenes[scene].status >= SCENE_ACTIVE) {
		(void)state_say(d, FACT_INJECT, scene,
		    fact_entity(ENTITY_INJECT, inject), 0, 0, 0);
		return; /* it runs, or is over: nobody heeds him */
	}
	start(d, scene,
	    state_say(d, FACT_OVERREACTED, scene,
		fact_entity(ENTITY_PERSON, (uint32_t)s->person), entity(scene),
		0, 0));
}

/* rearm_from: these acts, up to the close, are to be done, perhaps again. */
static void
rearm_from(struct drill *d, uint32_t scene, int from)
{
	const struct stage_scene *s = &d->stage->scenes[scene];

	for (int i = from; i < RESPONSE_CLOSE; i++)
		if (s->response[i] != STAGE_NONE &&
		    d->tasks[s->response[i]].status == TASK_DONE)
			ready_rearm(d, (uint32_t)s->response[i]);
}

static void
confirm(struct drill *d, uint32_t scene, uint32_t task)
{
	bool back = world_is_back(d, scene);
	uint32_t fact;

	look(d, scene);
	fact = crew_done(d, task, back ? FACT_CONFIRMED : FACT_NOT_CONFIRMED,
	    entity(scene), 0);
	d->scenes[scene].confirmed = back;
	if (back) {
		rearm_from(d, scene, RESPONSE_SUSTAIN);
		notice_reached(d, scene, NOTICE_RESTORE, state_now(d), fact);
		standby_needless(d, scene);
	} else {
		ready_rearm(d, task);
	}
	find_out(d, &(struct sham_search){.scene = (int32_t)scene},
	    d->facts[fact].by, fact);
	d->c->world_changed = true;
}

/* struck: the service that an inject is yet to strike; STAGE_NONE: none, or
 * nobody knows whether it comes. */
static int32_t
struck(const struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];

	if (d->injects[inject].spared || d->injects[inject].fired > 0 ||
	    s->condition.n > 0)
		return STAGE_NONE;
	switch ((enum inject_act)s->act) {
	case INJECT_FAULT:
	case INJECT_LOAD:
		return s->service;
	case INJECT_MESSAGE:
		return s->about;
	case INJECT_FALSE_ALARM:
		return (int32_t)d->stage->monitors[s->monitor].service;
	case INJECT_DATA_LOST:
		return (int32_t)d->stage->data[s->data].service;
	case INJECT_OVERREACTION:
		return (int32_t)stage_at(
		    d->stage, d->stage->scenes[s->scene].scope, 0);
	case INJECT_ABSENT:
	case INJECT_STANDBY_BEHIND:
	case INJECT_COPY_UNREADABLE:
	case INJECT_STEP_FAILS:
	case INJECT_CHANNEL_DOWN:
	case INJECT_MONITOR_DOWN:
	case INJECT_STEP_FALSE:
	case INJECT_STEP_EARLY:
	case INJECT_OVERRIDE:
	case INJECT_RESOURCE_MISSING:
	case INJECT_STRESS:
	case INJECT_TOOL_IMPAIRED:
	case INJECT_RESOURCE_ADDED:
		break;
	}
	return STAGE_NONE;
}

/* is_to_come: may a calm scene have its say yet? */
static bool
is_to_come(const struct drill *d, uint32_t scene)
{
	if (!world_is_back(d, scene))
		return true;
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_INJECT]; i++)
		if (struck(d, i) != STAGE_NONE &&
		    stage_reaches(d->stage, scene, (uint32_t)struck(d, i)))
			return true;
	return false;
}

/* close: the scene is over, and with the last one so is the drill. */
static void
close(struct drill *d, uint32_t scene)
{
	d->scenes[scene].status = SCENE_CLOSED;
	d->c->crew_changed = true; /* perhaps nobody is needed any more */
	standby_forget(d, scene);
	d->scenes[scene].unheard = false;
	state_after(d, d->stage->scenes[scene].slot + SCENE_RUNG, SPAN_NEVER);
	d->c->over = true;
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_SCENE]; i++)
		if (d->scenes[i].status != SCENE_CLOSED &&
		    (d->scenes[i].status != SCENE_CALM || is_to_come(d, i)))
			d->c->over = false;
}

/* try_close: who sets about closing sees whether it is still over. */
static void
try_close(struct drill *d, uint32_t scene, uint32_t task)
{
	bool over = d->scenes[scene].confirmed;

	(void)crew_done(
	    d, task, over ? FACT_CLOSED : FACT_NOT_CONFIRMED, entity(scene), 0);
	if (over)
		close(d, scene);
	else
		ready_rearm(d, task);
}

void
scene_act(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_scene *x = &d->scenes[s->scene];
	bool first = d->scenes[s->scene].grade == STAGE_NONE;
	uint32_t fact;

	switch ((enum response)s->response) {
	case RESPONSE_VERIFY:
		verify(d, s->scene, task);
		break;
	case RESPONSE_GRADE:
		fact = grade_act(d, task);
		if (first)
			go_on(d, s->scene, RESPONSE_AUTHORISE, fact);
		break;
	case RESPONSE_AUTHORISE:
		fact = crew_done(d, task, FACT_AUTHORISED, entity(s->scene), 0);
		if (x->status != SCENE_ACTIVE)
			activate(d, s->scene, fact);
		break;
	case RESPONSE_CONFIRM:
		confirm(d, s->scene, task);
		break;
	case RESPONSE_SUSTAIN:
		(void)crew_done(d, task, FACT_SUSTAINED, entity(s->scene), 0);
		break;
	case RESPONSE_EVALUATE:
		(void)crew_done(d, task, FACT_EVALUATED, entity(s->scene), 0);
		break;
	case RESPONSE_CLOSE:
		try_close(d, s->scene, task);
		break;
	case RESPONSE_DECIDE:
		standby_decide(d, task);
		break;
	case RESPONSE_REGISTER:
		(void)crew_done(d, task, FACT_REGISTERED, entity(s->scene), 0);
		break;
	case RESPONSES: /* STAGE_APPROVE */
		ready_approve(d, task);
		break;
	}
}

/* ---- what follows at once ---- */

/* settle_known: what moves the scene, and when to look at it again because of
 * time alone. */
static void
settle_known(struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	span_ms start;
	span_ms grade;

	judge_trigger(d, scene);
	judge_start(d, scene);
	grade_settle(d, scene);
	start = next_look(d, s);
	grade = grade_next(d, scene);
	state_after(d, s->slot + SCENE_LOOK, start < grade ? start : grade);
}

/* relapse: it is not back any more. Whoever watches sees it at once; who has
 * not begun to watch or to evaluate need not. */
static void
relapse(struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];
	struct drill_scene *x = &d->scenes[scene];
	int32_t watch = s->response[RESPONSE_SUSTAIN];

	if (x->confirmed) {
		ready_rearm(d, (uint32_t)s->response[RESPONSE_CONFIRM]);
		x->confirmed = false;
		x->fell = true;
	}
	if (watch != STAGE_NONE && d->tasks[watch].status == TASK_RUNNING) {
		(void)crew_done(
		    d, (uint32_t)watch, FACT_RELAPSED, entity(scene), 0);
		ready_rearm(d, (uint32_t)watch);
	}
	for (int i = RESPONSE_SUSTAIN; i <= RESPONSE_EVALUATE; i++)
		if (s->response[i] != STAGE_NONE)
			ready_withdraw(d, (uint32_t)s->response[i]);
}

/* is_known_down: is a service in scope below its minimum, as far as is known?
 */
static bool
is_known_down(const struct drill *d, uint32_t scene)
{
	struct range scope = d->stage->scenes[scene].scope;

	for (uint32_t i = 0; i < scope.n; i++) {
		uint32_t service = stage_at(d->stage, scope, i);

		if (d->services[service].known_ppm <
		    d->stage->services[service].minimum_ppm)
			return true;
	}
	return false;
}

/* settle_reason: nobody sets about confirming what is known not to be back. */
static void
settle_reason(struct drill *d, uint32_t scene)
{
	int32_t task = d->stage->scenes[scene].response[RESPONSE_CONFIRM];

	if (task != STAGE_NONE && is_known_down(d, scene) &&
	    !world_is_back(d, scene) && !sham_is_back(d, scene))
		attempt_call_off(d, (uint32_t)task, d->scenes[scene].last_fact);
}

static void
settle_confirmation(struct drill *d, uint32_t scene)
{
	int32_t task = d->stage->scenes[scene].response[RESPONSE_CONFIRM];
	struct drill_scene *x = &d->scenes[scene];

	bool back = world_is_back(d, scene);
	bool asked = back || sham_is_back(d, scene);

	if (task == STAGE_NONE)
		return;
	if (!back)
		relapse(d, scene);
	if (asked && !x->confirmed && d->tasks[task].status == TASK_IDLE)
		ready_release(d, (uint32_t)task,
		    back ? back_since(d, scene) : x->last_fact);
	if (x->confirmed) /* perhaps one may fall back now */
		steps_release(d, scene, x->last_fact);
}

/* next_act: of those after the confirmation, the first not done yet;
 * STAGE_NONE: it is over without anybody's word. */
static int32_t
next_act(const struct drill *d, uint32_t scene)
{
	const struct stage_scene *s = &d->stage->scenes[scene];

	for (int i = RESPONSE_SUSTAIN; i < RESPONSE_CLOSE; i++)
		if (s->response[i] != STAGE_NONE &&
		    d->tasks[s->response[i]].status != TASK_DONE)
			return s->response[i];
	return s->response[RESPONSE_CLOSE];
}

/* reopen: a relapse reopens recovery. */
static bool
reopen(struct drill *d, uint32_t scene)
{
	struct drill_scene *x = &d->scenes[scene];

	if (!x->fell)
		return false;
	x->fell = false;
	return steps_reopen(d, scene, x->last_fact);
}

static void
settle_end(struct drill *d, uint32_t scene)
{
	int32_t task = next_act(d, scene);
	struct drill_scene *x = &d->scenes[scene];

	if (!steps_are_idle(d, scene)) {
		x->stuck = false;
		return;
	}
	if (x->confirmed && task == STAGE_NONE) {
		(void)state_say(
		    d, FACT_CLOSED, scene, 0, entity(scene), 0, x->last_fact);
		close(d, scene);
	} else if (x->confirmed && d->tasks[task].status == TASK_IDLE) {
		ready_release(d, (uint32_t)task, x->last_fact);
	} else if (!x->stuck && !world_is_back(d, scene) && !reopen(d, scene)) {
		x->stuck = true;
		x->last_fact = state_say(
		    d, FACT_STUCK, scene, 0, entity(scene), 0, x->last_fact);
	}
}

void
scene_settle(struct drill *d)
{
	uint32_t n = d->stage->counts[ENTITY_SCENE];

	if (d->c->known_changed && !d->stage->call_out)
		for (uint32_t i = 0; i < n; i++)
			settle_known(d, i);
	for (uint32_t i = 0; i < n; i++) {
		if (d->scenes[i].status != SCENE_ACTIVE)
			continue;
		if (d->c->world_changed)
			settle_confirmation(d, i);
		settle_reason(d, i);
		settle_end(d, i);
	}
	d->c->known_changed = false;
	d->c->world_changed = false;
}

/* unfinished: what the time ran out on: work in hand, a call nobody has
 * answered, a disruption nobody has noticed. */
static uint32_t
unfinished(const struct drill *d, uint32_t scene)
{
	const struct drill_scene *x = &d->scenes[scene];
	uint32_t fact = steps_reason(d, scene);

	if (fact != 0)
		return fact;
	return x->last_fact != 0 ? x->last_fact : back_since(d, scene);
}

void
scene_horizon(struct drill *d)
{
	(void)state_say(d, FACT_HORIZON, d->stage->scene, 0, 0, 0,
	    unfinished(d, d->stage->scene));
	d->c->over = true;
}
