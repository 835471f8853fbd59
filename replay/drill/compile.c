/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/priors.h"
#include "base/text.h"
#include "plans/duty.h"
#include "plans/plan.h"
#include "plans/zones.h"
#include "replay/drill/stage.h"
#include "scenarios/scenario.h"
#include "sim/random.h"

/* The share of recovery attempts that failed in published incidents: 49 of
 * 139 attempts, 48 incidents. Source: docs/people.md, "prior". */
enum { PRIOR_FAILS_PPM = 350000 };

static const char *const response_ids[RESPONSES] = {
    "verify", "grade", "authorise", "confirm", "close"};

static const char *const kind_words[ENTITY_KINDS] = {
    [ENTITY_PERSON] = "person",
    [ENTITY_SCENE] = "scene",
    [ENTITY_TASK] = "task",
    [ENTITY_INJECT] = "inject",
    [ENTITY_MONITOR] = "monitor",
};

/* A stage being compiled. */
struct build {
	struct arena *arena;
	struct faults *faults;
	const struct plan *plan;
	const struct organisation *org;
	const struct scenario *scenario;
	struct stage *stage;
	uint32_t *pool;
	uint32_t pool_cap;
	struct stage_slot *slots;
	uint32_t slots_cap;
	struct stage_name *names[ENTITY_KINDS];
	const struct value *at; /* blamed for what has no place of its own */
};

/* ---- pools ---- */

static uint32_t
pool_add(struct build *b, uint32_t x)
{
	struct stage *s = b->stage;

	if (s->pool_n == b->pool_cap) {
		uint32_t cap = b->pool_cap == 0 ? 256 : 2 * b->pool_cap;
		uint32_t *pool = arena_array(b->arena, cap, sizeof(*pool));

		if (s->pool_n > 0)
			memcpy(pool, b->pool, s->pool_n * sizeof(*pool));
		b->pool = pool;
		b->pool_cap = cap;
		s->pool = pool;
	}
	assert(b->pool != NULL);
	b->pool[s->pool_n] = x;
	return s->pool_n++;
}

static struct range
pool_refs(struct build *b, const struct refs *refs)
{
	struct range r = {b->stage->pool_n, refs->n};

	for (uint32_t i = 0; i < refs->n; i++)
		(void)pool_add(b, (uint32_t)refs->at[i].index);
	return r;
}

static uint32_t
slot_add(struct build *b, enum purpose purpose, enum queue_class class,
    uint32_t number)
{
	struct stage *s = b->stage;

	if (s->slots_n == b->slots_cap) {
		uint32_t cap = b->slots_cap == 0 ? 256 : 2 * b->slots_cap;
		struct stage_slot *slots =
		    arena_array(b->arena, cap, sizeof(*slots));

		if (s->slots_n > 0)
			memcpy(slots, b->slots, s->slots_n * sizeof(*slots));
		b->slots = slots;
		b->slots_cap = cap;
		s->slots = slots;
	}
	assert(b->slots != NULL);
	b->slots[s->slots_n] =
	    (struct stage_slot){(uint8_t)purpose, (uint8_t) class, number};
	return s->slots_n++;
}

/* ---- names ---- */

static const char *
copied(struct build *b, const char *s)
{
	return arena_copy(b->arena, s, strlen(s));
}

static void
name(struct build *b, enum entity_kind kind, uint32_t number, const char *id,
    struct title title)
{
	b->names[kind][number] = (struct stage_name){
	    copied(b, id), {copied(b, title.zh), copied(b, title.en)}};
}

static void
names_room(struct build *b, enum entity_kind kind, uint32_t n)
{
	b->stage->counts[kind] = n;
	b->names[kind] = arena_array(b->arena, n, sizeof(struct stage_name));
	b->stage->names[kind] = b->names[kind];
}

static uint64_t
luck_of(enum entity_kind kind, const char *id)
{
	return random_entity(kind_words[kind], id);
}

/* origin_of: where a figure comes from: nobody where the author wrote none,
 * nor where he wrote a prior. */
