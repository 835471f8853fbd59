/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_plan.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/priors.h"
#include "base/text.h"
#include "plans/funds.h"
#include "plans/plan.h"
#include "plans/procedure.h"
#include "replay/drill/build.h"
#include "replay/drill/compile_grading.h"
#include "sim/random.h"

/* The share of recovery attempts that failed in published incidents: 49 of
 * 139 attempts, 48 incidents. Source: docs/people.md, "prior". */
enum { PRIOR_FAILS_PPM = 350000, P90_PPM = 900000 };

enum { ID_MOST = 192 /* bytes in a word of a record */ };

static const char *const response_ids[RESPONSES] = {"verify", "grade",
    "authorise", "confirm", "sustain", "evaluate", "close", "decide",
    "register"};

/* pool_once: add a reference unless the list has it already. */
static void
pool_once(struct build *b, struct range *list, const struct refs *refs)
{
	for (uint32_t i = 0; i < refs->n; i++) {
		uint32_t person = (uint32_t)refs->at[i].index;
		uint32_t j = list->first;

		while (j < b->stage->pool_n && b->pool[j] != person)
			j++;
		if (j == b->stage->pool_n)
			(void)build_pool(b, person);
	}
	list->n = b->stage->pool_n - list->first;
}

/* rung_people: whom it calls, once each: people on call come first. */
static struct range
rung_people(struct build *b, const struct ladder_step *step)
{
	const struct role *roles = b->org->roles.at;
	struct range r = {b->stage->pool_n, 0};

	for (uint32_t i = 0; i < step->roles.n; i++)
		(void)build_on_call(b, &roles[step->roles.at[i].index].on_call);
	for (uint32_t i = 0; i < step->roles.n; i++)
		pool_once(b, &r, &roles[step->roles.at[i].index].primary);
	pool_once(b, &r, &step->people);
	return r;
}

static void
compile_ladders(struct build *b)
{
	uint32_t n = b->plan->ladders.n;
	struct stage_ladder *ladders =
	    arena_array(b->arena, n, sizeof(*ladders));
	struct stage_rung *rungs;
	uint32_t at = 0;

	for (uint32_t i = 0; i < n; i++)
		at += b->plan->ladders.at[i].steps.n;
	rungs = arena_array(b->arena, at, sizeof(*rungs));
	b->stage->rungs_n = at;
	build_names(b, ENTITY_LADDER, n);
	at = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct ladder *l = &b->plan->ladders.at[i];

		build_name(b, ENTITY_LADDER, i, l->id, l->name);
		ladders[i] = (struct stage_ladder){{at, l->steps.n},
		    (uint32_t)l->repeats, l->repeat_every,
		    l->acknowledge_within,
		    build_origin(l->at, "repeat_every", &l->origin, NULL)};
		for (uint32_t j = 0; j < l->steps.n; j++, at++)
			rungs[at] = (struct stage_rung){l->steps.at[j].after,
			    rung_people(b, &l->steps.at[j])};
	}
	b->stage->ladders = ladders;
	b->stage->rungs = rungs;
}

static uint32_t
procedure_first(const struct plan *plan, uint32_t procedure)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < procedure; i++)
		n += plan->procedures.at[i].steps.n;
	return n;
}

/* Where the tasks of one scene stand, while they are compiled. */
struct cast {
	const struct scene *scene;
	const struct procedure *procedure;
	uint32_t number;     /* of the scene */
	int32_t call;        /* the task that calls it; STAGE_NONE */
	const char *scope;   /* … its id; its steps' ids begin with it */
	uint32_t first_task; /* of the procedure's steps */
	uint32_t first_step; /* number of its first step in the plan */
	bool standby;
};

static uint32_t
task_slots(struct build *b, uint32_t task)
{
	uint32_t slot = build_slot(b, PURPOSE_WORK, QUEUE_DONE, task);

	(void)build_slot(b, PURPOSE_LIMIT, QUEUE_LIMIT, task);
	(void)build_slot(b, PURPOSE_DEADLINE, QUEUE_LIMIT, task);
	return slot;
}

