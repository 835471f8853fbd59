/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/known.h"

#include "replay/drill/state.h"

void
known_learn(struct drill *d, uint32_t fact)
{
	d->c->known_changed = true;
	d->c->cause = fact;
}

/* Whom a condition asks, and since when time has gone. */
struct asked {
	const struct drill *drill;
	span_ms since;
};

static int64_t
ask(const void *cookie, int32_t symbol, int32_t on)
{
	const struct asked *asked = cookie;
	const struct drill *d = asked->drill;

	switch ((enum symbol)symbol) {
	case SYMBOL_ALARM:
		return d->monitors[on].seen;
	case SYMBOL_REPORT:
		return d->services[on].reports;
	case SYMBOL_LEVEL:
		return d->services[on].known_ppm;
	case SYMBOL_ELAPSED:
		return state_now(d) - asked->since;
	case SYMBOL_DURING:
		return stage_on_call(d->stage, (uint32_t)on, state_now(d)) !=
		       STAGE_NONE;
	}
	return 0;
}

bool
known_holds(const struct drill *d, const struct condition *c, span_ms since)
{
	struct asked asked = {d, since};

	return condition_holds(c, ask, &asked);
}

static int64_t
ask_truth(const void *cookie, int32_t symbol, int32_t on)
{
	const struct asked *asked = cookie;

	return symbol == SYMBOL_LEVEL ? asked->drill->services[on].seen_ppm
				      : ask(cookie, symbol, on);
}

bool
known_truly(const struct drill *d, const struct condition *c)
{
	struct asked asked = {d, 0};

	return condition_holds(c, ask_truth, &asked);
}

span_ms
known_next(const struct drill *d, const struct condition *c, span_ms since)
{
	span_ms least = SPAN_NEVER;

	for (uint32_t i = 0; c->timed && i < c->n; i++) {
		const struct condition_op *op = &c->ops[i];
		span_ms wait = SPAN_NEVER;

		if (op->act == CONDITION_TEST && op->symbol == SYMBOL_ELAPSED) {
			wait = since + op->literal - state_now(d);
			wait += wait <= 0; /* there, or just past it */
		} else if (op->act == CONDITION_TEST &&
			   op->symbol == SYMBOL_DURING) {
			wait = stage_next_duty(
			    d->stage, (uint32_t)op->on, state_now(d));
			if (wait != SPAN_NEVER)
				wait -= state_now(d);
		}
		if (wait > 0 && wait < least)
			least = wait;
	}
	return least;
}
