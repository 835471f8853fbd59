/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/tasks.h"

#include <assert.h>

#include "replay/drill/fund.h"
#include "replay/drill/known.h"
#include "replay/drill/line.h"
#include "replay/drill/people.h"
#include "replay/drill/sham.h"
#include "replay/drill/state.h"
#include "replay/drill/store.h"
#include "replay/drill/strain.h"
#include "replay/drill/world.h"

enum { SLOT_WORK, SLOT_LIMIT, SLOT_DEADLINE };

static uint32_t
entity(uint32_t task)
{
	return fact_entity(ENTITY_TASK, task);
}

static void
arm(struct drill *d, uint32_t task, uint32_t which, span_ms wait)
{
	state_after(d, d->stage->tasks[task].slot + which, wait);
}

/* ---- leave to spend ---- */

/* queue: the task waits for people and things, because of fact `why`. */
static void
queue(struct drill *d, uint32_t task, uint32_t why)
{
	d->tasks[task].waited = false;
	d->tasks[task].ready_fact = why;
	line_join(d, task);
	d->c->crew_changed = true;
}

/* ask: for leave to spend what the step costs. Whoever is deciding on that
 * already is not asked again; where nobody may, it waits for a worse grade. */
static void
ask(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	int32_t approval = s->approval;
	uint32_t role =
	    approval == STAGE_NONE
		? 0
		: fact_entity(ENTITY_ROLE,
		      stage_at(d->stage, d->stage->tasks[approval].roles, 0));

	t->waited = true;
	t->waits_for = role;
	t->waits_fact = state_say(d, FACT_ASKED, s->scene, role, entity(task),
	    s->cost, t->ready_fact);
	if (approval == STAGE_NONE || state_is_busy(d, (uint32_t)approval))
		return;
	state_calm(d, (uint32_t)approval);
	tasks_release(d, (uint32_t)approval, t->waits_fact);
}

/* unask: nobody need decide any more, unless somebody is at it. */
static void
unask(struct drill *d, uint32_t task)
{
	int32_t approval = d->stage->tasks[task].approval;

	if (approval != STAGE_NONE)
		tasks_withdraw(d, (uint32_t)approval);
}

static bool
is_asking(const struct drill *d, uint32_t task)
{
	return d->tasks[task].status == TASK_WAITING && !d->tasks[task].in_line;
}

void
tasks_approve(struct drill *d, uint32_t approval)
{
	uint32_t step = (uint32_t)d->stage->tasks[approval].approves;
	uint32_t fact = tasks_done(d, approval, FACT_APPROVED, entity(step),
	    d->stage->tasks[step].cost);

	if (!is_asking(d, step))
		return;
	d->tasks[step].approved = true;
	queue(d, step, fact);
}

void
tasks_spend(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (is_asking(d, i) && fund_is_free(d, i)) {
			unask(d, i);
			queue(d, i, why);
		}
}

/* ---- ready ---- */

void
tasks_release(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	assert(t->status == TASK_IDLE);
	state_turn(d, task, TASK_WAITING);
	t->ready_fact =
	    state_say(d, FACT_READY, s->scene, 0, entity(task), 0, why);
	if (fund_is_free(d, task))
		queue(d, task, t->ready_fact);
	else
		ask(d, task);
	if (s->max_decision != SPAN_NEVER)
		arm(d, task, SLOT_LIMIT, s->max_decision);
}

/* is_set_aside: does the scene go the other way now: is the step one of a
 * standby not decided on, or of the default it stands in place of? */
static bool
is_set_aside(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	bool standby = d->scenes[s->scene].standby;

	if (s->step_number == STAGE_NONE)
		return false;
	return s->standby ? !standby
			  : standby && !d->stage->scenes[s->scene].beside;
}

/* is_dropped: is it set aside, or is no step calling its procedure now? */
static bool
is_dropped(const struct drill *d, uint32_t task)
{
	int32_t call = d->stage->tasks[task].call;

	return is_set_aside(d, task) ||
	       (call != STAGE_NONE && d->tasks[call].status != TASK_RUNNING);
}

/* is_kept_back: is it too soon to fall back: before the business has
 * confirmed, or the service it goes back to is reported whole? */
static bool
is_kept_back(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->stage == STAGE_FALLBACK && s->step_number != STAGE_NONE &&
	       (!d->scenes[s->scene].confirmed || !sham_is_whole(d, task));
}