/* work_table: how long an attempt takes; where it shares its scene's luck,
 * what is left of it without. */
static struct table
work_table(struct build *b, const struct dist *d, bool *shares)
{
	struct dist within = priors_within(d);
	struct dist shared = priors_shared();

	*shares = d->shared_luck;
	if (!d->shared_luck)
		return table_compile(b->arena, d);
	if (b->stage->shared_luck.n == 0)
		b->stage->shared_luck = table_compile(b->arena, &shared);
	return table_compile(b->arena, &within);
}

static void
compile_act(struct build *b, struct stage_task *tasks, uint32_t at,
    const struct cast *cast, enum response response)
{
	const struct act *act = b->plan->response->acts[response];
	struct text id = text_new(b->arena);

	text_fmt(&id, "%s/%s", cast->scene->id, response_ids[response]);
	build_name(b, ENTITY_TASK, at, id.at, (struct title){"", ""});
	tasks[at] = (struct stage_task){.luck = build_luck(ENTITY_TASK, id.at),
	    .scene = cast->number,
	    .response = (int32_t)response,
	    .step_number = STAGE_NONE,
	    .call = STAGE_NONE,
	    .notice = STAGE_NONE,
	    .roles = {build_pool(b, (uint32_t)act->role.index), 1},
	    .people = 1,
	    .timeout = SPAN_NEVER,
	    .deadline = SPAN_NEVER,
	    .max_decision = act->max_decision,
	    .approval = STAGE_NONE,
	    .approves = STAGE_NONE,
	    .restores = STAGE_NONE,
	    .human = STAGE_NONE,
	    .duration_origin =
		build_origin(act->at, "duration", &act->origin, act->duration),
	    .duration_is_fixed = dist_is_fixed(act->duration),
	    .duration_p90 = dist_quantile_ms(act->duration, P90_PPM),
	    .slot = task_slots(b, at)};
	tasks[at].duration =
	    work_table(b, act->duration, &tasks[at].duration_shares);
}

/* tasks_of: refs to steps as the tasks they are in this scene. */
static struct range
tasks_of(struct build *b, const struct refs *refs, const struct cast *cast)
{
	struct range r = {b->stage->pool_n, refs->n};

	for (uint32_t i = 0; i < refs->n; i++)
		(void)build_pool(b, (uint32_t)refs->at[i].index -
					cast->first_step + cast->first_task);
	return r;
}

/* switch_of: where the effect switches users to, and what may break by it. */
static void
switch_of(struct build *b, const struct effect *e)
{
	const struct second_fault *x = e->second_fault;

	(void)build_pool(b, (uint32_t)e->switches);
	(void)build_pool(
	    b, (uint32_t)(x == NULL ? STAGE_NONE : x->service.index));
	(void)build_pool(b, (uint32_t)(x == NULL ? 0 : x->level_ppm));
	(void)build_pool(
	    b, x == NULL ? 0 : random_threshold((uint32_t)x->odds_ppm));
}

static struct range
effects_of(struct build *b, const struct step *step)
{
	struct range r = {b->stage->pool_n, STAGE_EFFECT * step->effects.n};

	for (uint32_t i = 0; i < step->effects.n; i++) {
		const struct effect *e = &step->effects.at[i];

		(void)build_pool(b, (uint32_t)e->service.index);
		(void)build_pool(
		    b, (uint32_t)(procedure_raises(e) ? e->level_ppm
						      : STAGE_NONE));
		(void)build_pool(
		    b, (uint32_t)(e->capacity_ppm > 0 ? e->capacity_ppm
						      : STAGE_NONE));
		(void)build_pool(b, e->lowers || !step->first_aid);
		switch_of(b, e);
	}
	return r;
}

/* needs_of: what the step needs beside people; room at its site for all who
 * do it. */
