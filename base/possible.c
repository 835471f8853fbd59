/* SPDX-License-Identifier: Apache-2.0 */
#include "base/possible.h"

#include "base/condition.h"

/* Tests looked at before giving up; a condition that people wrote needs some
 * dozens. */
enum { PATIENCE = 100000 };

/* The tests decided on the way to where we stand, and what they leave of each
 * symbol. */
struct way {
	const struct condition *c;
	struct possible_range ranges[CONDITION_OPS]; /* by its first test */
	uint32_t first[CONDITION_OPS];  /* test of the same symbol, by test */
	uint32_t except[CONDITION_OPS]; /* tests that it is not this value */
	uint32_t excepts;
	uint32_t patience;
	bool wanted;
};

static const enum condition_relation contrary[] = {[REL_EQ] = REL_NE,
    [REL_NE] = REL_EQ,
    [REL_LT] = REL_GE,
    [REL_LE] = REL_GT,
    [REL_GT] = REL_LE,
    [REL_GE] = REL_LT};

/* shrink: leave out the ends that are excepted. Inside a range they do not
 * matter: its ends remain. */
static void
shrink(const struct way *w, uint32_t symbol, struct possible_range *r)
{
	bool shrunk = true;

	while (shrunk && r->low <= r->high) {
		shrunk = false;
		for (uint32_t i = 0; i < w->excepts; i++) {
			int64_t not = w->c->ops[w->except[i]].literal;

			if (w->first[w->except[i]] != symbol)
				continue;
			shrunk = shrunk || not == r->low || not == r->high;
			r->low += not == r->low;
			r->high -= not == r->high;
		}
	}
}

/* narrow: leave what stands in the relation to the test's literal.
 * Return: is anything left? */
static bool
narrow(struct way *w, uint32_t test, enum condition_relation relation)
{
	uint32_t symbol = w->first[test];
	struct possible_range *r = &w->ranges[symbol];
	int64_t literal = w->c->ops[test].literal;
	int64_t low = relation == REL_GT ? literal + 1 : literal;
	int64_t high = relation == REL_LT ? literal - 1 : literal;

	if (relation == REL_NE)
		w->except[w->excepts++] = test;
	else if (relation != REL_LT && relation != REL_LE && low > r->low)
		r->low = low;
	if (relation != REL_NE && relation != REL_GT && relation != REL_GE &&
	    high < r->high)
		r->high = high;
	shrink(w, symbol, r);
	return r->low <= r->high;
}

/* walk: from this test on, is there a way to the end that is wanted? */
static bool
walk(struct way *w, uint32_t test)
{
	uint32_t symbol;
	struct possible_range before;
	uint32_t excepts = w->excepts;
	bool found = false;

	if (test >= CONDITION_TRUE)
		return (test == CONDITION_TRUE) == w->wanted;
	if (w->patience == 0)
		return true;
	w->patience--;
	symbol = w->first[test];
	before = w->ranges[symbol];
	for (int yes = 1; yes >= 0 && !found; yes--) {
		const struct condition_op *op = &w->c->ops[test];

		found = narrow(w, test,
			    yes ? op->relation : contrary[op->relation]) &&
			walk(w, yes ? op->yes : op->no);
		w->ranges[symbol] = before;
		w->excepts = excepts;
	}
	return found;
}

bool
possible_is(const struct condition *c, bool wanted,
    struct possible_range (*range)(
	const void *cookie, int32_t symbol, int32_t on),
    const void *cookie)
{
	struct way w = {.c = c, .patience = PATIENCE, .wanted = wanted};

	if (c->n == 0)
		return !wanted;
	for (uint32_t i = 0; i < c->n; i++) {
		const struct condition_op *op = &c->ops[i];
		uint32_t j = 0;

		if (op->act != CONDITION_TEST)
			continue;
		while (c->ops[j].act != CONDITION_TEST ||
		       c->ops[j].symbol != op->symbol || c->ops[j].on != op->on)
			j++;
		w.first[i] = j;
		w.ranges[j] = range(cookie, op->symbol, op->on);
	}
	return walk(&w, 0);
}