static bool
may_start(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct drill_task *t = &d->tasks[task];
	enum scene_status status = d->scenes[s->scene].status;

	if (t->status != TASK_IDLE || t->before > 0 || is_dropped(d, task) ||
	    s->response != STAGE_NONE || (s->is_alternative && !t->called))
		return false;
	if (is_kept_back(d, task))
		return false;
	return status == SCENE_ACTIVE ||
	       (status == SCENE_ACKNOWLEDGED && s->first_aid);
}

static uint32_t
say_skipped(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact =
	    state_say(d, FACT_SKIPPED, scene, 0, entity(task), 0, why);

	d->scenes[scene].last_fact = fact;
	return fact;
}

/* is_wanted: does its condition, if it has one, hold by what is known? */
static bool
is_wanted(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return s->when.n == 0 ||
	       known_holds(d, &s->when, d->scenes[s->scene].warned_at);
}

static void set_about(struct drill *d, uint32_t task, uint32_t why);

/* make_ready: release the step, or skip it; what waits for one that is
 * skipped goes on before people are sought for anything. */
static void
make_ready(struct drill *d, uint32_t task, uint32_t why)
{
	struct drill_task *t = &d->tasks[task];

	if (is_wanted(d, task)) {
		set_about(d, task, why);
		return;
	}
	state_turn(d, task, TASK_DONE);
	t->ready_fact = say_skipped(d, task, why);
	t->skipped = d->c->skipped;
	d->c->skipped = task + 1;
	d->c->crew_changed = true;
}

void
tasks_release_steps(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (may_start(d, i))
			make_ready(d, i, why);
}

/* ---- calls: the steps of a procedure, run in place of one ---- */

static bool
is_call(const struct drill *d, uint32_t task)
{
	return d->stage->tasks[task].inner.n > 0;
}

/* is_counted: is its call done only when it is? */
static bool
is_counted(const struct drill *d, uint32_t task)
{
	return d->stage->tasks[task].call != STAGE_NONE &&
	       !d->stage->tasks[task].is_alternative;
}

static void go_on_after(struct drill *d, uint32_t task, uint32_t why);

/* end_call: all it called is done, the last of it as fact `why` says. */
static void
end_call(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact = state_say(d, FACT_DONE, scene, 0, entity(task), 0, why);

	state_turn(d, task, TASK_DONE);
	d->scenes[scene].last_fact = fact;
	go_on_after(d, task, fact);
}

/* begin_call: nobody does it; its steps may start from here on. */
static void
begin_call(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	struct range r = s->inner;

	state_turn(d, task, TASK_RUNNING);
	t->ready_fact =
	    state_say(d, FACT_READY, s->scene, 0, entity(task), 0, why);
	t->start_fact = state_say(
	    d, FACT_START, s->scene, 0, entity(task), 1, t->ready_fact);
	t->left = 0;
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		t->left += is_counted(d, i) && d->tasks[i].status != TASK_DONE;
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (may_start(d, i))
			make_ready(d, i, t->start_fact);
	if (t->left == 0)
		end_call(d, task, t->start_fact);
}

/* set_about: the step's turn has come, and it is wanted. */
static void
set_about(struct drill *d, uint32_t task, uint32_t why)
{
	if (is_call(d, task))
		begin_call(d, task, why);
	else
		tasks_release(d, task, why);
}

/* count_in: a step is done; perhaps it was the last its call waited for. */
static void
count_in(struct drill *d, uint32_t task, uint32_t why)
{
	int32_t call = d->stage->tasks[task].call;

	if (is_counted(d, task) && --d->tasks[call].left == 0 &&
	    d->tasks[call].status == TASK_RUNNING)
		end_call(d, (uint32_t)call, why);
}

static void hold_back(struct drill *d, uint32_t task);

/* undo: the step is not done after all, nor what it stands in for. */
static void
undo(struct drill *d, uint32_t task)
{
	hold_back(d, task);
	for (int32_t i = d->tasks[task].stands_for; i != STAGE_NONE;
	     i = d->tasks[i].stands_for) {
		state_turn(d, (uint32_t)i, TASK_FAILED);
		hold_back(d, (uint32_t)i);
	}
}

