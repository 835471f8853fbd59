/* SPDX-License-Identifier: Apache-2.0 */
/* base/condition.h -- conditions as people write them in a document:
 *
 *     level:storefront < 50% and (alarm:error-rate or report:storefront >= 2)
 *     not alarm:power and elapsed > 30m
 *
 * `and`, `or`, `not`, parentheses; a symbol is `name` or `name:id`; it stands
 * alone (true unless 0) or is compared (= != < <= > >=) with a number, a
 * percentage or a duration. What symbols mean is the caller's: he lists them,
 * and resolves them when the condition is asked. */
#ifndef BASE_CONDITION_H
#define BASE_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct digester;

enum {
	CONDITION_LENGTH = 4000, /* bytes */
	CONDITION_OPS = 64,
	CONDITION_DEPTH = 16
};

enum condition_unit {
	UNIT_COUNT,
	UNIT_SHARE_PPM,
	UNIT_SPAN_MS,
	UNIT_TURN /* 0 or 1, and time alone may change it */
};

struct condition_symbol {
	const char *name;         /* "level" */
	const char *of;           /* kind of the id behind it; NULL: none */
	enum condition_unit unit; /* what it may be compared with */
};

enum condition_act {
	CONDITION_TEST, /* push (symbol relation literal) */
	CONDITION_AND,
	CONDITION_OR,
	CONDITION_NOT
};

enum condition_relation { REL_EQ, REL_NE, REL_LT, REL_LE, REL_GT, REL_GE };

struct condition_op {
	enum condition_act act;
	enum condition_relation relation;
	int32_t symbol; /* index into the caller's list */
	int32_t on;     /* number of its id; -1 if it takes none */
	int64_t literal;
	uint8_t yes, no; /* of a test: what to ask next, if it is, if not */
	const char *id;  /* as written; for resolving and for messages */
};

/* Where asking ends. */
enum { CONDITION_TRUE = 254, CONDITION_FALSE = 255 };

struct condition { /* postfix; its first op is a test */
	struct condition_op *ops;
	uint32_t n;
	bool timed; /* time alone may change whether it holds */
	const struct condition_symbol *symbols;
};

/* condition_parse: compile `s`; ids are left unresolved (on = -1).
 * Owns:   everything in `arena`; `symbols` (ended by a NULL name) borrowed.
 * Return: NULL, or the id of the fault ("condition-syntax", "condition-
 *         symbol", "condition-unit", "condition-too-long") with the offending
 *         word copied to `near`; `*out` is then the condition never true. */
const char *condition_parse(struct arena *arena, const char *s,
    const struct condition_symbol *symbols, struct condition *out,
    char near[64]);

/* condition_compare: does a stand in this relation to b? */
static inline bool
condition_compare(int64_t a, enum condition_relation relation, int64_t b)
{
	switch (relation) {
	case REL_EQ:
		return a == b;
	case REL_NE:
		return a != b;
	case REL_LT:
		return a < b;
	case REL_LE:
		return a <= b;
	case REL_GT:
		return a > b;
	case REL_GE:
		return a >= b;
	}
	return false;
}

/* condition_holds: is it true, where `ask` gives each symbol's value? Asks no
 * more than it must. Cannot fail; an empty condition never holds. Inline, for
 * a drill asks its conditions at every turn. */
static inline bool
condition_holds(const struct condition *c,
    int64_t (*ask)(const void *cookie, int32_t symbol, int32_t on),
    const void *cookie)
{
	uint32_t i = c->n == 0 ? CONDITION_FALSE : 0;

	while (i < CONDITION_TRUE) {
		const struct condition_op *op = &c->ops[i];

		i = condition_compare(ask(cookie, op->symbol, op->on),
			op->relation, op->literal)
			? op->yes
			: op->no;
	}
	return i == CONDITION_TRUE;
}

/* condition_digest: add it to a digest, integers little-endian. */
void condition_digest(const struct condition *c, struct digester *d);

#endif
