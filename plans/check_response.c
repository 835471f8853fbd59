/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/arena.h"
#include "base/dist.h"
#include "base/document.h"
#include "base/text.h"
#include "plans/grading.h"

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
	const struct condition_op **by =
	    arena_array(c->arena, c->org->grading.n, sizeof(*by));

	grading_falls(c->org, by);
	for (uint32_t i = 0; i < c->org->grading.n; i++)
		if (by[i] != NULL)
			checking_add(c, GRADE_FINDING, "grade-not-monotone",
			    value_get(c->org->grading.at[i].at, "when"), "test",
			    symbol_text(c, by[i]));
	if (!grading_is_total(c->org))
		checking_add(c, GRADE_NOTE, "grade-uncovered",
		    value_get(c->org->at, "grading"), NULL, NULL);
}

/* check_repeat: does it fall due again the moment it is sent? Then somebody
 * writes nothing else, or, where that takes no time, it never ends. */
static void
check_repeat(struct checking *c, const struct notice *n, span_ms least)
{
	if (n->every == SPAN_NEVER || n->every > n->within)
		return;
	faults_add(c->faults, least == 0 ? GRADE_ERROR : GRADE_FINDING,
	    "notice-endless", value_get(n->at, "every"), "notice", n->id,
	    "every", checking_span(c, n->every), "within",
	    checking_span(c, n->within), NULL);
}

/* check_notices: whether they can be in time, and ever fall due. */
static void
check_notices(struct checking *c)
{
	bool graded = checking_act(c, RESPONSE_GRADE) != NULL;

	for (uint32_t i = 0; i < c->plan->notices.n; i++) {
		const struct notice *n = &c->plan->notices.at[i];
		span_ms least =
		    dist_quantile_ms(n->duration, CHECKING_BEST_PPM);
		span_ms most = n->within < n->every ? n->within : n->every;

		check_repeat(c, n, least);
		if (!graded && (n->of < GRADES - 1 || n->from == NOTICE_GRADE))
			checking_add(
			    c, GRADE_FINDING, "ungraded", n->at, "id", n->id);
		if (least > most)
			faults_add(c->faults, GRADE_FINDING,
			    "notice-impossible", n->at, "notice", n->id,
			    "within", checking_span(c, most), "least",
			    checking_span(c, least), NULL);
	}
	for (uint32_t i = 0; i < c->org->safeguards.n && !graded; i++)
		checking_add(c, GRADE_FINDING, "ungraded",
		    c->org->safeguards.at[i].at, "id", "safeguards");
}

/* callable: how many a rung calls of the role; at times one fewer, where
 * nobody is on call (plans/cover). */
static uint32_t
callable(const struct role *role)
{
	return role->primary.n + (role->on_call.id[0] != '\0');
}

/* count: people not counted yet, of these. */
static uint32_t
count(const struct refs *people, bool *counted)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < people->n; i++) {
		int32_t person = people->at[i].index;

		if (person < 0) {
			n++; /* its own fault says so */
			continue;
		}
		n += !counted[person];
		counted[person] = true;
	}
	return n;
}

/* called: whom a rung calls that none before it did; two for what cannot be
 * told here: whoever is on call, and whatever has a fault of its own. */
static uint32_t
called(struct checking *c, const struct ladder_step *s, bool *counted)
{
	uint32_t n = count(&s->people, counted);

	if (s->people.n + s->roles.n == 0)
		return 2;
	for (uint32_t i = 0; i < s->roles.n; i++) {
		int32_t number = s->roles.at[i].index;
		const struct role *role =
		    number < 0 ? NULL : &c->org->roles.at[number];

		if (role == NULL || role->primary.n == 0 ||
		    role->on_call.id[0] != '\0')
			return 2;
		n += count(&role->primary, counted);
	}
	return n;
}

/* check_alone: a ladder that calls one person, however often, hangs on him. */
static void
check_alone(struct checking *c, const struct ladder *l)
{
	bool *counted = arena_array(c->arena, c->org->people.n + 1, 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < l->steps.n; i++)
		n += called(c, &l->steps.at[i], counted);
	if (n == 1)
		checking_add(
		    c, GRADE_FINDING, "ladder-alone", l->at, "ladder", l->id);
}

static void
check_ladders(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->ladders.n; i++) {
		const struct ladder *l = &c->plan->ladders.at[i];

		check_alone(c, l);
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
				checking_add(c, GRADE_FINDING, "rung-empty",
				    s->at, "ladder", l->id);
			if (j > 0 && s->after < l->steps.at[j - 1].after)
				checking_add(c, GRADE_FINDING, "rung-order",
				    s->at, "ladder", l->id);
		}
	}
}

/* check_acts: acts without which the rest is worth little. */
static void
check_acts(struct checking *c)
{
	const struct response_acts *r = c->plan->response;

	if (r != NULL && r->acts[RESPONSE_CONFIRM] == NULL)
		checking_add(c, GRADE_FINDING, "confirm-missing", r->at,
		    "member", "confirm");
	if (r != NULL && r->acts[RESPONSE_VERIFY] == NULL)
		checking_add(c, GRADE_FINDING, "verify-missing", r->at,
		    "member", "verify");
	if (r != NULL && r->acts[RESPONSE_VERIFY] == NULL && r->form != 0)
		checking_add(c, GRADE_FINDING, "form-unused",
		    value_get(r->at, "form"), NULL, NULL);
}

/* check_classes: what is entered in incident management needs a class.
 * Source: T/CESA 1299-2023, 8.8.5 e. */
static void
check_classes(struct checking *c)
{
	if (checking_act(c, RESPONSE_REGISTER) == NULL)
		return;
	for (uint32_t i = 0; i < c->plan->scenes.n; i++)
		if (c->plan->scenes.at[i].class < 0)
			checking_add(c, GRADE_FINDING, "class-missing",
			    c->plan->scenes.at[i].at, "scene",
			    c->plan->scenes.at[i].id);
}

void
check_response(struct checking *c)
{
	check_acts(c);
	check_classes(c);
	check_ladders(c);
	check_grading(c);
	check_notices(c);
}
