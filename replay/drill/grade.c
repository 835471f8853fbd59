/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/grade.h"

#include "replay/drill/crew.h"
#include "replay/drill/known.h"
#include "replay/drill/notice.h"
#include "replay/drill/people.h"
#include "replay/drill/ready.h"
#include "replay/drill/state.h"

enum { LOWEST = GRADES - 1 };

static uint32_t
entity(uint32_t scene)
{
	return fact_entity(ENTITY_SCENE, scene);
}

static const struct grade_rule *
rule_at(const struct drill *d, struct range rules, uint32_t i)
{
	return &d->stage->grading[stage_at(d->stage, rules, i)];
}

/* table: the worst of the scene's rules that hold, whatever their order; no
 * rule, the lowest. */
static int32_t
table(const struct drill *d, uint32_t scene)
{
	struct range rules = d->stage->scenes[scene].grading;
	int32_t worst = LOWEST;

	for (uint32_t i = 0; i < rules.n; i++) {
		const struct grade_rule *rule = rule_at(d, rules, i);

		if (rule->grade < worst &&
		    known_holds(d, &rule->when, d->scenes[scene].warned_at))
			worst = rule->grade;
	}
	return worst;
}

/* is_live: may the grade still move? */
static bool
is_live(const struct drill *d, uint32_t scene)
{
	const struct drill_scene *x = &d->scenes[scene];

	return x->grade != STAGE_NONE && x->status != SCENE_CLOSED &&
	       !d->stage->grade_once;
}

/* time_left: how long a grade that the table gave still counts; 0: no more. */
static span_ms
time_left(const struct drill *d, const struct drill_scene *x, int32_t grade)
{
	span_ms left = x->counts_until[grade] - state_now(d);

	return left > 0 ? left : 0;
}

/* lately: the worst the table has given within the last `grade_hold`. */
static int32_t
lately(const struct drill *d, const struct drill_scene *x)
{
	int32_t grade = 0;

	while (grade < x->table && time_left(d, x, grade) == 0)
		grade++;
	return grade;
}

/* cause: what has changed since the last grading; that itself, if it is but
 * time. */
static uint32_t
cause(const struct drill *d, const struct drill_scene *x)
{
	return d->c->cause > x->grade_fact ? d->c->cause : x->grade_fact;
}

/* call: page the roles that a safeguard calls, as a rung would. */
static void
call(struct drill *d, uint32_t scene, const struct stage_safeguard *s)
{
	for (uint32_t i = 0; i < s->roles.n; i++) {
		uint32_t role = stage_at(d->stage, s->roles, i);
		const struct stage_role *r = &d->stage->roles[role];
		struct range first = {r->members.first, r->called};

		for (uint32_t j = 0; j < first.n; j++) {
			int32_t person = people_callable(d, first, j);

			if (person != STAGE_NONE)
				(void)people_page(d, (uint32_t)person,
				    fact_entity(ENTITY_ROLE, role), scene,
				    d->scenes[scene].grade_fact);
		}
	}
}

/* reach: the grade is this now, as fact `why` says. One that is worse than
 * all before brings its safeguards and notices with it. */
static void
reach(struct drill *d, uint32_t scene, int32_t grade, uint32_t why)
{
	struct drill_scene *x = &d->scenes[scene];
	int32_t was = x->peak;

	x->grade = grade;
	x->grade_fact = why;
	ready_spend(d, scene, why);
	if (grade >= was)
		return;
	x->peak = grade;
	for (uint32_t i = 0; i < d->stage->safeguards_n; i++) {
		const struct stage_safeguard *s = &d->stage->safeguards[i];

		if (s->grade >= grade && s->grade < was)
			call(d, scene, s);
	}
	notice_reached(d, scene, NOTICE_GRADE, state_now(d), why);
}

static void
regrade(struct drill *d, uint32_t scene, int32_t grade)
{
	reach(d, scene, grade,
	    state_say(d, FACT_REGRADED, scene, 0, entity(scene), grade + 1,
		cause(d, &d->scenes[scene])));
}

uint32_t
grade_act(struct drill *d, uint32_t task)
{
	uint32_t scene = d->stage->tasks[task].scene;
	struct drill_scene *x = &d->scenes[scene];
	bool again = x->grade != STAGE_NONE;
	int32_t grade;

	if (!again) {
		x->table = table(d, scene);
		d->c->known_changed = true; /* from here on it is followed */
	}
	grade = lately(d, x);
	reach(d, scene, grade,
	    crew_done(d, task, again ? FACT_REGRADED : FACT_GRADED,
		entity(scene), grade + 1));
	return x->grade_fact;
}

/* lower: by itself, or by the role that grades; once the business has
 * confirmed, nobody is asked any more. */
static void
lower(struct drill *d, uint32_t scene, int32_t grade)
{
	uint32_t task =
	    (uint32_t)d->stage->scenes[scene].response[RESPONSE_GRADE];

	if (d->stage->grade_automatic) {
		regrade(d, scene, grade);
	} else if (!d->scenes[scene].confirmed &&
		   d->tasks[task].status == TASK_DONE) {
		ready_rearm(d, task);
		ready_release(d, task, cause(d, &d->scenes[scene]));
	}
}

void
grade_settle(struct drill *d, uint32_t scene)
{
	struct drill_scene *x = &d->scenes[scene];
	int32_t now;
	int32_t due;

	if (!is_live(d, scene))
		return;
	now = table(d, scene);
	if (now != x->table)
		x->counts_until[x->table] = state_now(d) + d->stage->grade_hold;
	x->table = now;
	due = lately(d, x);
	if (due < x->grade)
		regrade(d, scene, due);
	else if (due > x->grade)
		lower(d, scene, due);
}

span_ms
grade_next(const struct drill *d, uint32_t scene)
{
	struct range rules = d->stage->scenes[scene].grading;
	const struct drill_scene *x = &d->scenes[scene];
	span_ms least = SPAN_NEVER;

	if (!is_live(d, scene))
		return SPAN_NEVER;
	for (uint32_t i = 0; i < rules.n; i++) {
		span_ms next =
		    known_next(d, &rule_at(d, rules, i)->when, x->warned_at);

		if (next < least)
			least = next;
	}
	for (int32_t grade = 0; grade < x->table; grade++) {
		span_ms left = time_left(d, x, grade);

		if (left > 0 && left < least)
			least = left;
	}
	return least;
}
