/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/fillers.h"
#include "plans/reach.h"

void
checking_add(struct checking *c, enum grade grade, const char *id,
    const struct value *at, const char *name, const char *value)
{
	faults_add(c->faults, grade, id, at, name, value, NULL);
}

const char *
checking_span(struct checking *c, span_ms span)
{
	struct text t = text_new(c->arena);

	span_write(&t, span);
	return t.at;
}

const char *
checking_count(struct checking *c, uint32_t n)
{
	struct text t = text_new(c->arena);

	text_int(&t, n);
	return t.at;
}

const struct act *
checking_act(const struct checking *c, enum response response)
{
	return c->plan->response == NULL ? NULL
					 : c->plan->response->acts[response];
}

bool
checking_mark(bool *used, const struct refs *refs)
{
	bool all = true;

	for (uint32_t i = 0; i < refs->n; i++)
		if (refs->at[i].index >= 0)
			used[refs->at[i].index] = true;
		else
			all = false;
	return all;
}

void
checking_uses(struct checking *c, const struct scene *s)
{
	reach_forget(c->calls);
	if (s->procedure.index >= 0)
		reach_from(c->calls, (uint32_t)s->procedure.index);
	if (s->standby != NULL && s->standby->procedure.index >= 0)
		reach_from(c->calls, (uint32_t)s->standby->procedure.index);
}

bool
checking_watched(const struct checking *c, int32_t service)
{
	for (uint32_t i = 0; i < c->org->monitors.n; i++)
		if (c->org->monitors.at[i].watches.index == service)
			return true;
	return false;
}

void
checking_circles(
    struct checking *c, struct reach *reach, const char *id, const char *kind)
{
	const struct ref *circle;

	while ((circle = reach_circle(reach)) != NULL)
		checking_add(c, GRADE_ERROR, id, circle->at, kind, circle->id);
}

static void
append(struct refs *to, const struct refs *from)
{
	for (uint32_t i = 0; i < from->n; i++)
		to->at[to->n++] = from->at[i];
}

/* rests_of: all that a service needs in one list, in whatever way, and what
 * stands in for it. */
static const struct refs *
rests_of(struct arena *arena, const struct service *s)
{
	struct refs *rests = arena_alloc(arena, sizeof(*rests));
	uint32_t all = s->needs.n + 1;

	for (uint32_t i = 0; i < s->needs_some.n; i++)
		all += s->needs_some.at[i].of.n;
	*rests = (struct refs){arena_array(arena, all, sizeof(struct ref)), 0};
	append(rests, &s->needs);
	for (uint32_t i = 0; i < s->needs_some.n; i++)
		append(rests, &s->needs_some.at[i].of);
	if (s->standby.index >= 0)
		rests->at[rests->n++] = s->standby;
	return rests;
}

static struct reach *
reach_services(const struct checking *c)
{
	uint32_t n = c->org->services.n;
	const struct refs **of = arena_array(c->arena, n, sizeof(*of));

	for (uint32_t i = 0; i < n; i++)
		of[i] = rests_of(c->arena, &c->org->services.at[i]);
	return reach_new(c->arena, of, n);
}

/* calls_of: the procedures that a procedure's steps call. */
static const struct refs *
calls_of(struct arena *arena, const struct procedure *p)
{
	struct refs *calls = arena_alloc(arena, sizeof(*calls));

	calls->at = arena_array(arena, p->steps.n, sizeof(struct ref));
	for (uint32_t i = 0; i < p->steps.n; i++)
		if (p->steps.at[i].procedure.index >= 0)
			calls->at[calls->n++] = p->steps.at[i].procedure;
	return calls;
}

static struct reach *
reach_procedures(const struct checking *c)
{
	uint32_t n = c->plan->procedures.n;
	const struct refs **of = arena_array(c->arena, n, sizeof(*of));

	for (uint32_t i = 0; i < n; i++)
		of[i] = calls_of(c->arena, &c->plan->procedures.at[i]);
	return reach_new(c->arena, of, n);
}

static struct reach *
reach_steps(const struct checking *c)
{
	const struct refs **of = arena_array(c->arena, c->steps_n, sizeof(*of));

	for (uint32_t i = 0; i < c->steps_n; i++)
		of[i] = &c->steps[i]->after;
	return reach_new(c->arena, of, c->steps_n);
}

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

struct checking
checking_new(
    struct arena *arena, const struct plan *plan, struct faults *faults)
{
	struct checking c = {.arena = arena,
	    .plan = plan,
	    .org = plan->organisation,
	    .faults = faults};

	list_steps(&c);
	c.waits = reach_steps(&c);
	c.needs = reach_services(&c);
	c.fillers = fillers_new(arena, c.org);
	c.calls = reach_procedures(&c);
	return c;
}