static struct range
needs_of(struct build *b, const struct step *step)
{
	struct range r = {b->stage->needs_n, 0};

	for (uint32_t i = 0; i < step->resources.n; i++)
		build_need(b, (uint32_t)step->resources.at[i].resource.index,
		    step->resources.at[i].amount);
	if (step->site.index >= 0 && step->roles.n > 0)
		build_need(b, (uint32_t)step->site.index,
		    step->people * step->roles.n);
	r.n = b->stage->needs_n - r.first;
	return r;
}

/* fill_odds: for all times and stresses. */
static void
fill_odds(struct human h, int32_t out[SPAR_H_TIMES][SPAR_H_STRESSES])
{
	for (int i = 0; i < SPAR_H_TIMES; i++)
		for (int j = 0; j < SPAR_H_STRESSES; j++) {
			h.level[SPAR_H_TIME] = i;
			h.level[SPAR_H_STRESS] = j;
			out[i][j] =
			    spar_h_odds((enum spar_h_kind)h.kind, h.level);
		}
}

/* compile_human: how likely its people err, for whatever time and stress the
 * drill will bring, rested and tired. Source: docs/semantics.md, 17. */
static void
compile_human(struct build *b, struct stage_task *t, const struct human *human)
{
	struct stage_human *out = &b->humans[b->stage->humans_n];
	struct human h;

	t->human = STAGE_NONE;
	if (human == NULL)
		return;
	h = *human;
	t->human = (int32_t)b->stage->humans_n++;
	t->misleads = h.kind == SPAR_H_DIAGNOSIS;
	out->time = h.level[SPAR_H_TIME];
	out->stress = h.level[SPAR_H_STRESS];
	out->pressure = h.pressure;
	fill_odds(h, out->odds_ppm[0]);
	if (h.level[SPAR_H_FITNESS] > SPAR_H_FITNESS_DEGRADED)
		h.level[SPAR_H_FITNESS] = SPAR_H_FITNESS_DEGRADED;
	fill_odds(h, out->odds_ppm[1]);
}

/* scoped: the step's id; of a called one behind the id of the step that calls
 * it: no id of a plan has two strokes. */
static const char *
scoped(struct build *b, const struct cast *cast, const struct step *x)
{
	struct text id = text_new(b->arena);

	if (cast->call == STAGE_NONE)
		return x->id;
	text_fmt(&id, "%s%s", cast->scope, strchr(x->id, '/'));
	if (id.len > ID_MOST)
		b->too_long = x->at;
	return id.at;
}

static void
compile_step(struct build *b, struct stage_task *tasks, uint32_t at,
    const struct cast *cast, uint32_t number)
{
	const struct step *x = &cast->procedure->steps.at[number];
	const char *name = scoped(b, cast, x);
	struct stage_task *t = &tasks[at];
	struct text id = text_new(b->arena);

	text_fmt(&id, "%s/%s", cast->scene->id, name);
	build_name(b, ENTITY_TASK, at, name, x->name);
	*t = (struct stage_task){.luck = build_luck(ENTITY_TASK, id.at),
	    .scene = cast->number,
	    .response = STAGE_NONE,
	    .step_number = (int32_t)(cast->first_step + number),
	    .notice = STAGE_NONE,
	    .call = cast->call,
	    .stage = x->stage,
	    .people = (uint32_t)x->people,
	    .fails_ppm =
		x->fails_ppm == FIELDS_PRIOR ? PRIOR_FAILS_PPM : x->fails_ppm,
	    .retries = (uint32_t)x->retries,
	    .independent = x->independent,
	    .seems_ppm = x->seems_ppm,
	    .first_aid = x->first_aid,
	    .timeout = x->timeout,
	    .deadline = x->deadline,
	    .max_decision = SPAN_NEVER,
	    .approval = STAGE_NONE,
	    .approves = STAGE_NONE,
	    .restores = x->restores.index,
	    .duration_origin =
		build_origin(x->at, "duration", &x->origin, x->duration),
	    .fails_origin = build_origin(x->at, "fails", &x->origin, NULL),
	    .duration_is_fixed = dist_is_fixed(x->duration),
	    .duration_p90 = dist_quantile_ms(x->duration, P90_PPM),
	    .standby = cast->standby,
	    .slot = task_slots(b, at)};
	compile_human(b, t, x->human);
	t->duration = work_table(b, x->duration, &t->duration_shares);
	t->failed_origin = t->duration_origin;
	if (procedure_declares(x, "failed_duration")) {
		t->failed_duration =
		    work_table(b, x->failed_duration, &t->failed_shares);
		t->failed_origin = build_origin(
		    x->at, "failed_duration", &x->origin, x->failed_duration);
	}
	t->roles = build_refs(b, &x->roles);
	t->when = build_condition(b, &x->when);
	t->before = tasks_of(b, &x->after, cast);
	t->alternatives = tasks_of(b, &x->alternatives, cast);
	t->verifies = tasks_of(b, &x->verifies, cast);
	t->copies = build_refs(b, &x->copies);
	t->effects = effects_of(b, x);
	t->needs = needs_of(b, x);
	t->tools = build_refs(b, &x->tools);
	t->cost = funds_cost(b->org, x);
	t->may_cost = funds_limit(b->plan, x);
}

