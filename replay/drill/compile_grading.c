/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/compile_grading.h"

#include "base/arena.h"
#include "plans/plan.h"
#include "replay/drill/build.h"

void
compile_grading(struct build *b)
{
	uint32_t n = b->org->grading.n;
	struct grade_rule *rules = arena_array(b->arena, n, sizeof(*rules));

	for (uint32_t i = 0; i < n; i++) {
		rules[i].grade = b->org->grading.at[i].grade;
		rules[i].when = build_condition(b, &b->org->grading.at[i].when);
	}
	b->stage->grading = rules;
	b->stage->grading_n = n;
	b->stage->grade_hold = b->org->grade_hold;
	b->stage->grade_automatic =
	    b->org->grade_lowering == LOWERING_AUTOMATIC;
	b->stage->grade_once = b->org->grade_once;
}

/* needs_any: does the service need one of those marked? */
static bool
needs_any(const struct stage *s, uint32_t service, const bool *marked)
{
	const struct stage_service *x = &s->services[service];

	if (x->standby != STAGE_NONE && marked[x->standby])
		return true;
	for (uint32_t g = x->needs.first; g < x->needs.first + x->needs.n; g++)
		for (uint32_t i = 0; i < s->groups[g].members.n; i++)
			if (marked[stage_at(s, s->groups[g].members, i)])
				return true;
	return false;
}

/* near_of: the services that bear on a scope: its own and those that need
 * them, walked from what is needed, and those it needs. */
static bool *
near_of(struct build *b, struct range scope, struct range reach)
{
	const struct stage *s = b->stage;
	uint32_t n = s->counts[ENTITY_SERVICE];
	bool *near = arena_array(b->arena, n, sizeof(*near));

	for (uint32_t i = 0; i < scope.n; i++)
		near[stage_at(s, scope, i)] = true;
	for (uint32_t i = 0; i < n; i++)
		if (needs_any(s, s->service_order[i], near))
			near[s->service_order[i]] = true;
	for (uint32_t i = 0; i < reach.n; i++)
		near[stage_at(s, reach, i)] = true;
	return near;
}

/* service_of: the service a test asks about; STAGE_NONE: none. */
static int32_t
service_of(const struct stage *s, const struct condition_op *op)
{
	if (op->act != CONDITION_TEST)
		return STAGE_NONE;
	switch ((enum symbol)op->symbol) {
	case SYMBOL_ALARM:
		return (int32_t)s->monitors[op->on].service;
	case SYMBOL_REPORT:
	case SYMBOL_LEVEL:
		return op->on;
	case SYMBOL_ELAPSED:
	case SYMBOL_DURING:
		break;
	}
	return STAGE_NONE;
}

/* counts: does the rule name a service that is near, or none at all? */
static bool
counts(const struct stage *s, const struct condition *when, const bool *near)
{
	bool names = false;

	for (uint32_t i = 0; i < when->n; i++) {
		int32_t service = service_of(s, &when->ops[i]);

		if (service != STAGE_NONE && near[service])
			return true;
		names = names || service != STAGE_NONE;
	}
	return !names;
}

struct range
compile_grading_for(struct build *b, struct range scope, struct range reach)
{
	const bool *near = near_of(b, scope, reach);
	struct range r = {b->stage->pool_n, 0};

	for (uint32_t i = 0; i < b->stage->grading_n; i++)
		if (counts(b->stage, &b->stage->grading[i].when, near)) {
			(void)build_pool(b, i);
			r.n++;
		}
	return r;
}
