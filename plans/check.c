/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/text.h"
#include "plans/grading.h"
#include "plans/plan.h"

/* What a calendar may hold, so that rolling it out ends soon. */
enum {
	CALENDARS_MOST = 64,
	LAYERS_MOST = 32,
	RESTRICTIONS_MOST = 64,
	DATES_MOST = 400
};

enum { COPIES_MOST = 64, BEST_PPM = 50000 }; /* "all goes well": 5 % quantile */

enum { SURE = 1000000 };

struct checking {
	struct arena *arena;
	const struct plan *plan;
	const struct organisation *org;
	struct faults *faults;
	const struct step **steps; /* of all procedures, by number */
	const uint32_t *owners;    /* procedure of each */
	uint32_t steps_n;
	struct walk *waits; /* along what the steps wait for */
	struct walk *needs; /* along what the services need */
	struct refs *rests; /* what each needs, all or some */
	span_ms *least;     /* earliest end of each: measure_steps */
};

static void
add(struct checking *c, enum grade grade, const char *id,
    const struct value *at, const char *name, const char *value)
{
	faults_add(c->faults, grade, id, at, name, value, NULL);
}

static const char *
span_text(struct checking *c, span_ms span)
{
	struct text t = text_new(c->arena);

	span_write(&t, span);
	return t.at;
}

/* ---- the organisation ---- */

/* act_of: a response act; NULL if the plan does not declare it. */
static const struct act *
act_of(const struct checking *c, enum response response)
{
	return c->plan->response == NULL ? NULL
					 : c->plan->response->acts[response];
}

/* is_only: is it one and the same person, however often named? */
static bool
is_only(const struct role *role)
{
	const struct ref *first = role->primary.at;

	if (first->index < 0)
		return false; /* a fault already */
	for (uint32_t i = 1; i < role->primary.n; i++)
		if (role->primary.at[i].index != first->index)
			return false;
	for (uint32_t i = 0; i < role->deputies.n; i++)
		if (role->deputies.at[i].index != first->index)
			return false;
	return true;
}

static void
check_roles(struct checking *c)
{
	const struct act *approval = act_of(c, RESPONSE_AUTHORISE);

	for (uint32_t i = 0; i < c->org->roles.n; i++) {
		const struct role *r = &c->org->roles.at[i];

		if (r->on_call.id[0] != '\0')
			continue; /* plans/cover looks at its calendar */
		if (r->primary.n == 0)
			add(c, GRADE_FINDING, "role-empty", r->at, "role",
			    r->id);
		else if (is_only(r) && approval != NULL &&
			 approval->role.index == (int32_t)i)
			add(c, GRADE_FINDING, "approver-alone", r->at, "role",
			    r->id);
		else if (is_only(r))
			add(c, GRADE_NOTE, "role-alone", r->at, "role", r->id);
	}
}

/* mark: whom the references name. Return: do they all name somebody? */
static bool
mark(bool *used, const struct refs *refs)
{
	bool all = true;

	for (uint32_t i = 0; i < refs->n; i++)
		if (refs->at[i].index >= 0)
			used[refs->at[i].index] = true;
		else
			all = false;
	return all;
}

/* check_luck: only work shares a scene's luck; said where nothing does. */
static void
check_luck(struct checking *c, const struct person *p)
{
	if (p->acknowledges->shared_luck && p->acknowledges->prior == NULL)
		add(c, GRADE_NOTE, "luck-unshared", p->at, "member",
		    "acknowledges");
	if (p->travel->shared_luck && p->travel->prior == NULL)
		add(c, GRADE_NOTE, "luck-unshared", p->at, "member", "travel");
}

static bool
mark_calendar(bool *used, const struct calendar *calendar)
{
	bool all = true;

	for (uint32_t i = 0; i < calendar->layers.n; i++)
		all &= mark(used, &calendar->layers.at[i].people);
	for (uint32_t i = 0; i < calendar->overrides.n; i++)
		all &= mark(
		    used, &(struct refs){&calendar->overrides.at[i].person, 1});
	return all;
}

/* is_large: does a calendar hold more than anybody plans by hand? */
static bool
is_large(const struct calendar *calendar)
{
	uint32_t restrictions = 0;

	for (uint32_t i = 0; i < calendar->layers.n; i++)
		restrictions += calendar->layers.at[i].restrictions.n;
	return restrictions > RESTRICTIONS_MOST ||
	       calendar->layers.n > LAYERS_MOST ||
	       calendar->overrides.n > DATES_MOST ||
	       calendar->holidays.n > DATES_MOST;
}