/* compile_approval: of what a step costs, as a task of the scene. No id has a
 * colon: its luck is its own. */
static void
compile_approval(struct build *b, struct stage_task *tasks, uint32_t at,
    const struct cast *cast, uint32_t step)
{
	const struct approval *x = b->org->approval;
	int32_t role = funds_approver(b->org, tasks[step].cost);
	const char *name = b->names[ENTITY_TASK][step].id;
	struct text id = text_new(b->arena);
	struct text luck = text_new(b->arena);

	text_fmt(&id, "approve/%s", name);
	text_fmt(&luck, "%s/approve:%s", cast->scene->id, name);
	if (id.len > ID_MOST)
		b->too_long = x->at;
	build_name(b, ENTITY_TASK, at, id.at, (struct title){"", ""});
	tasks[at] =
	    (struct stage_task){.luck = build_luck(ENTITY_TASK, luck.at),
		.scene = cast->number,
		.response = STAGE_APPROVE,
		.step_number = STAGE_NONE,
		.notice = STAGE_NONE,
		.call = STAGE_NONE,
		.human = STAGE_NONE,
		.approval = STAGE_NONE,
		.approves = (int32_t)step,
		.roles = {build_pool(b, (uint32_t)role), 1},
		.people = 1,
		.timeout = SPAN_NEVER,
		.deadline = SPAN_NEVER,
		.max_decision = x->max_decision,
		.restores = STAGE_NONE,
		.duration_origin =
		    build_origin(x->at, "duration", &x->origin, x->duration),
		.duration_is_fixed = dist_is_fixed(x->duration),
		.duration_p90 = dist_quantile_ms(x->duration, P90_PPM),
		.slot = task_slots(b, at)};
	tasks[at].duration =
	    work_table(b, x->duration, &tasks[at].duration_shares);
	tasks[step].approval = (int32_t)at;
}

/* is_asked: is there somebody who must approve the step's cost? */
static bool
is_asked(const struct plan *plan, const struct step *x)
{
	return funds_asks(plan, x) &&
	       funds_approver(
		   plan->organisation, funds_cost(plan->organisation, x)) >= 0;
}

/* compile_notice: as a task of the scene. No id has a colon: its luck is its
 * own. */