/* count_out: a step is not done after all; nor, then, is its call. */
static void
count_out(struct drill *d, uint32_t task)
{
	int32_t call = d->stage->tasks[task].call;

	if (!is_counted(d, task))
		return;
	d->tasks[call].left++;
	if (d->tasks[call].status == TASK_DONE) {
		state_turn(d, (uint32_t)call, TASK_RUNNING);
		undo(d, (uint32_t)call);
	}
}

/* call_off: what it called and nobody has in hand is not done any more. */
static void
call_off(struct drill *d, uint32_t task)
{
	struct range r = d->stage->tasks[task].inner;

	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		if (is_call(d, i) && d->tasks[i].status == TASK_RUNNING) {
			state_turn(d, i, TASK_IDLE);
			call_off(d, i);
		}
		tasks_withdraw(d, i);
	}
}

static void give_up(struct drill *d, uint32_t task, uint32_t why);

/* fail_call: a step is given up, and nothing stands in for it: so is its call,
 * which may have an alternative. */
static void
fail_call(struct drill *d, uint32_t task, uint32_t why)
{
	int32_t call = d->stage->tasks[task].call;

	if (call == STAGE_NONE || d->tasks[call].status != TASK_RUNNING)
		return;
	give_up(d, (uint32_t)call, why);
	call_off(d, (uint32_t)call);
}

/* ---- what waits ---- */

static void
release_after(struct drill *d, uint32_t task, uint32_t why)
{
	struct range after = d->stage->tasks[task].after;

	for (uint32_t i = 0; i < after.n; i++) {
		uint32_t next = stage_at(d->stage, after, i);

		d->tasks[next].before--;
		if (may_start(d, next))
			make_ready(d, next, why);
	}
	count_in(d, task, why);
}

void
tasks_skip(struct drill *d)
{
	while (d->c->skipped != 0) {
		uint32_t task = d->c->skipped - 1;

		d->c->skipped = d->tasks[task].skipped;
		release_after(d, task, d->tasks[task].ready_fact);
	}
}

/* ---- who has it in hand ---- */

uint32_t
tasks_crew(const struct drill *d, uint32_t task, uint32_t from)
{
	while (from < d->stage->counts[ENTITY_PERSON] &&
	       d->people[from].task != (int32_t)task)
		from++;
	return from;
}

static void begin(struct drill *d, uint32_t task);

void
tasks_order(struct drill *d, uint32_t task, uint32_t why, span_ms wait)
{
	d->tasks[task].start_fact = why;
	state_turn(d, task, TASK_ORDERED);
	if (wait == 0)
		begin(d, task);
	else
		arm(d, task, SLOT_WORK, wait);
}

/* lead: who speaks for the task's people: the first of its first role. */
static uint32_t
lead(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	for (uint32_t i = 0; i < s->roles.n; i++) {
		uint32_t role = stage_at(d->stage, s->roles, i);
		struct range members = d->stage->roles[role].members;

		for (uint32_t j = 0; j < members.n; j++) {
			int32_t person = people_member(d, members, j);

			if (person != STAGE_NONE &&
			    d->people[person].task == (int32_t)task)
				return fact_entity(
				    ENTITY_PERSON, (uint32_t)person);
		}
	}
	return 0;
}

static void
let_go(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];

	for (uint32_t p = tasks_crew(d, task, 0); p < n;
	     p = tasks_crew(d, task, p + 1))
		people_free(d, p, why);
	store_give_back(d, task, why);
	arm(d, task, SLOT_WORK, SPAN_NEVER);
	arm(d, task, SLOT_LIMIT, SPAN_NEVER);
}

/* ---- copies ---- */

/* better: is this copy worth more than the best so far? In the author's
 * order the first is; otherwise the newest. */
static bool
better(const struct drill *d, const struct stage_task *s, int32_t best,
    uint32_t copy)
{
	if (best == STAGE_NONE)
		return true;
	return s->copies.n == 0 &&
	       world_consistent(d, copy) > world_consistent(d, (uint32_t)best);
}

static int32_t
choose_copy(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct stage_data *data = &d->stage->data[s->restores];
	uint32_t n = s->copies.n > 0 ? s->copies.n : data->copies.n;
	int32_t best = STAGE_NONE;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t copy = s->copies.n > 0
				    ? stage_at(d->stage, s->copies, i)
				    : data->copies.first + i;
		uint64_t bit = UINT64_C(1) << (copy - data->copies.first);

		if ((d->tasks[task].tried & bit) == 0 &&
		    world_consistent(d, copy) != SPAN_NEVER &&
		    better(d, s, best, copy))
			best = (int32_t)copy;
	}
	return best;
}

