/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/drill.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/people.h"
#include "replay/drill/stage.h"
#include "replay/drill/state.h"
#include "replay/drill/store.h"
#include "tests/cases.h"
#include "tests/invent.h"
#include "tests/play.h"
#include "tests/suite.h"

enum { PLANS = 600, TRIALS = 4000, MOST = 64 << 20 };

/* ---- laws that every record keeps ---- */

enum { HANDS = -2 /* over, or taking over */ };

/* What follows of the facts so far. */
struct following {
	const struct stage *stage;
	const struct fact *facts;
	int32_t *busy; /* task each person has in hand; STAGE_NONE; HANDS */
	int32_t *crew; /* … had last, and would go on with */
	int32_t *stands_for;
	bool *done, *ordered, *running, *approved;
	bool *hasty; /* need not wait, once */
	bool *early; /* in hand too early */
	bool *gone;  /* each person: relieved, and not called again */
	uint32_t handed;
	int64_t *stock, *used, *missing; /* of each resource */
};

static struct following
follow(struct arena *a, const struct play *p)
{
	uint32_t people = p->stage->counts[ENTITY_PERSON];
	uint32_t tasks = p->stage->counts[ENTITY_TASK];
	uint32_t things = p->stage->counts[ENTITY_RESOURCE];
	struct following f = {.stage = p->stage,
	    .facts = p->facts,
	    .busy = arena_array(a, people, sizeof(int32_t)),
	    .crew = arena_array(a, people, sizeof(int32_t)),
	    .stands_for = arena_array(a, tasks, sizeof(int32_t)),
	    .done = arena_array(a, tasks, sizeof(bool)),
	    .ordered = arena_array(a, tasks, sizeof(bool)),
	    .running = arena_array(a, tasks, sizeof(bool)),
	    .approved = arena_array(a, tasks, sizeof(bool)),
	    .hasty = arena_array(a, tasks, sizeof(bool)),
	    .early = arena_array(a, tasks, sizeof(bool)),
	    .gone = arena_array(a, people, sizeof(bool)),
	    .stock = arena_array(a, things, sizeof(int64_t)),
	    .used = arena_array(a, things, sizeof(int64_t)),
	    .missing = arena_array(a, things, sizeof(int64_t))};

	for (uint32_t i = 0; i < things; i++)
		f.stock[i] = p->stage->resources[i].stock;

	for (uint32_t i = 0; i < people; i++)
		f.busy[i] = f.crew[i] = STAGE_NONE;
	for (uint32_t i = 0; i < tasks; i++)
		f.stands_for[i] = STAGE_NONE;
	return f;
}

/* employ: he has the task in hand from now on, and nothing else. */
static void
employ(struct following *f, uint32_t person, int32_t task)
{
	ck_assert_msg(f->busy[person] == STAGE_NONE || f->busy[person] == task,
	    "%s is in two places",
	    stage_name(f->stage, fact_entity(ENTITY_PERSON, person))->id);
	ck_assert_msg(!f->gone[person], "%s has gone home",
	    stage_name(f->stage, fact_entity(ENTITY_PERSON, person))->id);
	f->busy[person] = f->crew[person] = task;
}

/* hand_over: both are at it and at nothing else, then free; whoever has gone
 * home is not at work until he acknowledges a new page. */
static void
hand_over(struct following *f, const struct fact *x)
{
	uint32_t two[] = {fact_number(x->by), fact_number(x->on)};
	bool begins = x->act == FACT_HANDING_OVER;

	ck_assert_uint_ne(two[0], two[1]);
	for (int i = 0; i < 2; i++) {
		int32_t *busy = &f->busy[two[i]];

		if (begins)
			ck_assert_int_eq(*busy, STAGE_NONE);
		if (begins || *busy == HANDS)
			*busy = begins ? HANDS : STAGE_NONE;
		if (begins)
			f->crew[two[i]] = STAGE_NONE;
	}
	f->gone[two[0]] = !begins && x->value == 0;
	f->handed += !begins;
}

static void
let_go(struct following *f, int32_t task, bool for_good)
{
	f->running[task] = false;
	f->early[task] = false;
	f->ordered[task] = f->ordered[task] && !for_good;
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_PERSON]; i++) {
		if (f->busy[i] == task)
			f->busy[i] = STAGE_NONE;
		if (for_good && f->crew[i] == task)
			f->crew[i] = STAGE_NONE;
	}
}