static void
compile_notice(struct build *b, struct stage_task *tasks, uint32_t at,
    const struct cast *cast, uint32_t number)
{
	const struct notice *x = &b->plan->notices.at[number];
	struct text id = text_new(b->arena);
	struct text luck = text_new(b->arena);

	text_fmt(&id, "notice/%s", x->id);
	text_fmt(&luck, "%s/notice:%s", cast->scene->id, x->id);
	build_name(b, ENTITY_TASK, at, id.at, x->name);
	tasks[at] =
	    (struct stage_task){.luck = build_luck(ENTITY_TASK, luck.at),
		.scene = cast->number,
		.response = STAGE_NONE,
		.step_number = STAGE_NONE,
		.notice = (int32_t)number,
		.call = STAGE_NONE,
		.stage = STAGE_NOTIFY,
		.roles = {build_pool(b, (uint32_t)x->role.index), 1},
		.people = 1,
		.timeout = SPAN_NEVER,
		.deadline = SPAN_NEVER,
		.max_decision = SPAN_NEVER,
		.approval = STAGE_NONE,
		.approves = STAGE_NONE,
		.restores = STAGE_NONE,
		.human = STAGE_NONE,
		.duration_origin =
		    build_origin(x->at, "duration", &x->origin, x->duration),
		.duration_is_fixed = dist_is_fixed(x->duration),
		.duration_p90 = dist_quantile_ms(x->duration, P90_PPM),
		.slot = task_slots(b, at)};
	tasks[at].duration =
	    work_table(b, x->duration, &tasks[at].duration_shares);
	(void)build_slot(b, PURPOSE_AGAIN, QUEUE_JUDGE, at);
}

/* link_steps: who waits for whom, and which steps only stand in. */
static void
link_steps(struct build *b, struct stage_task *tasks, const struct cast *cast)
{
	uint32_t n = cast->procedure->steps.n;
	uint32_t end = cast->first_task + n;

	for (uint32_t t = cast->first_task; t < end; t++) {
		struct range alternatives = tasks[t].alternatives;
		struct range r = {b->stage->pool_n, 0};

		for (uint32_t u = cast->first_task; u < end; u++)
			for (uint32_t i = 0; i < tasks[u].before.n; i++)
				if (b->pool[tasks[u].before.first + i] == t) {
					(void)build_pool(b, u);
					r.n++;
				}
		tasks[t].after = r;
		for (uint32_t i = 0; i < alternatives.n; i++)
			tasks[b->pool[alternatives.first + i]].is_alternative =
			    true;
	}
}

/* reach_of: the services of the scope and all they need. Walked from those
 * that need to those that are needed, once. */
static struct range
reach_of(struct build *b, struct range scope)
{
	const struct stage *s = b->stage;
	uint32_t n = s->counts[ENTITY_SERVICE];
	bool *reached = arena_array(b->arena, n, sizeof(*reached));
	struct range r = {s->pool_n, 0};

	for (uint32_t i = 0; i < scope.n; i++)
		reached[stage_at(s, scope, i)] = true;
	for (uint32_t i = n; i-- > 0;) {
		uint32_t service = s->service_order[i];
		struct range needs = s->services[service].needs;

		if (!reached[service])
			continue;
		(void)build_pool(b, service);
		r.n++;
		if (s->services[service].standby != STAGE_NONE)
			reached[s->services[service].standby] = true;
		for (uint32_t j = needs.first; j < needs.first + needs.n; j++)
			for (uint32_t k = 0; k < s->groups[j].members.n; k++)
				reached[stage_at(s, s->groups[j].members, k)] =
				    true;
	}
	return r;
}

static void compile_call(struct build *b, struct stage_task *tasks,
    uint32_t *at, const struct cast *caller, uint32_t number);

/* compile_procedure: its steps, then those of the procedures they call. */
static void
compile_procedure(struct build *b, struct stage_task *tasks, uint32_t *at,
    const struct cast *outer, const struct ref *procedure)
{
	uint32_t number = (uint32_t)procedure->index;
	struct cast cast = *outer;

	cast.procedure = &b->plan->procedures.at[number];
	cast.first_step = procedure_first(b->plan, number);
	cast.first_task = *at;
	for (uint32_t i = 0; i < cast.procedure->steps.n; i++)
		compile_step(b, tasks, (*at)++, &cast, i);
	link_steps(b, tasks, &cast);
	for (uint32_t i = 0; i < cast.procedure->steps.n; i++)
		compile_call(b, tasks, at, &cast, i);
	for (uint32_t i = 0; i < cast.procedure->steps.n; i++)
		if (is_asked(b->plan, &cast.procedure->steps.at[i]))
			compile_approval(
			    b, tasks, (*at)++, &cast, cast.first_task + i);
}