static enum origin
origin_of(const struct value *at, const char *member, const struct origins *o,
    const struct dist *d)
{
	if (value_get(at, member) == NULL)
		return ORIGIN_DEFAULT;
	return d != NULL && d->prior != NULL ? ORIGIN_PRIOR
					     : fields_origin(o, member);
}

/* ---- the organisation ---- */

static void
compile_channels(struct build *b, struct stage_person *people)
{
	struct stage_channel *channels;
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->org->people.n; i++)
		n += b->org->people.at[i].channels.n;
	channels = arena_array(b->arena, n, sizeof(*channels));
	b->stage->channels = channels;
	b->stage->channels_n = n;
	n = 0;
	for (uint32_t i = 0; i < b->org->people.n; i++) {
		const struct person *p = &b->org->people.at[i];

		people[i].channels = (struct range){n, p->channels.n};
		for (uint32_t j = 0; j < p->channels.n; j++) {
			const struct channel *c = &p->channels.at[j];

			channels[n++] = (struct stage_channel){c->kind,
			    c->delay, random_threshold((uint32_t)c->fails_ppm)};
		}
	}
}

static void
compile_people(struct build *b)
{
	uint32_t n = b->org->people.n;
	struct stage_person *people = arena_array(b->arena, n, sizeof(*people));

	names_room(b, ENTITY_PERSON, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct person *p = &b->org->people.at[i];

		name(b, ENTITY_PERSON, i, p->id, p->name);
		people[i] = (struct stage_person){
		    .acknowledges_origin = origin_of(
			p->at, "acknowledges", &p->origin, p->acknowledges),
		    .travel_origin =
			origin_of(p->at, "travel", &p->origin, p->travel),
		    .luck = luck_of(ENTITY_PERSON, p->id),
		    .acknowledges = table_compile(b->arena, p->acknowledges),
		    .travel = table_compile(b->arena, p->travel),
		    .answers = random_threshold((uint32_t)p->answers_ppm),
		    .slot = slot_add(b, PURPOSE_ACK, QUEUE_DONE, i)};
		(void)slot_add(b, PURPOSE_ARRIVE, QUEUE_DONE, i);
		(void)slot_add(b, PURPOSE_BACK, QUEUE_DONE, i);
	}
	compile_channels(b, people);
	b->stage->people = people;
}

/* compile_calendars: who is on call from the start to the horizon. */
static bool
compile_calendars(struct build *b)
{
	uint32_t n = b->org->calendars.n;
	struct range *calendars = arena_array(b->arena, n, sizeof(*calendars));
	const struct duty **rolls = arena_array(b->arena, n, sizeof(*rolls));
	struct stage_duty *duties;
	int64_t start = b->stage->start.ms;
	uint32_t at = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct calendar *c = &b->org->calendars.at[i];

		calendars[i].first = at;
		calendars[i].n =
		    duty_roll(b->arena, c, zones_find(b->plan->zones, c->zone),
			start, start + b->stage->horizon + 1, &rolls[i]);
		at += calendars[i].n;
		if (calendars[i].n == 0) {
			faults_add(b->faults, GRADE_ERROR, "calendar-busy",
			    c->at, "calendar", c->id, NULL);
			return false;
		}
	}
	duties = arena_array(b->arena, at, sizeof(*duties));
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < calendars[i].n; j++)
			duties[calendars[i].first + j] = (struct stage_duty){
			    rolls[i][j].from - start, rolls[i][j].person};
	b->stage->calendars = calendars;
	b->stage->calendars_n = n;
	b->stage->duties = duties;
	b->stage->duties_n = at;
	return true;
}

/* pool_on_call: everybody the calendar has on duty at some time, once each,
 * by first duty. */
