/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/checking.h"

#include "base/document.h"

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
					       op->symbol == SYMBOL_ELAPSED);
	}
	if (time_alone)
		checking_add(
		    c, GRADE_FINDING, "trigger-time-alone", at, "scene", s->id);
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

	if (symbol == SYMBOL_LEVEL && !checking_watched(x->c, on))
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
may_be(const struct checking *c, const struct condition_op *op, bool wanted)
{
	int64_t high = op->symbol == SYMBOL_ALARM ? 1 : SPAN_NEVER;
	int64_t tries[] = {0, op->literal - 1, op->literal, op->literal + 1,
	    op->symbol == SYMBOL_LEVEL ? SURE : high};

	if (op->symbol == SYMBOL_LEVEL)
		high = SURE;
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct could x = {c, tries[i]};

		if (tries[i] >= 0 && tries[i] <= high &&
		    condition_compare(answer(&x, op->symbol, op->on),
			op->relation, op->literal) == wanted)
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
check_start(struct checking *c, const struct scene *s)
{
	const struct automatic *a = s->automatic;

	if (!may_come(c, &s->trigger, true))
		checking_add(c, GRADE_FINDING, "trigger-never",
		    value_get(s->at, "trigger"), "scene", s->id);
	if (a == NULL)
		return;
	if (!may_come(c, &a->when, true) || !may_come(c, &a->inhibit, false))
		checking_add(c, GRADE_FINDING, "automatic-unseen", a->at,
		    "scene", s->id);
	for (uint32_t i = 0; i < a->when.n && a->within != SPAN_NEVER; i++) {
		const struct condition_op *op = &a->when.ops[i];
		const struct monitor *m;

		if (op->act != CONDITION_TEST || op->symbol != SYMBOL_ALARM)
			continue;
		m = &c->org->monitors.at[op->on];
		if (seen_after(m) + a->hold > a->within)
			faults_add(c->faults, GRADE_FINDING, "automatic-slow",
			    a->at, "scene", s->id, "monitor", m->id, "takes",
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

void
check_triggers_come(struct checking *c)
{
	for (uint32_t i = 0; i < c->plan->scenes.n; i++)
		check_start(c, &c->plan->scenes.at[i]);
}