/* is_due: is all done that the task waits for? */
static bool
is_due(const struct following *f, int32_t task)
{
	struct range before = f->stage->tasks[task].before;

	for (uint32_t i = 0; i < before.n; i++)
		if (!f->done[stage_at(f->stage, before, i)])
			return false;
	return true;
}

/* hasten: an inject may let a step come before its turn, once. */
static void
hasten(struct following *f, uint32_t inject)
{
	const struct stage_inject *x = &f->stage->injects[inject];

	for (uint32_t i = 0; i < f->stage->counts[ENTITY_TASK]; i++)
		if (x->act == INJECT_STEP_EARLY &&
		    f->stage->tasks[i].step_number == x->step)
			f->hasty[i] = true;
}

/* come_early: that is said of what was hastened, and only if it is true. */
static void
come_early(struct following *f, int32_t task)
{
	ck_assert(f->hasty[task] && f->running[task] && !is_due(f, task));
	f->hasty[task] = false;
	f->early[task] = true;
}

/* order: all that it waits for must be done, unless it was hastened. */
static void
order(struct following *f, const struct fact *x, int32_t task)
{
	ck_assert_msg(f->ordered[task] || f->hasty[task] || is_due(f, task),
	    "%s starts too soon", stage_name(f->stage, x->on)->id);
	f->ordered[task] = true;
}

static void
start(struct following *f, const struct fact *x, int32_t task)
{
	order(f, x, task);
	ck_assert(!f->running[task]);
	f->running[task] = true;
	if (x->by != 0)
		employ(f, fact_number(x->by), task);
	for (uint32_t i = 0; i < f->stage->counts[ENTITY_PERSON]; i++)
		if (f->crew[i] == task)
			employ(f, i, task);
}

static bool
lists(const struct stage *s, int32_t task, int32_t alternative)
{
	struct range r = s->tasks[task].alternatives;

	for (uint32_t i = 0; i < r.n; i++)
		if ((int32_t)stage_at(s, r, i) == alternative)
			return true;
	return false;
}

/* replace: for which of those that have given up does it stand in? */
static void
replace(struct following *f, const struct fact *x, int32_t task)
{
	int32_t of = (int32_t)fact_number(f->facts[x->why].on);

	while (!lists(f->stage, of, task)) {
		of = f->stands_for[of];
		ck_assert_int_ne(of, STAGE_NONE);
	}
	f->stands_for[task] = of;
}

static void
succeed(struct following *f, int32_t task)
{
	ck_assert(!f->early[task]);
	let_go(f, task, true);
	for (; task != STAGE_NONE; task = f->stands_for[task])
		f->done[task] = true;
}

/* find_out: it has had no effect; what waits for it waits again. */
static void
find_out(struct following *f, int32_t task)
{
	for (; task != STAGE_NONE; task = f->stands_for[task])
		f->done[task] = false;
}

/* calm: an emergency begins, or was none: nothing is done but what is in
 * hand. */
static void
calm(struct following *f, uint32_t scene)
{
	struct range r = f->stage->scenes[scene].tasks;

	for (uint32_t i = r.first; i < r.first + r.n; i++) {
		f->done[i] = false;
		f->stands_for[i] = STAGE_NONE;
	}
}

/* acted: a response act came off: who did it is free again. */
static void
acted(struct following *f, const struct fact *x)
{
	if (x->by != 0 && f->busy[fact_number(x->by)] != STAGE_NONE)
		let_go(f, f->busy[fact_number(x->by)], true);
	if (x->act == FACT_DISMISSED)
		calm(f, x->incident);
}

/* is_allowed: may the task's cost be met? By authority, by some grade, or
 * because it was approved. */
static bool
is_allowed(const struct following *f, uint32_t task)
{
	const struct stage_task *t = &f->stage->tasks[task];
	int64_t most = t->may_cost;

	for (uint32_t i = 0; i < f->stage->safeguards_n; i++)
		if (f->stage->safeguards[i].preapproved > most)
			most = f->stage->safeguards[i].preapproved;
	return f->approved[task] || t->cost <= most;
}

/* approve: whoever decided is free again. */
static void
approve(struct following *f, const struct fact *x)
{
	uint32_t task = fact_number(x->on);

	ck_assert_int_gt(x->value, f->stage->tasks[task].may_cost);
	f->approved[task] = true;
	let_go(f, f->stage->tasks[task].approval, true);
}

/* move: things are taken, come back, come, get lost. What is taken must have
 * been there, and what comes back must have been taken. */