static uint32_t
pool_on_call(struct build *b, const struct ref *calendar)
{
	const struct stage *s = b->stage;
	uint32_t first = s->pool_n;
	struct range duties;
	uint32_t tag;

	if (calendar->index < 0)
		return 0;
	duties = s->calendars[calendar->index];
	tag = ((uint32_t)calendar->index + 1) << STAGE_CALENDAR_SHIFT;
	for (uint32_t i = 0; i < duties.n; i++) {
		int32_t person = s->duties[duties.first + i].person;
		uint32_t j = first;

		if (person == STAGE_NONE)
			continue;
		while (j < s->pool_n && b->pool[j] != (tag | (uint32_t)person))
			j++;
		if (j == s->pool_n)
			(void)pool_add(b, tag | (uint32_t)person);
	}
	return s->pool_n - first;
}

static void
compile_roles(struct build *b)
{
	uint32_t n = b->org->roles.n;
	struct stage_role *roles = arena_array(b->arena, n, sizeof(*roles));

	names_room(b, ENTITY_ROLE, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct role *r = &b->org->roles.at[i];
		struct range members = {b->stage->pool_n, 0};

		members.n += pool_on_call(b, &r->on_call);
		members.n += pool_refs(b, &r->primary).n;
		members.n += pool_refs(b, &r->deputies).n;
		name(b, ENTITY_ROLE, i, r->id, r->name);
		roles[i] = (struct stage_role){.members = members,
		    .answer_origin =
			origin_of(r->at, "answer_within", &r->origin, NULL),
		    .primaries = r->primary.n,
		    .answer_within = r->answer_within,
		    .slot = slot_add(b, PURPOSE_CALL, QUEUE_LIMIT, i)};
	}
	b->stage->roles = roles;
}

/* is_ready: is all placed that the service needs? */
static bool
is_ready(const struct stage *s, uint32_t service, const bool *placed)
{
	struct range needs = s->services[service].needs;

	for (uint32_t i = needs.first; i < needs.first + needs.n; i++)
		for (uint32_t j = 0; j < s->groups[i].members.n; j++)
			if (!placed[stage_at(s, s->groups[i].members, j)])
				return false;
	return true;
}

/* order_services: each after all it needs, which is known to be acyclic. */
static const uint32_t *
order_services(struct build *b)
{
	uint32_t n = b->org->services.n;
	uint32_t *order = arena_array(b->arena, n, sizeof(*order));
	bool *placed = arena_array(b->arena, n, sizeof(*placed));
	uint32_t done = 0;

	while (done < n) {
		uint32_t before = done;

		for (uint32_t i = 0; i < n; i++) {
			if (placed[i] || !is_ready(b->stage, i, placed))
				continue;
			placed[i] = true;
			order[done++] = i;
		}
		assert(done > before);
	}
	return order;
}

/* groups_of: what the service needs, all as groups: of one, or as declared. */
static struct range
groups_of(struct build *b, struct stage_group *groups, const struct service *s)
{
	struct range r = {b->stage->groups_n, s->needs.n + s->needs_some.n};

	for (uint32_t i = 0; i < s->needs.n; i++) {
		struct refs one = {&s->needs.at[i], 1};

		groups[b->stage->groups_n++] =
		    (struct stage_group){1, pool_refs(b, &one)};
	}
	for (uint32_t i = 0; i < s->needs_some.n; i++) {
		const struct group *g = &s->needs_some.at[i];

		groups[b->stage->groups_n++] = (struct stage_group){
		    (uint32_t)g->at_least, pool_refs(b, &g->of)};
	}
	return r;
}

static uint32_t
count_groups(const struct organisation *org)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < org->services.n; i++)
		n += org->services.at[i].needs.n +
		     org->services.at[i].needs_some.n;
	return n;
}

static void
compile_services(struct build *b)
{
	uint32_t n = b->org->services.n;
	struct stage_service *services =
	    arena_array(b->arena, n, sizeof(*services));
	struct stage_group *groups =
	    arena_array(b->arena, count_groups(b->org), sizeof(*groups));

	b->stage->groups = groups;
	names_room(b, ENTITY_SERVICE, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct service *s = &b->org->services.at[i];

		name(b, ENTITY_SERVICE, i, s->id, s->name);
		services[i] = (struct stage_service){
		    s->minimum_ppm, s->capacity_ppm, groups_of(b, groups, s)};
	}
	b->stage->services = services;
	b->stage->service_order = order_services(b);
}