static void
compile_call(struct build *b, struct stage_task *tasks, uint32_t *at,
    const struct cast *caller, uint32_t number)
{
	const struct ref *called =
	    &caller->procedure->steps.at[number].procedure;
	uint32_t task = caller->first_task + number;
	struct cast cast = *caller;

	if (called->index < 0)
		return;
	tasks[task].inner =
	    (struct range){*at, b->plan->procedures.at[called->index].steps.n};
	cast.call = (int32_t)task;
	cast.scope = b->names[ENTITY_TASK][task].id;
	compile_procedure(b, tasks, at, &cast, called);
}

static void
compile_scene(struct build *b, struct stage_scene *scene,
    struct stage_task *tasks, uint32_t *at, uint32_t number)
{
	const struct scene *x = &b->plan->scenes.at[number];
	struct cast cast = {
	    .scene = x, .number = number, .call = STAGE_NONE, .scope = ""};

	build_name(b, ENTITY_SCENE, number, x->id, x->name);
	*scene = (struct stage_scene){.luck = build_luck(ENTITY_SCENE, x->id),
	    .hold = x->hold,
	    .objectives = *x->objectives,
	    .ladder = (uint32_t)x->ladder.index,
	    .slot = build_slot(b, PURPOSE_HOLD, QUEUE_JUDGE, number)};
	(void)build_slot(b, PURPOSE_RUNG, QUEUE_LIMIT, number);
	(void)build_slot(b, PURPOSE_LOOK, QUEUE_JUDGE, number);
	(void)build_slot(b, PURPOSE_START, QUEUE_JUDGE, number);
	if (x->automatic != NULL) {
		scene->automatic = x->automatic->armed;
		scene->when = build_condition(b, &x->automatic->when);
		scene->inhibit = build_condition(b, &x->automatic->inhibit);
		scene->start_hold = x->automatic->hold;
	}
	scene->checkpoints = x->checkpoints;
	for (int i = 0; i < TARGETS; i++)
		scene->targets[i] =
		    x->targets == NULL ? SPAN_NEVER : x->targets->within[i];
	if (x->checkpoints != SPAN_NEVER)
		(void)build_slot(b, PURPOSE_CHECK, QUEUE_JUDGE, number);
	scene->objectives.at = NULL;
	scene->objectives.origin = (struct origins){0};
	scene->form = b->plan->response->form;
	scene->trigger = build_condition(b, &x->trigger);
	scene->scope = build_refs(b, &x->scope);
	scene->reach = reach_of(b, scene->scope);
	scene->grading = compile_grading_for(b, scene->scope, scene->reach);
	scene->tasks.first = *at;
	for (int i = 0; i < RESPONSES; i++) {
		scene->response[i] = STAGE_NONE;
		if (b->plan->response->acts[i] == NULL ||
		    (i == RESPONSE_DECIDE && x->standby == NULL))
			continue;
		scene->response[i] = (int32_t)*at;
		compile_act(b, tasks, (*at)++, &cast, (enum response)i);
	}
	compile_procedure(b, tasks, at, &cast, &x->procedure);
	if (x->standby != NULL) {
		scene->beside = x->standby->beside;
		cast.standby = true;
		compile_procedure(b, tasks, at, &cast, &x->standby->procedure);
	}
	scene->tasks.n = *at - scene->tasks.first;
	scene->notices = (struct range){*at, b->plan->notices.n};
	for (uint32_t i = 0; i < b->plan->notices.n; i++)
		compile_notice(b, tasks, (*at)++, &cast, i);
}

static void
compile_notices(struct build *b)
{
	uint32_t n = b->plan->notices.n;
	struct stage_notice *notices =
	    arena_array(b->arena, n, sizeof(*notices));

	for (uint32_t i = 0; i < n; i++) {
		const struct notice *x = &b->plan->notices.at[i];

		notices[i] =
		    (struct stage_notice){x->of, x->from, x->within, x->every};
	}
	b->stage->notices = notices;
	b->stage->notices_n = n;
}

/* count_steps: add those of a procedure and of all it calls, and who must
 * approve what they cost; once there are
 * more than can be, or calls too deep, no more are counted. */
