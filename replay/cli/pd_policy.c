/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/pd_policy.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "replay/cli/foreign.h"
#include "replay/cli/pagerduty.h"
#include "replay/cli/rota.h"

/* target_id: NULL, of which a fault tells, if it leads to nobody. */
static const char *
target_id(const struct pagerduty *p, const struct value *target)
{
	const char *id = foreign_want_id(p->rota, target);

	if (id == NULL)
		return NULL;
	if (foreign_has(value_get(target, "deleted_at"))) {
		foreign_note(
		    p->rota, GRADE_FINDING, "import-deleted", target, id);
		return NULL;
	}
	if (pagerduty_is(target, "user"))
		return id;
	if (!pagerduty_is(target, "schedule")) {
		foreign_note(p->rota, GRADE_FINDING, "import-target", target,
		    foreign_string(target, "type") == NULL
			? id
			: foreign_string(target, "type"));
		return NULL;
	}
	if (names_find(p->rota->names, "calendar", id) < 0) {
		foreign_note(
		    p->rota, GRADE_FINDING, "import-no-schedule", target, id);
		return NULL;
	}
	return id;
}

/* emit_targets: those of one type. */
static void
emit_targets(const struct pagerduty *p, const struct value *targets,
    const char *type, const char *member, const char *where, struct emit *e)
{
	emit_array(e, member);
	for (const struct value *t = foreign_items(targets); t != NULL;
	     t = value_next(t)) {
		const char *id = pagerduty_is(t, type) ? target_id(p, t) : NULL;

		if (id == NULL)
			continue;
		if (strcmp(type, "user") == 0)
			rota_seat(p->rota, id, where);
		emit_string(e, NULL, id);
	}
	emit_end(e, ']');
}

/* take_rule: a rung `after` minutes from the warning. Return: the minutes
 * until the next one. */
static int64_t
take_rule(const struct pagerduty *p, const struct value *v, int64_t after,
    const char *where, struct emit *e)
{
	const struct value *targets =
	    foreign_want(p->rota, v, "targets", VALUE_ARRAY);
	const struct value *strategy =
	    value_get(v, "escalation_rule_assignment_strategy");
	struct text span = text_new(p->rota->arena);

	if (strategy != NULL && strategy->kind == VALUE_OBJECT)
		strategy = value_get(strategy, "type");
	if (foreign_has(strategy) && strategy->kind == VALUE_STRING &&
	    strcmp(strategy->string, "assign_to_everyone") != 0)
		foreign_note(p->rota, GRADE_FINDING, "import-strategy", v,
		    strategy->string);
	foreign_leave_out(p->rota, v,
	    " escalation_delay_in_minutes targets "
	    "escalation_rule_assignment_strategy ");
	for (const struct value *t = foreign_items(targets); t != NULL;
	     t = value_next(t))
		if (!pagerduty_is(t, "user") && !pagerduty_is(t, "schedule"))
			(void)target_id(p, t);
	span_write(&span, after * SPAN_MINUTE);
	emit_object(e, NULL);
	emit_string(e, "after", span.at);
	emit_targets(p, targets, "schedule", "roles", where, e);
	emit_targets(p, targets, "user", "people", where, e);
	emit_end(e, '}');
	return foreign_want_integer(
	    p->rota, v, "escalation_delay_in_minutes", 0, 14400);
}

/* take_services: a scene over the services that the policy serves. */
static void
take_services(const struct pagerduty *p, const struct value *v,
    const char *ladder, const char *name)
{
	const struct value *list = value_get(v, "services");
	uint32_t most = list == NULL ? 0 : list->count;
	const char **services =
	    arena_array(p->rota->arena, most, sizeof(*services));
	uint32_t n = 0;

	for (const struct value *s = foreign_items(list); s != NULL && n < most;
	     s = value_next(s)) {
		services[n] = foreign_want_id(p->rota, s);
		if (services[n] == NULL)
			continue;
		rota_service(p->rota, services[n],
		    rota_title(p->rota, s, foreign_called(s, services[n]),
			services[n]));
		n++;
	}
	rota_scene(p->rota, ladder, name, services, n);
}

void
pd_policy_take(const struct pagerduty *p, const struct value *v)
{
	struct emit *e = &p->rota->parts[ROTA_LADDERS].emit;
	const char *id = foreign_want_id(p->rota, v);
	const struct value *rules =
	    foreign_want(p->rota, v, "escalation_rules", VALUE_ARRAY);
	struct text every = text_new(p->rota->arena);
	int64_t after = 0;
	const char *name;

	if (id == NULL || rules == NULL)
		return;
	if (names_add(p->rota->names, "ladder", id) < 0) {
		foreign_note(p->rota, GRADE_NOTE, "import-twice", v, id);
		return;
	}
	name = pagerduty_title(p, v, id);
	foreign_leave_out(
	    p->rota, v, " name escalation_rules num_loops services ");
	emit_object(e, NULL);
	emit_string(e, "id", id);
	emit_string(e, "name", name);
	emit_array(e, "steps");
	for (const struct value *r = foreign_items(rules); r != NULL;
	     r = value_next(r))
		after += take_rule(p, r, after, name, e);
	emit_end(e, ']');
	if (foreign_has(value_get(v, "num_loops"))) {
		emit_int(e, "repeats",
		    foreign_want_integer(p->rota, v, "num_loops", 0, 20));
		span_write(&every, after * SPAN_MINUTE);
		emit_string(e, "repeat_every", every.at);
	}
	emit_end(e, '}');
	take_services(p, v, id, name);
}