/* ---- attempts ---- */

/* has_copy: is there something to restore from, if that is the task? */
static bool
has_copy(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t fact;

	if (s->restores == STAGE_NONE)
		return true;
	t->copy = choose_copy(d, task);
	if (t->copy != STAGE_NONE) {
		t->consistent = world_consistent(d, (uint32_t)t->copy);
		return true;
	}
	fact = state_say(d, FACT_NO_COPY, s->scene, entity(task),
	    fact_entity(ENTITY_DATA, (uint32_t)s->restores), 0, t->start_fact);
	let_go(d, task, fact);
	give_up(d, task, fact);
	return false;
}

/* odds_ppm: of failing; a retry of the same method depends on what made the
 * last one fail. Source: SPAR-H, NUREG/CR-6883, high dependency (1 + p)/2. */
static int32_t
odds_ppm(const struct drill *d, uint32_t task)
{
	int32_t odds = strain_fails(d, task);

	if (d->tasks[task].misses == 0 || d->stage->tasks[task].independent ||
	    odds == 0)
		return odds;
	return (1000000 + odds + 1) / 2;
}

static bool
will_fail(struct drill *d, uint32_t task, uint32_t nth)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	struct random_pair luck = state_draw(d, s->luck, LUCK_FAILS, nth);

	if (t->copy != STAGE_NONE && d->copies[t->copy].unreadable)
		return true;
	if (t->forced > 0) {
		t->forced--;
		return true;
	}
	return random_happens(
	    luck.value, random_threshold((uint32_t)odds_ppm(d, task)));
}

/* length: how long the nth attempt takes, as it will end. Work that shares
 * its scene's luck is longer or shorter with all such work of the scene. */
static span_ms
length(const struct drill *d, uint32_t task, uint32_t nth)
{
	const struct stage *stage = d->stage;
	const struct stage_task *s = &stage->tasks[task];
	bool other = d->tasks[task].will_fail && s->failed_duration.n > 0;
	span_ms own = table_draw(other ? &s->failed_duration : &s->duration,
	    state_draw(
		d, s->luck, other ? LUCK_FAILED_DURATION : LUCK_DURATION, nth));

	if (!(other ? s->failed_shares : s->duration_shares))
		return own;
	return span_times(own,
	    table_draw(&stage->shared_luck,
		state_draw(d, stage->scenes[s->scene].luck, LUCK_SHARED, 0)));
}

/* wrong_in: the step, or the one within what it calls, whose diagnosis is
 * wrong; STAGE_NONE if none is. */
static int32_t
wrong_in(const struct drill *d, uint32_t task)
{
	struct range r = d->stage->tasks[task].inner;
	int32_t wrong = STAGE_NONE;

	if (d->tasks[task].sham && d->stage->tasks[task].misleads)
		return (int32_t)task;
	for (uint32_t i = r.first; i < r.first + r.n && wrong == STAGE_NONE;
	     i++)
		wrong = wrong_in(d, i);
	return wrong;
}

/* misled_by: what it waited for, or its call did, whose diagnosis is wrong,
 * though nobody knows; STAGE_NONE if all are right. */
static int32_t
misled_by(const struct drill *d, uint32_t task)
{
	int32_t wrong = STAGE_NONE;

	for (int32_t x = (int32_t)task; x != STAGE_NONE && wrong == STAGE_NONE;
	     x = d->stage->tasks[x].call) {
		struct range before = d->stage->tasks[x].before;

		for (uint32_t i = 0; i < before.n && wrong == STAGE_NONE; i++)
			wrong = wrong_in(d, stage_at(d->stage, before, i));
	}
	return wrong;
}

static void
begin(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t nth = t->attempts;

	if (!has_copy(d, task))
		return;
	state_turn(d, task, TASK_RUNNING);
	t->attempts++;
	t->start_fact = state_say(d, FACT_START, s->scene, lead(d, task),
	    entity(task), t->attempts, t->start_fact);
	if (s->response == RESPONSE_SUSTAIN)
		d->c->world_changed = true; /* he looks at once */
	strain_press(d, task);
	t->misled = misled_by(d, task);
	t->will_fail = t->misled != STAGE_NONE || will_fail(d, task, nth);
	t->will_seem = !t->will_fail && sham_is_coming(d, task, nth);
	arm(d, task, SLOT_WORK, strain_work(d, task, length(d, task, nth)));
	if (s->timeout != SPAN_NEVER)
		arm(d, task, SLOT_LIMIT, s->timeout);
}