static struct stage_copy
compile_copy(const struct build *b, const struct copy *c, uint32_t data)
{
	bool timed = c->from.ms != 0;

	return (struct stage_copy){.data = data,
	    .kind = c->kind,
	    .timed = timed,
	    .from = timed ? c->from.ms - b->stage->start.ms : 0,
	    .every = c->every,
	    .takes = c->takes,
	    .lag = c->lag,
	    .follows = c->follows};
}

static void
compile_data(struct build *b)
{
	uint32_t n = b->org->data.n;
	struct stage_data *data = arena_array(b->arena, n, sizeof(*data));
	struct stage_copy *copies;
	uint32_t copies_n = 0;

	for (uint32_t i = 0; i < n; i++)
		copies_n += b->org->data.at[i].copies.n;
	copies = arena_array(b->arena, copies_n, sizeof(*copies));
	names_room(b, ENTITY_DATA, n);
	names_room(b, ENTITY_COPY, copies_n);
	copies_n = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct data *d = &b->org->data.at[i];

		name(b, ENTITY_DATA, i, d->id, d->name);
		data[i] = (struct stage_data){
		    (uint32_t)d->service.index, {copies_n, d->copies.n}};
		for (uint32_t j = 0; j < d->copies.n; j++, copies_n++) {
			const struct copy *c = &d->copies.at[j];

			name(b, ENTITY_COPY, copies_n, c->id, c->name);
			copies[copies_n] = compile_copy(b, c, i);
		}
	}
	b->stage->data = data;
	b->stage->copies = copies;
}

static void
compile_monitors(struct build *b)
{
	uint32_t n = b->org->monitors.n;
	struct stage_monitor *monitors =
	    arena_array(b->arena, n, sizeof(*monitors));

	names_room(b, ENTITY_MONITOR, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct monitor *m = &b->org->monitors.at[i];

		name(b, ENTITY_MONITOR, i, m->id, m->name);
		monitors[i] = (struct stage_monitor){
		    .origin = fields_origin(&m->origin, "interval"),
		    .luck = luck_of(ENTITY_MONITOR, m->id),
		    .misses = random_threshold((uint32_t)m->misses_ppm),
		    .false_alarms =
			random_threshold((uint32_t)m->false_alarms_ppm),
		    .service = (uint32_t)m->watches.index,
		    .interval = m->interval,
		    .hold = m->hold,
		    .delay = m->delay,
		    .below_ppm = m->below_ppm,
		    .slot = slot_add(b, PURPOSE_POLL, QUEUE_POLL, i)};
		(void)slot_add(b, PURPOSE_SEEN, QUEUE_DONE, i);
	}
	b->stage->monitors = monitors;
}

static struct condition
compile_condition(struct build *b, const struct condition *from)
{
	struct condition c = {.n = from->n};

	c.ops = arena_array(b->arena, from->n, sizeof(*c.ops));
	for (uint32_t i = 0; i < from->n; i++) {
		c.ops[i] = from->ops[i];
		c.ops[i].id = NULL;
	}
	return c;
}

static void
compile_safeguards(struct build *b)
{
	uint32_t n = b->org->safeguards.n;
	struct stage_safeguard *out = arena_array(b->arena, n, sizeof(*out));

	for (uint32_t i = 0; i < n; i++) {
		const struct safeguard *s = &b->org->safeguards.at[i];

		out[i] =
		    (struct stage_safeguard){s->grade, pool_refs(b, &s->call)};
	}
	b->stage->safeguards = out;
	b->stage->safeguards_n = n;
}