static void
move(struct following *f, const struct fact *x)
{
	uint32_t thing = fact_number(x->on);
	int32_t kind = f->stage->resources[thing].kind;
	bool stays = kind != RESOURCE_CONSUMABLE && kind != RESOURCE_FUND;

	if (x->act == FACT_TAKEN) {
		order(f, x, (int32_t)fact_number(x->by)); /* on its way */
		ck_assert_int_ge(
		    f->stock[thing] - f->used[thing] - f->missing[thing],
		    x->value);
		ck_assert(is_allowed(f, fact_number(x->by)));
		*(stays ? &f->used[thing] : &f->stock[thing]) +=
		    stays ? x->value : -x->value;
	} else if (x->act == FACT_RETURNED) {
		ck_assert(stays);
		f->used[thing] -= x->value;
	} else if (x->act == FACT_DELIVERED || x->act == FACT_ADDED) {
		f->stock[thing] += x->value;
	} else if (x->act == FACT_MISSING) {
		f->missing[thing] += x->value;
	} else if (x->act == FACT_FOUND) {
		f->missing[thing] -= x->value;
	}
	ck_assert_int_ge(f->used[thing], 0);
	ck_assert_int_ge(f->missing[thing], 0);
	ck_assert_int_le(f->used[thing], f->stock[thing]);
	ck_assert_int_le(f->missing[thing], f->stock[thing]);
}

static void
take(struct following *f, const struct fact *x)
{
	int32_t task = (int32_t)fact_number(x->on);

	if (x->act == FACT_INJECT)
		hasten(f, fact_number(x->by));
	else if (x->act == FACT_OUT_OF_ORDER)
		come_early(f, task);
	else if (fact_kind(x->on) == ENTITY_RESOURCE)
		move(f, x);
	else if (x->act == FACT_HANDING_OVER || x->act == FACT_HANDED_OVER)
		hand_over(f, x);
	else if (x->act == FACT_ACK)
		f->gone[fact_number(x->by)] = false;
	else if (fact_kind(x->on) == ENTITY_SCENE && x->act != FACT_RUNG)
		acted(f, x);
	else if (x->act == FACT_APPROVED)
		approve(f, x);
	else if (x->act == FACT_WARNING)
		calm(f, x->incident);
	else if (x->act == FACT_DISPATCH) {
		order(f, x, task);
		employ(f, fact_number(x->by), task);
	} else if (x->act == FACT_START)
		start(f, x, task);
	else if (x->act == FACT_FAILED || x->act == FACT_TIMEOUT)
		let_go(f, task, false);
	else if (x->act == FACT_READY || x->act == FACT_GAVE_UP ||
		 x->act == FACT_INTERRUPTED || x->act == FACT_CALLED_OFF)
		let_go(f, task, true);
	else if (x->act == FACT_NO_COPY)
		let_go(f, (int32_t)fact_number(x->by), true);
	else if (x->act == FACT_ALTERNATIVE)
		replace(f, x, task);
	else if (x->act == FACT_DONE || x->act == FACT_SEEMS_DONE)
		succeed(f, task);
	else if (x->act == FACT_NO_EFFECT)
		find_out(f, task);
}

/* judge: Return: how often somebody handed over. */
static uint32_t
judge(struct arena *a, const struct play *p)
{
	struct following f = follow(a, p);

	for (uint32_t i = 0; i < p->n; i++) {
		const struct fact *x = &p->facts[i];

		ck_assert_uint_le(x->why, i == 0 ? 0 : i - 1);
		ck_assert_int_le(p->facts[x->why].at, x->at);
		if (i > 0)
			ck_assert_int_ge(x->at, p->facts[i - 1].at);
		take(&f, x);
	}
	return f.handed;
}

START_TEST(nobody_is_in_two_places_and_nothing_starts_too_soon)
{
	struct arena *a = cases_arena(MOST);
	struct arena *names = cases_arena(1 << 16);
	const char *folder = invent_folder(names);
	uint32_t handed = 0;

	for (uint32_t i = 0; i < PLANS; i++) {
		struct play p = play_on(a, invent_stage(a, folder, i));

		handed += judge(a, &p);
		arena_reset(a);
	}
	ck_assert_uint_gt(handed, PLANS / 20);
	invent_remove(names, folder);
	arena_free(names);
	arena_free(a);
}
END_TEST