/* replace: let the task's next alternative, if any, take its place. */
static bool
replace(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	while (t->alternatives < s->alternatives.n) {
		uint32_t next =
		    stage_at(d->stage, s->alternatives, t->alternatives++);
		struct drill_task *x = &d->tasks[next];
		uint32_t fact;

		if (x->status != TASK_IDLE || x->called)
			continue; /* it stands in for another already */
		if (!is_wanted(d, next)) {
			(void)say_skipped(d, next, why);
			continue;
		}
		x->stands_for = (int32_t)task;
		x->called = true;
		fact = state_say(
		    d, FACT_ALTERNATIVE, s->scene, 0, entity(next), 0, why);
		if (may_start(d, next))
			set_about(d, next, fact);
		return true;
	}
	return false;
}

/* give_up: for good; an alternative of its own, or else of the step it stands
 * in for, takes its place. */
static void
give_up(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact =
	    state_say(d, FACT_GAVE_UP, scene, 0, entity(task), 0, why);
	int32_t t = (int32_t)task;

	state_turn(d, task, TASK_FAILED);
	d->scenes[scene].last_fact = fact;
	while (t != STAGE_NONE && !is_dropped(d, task) &&
	       !replace(d, (uint32_t)t, fact))
		t = d->tasks[t].stands_for;
	if (t == STAGE_NONE)
		fail_call(d, task, fact);
}

/* is_leaving: has one of the task's people been called away? */
static bool
is_leaving(const struct drill *d, uint32_t task)
{
	uint32_t n = d->stage->counts[ENTITY_PERSON];

	for (uint32_t p = tasks_crew(d, task, 0); p < n;
	     p = tasks_crew(d, task, p + 1))
		if (d->people[p].leaving)
			return true;
	return false;
}

static void astray(struct drill *d, uint32_t task, uint32_t why);

/* miss: the attempt came to nothing, as fact `why` says. Trying again is no
 * new order: the same people go on. */
static void
miss(struct drill *d, uint32_t task, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	bool again;

	if (t->misled != STAGE_NONE) {
		astray(d, task, why);
		return;
	}
	if (t->copy != STAGE_NONE && d->copies[t->copy].unreadable) {
		uint32_t first = d->stage->data[s->restores].copies.first;

		why = state_say(d, FACT_COPY_UNREADABLE, s->scene, entity(task),
		    fact_entity(ENTITY_COPY, (uint32_t)t->copy), 0, why);
		t->tried |= UINT64_C(1) << ((uint32_t)t->copy - first);
		again = choose_copy(d, task) != STAGE_NONE;
	} else {
		t->misses++;
		again = t->misses <= s->retries;
	}
	again = again && !is_dropped(d, task);
	if (again && !is_leaving(d, task)) {
		t->start_fact = why;
		begin(d, task);
		return;
	}
	let_go(d, task, why);
	if (!again) {
		give_up(d, task, why);
		return;
	}
	state_turn(d, task, TASK_IDLE);
	tasks_release(d, task, why);
}

/* go_on_after: a step is done, as fact `why` says: so are those it stands in
 * for, and what waits for any of them may go on. */
static void
go_on_after(struct drill *d, uint32_t task, uint32_t why)
{
	for (int32_t i = d->tasks[task].stands_for; i != STAGE_NONE;
	     i = d->tasks[i].stands_for) {
		state_turn(d, (uint32_t)i, TASK_DONE);
		release_after(d, (uint32_t)i, why);
	}
	release_after(d, task, why);
}

/* hold_back: what waits for the task waits again, unless it is under way. */
static void
hold_back(struct drill *d, uint32_t task)
{
	struct range after = d->stage->tasks[task].after;

	for (uint32_t i = 0; i < after.n; i++) {
		uint32_t next = stage_at(d->stage, after, i);

		d->tasks[next].before++;
		if (d->tasks[next].status == TASK_WAITING) {
			line_leave(d, next);
			unask(d, next);
			state_turn(d, next, TASK_IDLE);
		}
	}
	count_out(d, task);
}