static void
check_calendars(struct checking *c)
{
	if (c->org->calendars.n > CALENDARS_MOST)
		add(c, GRADE_ERROR, "calendars-most", c->org->at, "most", "64");
	for (uint32_t i = 0; i < c->org->calendars.n; i++) {
		const struct calendar *x = &c->org->calendars.at[i];

		if (is_large(x))
			add(c, GRADE_ERROR, "calendar-large", x->at, "calendar",
			    x->id);
		for (uint32_t j = 0; j < x->overrides.n; j++)
			if (x->overrides.at[j].until.ms <=
			    x->overrides.at[j].from.ms)
				add(c, GRADE_ERROR, "override-empty",
				    x->overrides.at[j].at, "calendar", x->id);
	}
}

static void
check_people(struct checking *c)
{
	uint32_t n = c->org->people.n;
	bool *used = arena_array(c->arena, n, sizeof(*used));
	bool all = true;

	for (uint32_t i = 0; i < n; i++)
		check_luck(c, &c->org->people.at[i]);
	for (uint32_t i = 0; i < c->org->roles.n; i++) {
		all &= mark(used, &c->org->roles.at[i].primary);
		all &= mark(used, &c->org->roles.at[i].deputies);
	}
	for (uint32_t i = 0; i < c->org->calendars.n; i++)
		all &= mark_calendar(used, &c->org->calendars.at[i]);
	for (uint32_t i = 0; i < c->plan->ladders.n; i++)
		for (uint32_t j = 0; j < c->plan->ladders.at[i].steps.n; j++)
			all &= mark(
			    used, &c->plan->ladders.at[i].steps.at[j].people);
	for (uint32_t i = 0; i < n && all; i++)
		if (!used[i])
			add(c, GRADE_NOTE, "person-unused",
			    c->org->people.at[i].at, "person",
			    c->org->people.at[i].id);
}

/* A node's state while circles are looked for. */
enum { UNSEEN, OPEN, DONE };

/* A walk along "waits for" or "needs" without recursion: each node on the
 * stack keeps which of its refs comes next. */
struct walk {
	const struct refs *(*refs)(const struct checking *c, uint32_t node);
	uint32_t n;
	uint8_t *state;
	uint32_t *stack;
	uint32_t *next;
	uint32_t depth;
	uint32_t *order; /* the nodes done, each after all it rests on */
	uint32_t done;
};

static struct walk *
walk_new(struct checking *c, uint32_t n,
    const struct refs *(*refs)(const struct checking *c, uint32_t node))
{
	struct walk *w = arena_alloc(c->arena, sizeof(*w));

	*w = (struct walk){.refs = refs,
	    .n = n,
	    .state = arena_array(c->arena, n, 1),
	    .stack = arena_array(c->arena, n, sizeof(uint32_t)),
	    .next = arena_array(c->arena, n, sizeof(uint32_t)),
	    .order = arena_array(c->arena, n, sizeof(uint32_t))};
	return w;
}

static void
walk_forget(struct walk *w)
{
	memset(w->state, UNSEEN, w->n);
	w->done = 0;
}

static void
walk_open(struct walk *w, uint32_t node)
{
	w->state[node] = OPEN;
	w->next[node] = 0;
	w->stack[w->depth++] = node;
}

/* walk_on: visit all that the nodes on the stack rest on. Return: a reference
 * that closes a circle, after which one may go on; NULL at the end. */
static const struct ref *
walk_on(struct walk *w, const struct checking *c)
{
	while (w->depth > 0) {
		uint32_t node = w->stack[w->depth - 1];
		const struct refs *r = w->refs(c, node);
		const struct ref *to;

		if (w->next[node] == r->n) {
			w->state[node] = DONE;
			w->order[w->done++] = node;
			w->depth--;
			continue;
		}
		to = &r->at[w->next[node]++];
		if (to->index >= 0 && w->state[to->index] == OPEN)
			return to;
		if (to->index >= 0 && w->state[to->index] == UNSEEN)
			walk_open(w, (uint32_t)to->index);
	}
	return NULL;
}

