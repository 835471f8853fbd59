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

	if (op->symbol == SYMBOL_LEVEL) /* what is missing of it grows */
		return rises(mirrored[r], FULL - op->literal, FULL);
	return rises(
	    r, op->literal, op->symbol == SYMBOL_ALARM ? 1 : INT64_MAX);
}

/* Postfix, read backwards: so a `not` comes before what it covers. */
const struct condition_op *
grading_falls(const struct condition *c)
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
