/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/document.h"
#include "base/possible.h"

enum { SURE = 1000000 };

/* check_asked: who could answer what the trigger asks? */
static void
check_asked(struct checking *c, const struct scene *s)
{
	const struct value *at = value_get(s->at, "trigger");
	bool time_alone = s->trigger.n > 0;

	for (uint32_t i = 0; i < s->trigger.n; i++) {
		const struct condition_op *op = &s->trigger.ops[i];

		if (op->act == CONDITION_TEST && op->symbol == SYMBOL_LEVEL &&
		    op->on >= 0 && !checking_watched(c, op->on))
			checking_add(c, GRADE_FINDING, "trigger-unseen", at,
			    "service", op->id);
		time_alone = time_alone && (op->act != CONDITION_TEST ||
					       op->symbol == SYMBOL_ELAPSED ||
					       op->symbol == SYMBOL_DURING);
	}
	if (time_alone)
		checking_add(
		    c, GRADE_FINDING, "trigger-time-alone", at, "scene", s->id);
}

/* known: what anybody may know of a symbol at some time. */
static struct possible_range
known(const void *cookie, int32_t symbol, int32_t on)
{
	(void)cookie;
	(void)on;
	if (symbol == SYMBOL_LEVEL)
		return (struct possible_range){0, SURE};
	return (struct possible_range){0,
	    symbol == SYMBOL_ALARM || symbol == SYMBOL_DURING ? 1 : SPAN_NEVER};
}

/* seen: what is known before anybody looks: what nobody watches stays at full
 * level, and what misses everything raises nothing. */
static struct possible_range
seen(const void *cookie, int32_t symbol, int32_t on)
{
	const struct checking *c = cookie;
	struct possible_range r = known(c, symbol, on);

	if (symbol == SYMBOL_LEVEL && !checking_watched(c, on))
		r.low = SURE;
	if (symbol == SYMBOL_ALARM &&
	    c->org->monitors.at[on].misses_ppm == SURE &&
	    c->org->monitors.at[on].false_alarms_ppm == 0)
		r.high = 0;
	return r;
}

/* seen_after: from a service's falling below to its alarm, at worst. */
static span_ms
seen_after(const struct monitor *m)
{
	span_ms samples = (m->hold + m->interval - 1) / m->interval + 1;

	return samples * m->interval + m->delay;
}

static void
check_start(struct checking *c, const struct scene *s)
{
	const struct automatic *a = s->automatic;
	enum grade grade;

	if (!possible_is(&s->trigger, true, seen, c))
		checking_add(c, GRADE_FINDING, "trigger-never",
		    value_get(s->at, "trigger"), "scene", s->id);
	if (a == NULL)
		return;
	if (!possible_is(&a->when, true, seen, c) ||
	    !possible_is(&a->inhibit, false, seen, c))
		checking_add(c, GRADE_FINDING, "automatic-unseen", a->at,
		    "scene", s->id);
	grade = value_get(a->at, "within") != NULL ? GRADE_FINDING : GRADE_NOTE;
	for (uint32_t i = 0; i < a->when.n; i++) {
		const struct condition_op *op = &a->when.ops[i];
		const struct monitor *m;

		if (op->act != CONDITION_TEST || op->symbol != SYMBOL_ALARM)
			continue;
		m = &c->org->monitors.at[op->on];
		if (seen_after(m) + a->hold > a->within)
			faults_add(c->faults, grade, "automatic-slow", a->at,
			    "scene", s->id, "monitor", m->id, "takes",
			    checking_span(c, seen_after(m) + a->hold), "within",
			    checking_span(c, a->within), NULL);
	}
}

void
check_triggers(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->scenes.n; i++)
		check_asked(c, &c->plan->scenes.at[i]);
}

/* check_when: may the condition of a step or a rule ever hold? */
static void
check_when(struct checking *c, const struct condition *when,
    const struct value *at, const char *id)
{
	if (when->n > 0 && !possible_is(when, true, known, c))
		checking_add(c, GRADE_FINDING, "when-never",
		    value_get(at, "when"), "id", id);
}

void
check_triggers_come(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->scenes.n; i++)
		check_start(c, &c->plan->scenes.at[i]);
	for (uint32_t i = 0; i < c->steps_n; i++)
		check_when(
		    c, &c->steps[i]->when, c->steps[i]->at, c->steps[i]->id);
	for (uint32_t i = 0; i < c->org->grading.n; i++)
		check_when(c, &c->org->grading.at[i].when,
		    c->org->grading.at[i].at, "grading");
}
