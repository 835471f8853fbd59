/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/fire.h"

#include "replay/drill/known.h"
#include "replay/drill/state.h"

/* offer: an inject of the facilitator's is due; an agent in his seat lets it
 * in at once. Source: docs/semantics.md, 2. */
static void
offer(struct drill *d, uint32_t inject)
{
	if (d->stage->injects[inject].by_hand)
		(void)state_say(d, FACT_OFFERED, 0,
		    fact_entity(ENTITY_INJECT, inject), 0, 0, 0);
}

void
fire_came(struct drill *d, uint32_t inject)
{
	if (d->injects[inject].fired > 0)
		return; /* it comes again, or a ramp goes on */
	offer(d, inject);
	d->injects[inject].fired = 1;
}

void
fire_held(struct drill *d, uint32_t inject)
{
	struct drill_inject *x = &d->injects[inject];

	offer(d, inject);
	x->holding = false;
	x->held = true;
	x->fired++;
	x->active = false; /* begun anew, even where the last is in force */
	x->begun = 0;
}

/* watch: look again when the inject is armed, or when time alone may change
 * its condition. */
static void
watch(struct drill *d, const struct stage_inject *s)
{
	span_ms wait = state_now(d) < s->not_before
			   ? s->not_before - state_now(d)
			   : known_next(d, &s->condition, 0);

	state_after(d, s->slot + INJECT_WATCH, wait);
}

/* holds: before it is armed nothing does. */
static bool
holds(const struct drill *d, const struct stage_inject *s)
{
	if (state_now(d) < s->not_before)
		return false;
	return s->sees_truth ? known_truly(d, &s->condition)
			     : known_holds(d, &s->condition, 0);
}

/* judge: it comes on the rising edge, once it has held. */
static void
judge(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_inject *x = &d->injects[inject];

	watch(d, s);
	if (!holds(d, s)) {
		x->holding = false;
		x->held = false;
		state_after(d, s->slot + INJECT_FIRE, SPAN_NEVER);
	} else if (!x->holding && !x->held) {
		x->holding = true;
		state_after(d, s->slot + INJECT_FIRE, s->hold);
	}
}

/* is_armed: may its condition still let it come? */
static bool
is_armed(const struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];

	return s->condition.n > 0 && !d->injects[inject].spared &&
	       d->injects[inject].fired < s->max;
}

void
fire_look(struct drill *d, uint32_t inject)
{
	if (is_armed(d, inject))
		judge(d, inject);
}

void
fire_settle(struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->contingent.n; i++) {
		uint32_t inject = stage_at(d->stage, d->stage->contingent, i);

		if (is_armed(d, inject))
			judge(d, inject);
	}
}

void
fire_end(struct drill *d)
{
	for (uint32_t i = 0; i < d->stage->counts[ENTITY_INJECT]; i++)
		if (d->injects[i].fired == 0 &&
		    (d->stage->injects[i].condition.n > 0 ||
			d->stage->injects[i].uncertain))
			(void)state_say(d, FACT_NOT_FIRED, 0,
			    fact_entity(ENTITY_INJECT, i), 0, 0, 0);
}