static bool
are_equal(const struct play *p, const struct fact *facts, uint32_t n)
{
	return p->n == n && memcmp(p->facts, facts, n * sizeof(*facts)) == 0;
}

/* again: play a trial on a drill that was used before. */
static struct play
again(const struct play *p, uint64_t trial)
{
	struct play x = *p;

	drill_reset(x.drill, trial);
	ck_assert_int_eq(drill_run(x.drill), DRILL_OVER);
	x.facts = drill_facts(x.drill, &x.n);
	return x;
}

START_TEST(a_record_is_the_same_whatever_was_played_before)
{
	struct arena *a = cases_arena(MOST);
	struct arena *names = cases_arena(1 << 16);
	const char *folder = invent_folder(names);

	for (uint32_t i = 0; i < PLANS; i += 4) {
		const struct stage *stage = invent_stage(a, folder, i);
		struct play first = play_on(a, stage);
		struct play second = play_on(a, stage);

		ck_assert(are_equal(&first, second.facts, second.n));
		second = again(&second, 7);
		second = again(&second, 0);
		ck_assert(are_equal(&first, second.facts, second.n));
		second = again(&second, 7);
		first = again(&first, 7);
		ck_assert(are_equal(&first, second.facts, second.n));
		arena_reset(a);
	}
	invent_remove(names, folder);
	arena_free(names);
	arena_free(a);
}
END_TEST

/* is_idle: is he at work with nothing in hand? */
static bool
is_idle(const struct drill *d, int32_t person)
{
	return person != STAGE_NONE &&
	       d->people[person].status == PERSON_FREE &&
	       !d->people[person].outgoing;
}

/* is_manned: can the task's places from the n-th on be filled with people who
 * are idle and not taken? All ways are tried. */
static bool
is_manned(const struct drill *d, uint32_t task, uint32_t n, bool *taken)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct range members;

	if (n == s->roles.n * s->people)
		return true;
	members = d->stage->roles[stage_at(d->stage, s->roles, n / s->people)]
		      .members;
	for (uint32_t i = d->tasks[task].passed; i < members.n; i++) {
		int32_t p = people_member(d, members, i);
		bool fits;

		if (!is_idle(d, p) || taken[p])
			continue;
		taken[p] = true;
		fits = is_manned(d, task, n + 1, taken);
		taken[p] = false;
		if (fits)
			return true;
	}
	return false;
}

/* could_start: is all that a waiting task needs free, whoever fills which of
 * its roles? */
static bool
could_start(const struct drill *d, uint32_t task)
{
	bool taken[64] = {false};

	return store_lacks(d, task) == STAGE_NONE &&
	       is_manned(d, task, 0, taken);
}

START_TEST(no_task_waits_for_what_is_free)
{
	struct arena *a = cases_arena(MOST);
	struct arena *names = cases_arena(1 << 16);
	const char *folder = invent_folder(names);

	for (uint32_t i = 0; i < PLANS; i += 8) {
		const struct stage *s = invent_stage(a, folder, i);
		struct drill *d = drill_new(a, s);

		while (drill_step(d) == DRILL_GOES_ON)
			for (uint32_t t = 0; t < s->counts[ENTITY_TASK]; t++)
				ck_assert_msg(
				    !d->tasks[t].in_line || !could_start(d, t),
				    "plan %u: %s", i,
				    stage_name(s, fact_entity(ENTITY_TASK, t))
					->id);
		ck_assert(d->c->over);
		arena_reset(a);
	}
	invent_remove(names, folder);
	arena_free(names);
	arena_free(a);
}
END_TEST

START_TEST(no_grade_depends_on_the_order_of_its_table)
{
	struct arena *a = cases_arena(MOST);
	struct arena *names = cases_arena(1 << 16);
	const char *folder = invent_folder(names);
	uint32_t graded = 0;

	for (uint32_t i = 0; i < PLANS; i += 4) {
		struct play down = play_on(a, invent_stage(a, folder, i));
		struct play up = play_on(a, invent_reversed(a, folder, i));

		ck_assert_msg(are_equal(&down, up.facts, up.n), "%u", i);
		for (uint32_t f = 0; f < up.n; f++)
			graded += up.facts[f].act == FACT_REGRADED;
		arena_reset(a);
	}
	ck_assert_uint_gt(graded, 0);
	invent_remove(names, folder);
	arena_free(names);
	arena_free(a);
}
END_TEST

/* ---- luck ---- */