/* walk_from: the same from one node, unless it was visited before. */
static void
walk_from(struct walk *w, uint32_t start, const struct checking *c)
{
	if (w->state[start] == UNSEEN)
		walk_open(w, start);
	while (walk_on(w, c) != NULL)
		;
}

/* find_circles: a fault for each reference that closes one. */
static void
find_circles(
    struct checking *c, struct walk *w, const char *id, const char *kind)
{
	for (uint32_t i = 0; i < w->n; i++) {
		const struct ref *circle;

		if (w->state[i] == UNSEEN)
			walk_open(w, i);
		while ((circle = walk_on(w, c)) != NULL)
			add(c, GRADE_ERROR, id, circle->at, kind, circle->id);
	}
}

static const struct refs *
service_rests(const struct checking *c, uint32_t node)
{
	return &c->rests[node];
}

static void
append(struct refs *to, const struct refs *from)
{
	for (uint32_t i = 0; i < from->n; i++)
		to->at[to->n++] = from->at[i];
}

/* list_rests: all that a service needs in one list, in whatever way. */
static void
list_rests(struct checking *c)
{
	uint32_t n = c->org->services.n;

	c->rests = arena_array(c->arena, n, sizeof(*c->rests));
	for (uint32_t i = 0; i < n; i++) {
		const struct service *s = &c->org->services.at[i];
		uint32_t all = s->needs.n;

		for (uint32_t j = 0; j < s->needs_some.n; j++)
			all += s->needs_some.at[j].of.n;
		c->rests[i].at = arena_array(c->arena, all, sizeof(struct ref));
		append(&c->rests[i], &s->needs);
		for (uint32_t j = 0; j < s->needs_some.n; j++)
			append(&c->rests[i], &s->needs_some.at[j].of);
	}
}

/* check_groups: more of a group than there are can never be up. */
static void
check_groups(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->services.n; i++) {
		const struct service *s = &c->org->services.at[i];

		for (uint32_t j = 0; j < s->needs_some.n; j++)
			if (s->needs_some.at[j].at_least >
			    s->needs_some.at[j].of.n)
				add(c, GRADE_ERROR, "group-short",
				    s->needs_some.at[j].at, "service", s->id);
	}
}

static const struct refs *
step_after(const struct checking *c, uint32_t node)
{
	return &c->steps[node]->after;
}

/* worst_loss: how much a copy may lose at the worst moment. */
static span_ms
worst_loss(const struct copy *copy)
{
	if (copy->kind == COPY_LOG || copy->kind == COPY_REPLICA)
		return copy->lag;
	if (copy->every == SPAN_NEVER)
		return SPAN_NEVER;
	return copy->every + copy->takes;
}

static span_ms
least_loss(const struct data *data)
{
	span_ms least = SPAN_NEVER;

	for (uint32_t i = 0; i < data->copies.n; i++) {
		const struct copy *copy = &data->copies.at[i];

		if (!copy->follows && worst_loss(copy) < least)
			least = worst_loss(copy);
	}
	return least;
}

static void
check_data(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->data.n; i++) {
		const struct data *d = &c->org->data.at[i];

		if (d->copies.n == 0)
			add(c, GRADE_FINDING, "no-copies", d->at, "data",
			    d->id);
		if (d->copies.n > COPIES_MOST)
			add(c, GRADE_ERROR, "copies-most", d->at, "data",
			    d->id);
	}
}

static void
check_monitors(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->monitors.n; i++)
		if (c->org->monitors.at[i].misses_ppm == SURE)
			add(c, GRADE_FINDING, "monitor-blind",
			    c->org->monitors.at[i].at, "monitor",
			    c->org->monitors.at[i].id);
}

/* ---- steps ---- */

static void
list_steps(struct checking *c)
{
	uint32_t n = 0;
	const struct step **steps;
	uint32_t *owners;

	for (uint32_t i = 0; i < c->plan->procedures.n; i++)
		n += c->plan->procedures.at[i].steps.n;
	steps = arena_array(c->arena, n, sizeof(struct step *));
	owners = arena_array(c->arena, n, sizeof(*owners));
	for (uint32_t i = 0; i < c->plan->procedures.n; i++) {
		const struct procedure *p = &c->plan->procedures.at[i];

		for (uint32_t j = 0; j < p->steps.n; j++) {
			owners[c->steps_n] = i;
			steps[c->steps_n++] = &p->steps.at[j];
		}
	}
	c->steps = steps;
	c->owners = owners;
}