static void
compile_grading(struct build *b)
{
	uint32_t n = b->org->grading.n;
	struct grade_rule *rules = arena_array(b->arena, n, sizeof(*rules));

	for (uint32_t i = 0; i < n; i++) {
		rules[i].grade = b->org->grading.at[i].grade;
		rules[i].when =
		    compile_condition(b, &b->org->grading.at[i].when);
	}
	b->stage->grading = rules;
	b->stage->grading_n = n;
	b->stage->grade_hold = b->org->grade_hold;
	b->stage->grade_automatic =
	    b->org->grade_lowering == LOWERING_AUTOMATIC;
	b->stage->grade_once = b->org->grade_once;
	compile_safeguards(b);
}

/* ---- the plan ---- */

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
			(void)pool_add(b, person);
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
		(void)pool_on_call(b, &roles[step->roles.at[i].index].on_call);
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
	names_room(b, ENTITY_LADDER, n);
	at = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct ladder *l = &b->plan->ladders.at[i];

		name(b, ENTITY_LADDER, i, l->id, l->name);
		ladders[i] = (struct stage_ladder){{at, l->steps.n},
		    (uint32_t)l->repeats, l->repeat_every,
		    origin_of(l->at, "repeat_every", &l->origin, NULL)};
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
	uint32_t first_task; /* of the procedure's steps */
	uint32_t first_step; /* number of its first step in the plan */
};

static uint32_t
task_slots(struct build *b, uint32_t task)
{
	uint32_t slot = slot_add(b, PURPOSE_WORK, QUEUE_DONE, task);

	(void)slot_add(b, PURPOSE_LIMIT, QUEUE_LIMIT, task);
	(void)slot_add(b, PURPOSE_DEADLINE, QUEUE_LIMIT, task);
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
	name(b, ENTITY_TASK, at, id.at, (struct title){"", ""});
	tasks[at] = (struct stage_task){.luck = luck_of(ENTITY_TASK, id.at),
	    .scene = cast->number,
	    .response = (int32_t)response,
	    .step_number = STAGE_NONE,
	    .notice = STAGE_NONE,
	    .roles = {pool_add(b, (uint32_t)act->role.index), 1},
	    .people = 1,
	    .timeout = SPAN_NEVER,
	    .deadline = SPAN_NEVER,
	    .max_decision = act->max_decision,
	    .restores = STAGE_NONE,
	    .duration_origin =
		origin_of(act->at, "duration", &act->origin, act->duration),
	    .duration_is_fixed = dist_is_fixed(act->duration),
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
		(void)pool_add(b, (uint32_t)refs->at[i].index -
				      cast->first_step + cast->first_task);
	return r;
}

static struct range
effects_of(struct build *b, const struct step *step)
{
	struct range r = {b->stage->pool_n, 3 * step->effects.n};

	for (uint32_t i = 0; i < step->effects.n; i++) {
		const struct effect *e = &step->effects.at[i];

		(void)pool_add(b, (uint32_t)e->service.index);
		(void)pool_add(
		    b, (uint32_t)(plan_effect_raises(e) ? e->level_ppm
							: STAGE_NONE));
		(void)pool_add(
		    b, (uint32_t)(e->capacity_ppm > 0 ? e->capacity_ppm
						      : STAGE_NONE));
	}
	return r;
}

static void
compile_step(struct build *b, struct stage_task *tasks, uint32_t at,
    const struct cast *cast, uint32_t number)
{
	const struct step *x = &cast->procedure->steps.at[number];
	struct stage_task *t = &tasks[at];
	struct text id = text_new(b->arena);

	text_fmt(&id, "%s/%s", cast->scene->id, x->id);
	name(b, ENTITY_TASK, at, x->id, x->name);
	*t = (struct stage_task){.luck = luck_of(ENTITY_TASK, id.at),
	    .scene = cast->number,
	    .response = STAGE_NONE,
	    .step_number = (int32_t)(cast->first_step + number),
	    .notice = STAGE_NONE,
	    .stage = x->stage,
	    .people = (uint32_t)x->people,
	    .fails_ppm =
		x->fails_ppm == FIELDS_PRIOR ? PRIOR_FAILS_PPM : x->fails_ppm,
	    .retries = (uint32_t)x->retries,
	    .independent = x->independent,
	    .first_aid = x->first_aid,
	    .timeout = x->timeout,
	    .deadline = x->deadline,
	    .max_decision = SPAN_NEVER,
	    .restores = x->restores.index,
	    .duration_origin =
		origin_of(x->at, "duration", &x->origin, x->duration),
	    .duration_is_fixed = dist_is_fixed(x->duration),
	    .slot = task_slots(b, at)};
	t->duration = work_table(b, x->duration, &t->duration_shares);
	t->failed_origin = t->duration_origin;
	if (plan_step_declares(x, "failed_duration")) {
		t->failed_duration =
		    work_table(b, x->failed_duration, &t->failed_shares);
		t->failed_origin = origin_of(
		    x->at, "failed_duration", &x->origin, x->failed_duration);
	}
	t->roles = pool_refs(b, &x->roles);
	t->before = tasks_of(b, &x->after, cast);
	t->alternatives = tasks_of(b, &x->alternatives, cast);
	t->copies = pool_refs(b, &x->copies);
	t->effects = effects_of(b, x);
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
	name(b, ENTITY_TASK, at, id.at, x->name);
	tasks[at] = (struct stage_task){.luck = luck_of(ENTITY_TASK, luck.at),
	    .scene = cast->number,
	    .response = STAGE_NONE,
	    .step_number = STAGE_NONE,
	    .notice = (int32_t)number,
	    .stage = STAGE_NOTIFY,
	    .roles = {pool_add(b, (uint32_t)x->role.index), 1},
	    .people = 1,
	    .timeout = SPAN_NEVER,
	    .deadline = SPAN_NEVER,
	    .max_decision = SPAN_NEVER,
	    .restores = STAGE_NONE,
	    .duration_origin =
		origin_of(x->at, "duration", &x->origin, x->duration),
	    .duration_is_fixed = dist_is_fixed(x->duration),
	    .slot = task_slots(b, at)};
	tasks[at].duration =
	    work_table(b, x->duration, &tasks[at].duration_shares);
	(void)slot_add(b, PURPOSE_AGAIN, QUEUE_JUDGE, at);
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
					(void)pool_add(b, u);
					r.n++;
				}
		tasks[t].after = r;
		for (uint32_t i = 0; i < alternatives.n; i++)
			tasks[b->pool[alternatives.first + i]].is_alternative =
			    true;
	}
}

