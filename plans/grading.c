/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/grading.h"

#include "plans/organisation.h"

enum { FULL = 1000000 };

/* rises: does `value relation literal` stay true as a value grows that is
 * never below 0 nor above `most`? */
static bool
rises(enum condition_relation relation, int64_t literal, int64_t most)
{
	switch (relation) {
	case REL_GT:
	case REL_GE:
		return true;
	case REL_NE:
	case REL_LT:
		return literal <= 0 || literal > most;
	case REL_EQ:
	case REL_LE:
		return literal < 0 || literal >= most;
	}
	return false;
}

/* worsens: does the test, or its contrary, stay true as things get worse:
 * more alarms, reports and time, lower levels? */
static bool
worsens(const struct condition_op *op, bool contrary)
{
	static const enum condition_relation against[] = {[REL_EQ] = REL_NE,
	    [REL_NE] = REL_EQ,
	    [REL_LT] = REL_GE,
	    [REL_LE] = REL_GT,
	    [REL_GT] = REL_LE,
	    [REL_GE] = REL_LT};
	static const enum condition_relation mirrored[] = {[REL_EQ] = REL_EQ,
	    [REL_NE] = REL_NE,
	    [REL_LT] = REL_GT,
	    [REL_LE] = REL_GE,
	    [REL_GT] = REL_LT,
	    [REL_GE] = REL_LE};
	enum condition_relation r =
	    contrary ? against[op->relation] : op->relation;

	if (op->symbol == SYMBOL_DURING)
		return true;            /* the hour is no worse than another */
	if (op->symbol == SYMBOL_LEVEL) /* what is missing of it grows */
		return rises(mirrored[r], FULL - op->literal, FULL);
	return rises(
	    r, op->literal, op->symbol == SYMBOL_ALARM ? 1 : INT64_MAX);
}

/* may_fall: the first test by which the condition may cease to hold as things
 * get worse; NULL if there is none. Postfix, read backwards: so a `not` comes
 * before what it covers. */
static const struct condition_op *
may_fall(const struct condition *c)
{
	bool contrary[CONDITION_OPS + 1] = {false};
	const struct condition_op *found = NULL;
	uint32_t depth = 1;

	for (uint32_t i = c->n; i-- > 0;) {
		const struct condition_op *op = &c->ops[i];
		bool is = contrary[--depth];

		if (op->act == CONDITION_TEST) {
			if (!worsens(op, is))
				found = op;
			continue;
		}
		contrary[depth++] = is != (op->act == CONDITION_NOT);
		if (op->act != CONDITION_NOT)
			contrary[depth++] = is;
	}
	return found;
}

/* ---- every state that a table can tell from another ---- */

enum { AXES = 12, POINTS = 64, STATES = 1 << 16 };

/* What a table asks for, the values it can tell apart, better ones first, and
 * which of them it has now. */
struct axis {
	int32_t symbol, on;
	uint32_t n, now;
	int64_t points[POINTS];
};

struct states {
	const struct organisation *org;
	struct axis axes[AXES];
	uint32_t n;
	bool many; /* too many to look at each */
};

static struct axis *
axis_of(struct states *s, const struct condition_op *op)
{
	uint32_t i = 0;

	while (i < s->n &&
	       (s->axes[i].symbol != op->symbol || s->axes[i].on != op->on))
		i++;
	return &s->axes[i];
}

/* put: one more point, in its place, if it can be and is none yet. */
static void
put(struct states *s, struct axis *x, int64_t point)
{
	bool level = x->symbol == SYMBOL_LEVEL;
	uint32_t i = 0;

	if (point < 0 || (level && point > FULL) ||
	    ((x->symbol == SYMBOL_ALARM || x->symbol == SYMBOL_DURING) &&
		point > 1))
		return;
	while (
	    i < x->n && (level ? x->points[i] > point : x->points[i] < point))
		i++;
	if (i < x->n && x->points[i] == point)
		return;
	if (x->n == POINTS) {
		s->many = true;
		return;
	}
	for (uint32_t j = x->n++; j > i; j--)
		x->points[j] = x->points[j - 1];
	x->points[i] = point;
}

