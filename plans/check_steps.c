/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "plans/fillers.h"
#include "plans/procedure.h"
#include "plans/reach.h"

static void
check_home(struct checking *c, uint32_t step, const struct refs *refs)
{
	for (uint32_t i = 0; i < refs->n; i++)
		if (refs->at[i].index >= 0 &&
		    c->owners[refs->at[i].index] != c->owners[step])
			checking_add(c, GRADE_ERROR, "foreign-step",
			    refs->at[i].at, "step", refs->at[i].id);
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
			checking_add(c, GRADE_ERROR, "foreign-copy", copy->at,
			    "copy", copy->id);
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

/* changes: does the step change anything that somebody could look at? */
static bool
changes(const struct step *s)
{
	return s->effects.n > 0 || s->restores.id[0] != '\0';
}

/* is_verified: does another step look whether this one has had its effect? */
static bool
is_verified(const struct checking *c, uint32_t step)
{
	for (uint32_t i = 0; i < c->steps_n; i++)
		for (uint32_t j = 0; j < c->steps[i]->verifies.n; j++)
			if (c->steps[i]->verifies.at[j].index == (int32_t)step)
				return true;
	return false;
}

/* check_seeming: can it be found out that a step has had no effect, and can
 * anybody then do anything? */
static void
check_seeming(struct checking *c, uint32_t step)
{
	const struct step *s = c->steps[step];
	bool shown = changes(s) && (checking_act(c, RESPONSE_CONFIRM) != NULL ||
				       c->org->monitors.n > 0);

	if (s->seems_ppm == 0)
		return;
	if (!shown && !is_verified(c, step))
		checking_add(
		    c, GRADE_FINDING, "seeming-unseen", s->at, "step", s->id);
	if (s->retries == 0 && s->alternatives.n == 0)
		checking_add(
		    c, GRADE_FINDING, "seeming-final", s->at, "step", s->id);
}

/* check_diagnosis: a wrong one is found out; can anybody then do anything? */
static void
check_diagnosis(struct checking *c, const struct step *s)
{
	if (s->human != NULL && s->human->kind == SPAR_H_DIAGNOSIS &&
	    s->seems_ppm == 0 && s->retries == 0 && s->alternatives.n == 0)
		checking_add(
		    c, GRADE_FINDING, "diagnosis-final", s->at, "step", s->id);
}

/* check_lowers: every effect but first aid's lowers where it is below. */
static void
check_lowers(struct checking *c, const struct step *s)
{
	for (uint32_t i = 0; i < s->effects.n && !s->first_aid; i++)
		if (s->effects.at[i].lowers)
			checking_add(c, GRADE_NOTE, "lowers-idle",
			    s->effects.at[i].at, "step", s->id);
}

/* check_human: levels there are, odds that leave a chance, and no error
 * counted twice. */
static void
check_human(struct checking *c, const struct step *s)
{
	const struct human *h = s->human;

	if (h == NULL)
		return;
	for (int i = 0; i < SPAR_H_FACTORS; i++)
		if (!spar_h_has((enum spar_h_kind)h->kind,
			(enum spar_h_factor)i, h->level[i]))
			checking_add(c, GRADE_ERROR, "factor-not-of-action",
			    h->at, "step", s->id);
	if (spar_h_odds((enum spar_h_kind)h->kind, h->level) == 1000000)
		checking_add(
		    c, GRADE_FINDING, "human-hopeless", h->at, "step", s->id);
	if (h->kind == SPAR_H_ACTION && s->fails_ppm == FIELDS_PRIOR)
		checking_add(
		    c, GRADE_NOTE, "human-twice", h->at, "step", s->id);
}

/* check_verifies: what a step looks at has been done before it. */
static void
check_verifies(struct checking *c, const struct step *s)
{
	for (uint32_t i = 0; i < s->verifies.n; i++) {
		const struct ref *x = &s->verifies.at[i];
		uint32_t j = 0;

		while (j < s->after.n && s->after.at[j].index != x->index)
			j++;
		if (j == s->after.n && x->index >= 0)
			faults_add(c->faults, GRADE_ERROR, "verifies-before",
			    x->at, "step", s->id, "other", x->id, NULL);
	}
}

/* check_crew: can it ever be manned? It starts when all it needs are free. */
static void
check_crew(struct checking *c, const struct step *s)
{
	uint32_t wanted = (uint32_t)s->people;
	uint32_t there = 0;

	if (s->roles.n == 0 && value_get(s->at, "roles") != NULL)
		checking_add(
		    c, GRADE_FINDING, "step-unowned", s->at, "step", s->id);
	for (uint32_t i = 0; i < s->roles.n; i++) {
		const struct ref *role = &s->roles.at[i];

		there = fillers_together(
		    c->fillers, &(struct refs){&s->roles.at[i], 1});
		if (there > 0 && there < wanted)
			faults_add(c->faults, GRADE_FINDING, "step-short",
			    role->at, "step", s->id, "role", role->id,
			    "wanted_n", checking_count(c, wanted), "there",
			    checking_count(c, there), NULL);
		if (there < wanted)
			return;
	}
	wanted *= s->roles.n;
	there = fillers_together(c->fillers, &s->roles);
	if (there < wanted)
		faults_add(c->faults, GRADE_FINDING, "step-crowded", s->at,
		    "step", s->id, "wanted_n", checking_count(c, wanted),
		    "there", checking_count(c, there), NULL);
}

/* check_first_aid: nobody has authorised it yet. A note, since from lower it
 * may be better than nothing. */
static void
check_first_aid(struct checking *c, const struct step *s)
{
	for (uint32_t i = 0; i < s->effects.n && s->first_aid; i++) {
		const struct effect *e = &s->effects.at[i];
		int32_t on = e->service.index;

		if (on >= 0 && procedure_raises(e) &&
		    e->level_ppm < c->org->services.at[on].minimum_ppm)
			faults_add(c->faults, GRADE_NOTE, "first-aid-lowers",
			    e->at, "step", s->id, "service", e->service.id,
			    NULL);
	}
}

/* check_alternatives: what stands in for what stands in for it. */
static void
check_alternatives(struct checking *c)
{
	const struct refs **of = arena_array(c->arena, c->steps_n, sizeof(*of));
	struct reach *reach;
	const struct ref *circle;

	for (uint32_t i = 0; i < c->steps_n; i++)
		of[i] = &c->steps[i]->alternatives;
	reach = reach_new(c->arena, of, c->steps_n);
	while ((circle = reach_circle(reach)) != NULL)
		checking_add(c, GRADE_FINDING, "alternatives-circle",
		    circle->at, "step", circle->id);
}

static void
check_each(struct checking *c)
{
	bool *stands_in = arena_array(c->arena, c->steps_n, 1);

	for (uint32_t i = 0; i < c->steps_n; i++)
		(void)checking_mark(stands_in, &c->steps[i]->alternatives);
	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct step *s = c->steps[i];

		if (s->stage == STAGE_RECOVER && s->procedure.at == NULL &&
		    !procedure_declares(s, "fails"))
			checking_add(c, GRADE_ERROR, "odds-missing", s->at,
			    "step", s->id);
		check_home(c, i, &s->after);
		check_home(c, i, &s->alternatives);
		check_copies(c, s);
		check_seeming(c, i);
		check_diagnosis(c, s);
		check_human(c, s);
		check_verifies(c, s);
		check_lowers(c, s);
		check_crew(c, s);
		check_first_aid(c, s);
		if (!stands_in[i])
			check_waits(c, s, stands_in);
	}
}

static void
check_procedures(struct checking *c)
{
	const struct plan *p = c->plan;
	bool *used = arena_array(c->arena, p->procedures.n, 1);
	bool all = true;

	for (uint32_t i = 0; i < c->steps_n; i++) {
		const struct ref *called = &c->steps[i]->procedure;

		if (called->index >= 0)
			used[called->index] = true;
		else
			all &= called->at == NULL;
	}

	for (uint32_t i = 0; i < p->scenes.n; i++) {
		struct scene *s = &p->scenes.at[i];
		struct ref standby;

		all &= checking_mark(used, &(struct refs){&s->procedure, 1});
		if (s->standby == NULL)
			continue;
		standby = s->standby->procedure;
		all &= checking_mark(used, &(struct refs){&standby, 1});
	}
	for (uint32_t i = 0; i < p->procedures.n && all; i++)
		if (!used[i])
			checking_add(c, GRADE_NOTE, "procedure-unused",
			    p->procedures.at[i].at, "procedure",
			    p->procedures.at[i].id);
}

void
check_steps(struct checking *c)
{
	checking_circles(c, c->waits, "cycle", "step");
	check_alternatives(c);
	check_each(c);
	check_procedures(c);
}