static void
check_home(struct checking *c, uint32_t step, const struct refs *refs)
{
	for (uint32_t i = 0; i < refs->n; i++)
		if (refs->at[i].index >= 0 &&
		    c->owners[refs->at[i].index] != c->owners[step])
			add(c, GRADE_ERROR, "foreign-step", refs->at[i].at,
			    "step", refs->at[i].id);
}

/* check_copies: a copy's id begins with its data set's. */
static void
check_copies(struct checking *c, const struct step *s)
{
	const char *data = s->restores.id;
	size_t n = strlen(data);

	if (n > 0 && s->restores.index < 0)
		return; /* a fault already */
	for (uint32_t i = 0; i < s->copies.n; i++) {
		const struct ref *copy = &s->copies.at[i];

		if (copy->index >= 0 &&
		    (strncmp(copy->id, data, n) != 0 || copy->id[n] != '/'))
			add(c, GRADE_ERROR, "foreign-copy", copy->at, "copy",
			    copy->id);
	}
}

static void
check_waits(struct checking *c, const struct step *s, const bool *stands_in)
{
	for (uint32_t i = 0; i < s->after.n; i++)
		if (s->after.at[i].index >= 0 &&
		    stands_in[s->after.at[i].index])
			faults_add(c->faults, GRADE_FINDING, "step-unreachable",
			    s->after.at[i].at, "step", s->id, "other",
			    s->after.at[i].id, NULL);
}

static void
check_steps(struct checking *c)
{
	bool *stands_in = arena_array(c->arena, c->steps_n, 1);

	c->waits = walk_new(c, c->steps_n, step_after);
	find_circles(c, c->waits, "cycle", "step");
	for (uint32_t i = 0; i < c->steps_n; i++)
		(void)mark(stands_in, &c->steps[i]->alternatives);
	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];

		if (s->stage == STAGE_RECOVER &&
		    !plan_step_declares(s, "fails"))
			add(c, GRADE_ERROR, "odds-missing", s->at, "step",
			    s->id);
		check_home(c, i, &s->after);
		check_home(c, i, &s->alternatives);
		check_copies(c, s);
		if (!stands_in[i])
			check_waits(c, s, stands_in);
	}
}

/* ---- time, if all goes well ---- */

/* response_least: verify, grade and authorise, if all goes well. */
static span_ms
response_least(struct checking *c)
{
	span_ms sum = 0;

	for (int i = 0; i <= RESPONSE_AUTHORISE; i++) {
		const struct act *act = act_of(c, (enum response)i);

		if (act != NULL)
			sum += dist_quantile_ms(act->duration, BEST_PPM);
	}
	return sum;
}

/* measure_steps: the earliest end of every step after the acknowledgement,
 * each taking its 5 % quantile; the plan is known to have no circle. */
static void
measure_steps(struct checking *c)
{
	span_ms activated = response_least(c);

	c->least = arena_array(c->arena, c->steps_n, sizeof(*c->least));
	for (uint32_t i = 0; i < c->waits->done; i++) {
		uint32_t node = c->waits->order[i];
		const struct step *s = c->steps[node];
		span_ms start = s->first_aid ? 0 : activated;

		for (uint32_t j = 0; j < s->after.n; j++) {
			int32_t before = s->after.at[j].index;

			if (c->least[before] > start)
				start = c->least[before];
		}
		c->least[node] =
		    start + dist_quantile_ms(s->duration, BEST_PPM);
	}
}

static void
check_deadlines(struct checking *c)
{
	span_ms activated = response_least(c);

	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];
		span_ms least = c->least[i] - activated;

		if (s->deadline != SPAN_NEVER && least > s->deadline)
			faults_add(c->faults, GRADE_FINDING,
			    "deadline-impossible", s->at, "step", s->id,
			    "deadline", span_text(c, s->deadline), "least",
			    span_text(c, least), NULL);
	}
}

/* ---- scenes ---- */

/* raise_least: the earliest end of a step of the scene's procedure that lifts
 * the service to its minimum by itself; SPAN_NEVER if none does anything. */