/* seem: a step is reported done that has changed nothing. */
static void
seem(struct drill *d, uint32_t task)
{
	uint32_t fact = tasks_done(d, task, FACT_SEEMS_DONE, entity(task), 0);

	sham_begin(d, task, fact);
	d->c->world_changed = true; /* somebody may ask whether it is back */
	go_on_after(d, task, fact);
}

/* found: that the step has had no effect; its attempt has failed after all. */
static void
found(struct drill *d, uint32_t task, uint32_t by, uint32_t why)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t fact = state_say(
	    d, FACT_NO_EFFECT, s->scene, by, entity(task), t->attempts, why);

	sham_end(d, task);
	d->scenes[s->scene].last_fact = fact;
	undo(d, task);
	if (is_dropped(d, task) || (!s->misleads && ++t->misses > s->retries)) {
		give_up(d, task, fact);
		return;
	}
	state_turn(d, task, TASK_IDLE);
	if (may_start(d, task))
		tasks_release(d, task, fact);
}

/* astray: the attempt came to nothing because of a wrong diagnosis. That it
 * failed is how this is found out; the diagnosis is made again, and the step
 * waits for it. It is no failure of the step's own method. */
static void
astray(struct drill *d, uint32_t task, uint32_t why)
{
	uint32_t by = d->facts[why].by;
	int32_t diagnosis = d->tasks[task].misled;

	d->tasks[task].misled = STAGE_NONE;
	let_go(d, task, why);
	state_turn(d, task, TASK_IDLE);
	if (d->tasks[diagnosis].sham)
		found(d, (uint32_t)diagnosis, by, why);
	else if (may_start(d, task))
		tasks_release(d, task, why);
}

void
tasks_find_out(struct drill *d, const struct sham_search *search, uint32_t by,
    uint32_t why)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++)
		if (d->tasks[i].sham && sham_shows(d, i, search))
			found(d, i, by, why != 0 ? why : d->tasks[i].sham_fact);
}

/* is_verified_by: is it one of those the other looks at, or done instead, or
 * one that such a step calls? */
static bool
is_verified_by(const struct drill *d, uint32_t task, uint32_t other)
{
	struct range verifies = d->stage->tasks[other].verifies;

	for (int32_t x = (int32_t)task; x != STAGE_NONE;
	     x = d->tasks[x].stands_for != STAGE_NONE ? d->tasks[x].stands_for
						      : d->stage->tasks[x].call)
		for (uint32_t i = 0; i < verifies.n; i++)
			if (stage_at(d->stage, verifies, i) == (uint32_t)x)
				return true;
	return false;
}

/* look_at: a step that verifies others has been done. Return: have they all
 * had their effect? If not it waits to be done again after them. */
static bool
look_at(struct drill *d, uint32_t task, uint32_t why)
{
	bool good = true;

	for (uint32_t i = 0; i < d->stage->counts[ENTITY_TASK]; i++) {
		if (!d->tasks[i].sham || !is_verified_by(d, i, task))
			continue;
		state_turn(d, task, TASK_IDLE);
		found(d, i, d->facts[why].by, why);
		good = false;
	}
	return good;
}

/* goes_over: does the step switch anybody to a standby? */
static bool
goes_over(const struct drill *d, const struct stage_task *s)
{
	for (uint32_t i = 0; i < s->effects.n / STAGE_EFFECT; i++)
		if (stage_effect(d->stage, s, i).switches == SWITCH_TO_STANDBY)
			return true;
	return false;
}

/* bring_back: the data the step restores; one that goes over to a standby
 * leaves behind what has not got there yet. */
static void
bring_back(struct drill *d, uint32_t task, uint32_t fact)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	if (t->copy == STAGE_NONE)
		return;
	if (goes_over(d, s) && d->data[s->restores].lost_at == SPAN_NEVER) {
		t->consistent = world_consistent(d, (uint32_t)t->copy);
		world_lose(d, (uint32_t)s->restores, entity(task));
	}
	world_restore(d, (uint32_t)t->copy, t->consistent, s->scene, fact);
}