static void
compile_scene(struct build *b, struct stage_scene *scene,
    struct stage_task *tasks, uint32_t *at, uint32_t number)
{
	const struct scene *x = &b->plan->scenes.at[number];
	uint32_t procedure = (uint32_t)x->procedure.index;
	struct cast cast = {.scene = x,
	    .procedure = &b->plan->procedures.at[procedure],
	    .number = number,
	    .first_step = procedure_first(b->plan, procedure)};

	name(b, ENTITY_SCENE, number, x->id, x->name);
	*scene = (struct stage_scene){.luck = luck_of(ENTITY_SCENE, x->id),
	    .hold = x->hold,
	    .objectives = *x->objectives,
	    .ladder = (uint32_t)x->ladder.index,
	    .slot = slot_add(b, PURPOSE_HOLD, QUEUE_JUDGE, number)};
	(void)slot_add(b, PURPOSE_RUNG, QUEUE_LIMIT, number);
	(void)slot_add(b, PURPOSE_LOOK, QUEUE_JUDGE, number);
	(void)slot_add(b, PURPOSE_START, QUEUE_JUDGE, number);
	if (x->automatic != NULL) {
		scene->automatic = x->automatic->armed;
		scene->when = compile_condition(b, &x->automatic->when);
		scene->inhibit = compile_condition(b, &x->automatic->inhibit);
		scene->start_hold = x->automatic->hold;
	}
	scene->objectives.at = NULL;
	scene->objectives.origin = (struct origins){0};
	scene->trigger = compile_condition(b, &x->trigger);
	scene->scope = pool_refs(b, &x->scope);
	scene->tasks.first = *at;
	for (int i = 0; i < RESPONSES; i++) {
		scene->response[i] = STAGE_NONE;
		if (b->plan->response->acts[i] == NULL)
			continue;
		scene->response[i] = (int32_t)*at;
		compile_act(b, tasks, (*at)++, &cast, (enum response)i);
	}
	cast.first_task = *at;
	for (uint32_t i = 0; i < cast.procedure->steps.n; i++)
		compile_step(b, tasks, (*at)++, &cast, i);
	link_steps(b, tasks, &cast);
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

static void
compile_scenes(struct build *b)
{
	uint32_t n = b->plan->scenes.n;
	struct stage_scene *scenes = arena_array(b->arena, n, sizeof(*scenes));
	struct stage_task *tasks;
	uint32_t at = 0;

	for (uint32_t i = 0; i < n; i++)
		at += RESPONSES + b->plan->notices.n +
		      b->plan->procedures
			  .at[b->plan->scenes.at[i].procedure.index]
			  .steps.n;
	tasks = arena_array(b->arena, at, sizeof(*tasks));
	names_room(b, ENTITY_SCENE, n);
	names_room(b, ENTITY_TASK, at);
	at = 0;
	for (uint32_t i = 0; i < n; i++)
		compile_scene(b, &scenes[i], tasks, &at, i);
	b->stage->counts[ENTITY_TASK] = at;
	b->stage->scenes = scenes;
	b->stage->tasks = tasks;
}

/* ---- the scenario ---- */

static void
compile_injects(struct build *b)
{
	uint32_t n = b->scenario->injects.n;
	struct stage_inject *injects =
	    arena_array(b->arena, n, sizeof(*injects));

	names_room(b, ENTITY_INJECT, n);
	for (uint32_t i = 0; i < n; i++) {
		const struct inject *x = &b->scenario->injects.at[i];

		name(b, ENTITY_INJECT, i, x->id, x->name);
		injects[i] = (struct stage_inject){
		    .luck = luck_of(ENTITY_INJECT, x->id),
		    .act = x->act,
		    .origin = fields_origin(&x->origin, "at"),
		    .when = table_compile(b->arena, x->when),
		    .service = x->service.index,
		    .data = x->data.index,
		    .person = x->who.index,
		    .copy = x->copy.index,
		    .step = x->step.index,
		    .about = x->about.index,
		    .channel = x->channel,
		    .monitor = x->monitor.index,
		    .level_ppm =
			x->act == INJECT_LOAD ? x->load_ppm : x->level_ppm,
		    .length =
			x->act == INJECT_STANDBY_BEHIND ? x->by : x->for_ms,
		    .ramp = x->ramp,
		    .every = x->every,
		    .times = (uint32_t)x->times,
		    .uncertain = x->probability_ppm < 1000000,
		    .happens = random_threshold((uint32_t)x->probability_ppm),
		    .condition = compile_condition(b, &x->condition),
		    .sees_truth = x->sees == SEES_TRUTH,
		    .not_before = x->not_before,
		    .hold = x->hold,
		    .max = (uint32_t)x->max,
		    .slot = slot_add(b, PURPOSE_INJECT, QUEUE_INPUT, i)};
		(void)slot_add(b, PURPOSE_PASS, QUEUE_INPUT, i);
		if (x->condition.n == 0)
			continue;
		(void)slot_add(b, PURPOSE_FIRE, QUEUE_JUDGE, i);
		(void)slot_add(b, PURPOSE_WATCH, QUEUE_JUDGE, i);
	}
	b->stage->injects = injects;
}

/* ---- what must not be ---- */

/* slots_needed: as many as will be added. */
static uint64_t
slots_needed(const struct build *b)
{
	const struct plan *p = b->plan;
	uint64_t n = 2 * (uint64_t)b->scenario->injects.n +
		     3 * (uint64_t)b->org->people.n + b->org->roles.n +
		     2 * (uint64_t)b->org->monitors.n + 1;
	uint64_t acts = 0;

	for (uint32_t i = 0; i < b->scenario->injects.n; i++)
		n += b->scenario->injects.at[i].condition.n > 0 ? 2 : 0;
	for (int i = 0; i < RESPONSES; i++)
		acts += p->response->acts[i] != NULL;
	for (uint32_t i = 0; i < p->scenes.n; i++)
		n += 4 + 4 * (uint64_t)p->notices.n +
		     3 * (acts +
			     p->procedures.at[p->scenes.at[i].procedure.index]
				 .steps.n);
	return n;
}

/* has_room: asked first, for a procedure is compiled again for every scene. */
static bool
has_room(struct build *b)
{
	if (slots_needed(b) <= QUEUE_SLOTS)
		return true;
	faults_add(b->faults, GRADE_ERROR, "stage-too-large", b->at, NULL);
	return false;
}

/* luck_key: the i-th key of all who draw. */
static uint64_t
luck_key(const struct stage *s, uint32_t i)
{
	if (i < s->counts[ENTITY_PERSON])
		return s->people[i].luck;
	i -= s->counts[ENTITY_PERSON];
	if (i < s->counts[ENTITY_TASK])
		return s->tasks[i].luck;
	i -= s->counts[ENTITY_TASK];
	if (i < s->counts[ENTITY_INJECT])
		return s->injects[i].luck;
	i -= s->counts[ENTITY_INJECT];
	if (i < s->counts[ENTITY_SCENE])
		return s->scenes[i].luck;
	return s->monitors[i - s->counts[ENTITY_SCENE]].luck;
}

/* is_lucky: no two entities may share their luck: a collision of 64 bits. */
static bool
is_lucky(struct build *b)
{
	const struct stage *s = b->stage;
	uint32_t n = s->counts[ENTITY_PERSON] + s->counts[ENTITY_TASK] +
		     s->counts[ENTITY_INJECT] + s->counts[ENTITY_SCENE] +
		     s->counts[ENTITY_MONITOR];
	uint64_t *keys = arena_array(b->arena, n, sizeof(*keys));

	for (uint32_t i = 0; i < n; i++) {
		uint64_t key = luck_key(s, i);
		uint32_t j = i;

		for (; j > 0 && keys[j - 1] > key; j--)
			keys[j] = keys[j - 1];
		keys[j] = key;
		if (j > 0 && keys[j - 1] == key) {
			faults_add(
			    b->faults, GRADE_ERROR, "luck-shared", b->at, NULL);
			return false;
		}
	}
	return true;
}

const struct stage *
compile_stage(struct arena *arena, const struct plan *plan,
    const struct scenario *scenario, uint64_t seed, struct faults *faults)
{
	struct stage *stage = arena_alloc(arena, sizeof(*stage));
	struct build b = {.arena = arena,
	    .faults = faults,
	    .plan = plan,
	    .org = plan->organisation,
	    .scenario = scenario,
	    .stage = stage,
	    .at = plan->at};

	stage->seed = seed;
	stage->start = scenario->start;
	stage->horizon = scenario->horizon;
	stage->order_delay = plan->organisation->order_delay;
	stage->order_origin = origin_of(
	    plan->organisation->at, "order_delay", &(struct origins){0}, NULL);
	stage->scene =
	    scenario->scene.index < 0 ? 0 : (uint32_t)scenario->scene.index;
	if (!has_room(&b))
		return NULL;
	compile_injects(&b);
	compile_people(&b);
	if (!compile_calendars(&b))
		return NULL;
	compile_roles(&b);
	compile_services(&b);
	compile_data(&b);
	compile_monitors(&b);
	compile_grading(&b);
	compile_ladders(&b);
	compile_notices(&b);
	compile_scenes(&b);
	stage->horizon_slot = slot_add(&b, PURPOSE_HORIZON, QUEUE_POLL, 0);
	assert(stage->slots_n == slots_needed(&b));
	return is_lucky(&b) ? stage : NULL;
}