/* how_many: facts of an act about a task, by its id. */
static int
how_many(const struct play *p, enum fact_act act, const char *task)
{
	int n = 0;

	for (uint32_t i = 0; i < p->n; i++)
		n +=
		    p->facts[i].act == act &&
		    strcmp(stage_name(p->stage, p->facts[i].on)->id, task) == 0;
	return n;
}

static double
restored_min(const struct play *p)
{
	uint32_t i = p->n;

	while (p->facts[--i].act != FACT_LEVEL)
		;
	return (double)p->facts[i].at / SPAN_MINUTE;
}

/* Active at 7m; then a lognormal of median 10m and sigma 0.5, whose mean is
 * 10 exp(0.5^2 / 2), and an exponential of mean 20m. */
START_TEST(the_mean_of_many_trials_is_the_sum_of_the_means)
{
	struct arena *a = cases_arena(MOST);
	struct play p = play_folder(a, "lucky");
	double mean = 7 + 10 * 1.1331484530668263 + 20;
	double sum = 0;
	double squares = 0;
	double error;

	for (uint64_t trial = 0; trial < TRIALS; trial++) {
		double off;

		p = again(&p, trial);
		off = restored_min(&p) - mean;
		sum += off;
		squares += off * off;
	}
	error = sqrt(squares) / TRIALS; /* of the mean */
	ck_assert_double_lt(fabs(sum / TRIALS), 4 * error);
	ck_assert_double_lt(error, 0.5);
	arena_free(a);
}
END_TEST

/* Failing at 0.3, then at (1 + 0.3) / 2 twice; or at 0.3 each time. */
START_TEST(retries_fail_as_often_as_their_odds_say)
{
	static const struct {
		const char *task;
		double odds;
	} cases[] = {{"mend/hard", 0.3 * 0.65 * 0.65},
	    {"mend/easy", 0.3 * 0.3 * 0.3}, {"mend/once", 0.3}};
	struct arena *a = cases_arena(MOST);
	struct play p = play_folder(a, "odds");
	int n[3] = {0};

	for (uint64_t trial = 0; trial < TRIALS; trial++) {
		p = again(&p, trial);
		for (int i = 0; i < 3; i++)
			n[i] += how_many(&p, FACT_GAVE_UP, cases[i].task);
	}
	for (int i = 0; i < 3; i++) {
		double q = cases[i].odds;

		ck_assert_msg(
		    fabs(n[i] - TRIALS * q) < 4 * sqrt(TRIALS * q * (1 - q)),
		    "%s: %d of %d", cases[i].task, n[i], TRIALS);
	}
	arena_free(a);
}
END_TEST

/* ---- driving ---- */

START_TEST(next_says_when_and_step_goes_there)
{
	struct arena *a = cases_arena(MOST);
	struct play p = play_folder(a, "whole");
	enum drill_result result = DRILL_GOES_ON;
	uint32_t n;

	drill_reset(p.drill, 0);
	while (result == DRILL_GOES_ON) {
		span_ms at = drill_next(p.drill);
		uint32_t before;
		const struct fact *facts = drill_facts(p.drill, &before);

		result = drill_step(p.drill);
		(void)drill_facts(p.drill, &n);
		for (uint32_t i = before; i < n; i++)
			ck_assert_int_eq(facts[i].at, at);
	}
	ck_assert_int_eq(result, DRILL_OVER);
	ck_assert_int_eq(drill_next(p.drill), SPAN_NEVER);
	ck_assert_int_eq(drill_step(p.drill), DRILL_OVER);
	ck_assert_uint_eq(n, p.n);
	arena_free(a);
}
END_TEST

START_TEST(what_would_go_on_for_ever_is_named)
{
	struct arena *a = cases_arena(MOST);
	const struct stage *stage = play_stage(a, "tests/cases/runaway", 0);
	struct drill *d = drill_new(a, stage);

	ck_assert_int_eq(drill_run(d), DRILL_RUNAWAY);
	ck_assert_str_eq(stage_name(stage, drill_blamed(d))->id, "ping");
	arena_free(a);
}
END_TEST

SUITE_MAIN("drill", next_says_when_and_step_goes_there,
    what_would_go_on_for_ever_is_named,
    nobody_is_in_two_places_and_nothing_starts_too_soon,
    no_task_waits_for_what_is_free,
    a_record_is_the_same_whatever_was_played_before,
    no_grade_depends_on_the_order_of_its_table,
    the_mean_of_many_trials_is_the_sum_of_the_means,
    retries_fail_as_often_as_their_odds_say)