static span_ms
raise_least(struct checking *c, const struct scene *s, int32_t service)
{
	span_ms least = SPAN_NEVER;
	const uint8_t *helps = c->needs->state;

	walk_forget(c->needs);
	walk_from(c->needs, (uint32_t)service, c);

	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *x = c->steps[i];

		if (c->owners[i] != (uint32_t)s->procedure.index)
			continue;
		for (uint32_t j = 0; j < x->effects.n; j++)
			if (x->effects.at[j].level_ppm >=
				c->org->services.at[service].minimum_ppm &&
			    helps[x->effects.at[j].service.index] == DONE &&
			    c->least[i] < least)
				least = c->least[i];
	}
	return least;
}

static void
check_recovery(struct checking *c, const struct scene *s)
{
	span_ms worst = 0;
	/* what passes between acknowledgement and the start of the clock */
	span_ms before = s->objectives->rto_clock == CLOCK_ACTIVATION ||
				 s->objectives->rto_clock == CLOCK_DECLARATION
			     ? response_least(c)
			     : 0;

	for (uint32_t i = 0; i < s->scope.n; i++) {
		int32_t service = s->scope.at[i].index;
		span_ms least = raise_least(c, s, service);

		if (least == SPAN_NEVER)
			add(c, GRADE_FINDING, "never-restored",
			    s->scope.at[i].at, "service", s->scope.at[i].id);
		else if (least > worst)
			worst = least;
	}
	if (worst > 0 && s->objectives->rto != SPAN_NEVER &&
	    worst - before > s->objectives->rto)
		faults_add(c->faults, GRADE_FINDING, "rto-impossible", s->at,
		    "scene", s->id, "rto", span_text(c, s->objectives->rto),
		    "least", span_text(c, worst - before), NULL);
}

static bool
is_watched(const struct checking *c, int32_t service)
{
	for (uint32_t i = 0; i < c->org->monitors.n; i++)
		if (c->org->monitors.at[i].watches.index == service)
			return true;
	return false;
}

static void
check_trigger(struct checking *c, const struct scene *s)
{
	const struct value *at = value_get(s->at, "trigger");

	for (uint32_t i = 0; i < s->trigger.n; i++) {
		const struct condition_op *op = &s->trigger.ops[i];

		if (op->act == CONDITION_TEST && op->symbol == SYMBOL_LEVEL &&
		    op->on >= 0 && !is_watched(c, op->on))
			add(c, GRADE_FINDING, "trigger-unseen", at, "service",
			    op->id);
	}
}

/* could: a value that a condition may ask of and find; what nobody watches
 * stays at full level, and what misses everything raises nothing. */
struct could {
	const struct checking *c;
	int64_t value;
};

static int64_t
answer(const void *cookie, int32_t symbol, int32_t on)
{
	const struct could *x = cookie;

	if (symbol == SYMBOL_LEVEL && !is_watched(x->c, on))
		return SURE;
	if (symbol == SYMBOL_ALARM &&
	    x->c->org->monitors.at[on].misses_ppm == SURE &&
	    x->c->org->monitors.at[on].false_alarms_ppm == 0)
		return 0;
	return x->value;
}

/* may_be: may one comparison come out so? Of all values it is enough to try
 * the ends and those next to what it is compared with. */
static bool
may_be(const struct checking *c, struct condition_op *op, bool wanted)
{
	struct condition one = {.ops = op, .n = 1};
	int64_t high = op->symbol == SYMBOL_ALARM ? 1 : SPAN_NEVER;
	int64_t tries[] = {0, op->literal - 1, op->literal, op->literal + 1,
	    op->symbol == SYMBOL_LEVEL ? SURE : high};

	if (op->symbol == SYMBOL_LEVEL)
		high = SURE;
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct could x = {c, tries[i]};

		if (tries[i] >= 0 && tries[i] <= high &&
		    condition_holds(&one, answer, &x) == wanted)
			return true;
	}
	return false;
}

/* may_come: may the condition ever be true (or false)? Takes its comparisons
 * for independent, so it errs towards yes. */
static bool
may_come(const struct checking *c, const struct condition *from, bool wanted)
{
	bool yes[CONDITION_OPS];
	bool no[CONDITION_OPS];
	uint32_t n = 0;

	if (from->n == 0)
		return !wanted;
	for (uint32_t i = 0; i < from->n; i++) {
		struct condition_op *op = &from->ops[i];
		bool was = n > 0 && yes[n - 1];

		switch (op->act) {
		case CONDITION_TEST:
			yes[n] = may_be(c, op, true);
			no[n++] = may_be(c, op, false);
			break;
		case CONDITION_AND:
			n--;
			yes[n - 1] = yes[n - 1] && yes[n];
			no[n - 1] = no[n - 1] || no[n];
			break;
		case CONDITION_OR:
			n--;
			yes[n - 1] = yes[n - 1] || yes[n];
			no[n - 1] = no[n - 1] && no[n];
			break;
		case CONDITION_NOT:
			yes[n - 1] = no[n - 1];
			no[n - 1] = was;
			break;
		}
	}
	return wanted ? yes[0] : no[0];
}