static void
count_steps(const struct plan *plan, const struct ref *procedure, int depth,
    uint64_t *n)
{
	const struct procedure *p = &plan->procedures.at[procedure->index];

	if (depth > PLAN_CALLS)
		*n = QUEUE_SLOTS + 1;
	for (uint32_t i = 0; i < p->steps.n && *n <= QUEUE_SLOTS; i++) {
		*n += 1 + is_asked(plan, &p->steps.at[i]);
		if (p->steps.at[i].procedure.index >= 0)
			count_steps(
			    plan, &p->steps.at[i].procedure, depth + 1, n);
	}
}

/* count_tasks: no fewer than there will be, and asked first, for a procedure
 * is compiled again for every scene. */
static uint64_t
count_tasks(const struct plan *plan)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < plan->scenes.n; i++) {
		const struct scene *x = &plan->scenes.at[i];

		n += RESPONSES + (uint64_t)plan->notices.n;
		count_steps(plan, &x->procedure, 0, &n);
		if (x->standby != NULL)
			count_steps(plan, &x->standby->procedure, 0, &n);
	}
	return n;
}

/* needs_same: may two tasks stand in one line? A decision has its own: it is
 * handed on; so has what gives way. */
static bool
needs_same(const struct build *b, const struct stage_task *x,
    const struct stage_task *y)
{
	if (x->scene != y->scene || x->people != y->people ||
	    x->notice != STAGE_NONE || y->notice != STAGE_NONE ||
	    x->response == RESPONSE_REGISTER ||
	    y->response == RESPONSE_REGISTER || x->roles.n != y->roles.n ||
	    x->needs.n != y->needs.n || x->max_decision != SPAN_NEVER ||
	    y->max_decision != SPAN_NEVER)
		return false;
	for (uint32_t i = 0; i < x->roles.n; i++)
		if (stage_at(b->stage, x->roles, i) !=
		    stage_at(b->stage, y->roles, i))
			return false;
	for (uint32_t i = 0; i < x->needs.n; i++)
		if (b->needs[x->needs.first + i].resource !=
			b->needs[y->needs.first + i].resource ||
		    b->needs[x->needs.first + i].amount !=
			b->needs[y->needs.first + i].amount)
			return false;
	return true;
}

/* draw_lines: a line for each kind of need. */
static void
draw_lines(struct build *b, struct stage_task *tasks)
{
	uint32_t n = b->stage->counts[ENTITY_TASK];
	uint32_t *firsts = arena_array(b->arena, n, sizeof(*firsts));

	for (uint32_t i = 0; i < n; i++) {
		uint32_t line = 0;

		while (line < b->stage->lines_n &&
		       !needs_same(b, &tasks[firsts[line]], &tasks[i]))
			line++;
		if (line == b->stage->lines_n)
			firsts[b->stage->lines_n++] = i;
		tasks[i].line = line;
	}
}

static void
compile_scenes(struct build *b)
{
	uint32_t n = b->plan->scenes.n;
	struct stage_scene *scenes;
	struct stage_task *tasks;
	uint32_t at = 0;

	if (count_tasks(b->plan) > QUEUE_SLOTS) {
		b->full = true;
		return;
	}
	scenes = arena_array(b->arena, n, sizeof(*scenes));
	at = (uint32_t)count_tasks(b->plan);
	tasks = arena_array(b->arena, at, sizeof(*tasks));
	b->humans = arena_array(b->arena, at, sizeof(*b->humans));
	b->stage->humans = b->humans;
	build_names(b, ENTITY_SCENE, n);
	build_names(b, ENTITY_TASK, at);
	at = 0;
	for (uint32_t i = 0; i < n; i++)
		compile_scene(b, &scenes[i], tasks, &at, i);
	b->stage->counts[ENTITY_TASK] = at;
	b->stage->scenes = scenes;
	b->stage->tasks = tasks;
	draw_lines(b, tasks);
}

void
compile_plan(struct build *b)
{
	compile_ladders(b);
	compile_notices(b);
	compile_scenes(b);
}