/* take: the values on both sides of the test, and at it. */
static void
take(struct states *s, const struct condition_op *op)
{
	struct axis *x;

	if (op->act != CONDITION_TEST)
		return;
	x = axis_of(s, op);
	if (x == &s->axes[s->n]) {
		if (s->n == AXES - 1) { /* the last stands for none */
			s->many = true;
			return;
		}
		s->n++;
		*x = (struct axis){.symbol = op->symbol, .on = op->on};
		put(s, x, op->symbol == SYMBOL_LEVEL ? FULL : 0);
	}
	put(s, x, op->literal - 1);
	put(s, x, op->literal);
	if (op->literal < INT64_MAX)
		put(s, x, op->literal + 1);
}

static struct states
states_of(const struct organisation *org)
{
	struct states s = {.org = org};
	uint64_t all = 1;

	for (uint32_t i = 0; i < org->grading.n && !s.many; i++)
		for (uint32_t j = 0; j < org->grading.at[i].when.n; j++)
			take(&s, &org->grading.at[i].when.ops[j]);
	for (uint32_t i = 0; i < s.n && !s.many; i++) {
		all *= s.axes[i].n;
		s.many = all > STATES;
	}
	return s;
}

static int64_t
ask(const void *cookie, int32_t symbol, int32_t on)
{
	const struct axis *x = ((const struct states *)cookie)->axes;

	while (x->symbol != symbol || x->on != on)
		x++;
	return x->points[x->now];
}

/* rule_of: the rule by which the state has its grade; as many as there are
 * rules if none holds. */
static uint32_t
rule_of(const struct states *s)
{
	uint32_t n = s->org->grading.n;
	uint32_t worst = n;

	for (uint32_t i = 0; i < n; i++)
		if (condition_holds(&s->org->grading.at[i].when, ask, s) &&
		    (worst == n || s->org->grading.at[i].grade <
				       s->org->grading.at[worst].grade))
			worst = i;
	return worst;
}

static int32_t
grade_of(const struct states *s, uint32_t rule)
{
	return rule < s->org->grading.n ? s->org->grading.at[rule].grade
					: GRADES - 1;
}

/* next: the state after this one, in any order. Return: is there one? */
static bool
next(struct states *s)
{
	for (uint32_t i = 0; i < s->n; i++) {
		if (++s->axes[i].now < s->axes[i].n)
			return true;
		s->axes[i].now = 0;
	}
	return false;
}

/* compare: with the states that are worse by one point of one axis: note the
 * rule of this one where one of them has a milder grade. */
static void
compare(struct states *s, const struct condition_op **by)
{
	uint32_t rule = rule_of(s);
	int32_t grade = grade_of(s, rule);

	for (uint32_t i = 0; i < s->n && grade < GRADES - 1; i++) {
		struct axis *x = &s->axes[i];
		const struct condition *c = &s->org->grading.at[rule].when;

		if (x->now + 1 == x->n || x->symbol == SYMBOL_DURING)
			continue;
		x->now++;
		if (grade_of(s, rule_of(s)) > grade)
			for (uint32_t j = 0; j < c->n; j++)
				if (c->ops[j].act == CONDITION_TEST &&
				    axis_of(s, &c->ops[j]) == x)
					by[rule] = &c->ops[j];
		x->now--;
	}
}

void
grading_falls(const struct organisation *org, const struct condition_op **by)
{
	struct states s = states_of(org);

	for (uint32_t i = 0; i < org->grading.n; i++) {
		by[i] = NULL;
		if (s.many && org->grading.at[i].grade < GRADES - 1)
			by[i] = may_fall(&org->grading.at[i].when);
	}
	if (s.many || org->grading.n == 0)
		return;
	do
		compare(&s, by);
	while (next(&s));
}

/* calm: what a symbol is while nothing has happened. */
static int64_t
calm(const void *cookie, int32_t symbol, int32_t on)
{
	(void)cookie;
	(void)on;
	return symbol == SYMBOL_LEVEL ? FULL : 0;
}

bool
grading_is_total(const struct organisation *org)
{
	for (uint32_t i = 0; i < org->grading.n; i++)
		if (org->grading.at[i].grade == GRADES - 1 ||
		    condition_holds(&org->grading.at[i].when, calm, NULL))
			return true;
	return org->grading.n == 0;
}