/* seen_after: from a service's falling below to its alarm, at worst. */
static span_ms
seen_after(const struct monitor *m)
{
	span_ms samples = (m->hold + m->interval - 1) / m->interval + 1;

	return samples * m->interval + m->delay;
}

static void
check_automatic(struct checking *c, const struct scene *s)
{
	const struct automatic *a = s->automatic;

	if (a == NULL)
		return;
	if (!may_come(c, &a->when, true) || !may_come(c, &a->inhibit, false))
		add(c, GRADE_FINDING, "automatic-unseen", a->at, "scene",
		    s->id);
	for (uint32_t i = 0; i < a->when.n && a->within != SPAN_NEVER; i++) {
		const struct condition_op *op = &a->when.ops[i];
		const struct monitor *m;

		if (op->act != CONDITION_TEST || op->symbol != SYMBOL_ALARM)
			continue;
		m = &c->org->monitors.at[op->on];
		if (seen_after(m) + a->hold > a->within)
			faults_add(c->faults, GRADE_FINDING, "automatic-slow",
			    a->at, "scene", s->id, "monitor", m->id, "takes",
			    span_text(c, seen_after(m) + a->hold), "within",
			    span_text(c, a->within), NULL);
	}
}

static void
check_objectives(struct checking *c, const struct scene *s)
{
	const struct objectives *o = s->objectives;

	if (o->mtpd != SPAN_NEVER && o->rto != SPAN_NEVER &&
	    o->rto + o->wrt > o->mtpd)
		faults_add(c->faults, GRADE_FINDING, "mtpd-short", o->at, "sum",
		    span_text(c, o->rto + o->wrt), "mtpd",
		    span_text(c, o->mtpd), NULL);
	walk_forget(c->needs);
	for (uint32_t i = 0; i < s->scope.n; i++)
		walk_from(c->needs, (uint32_t)s->scope.at[i].index, c);
	for (uint32_t i = 0; i < c->org->data.n; i++) {
		const struct data *d = &c->org->data.at[i];
		span_ms loss = least_loss(d);

		if (o->rpo != SPAN_NEVER && d->copies.n > 0 && loss > o->rpo &&
		    c->needs->state[d->service.index] == DONE)
			faults_add(c->faults, GRADE_FINDING, "rpo-unkept",
			    d->at, "data", d->id, "loss", span_text(c, loss),
			    "rpo", span_text(c, o->rpo), NULL);
	}
}

/* ---- grading ---- */

static const char *
symbol_text(struct checking *c, const struct condition_op *op)
{
	struct text t = text_new(c->arena);

	text_add(&t, organisation_symbols[op->symbol].name);
	if (op->id != NULL)
		text_fmt(&t, ":%s", op->id);
	return t.at;
}

/* check_grading: worse must never be graded milder; and whoever does not speak
 * of IV should know what it stands for. */
static void
check_grading(struct checking *c)
{
	for (uint32_t i = 0; i < c->org->grading.n; i++) {
		const struct grade_rule *r = &c->org->grading.at[i];
		const struct condition_op *op = grading_falls(&r->when);

		if (op != NULL && r->grade < GRADES - 1)
			add(c, GRADE_FINDING, "grade-not-monotone",
			    value_get(r->at, "when"), "test",
			    symbol_text(c, op));
	}
	if (!grading_is_total(c->org))
		add(c, GRADE_NOTE, "grade-uncovered",
		    value_get(c->org->at, "grading"), NULL, NULL);
}

