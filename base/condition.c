/* SPDX-License-Identifier: Apache-2.0 */
#include "base/condition.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/span.h"

enum { WORD = 160 };

struct parser {
	struct arena *arena;
	const char *at;
	struct condition *out;
	const char *fault;
	char *near;
	int depth;
	char word[WORD]; /* the token under the eye; "" at the end */
};

static bool
fail(struct parser *p, const char *fault)
{
	if (p->fault == NULL) {
		p->fault = fault;
		(void)snprintf(p->near, 64, "%.63s", p->word);
	}
	return false;
}

static size_t
token_length(const char *s)
{
	if (strchr("()", *s) != NULL)
		return *s != '\0';
	if (strchr("=!<>", *s) != NULL)
		return s[1] == '=' ? 2 : 1;
	return strcspn(s, " \t\n()=!<>");
}

static void
advance(struct parser *p)
{
	size_t n;

	p->at += strspn(p->at, " \t\n");
	n = token_length(p->at);
	(void)snprintf(p->word, sizeof(p->word), "%.*s",
	    n < WORD ? (int)n : WORD - 1, p->at);
	if (n >= WORD)
		(void)fail(p, "condition-too-long");
	p->at += n;
}

static bool
accept(struct parser *p, const char *word)
{
	if (strcmp(p->word, word) != 0)
		return false;
	advance(p);
	return true;
}

static bool
emit(struct parser *p, struct condition_op op)
{
	if (p->out->n == CONDITION_OPS)
		return fail(p, "condition-too-long");
	p->out->ops[p->out->n++] = op;
	return true;
}

static bool
relation(struct parser *p, enum condition_relation *out)
{
	static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};

	for (int i = 0; i < 6; i++) {
		if (accept(p, signs[i])) {
			*out = (enum condition_relation)i;
			return true;
		}
	}
	return false;
}

/* decimal: digits, at most six behind a point, times a million. */
static bool
decimal(const char *s, size_t n, int64_t *ppm)
{
	int64_t v = 0;
	int behind = -1;

	if (n == 0 || n > 12 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '.' && behind < 0) {
			behind = 0;
			continue;
		}
		if (s[i] < '0' || s[i] > '9' || behind == 6)
			return false;
		v = v * 10 + (s[i] - '0');
		behind += behind >= 0;
	}
	for (int i = behind < 0 ? 0 : behind; i < 6; i++)
		v *= 10;
	*ppm = v;
	return true;
}

static bool
literal(const char *s, enum condition_unit unit, int64_t *out)
{
	size_t n = strlen(s);
	int64_t ppm;

	switch (unit) {
	case UNIT_SPAN_MS:
		return span_parse(s, out);
	case UNIT_SHARE_PPM:
		if (n > 1 && s[n - 1] == '%' && decimal(s, n - 1, &ppm)) {
			*out = ppm / 100;
			return true;
		}
		return decimal(s, n, out);
	case UNIT_COUNT:
	case UNIT_TURN:
		if (!decimal(s, n, &ppm) || ppm % 1000000 != 0)
			return false;
		*out = ppm / 1000000;
		return true;
	}
	return false;
}

static bool
symbol(struct parser *p, struct condition_op *op)
{
	const struct condition_symbol *s = p->out->symbols;
	const char *colon = strchr(p->word, ':');
	size_t n = colon == NULL ? strlen(p->word) : (size_t)(colon - p->word);

	for (int i = 0; s[i].name != NULL; i++) {
		if (strlen(s[i].name) != n ||
		    strncmp(s[i].name, p->word, n) != 0)
			continue;
		if ((s[i].of != NULL) != (colon != NULL))
			break;
		op->symbol = i;
		if (colon != NULL)
			op->id =
			    arena_copy(p->arena, colon + 1, strlen(colon + 1));
		advance(p);
		return true;
	}
	return fail(p, "condition-symbol");
}