/* change: what the step changes, and what may break by it. */
static void
change(struct drill *d, uint32_t task, uint32_t fact)
{
	const struct stage_task *s = &d->stage->tasks[task];
	uint32_t n = s->effects.n / STAGE_EFFECT;

	for (uint32_t i = 0; i < n; i++) {
		struct stage_effect e = stage_effect(d->stage, s, i);
		uint32_t nth = (d->tasks[task].attempts - 1u) * n + i;

		if (e.odds > 0 &&
		    random_happens(
			state_draw(d, s->luck, LUCK_SECOND_FAULT, nth).value,
			e.odds))
			world_break(d, (uint32_t)e.breaks, e.broken_ppm,
			    s->scene, fact);
		world_set(d, &e, s->scene, fact);
	}
}

/* succeed: a step is done: its effects, and who may go on now. */
static void
succeed(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct range scope = d->stage->scenes[s->scene].scope;
	uint32_t fact = tasks_done(d, task, FACT_DONE, entity(task), 0);

	bring_back(d, task, fact);
	change(d, task, fact);
	for (uint32_t i = 0; i < scope.n; i++) {
		struct drill_service *x =
		    &d->services[stage_at(d->stage, scope, i)];

		x->known_ppm = x->seen_ppm;
	}
	d->c->known_changed = true;
	d->c->cause = fact;
	sham_forget(d);
	if (d->c->shams > 0) /* somebody may ask whether it is back */
		d->c->world_changed = true;
	if (look_at(d, task, fact))
		go_on_after(d, task, fact);
}

uint32_t
tasks_done(struct drill *d, uint32_t task, enum fact_act act, uint32_t on,
    int64_t value)
{
	uint32_t scene = d->stage->tasks[task].scene;
	uint32_t fact = state_say(
	    d, act, scene, lead(d, task), on, value, d->tasks[task].start_fact);

	state_turn(d, task, TASK_DONE);
	if (d->stage->tasks[task].notice == STAGE_NONE)
		d->scenes[scene].last_fact = fact;
	let_go(d, task, fact);
	return fact;
}

bool
tasks_work(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];

	if (t->status == TASK_ORDERED)
		begin(d, task);
	else if (s->step_number == STAGE_NONE)
		return true;
	else if (t->will_fail)
		miss(d, task,
		    state_say(d, FACT_FAILED, s->scene, lead(d, task),
			entity(task), t->attempts, t->start_fact));
	else if (t->will_seem)
		seem(d, task);
	else
		succeed(d, task);
	return false;
}

/* place: where in the role's line he stands. */
static uint32_t
place(const struct drill *d, uint32_t role, uint32_t who)
{
	struct range members = d->stage->roles[role].members;
	uint32_t i = 0;

	while (i < members.n &&
	       people_member(d, members, i) != (int32_t)fact_number(who))
		i++;
	return i;
}

/* is_last: does nobody stand in the role's line from there on? */
static bool
is_last(const struct drill *d, uint32_t role, uint32_t from)
{
	struct range members = d->stage->roles[role].members;

	for (uint32_t i = from; i < members.n; i++)
		if (people_member(d, members, i) != STAGE_NONE)
			return false;
	return true;
}

/* overdue: nobody has decided: whoever sat on it is out of it, and all before
 * him; the last in line keeps it. */
static void
overdue(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_task *t = &d->tasks[task];
	uint32_t role = stage_at(d->stage, s->roles, 0);
	bool in_hand = t->status != TASK_WAITING;
	uint32_t who = in_hand ? lead(d, task) : 0;
	uint32_t fact = state_say(d, FACT_OVERDUE, s->scene, who, entity(task),
	    0, in_hand ? t->start_fact : t->ready_fact);
	uint32_t next = place(d, role, who) + 1;

	if (in_hand && !is_last(d, role, next)) {
		t->passed = next;
		let_go(d, task, fact);
		state_turn(d, task, TASK_IDLE);
		tasks_release(d, task, fact);
		return;
	}
	arm(d, task, SLOT_LIMIT, s->max_decision);
	if (!in_hand) {
		t->passed = 0;
		people_give_up(d, role);
	}
}

void
tasks_interrupt(struct drill *d, uint32_t task, uint32_t by)
{
	uint32_t fact = state_say(d, FACT_INTERRUPTED,
	    d->stage->tasks[task].scene, entity(by), entity(task),
	    d->tasks[task].attempts, d->tasks[task].start_fact);

	let_go(d, task, fact);
	state_turn(d, task, TASK_IDLE);
	if (may_start(d, task))
		tasks_release(d, task, fact);
}