/* check_notices: whether they can be in time, and ever fall due. */
static void
check_notices(struct checking *c)
{
	bool graded = act_of(c, RESPONSE_GRADE) != NULL;

	for (uint32_t i = 0; i < c->plan->notices.n; i++) {
		const struct notice *n = &c->plan->notices.at[i];
		span_ms least = dist_quantile_ms(n->duration, BEST_PPM);
		span_ms most = n->within < n->every ? n->within : n->every;

		if (!graded && (n->of < GRADES - 1 || n->from == NOTICE_GRADE))
			add(c, GRADE_FINDING, "ungraded", n->at, "id", n->id);
		if (least > most)
			faults_add(c->faults, GRADE_FINDING,
			    "notice-impossible", n->at, "notice", n->id,
			    "within", span_text(c, most), "least",
			    span_text(c, least), NULL);
	}
	for (uint32_t i = 0; i < c->org->safeguards.n && !graded; i++)
		add(c, GRADE_FINDING, "ungraded", c->org->safeguards.at[i].at,
		    "id", "safeguards");
}

/* ---- the plan as a whole ---- */

/* callable: how many a rung calls of the role; at times one fewer, where
 * nobody is on call (plans/cover). */
static uint32_t
callable(const struct role *role)
{
	return role->primary.n + (role->on_call.id[0] != '\0');
}

static void
check_ladders(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->ladders.n; i++) {
		const struct ladder *l = &c->plan->ladders.at[i];

		for (uint32_t j = 0; j < l->steps.n; j++) {
			const struct ladder_step *s = &l->steps.at[j];
			uint32_t people = s->people.n;

			for (uint32_t k = 0; k < s->roles.n; k++)
				people +=
				    s->roles.at[k].index < 0
					? 1 /* its own fault says so */
					: callable(
					      &c->org->roles
						   .at[s->roles.at[k].index]);
			if (people == 0)
				add(c, GRADE_FINDING, "rung-empty", s->at,
				    "ladder", l->id);
			if (j > 0 && s->after < l->steps.at[j - 1].after)
				add(c, GRADE_FINDING, "rung-order", s->at,
				    "ladder", l->id);
		}
	}
}

static void
check_procedures(struct checking *c)
{
	const struct plan *p = c->plan;
	bool *used = arena_array(c->arena, p->procedures.n, 1);
	bool all = true;

	for (uint32_t i = 0; i < p->scenes.n; i++)
		if (p->scenes.at[i].procedure.index >= 0)
			used[p->scenes.at[i].procedure.index] = true;
		else
			all = false;
	for (uint32_t i = 0; i < p->procedures.n && all; i++)
		if (!used[i])
			add(c, GRADE_NOTE, "procedure-unused",
			    p->procedures.at[i].at, "procedure",
			    p->procedures.at[i].id);
}

static void
check_contents(struct checking *c)
{
	const struct plan *p = c->plan;

	if (p->purpose.en[0] == '\0')
		add(c, GRADE_NOTE, "contents-missing", p->at, "member",
		    "purpose");
	if (p->basis.en[0] == '\0')
		add(c, GRADE_NOTE, "contents-missing", p->at, "member",
		    "basis");
	if (p->response != NULL && act_of(c, RESPONSE_CONFIRM) == NULL)
		add(c, GRADE_FINDING, "confirm-missing", p->response->at,
		    "member", "confirm");
	if (p->response != NULL && act_of(c, RESPONSE_VERIFY) == NULL)
		add(c, GRADE_FINDING, "verify-missing", p->response->at,
		    "member", "verify");
}

void
check_plan(struct arena *arena, const struct plan *plan, struct faults *faults)
{
	struct checking c = {.arena = arena,
	    .plan = plan,
	    .org = plan->organisation,
	    .faults = faults};

	if (plan->at->kind != VALUE_OBJECT)
		return;
	list_steps(&c);
	check_roles(&c);
	check_people(&c);
	check_calendars(&c);
	list_rests(&c);
	check_groups(&c);
	c.needs = walk_new(&c, c.org->services.n, service_rests);
	find_circles(&c, c.needs, "service-cycle", "service");
	check_data(&c);
	check_monitors(&c);
	check_steps(&c);
	check_ladders(&c);
	check_procedures(&c);
	check_grading(&c);
	check_notices(&c);
	check_contents(&c);
	for (uint32_t i = 0; i < plan->scenes.n; i++)
		check_trigger(&c, &plan->scenes.at[i]);
	if (faults->errors > 0)
		return; /* what follows needs every reference and no circle */
	measure_steps(&c);
	check_deadlines(&c);
	for (uint32_t i = 0; i < plan->scenes.n; i++) {
		check_recovery(&c, &plan->scenes.at[i]);
		check_objectives(&c, &plan->scenes.at[i]);
		check_automatic(&c, &plan->scenes.at[i]);
	}
}