static bool
test(struct parser *p)
{
	struct condition_op op = {
	    .act = CONDITION_TEST, .relation = REL_NE, .on = -1};

	if (!symbol(p, &op))
		return false;
	if (relation(p, &op.relation)) {
		if (!literal(
			p->word, p->out->symbols[op.symbol].unit, &op.literal))
			return fail(p, "condition-unit");
		advance(p);
	}
	return emit(p, op);
}

static bool either(struct parser *p);

static bool
factor(struct parser *p)
{
	bool ok;

	if (++p->depth > CONDITION_DEPTH)
		return fail(p, "condition-too-long");
	if (accept(p, "not"))
		ok = factor(p) &&
		     emit(p, (struct condition_op){.act = CONDITION_NOT});
	else if (accept(p, "("))
		ok = either(p) &&
		     (accept(p, ")") || fail(p, "condition-syntax"));
	else
		ok = test(p);
	p->depth--;
	return ok;
}

static bool
both(struct parser *p)
{
	if (!factor(p))
		return false;
	while (accept(p, "and"))
		if (!factor(p) ||
		    !emit(p, (struct condition_op){.act = CONDITION_AND}))
			return false;
	return true;
}

static bool
either(struct parser *p)
{
	if (!both(p))
		return false;
	while (accept(p, "or"))
		if (!both(p) ||
		    !emit(p, (struct condition_op){.act = CONDITION_OR}))
			return false;
	return true;
}

/* link_tests: let each test of the expression that ends at `end` know what to
 * ask next, where all of it leads to `yes` or `no`. Return: its first test. */
static uint8_t
link_tests(struct condition_op *ops, uint32_t end, uint8_t yes, uint8_t no)
{
	uint8_t right;

	switch (ops[end].act) {
	case CONDITION_TEST:
		ops[end].yes = yes;
		ops[end].no = no;
		return (uint8_t)end;
	case CONDITION_NOT:
		return link_tests(ops, end - 1, no, yes);
	case CONDITION_AND:
		right = link_tests(ops, end - 1, yes, no);
		return link_tests(ops, right - 1U, right, no);
	case CONDITION_OR:
		right = link_tests(ops, end - 1, yes, no);
		return link_tests(ops, right - 1U, yes, right);
	}
	return 0;
}

static bool
is_timed(const struct condition_op *op, const struct condition_symbol *symbols)
{
	return op->act == CONDITION_TEST &&
	       (symbols[op->symbol].unit == UNIT_SPAN_MS ||
		   symbols[op->symbol].unit == UNIT_TURN);
}

const char *
condition_parse(struct arena *arena, const char *s,
    const struct condition_symbol *symbols, struct condition *out,
    char near[64])
{
	struct condition_op ops[CONDITION_OPS];
	struct condition c = {.ops = ops, .symbols = symbols};
	struct parser p = {.arena = arena, .at = s, .out = &c, .near = near};

	*out = (struct condition){.symbols = symbols};
	advance(&p);
	if (strlen(s) > CONDITION_LENGTH)
		(void)fail(&p, "condition-too-long");
	else if (!either(&p) || p.word[0] != '\0')
		(void)fail(&p, "condition-syntax");
	if (p.fault != NULL)
		return p.fault;
	out->ops = arena_array(arena, c.n, sizeof(*ops));
	out->n = c.n;
	(void)link_tests(ops, c.n - 1, CONDITION_TRUE, CONDITION_FALSE);
	for (uint32_t i = 0; i < c.n; i++)
		out->timed = out->timed || is_timed(&ops[i], symbols);
	memcpy(out->ops, ops, c.n * sizeof(*ops));
	return NULL;
}

void
condition_digest(const struct condition *c, struct digester *d)
{
	digest_add_int(d, c->n);
	for (uint32_t i = 0; i < c->n; i++) {
		const struct condition_op *op = &c->ops[i];

		digest_add_int(d, op->act);
		digest_add_int(d, op->relation);
		digest_add_int(d, op->symbol);
		digest_add_int(d, op->on);
		digest_add_int(d, op->literal);
	}
}