void
tasks_limit(struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	const struct drill_task *t = &d->tasks[task];

	if (s->max_decision != SPAN_NEVER)
		overdue(d, task);
	else if (t->status == TASK_RUNNING)
		miss(d, task,
		    state_say(d, FACT_TIMEOUT, s->scene, lead(d, task),
			entity(task), t->attempts, t->start_fact));
}

void
tasks_deadline(struct drill *d, uint32_t task)
{
	const struct drill_task *t = &d->tasks[task];

	if (t->status != TASK_DONE && !is_set_aside(d, task) &&
	    (!d->stage->tasks[task].is_alternative || t->called))
		(void)state_say(d, FACT_LATE, d->stage->tasks[task].scene, 0,
		    entity(task), 0, t->ready_fact);
}

void
tasks_rearm(struct drill *d, uint32_t task)
{
	state_turn(d, task, TASK_IDLE);
}

/* is_undone: was the step done, and is its effect there no more? A fall back
 * that was followed by a relapse is to be made again. */
static bool
is_undone(const struct drill *d, uint32_t task)
{
	return d->tasks[task].status == TASK_DONE &&
	       d->stage->tasks[task].response == STAGE_NONE &&
	       (d->stage->tasks[task].stage == STAGE_FALLBACK ||
		   sham_lacks(d, task));
}

/* ahead_of: how many of those it waits for are not done. */
static int32_t
ahead_of(const struct drill *d, uint32_t task)
{
	struct range before = d->stage->tasks[task].before;
	int32_t n = 0;

	for (uint32_t i = 0; i < before.n; i++)
		n +=
		    d->tasks[stage_at(d->stage, before, i)].status != TASK_DONE;
	return n;
}

/* take_back: the step, and what was done in its place, as if never done. */
static void
take_back(struct drill *d, uint32_t task)
{
	struct range others = d->stage->tasks[task].alternatives;

	hold_back(d, task);
	state_calm(d, task);
	for (uint32_t i = 0; i < others.n; i++) {
		uint32_t other = stage_at(d->stage, others, i);

		if (!state_is_busy(d, other))
			state_calm(d, other);
	}
}

bool
tasks_reopen(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;
	bool any = false;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (is_undone(d, i)) {
			take_back(d, i);
			any = true;
		}
	for (uint32_t i = r.first; i < r.first + r.n && any; i++)
		if (d->tasks[i].status == TASK_IDLE)
			d->tasks[i].before = ahead_of(d, i);
	if (any)
		tasks_release_steps(d, scene, why);
	return any;
}

void
tasks_withdraw(struct drill *d, uint32_t task)
{
	if (d->tasks[task].status != TASK_WAITING)
		return;
	line_leave(d, task);
	unask(d, task);
	arm(d, task, SLOT_LIMIT, SPAN_NEVER);
	state_calm(d, task);
}

void
tasks_set_aside(struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (is_set_aside(d, i))
			tasks_withdraw(d, i);
}

void
tasks_stand_down(struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].tasks;
	struct range notices = d->stage->scenes[scene].notices;

	for (uint32_t i = notices.first; i < notices.first + notices.n; i++)
		line_leave(d, i);
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		line_leave(d, i);
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (is_call(d, i) || (d->tasks[i].status != TASK_ORDERED &&
					 d->tasks[i].status != TASK_RUNNING)) {
			arm(d, i, SLOT_LIMIT, SPAN_NEVER);
			state_calm(d, i);
		} else
			d->tasks[i].stands_for = STAGE_NONE;
}

/* holds_up: is the task busy, and more than a grading done again? */
static bool
holds_up(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];

	return state_is_busy(d, task) &&
	       (s->response != RESPONSE_GRADE ||
		   d->scenes[s->scene].grade == STAGE_NONE);
}

bool
tasks_are_idle(const struct drill *d, uint32_t scene)
{
	int32_t grade = d->stage->scenes[scene].response[RESPONSE_GRADE];
	uint32_t again = grade != STAGE_NONE &&
			 state_is_busy(d, (uint32_t)grade) &&
			 !holds_up(d, (uint32_t)grade);

	return d->scenes[scene].busy == again;
}

uint32_t
tasks_reason(const struct drill *d, uint32_t scene)
{
	struct range r = d->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		const struct drill_task *t = &d->tasks[i];

		if (!holds_up(d, i))
			continue;
		if (t->status != TASK_WAITING)
			return t->start_fact;
		return t->waited ? t->waits_fact : t->ready_fact;
	}
	return 0;
}
