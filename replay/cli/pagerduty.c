/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/pagerduty.h"

#include <string.h>

#include "base/arena.h"
#include "replay/cli/foreign.h"
#include "replay/cli/pd_policy.h"
#include "replay/cli/pd_schedule.h"
#include "replay/cli/rota.h"

/* ---- what all of its objects share ---- */

bool
pagerduty_is(const struct value *target, const char *type)
{
	const char *s = foreign_string(target, "type");

	return s != NULL && strncmp(s, type, strlen(type)) == 0;
}

const char *
pagerduty_person(const struct pagerduty *p, const struct value *v)
{
	const struct value *user = value_get(v, "user");

	return foreign_want_id(p->rota, user != NULL ? user : v);
}

const char *
pagerduty_title(
    const struct pagerduty *p, const struct value *v, const char *id)
{
	return rota_title(p->rota, v, foreign_called(v, id), id);
}

const struct value *
pagerduty_rendered(const struct value *schedule, const char *which)
{
	const struct value *sub = value_get(schedule, which);

	return sub == NULL ? NULL : value_get(sub, "rendered_schedule_entries");
}

/* each: all of one sort in all documents, alone or in a list. */
static void
each(const struct pagerduty *p, const char *one, const char *many,
    void (*take)(const struct pagerduty *p, const struct value *v))
{
	for (uint32_t i = 0; i < p->n; i++) {
		const struct value *root = p->documents[i]->values;
		const struct value *list = value_get(root, many);

		if (value_get(root, one) != NULL)
			take(p, value_get(root, one));
		for (const struct value *v = foreign_items(list); v != NULL;
		     v = value_next(v))
			take(p, v);
	}
}

uint32_t
pagerduty_count(const struct pagerduty *p, const char *one, const char *many)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->n; i++) {
		const struct value *root = p->documents[i]->values;
		const struct value *list = value_get(root, many);

		n += (value_get(root, one) != NULL) +
		     (list == NULL ? 0 : list->count);
	}
	return n;
}

/* ---- documents ---- */

/* take_people: whoever is named in a document, for the roster: those it tells
 * the address of, or all. */
static void
take_people(const struct pagerduty *p, const struct document *d, bool addressed)
{
	for (uint32_t i = 0; i < d->n; i++) {
		const struct value *v = &d->values[i];
		const char *foreign;
		const char *id;

		if (v->kind != VALUE_OBJECT || !pagerduty_is(v, "user") ||
		    (addressed && foreign_string(v, "email") == NULL))
			continue;
		foreign = foreign_string(v, "id");
		id = foreign == NULL ? NULL : rota_id(p->rota->arena, foreign);
		if (id != NULL)
			rota_real(p->rota, id, foreign_called(v, NULL),
			    foreign_string(v, "email"));
	}
}

/* check_roots: what else a document holds, and whether it is all. */
static void
check_roots(const struct pagerduty *p)
{
	for (uint32_t i = 0; i < p->n; i++) {
		const struct value *root = p->documents[i]->values;
		const struct value *more = value_get(root, "more");

		if (root->kind != VALUE_OBJECT)
			faults_add(p->rota->faults, GRADE_ERROR, "type", root,
			    "wanted", "object", NULL);
		foreign_leave_out(p->rota, root,
		    " schedule schedules escalation_policy "
		    "escalation_policies user users limit offset total more ");
		if (more != NULL && more->kind == VALUE_TRUE)
			foreign_note(p->rota, GRADE_FINDING, "import-more",
			    more, p->documents[i]->name);
	}
}

/* take_user: his name and address went to the roster. */
static void
take_user(const struct pagerduty *p, const struct value *v)
{
	foreign_leave_out(p->rota, v,
	    " name email time_zone color avatar_url billed role description "
	    "invitation_sent job_title teams ");
}

void
pagerduty_take(const struct pagerduty *p)
{
	check_roots(p);
	for (uint32_t i = 0; i < p->n; i++)
		take_people(p, p->documents[i], true);
	for (uint32_t i = 0; i < p->n; i++)
		take_people(p, p->documents[i], false);
	each(p, "user", "users", take_user);
	each(p, "schedule", "schedules", pd_schedule_take);
	each(p, "escalation_policy", "escalation_policies", pd_policy_take);
	if (pagerduty_count(p, "schedule", "schedules") +
		pagerduty_count(
		    p, "escalation_policy", "escalation_policies") ==
	    0)
		foreign_note(p->rota, GRADE_ERROR, "import-nothing",
		    p->documents[0]->values, p->documents[0]->name);
}
