/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/watch.h"

#include "replay/drill/find.h"
#include "replay/drill/known.h"
#include "replay/drill/sham.h"
#include "replay/drill/state.h"

enum { MONITOR_POLL, MONITOR_SEEN };

void
watch_alarm(struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	struct drill_monitor *m = &d->monitors[monitor];

	m->seen = true;
	known_learn(
	    d, state_say(d, FACT_ALARM, 0, fact_entity(ENTITY_MONITOR, monitor),
		   fact_entity(ENTITY_SERVICE, s->service), 0, m->cause));
}

static void
sample_bad(struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	struct drill_monitor *m = &d->monitors[monitor];

	if (m->bad_since == SPAN_NEVER) {
		m->bad_since = state_now(d);
		m->cause = d->services[s->service].seen_ppm < s->below_ppm
			       ? d->services[s->service].level_fact
			       : m->deceit; /* nothing is wrong */
	}
	if (m->raised || state_now(d) - m->bad_since < s->hold)
		return;
	m->raised = true;
	if (s->delay == 0)
		watch_alarm(d, monitor);
	else
		state_after(d, s->slot + MONITOR_SEEN, s->delay);
}

static void
sample_good(struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	struct drill_monitor *m = &d->monitors[monitor];

	if (m->raised && !m->seen)
		state_after(d, s->slot + MONITOR_SEEN, SPAN_NEVER);
	if (m->seen)
		known_learn(d, state_say(d, FACT_CLEAR, 0,
				   fact_entity(ENTITY_MONITOR, monitor),
				   fact_entity(ENTITY_SERVICE, s->service), 0,
				   d->services[s->service].level_fact));
	m->bad_since = SPAN_NEVER;
	m->raised = false;
	m->seen = false;
}

/* errs: does this sample look bad where it is good, good where it is bad?
 * Occurrences beyond what luck can count are another entity's. */
static bool
errs(const struct drill *d, uint32_t monitor, bool bad)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	uint32_t odds = bad ? s->misses : s->false_alarms;
	uint32_t nth = (uint32_t)(state_now(d) / s->interval);

	return odds > 0 &&
	       random_happens(state_draw(d, s->luck + nth / RANDOM_OCCURRENCES,
				  bad ? LUCK_MISSES : LUCK_FALSE_ALARMS,
				  nth % RANDOM_OCCURRENCES)
				  .value,
		   odds);
}

/* is_idle: would its next sample, taken now, change anything? */
static bool
is_idle(const struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	const struct drill_monitor *m = &d->monitors[monitor];
	const struct drill_service *x = &d->services[s->service];
	bool bad = x->seen_ppm < s->below_ppm;
	uint32_t odds = bad ? s->misses : s->false_alarms;

	if (d->literal)
		return false;
	if (m->down > 0)
		return true;
	if ((odds > 0 && m->wrong == 0) || x->known_ppm != x->seen_ppm ||
	    (m->seen && d->c->shams > 0))
		return false;
	return bad || m->wrong > 0 ? m->raised
				   : !m->raised && m->bad_since == SPAN_NEVER;
}

/* rest: take no turns until there is something to see. */
static void
rest(struct drill *d, uint32_t monitor)
{
	d->monitors[monitor].resting = true;
	d->c->resting++;
	state_after(
	    d, d->stage->monitors[monitor].slot + MONITOR_POLL, SPAN_NEVER);
}

/* wake: take the next turn when it would have come: now, if it is due and
 * those whose turns come later have not had theirs. */
static void
wake(struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	span_ms over = state_now(d) % s->interval;
	bool had =
	    d->c->sampled_at == state_now(d) && d->c->sampled_slot >= s->slot;

	d->monitors[monitor].resting = false;
	d->c->resting--;
	state_after(d, s->slot + MONITOR_POLL,
	    over == 0 && !had ? 0 : s->interval - over);
}

void
watch_settle(struct drill *d)
{
	for (uint32_t i = 0;
	     d->c->resting > 0 && i < d->stage->counts[ENTITY_MONITOR]; i++)
		if (d->monitors[i].resting && !is_idle(d, i))
			wake(d, i);
}

static void
sample(struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];
	struct drill_service *x = &d->services[s->service];
	bool bad = x->seen_ppm < s->below_ppm;
	bool wrong =
	    d->monitors[monitor].wrong > 0 ? !bad : errs(d, monitor, bad);

	if (x->known_ppm != x->seen_ppm && !(bad && wrong)) {
		x->known_ppm = x->seen_ppm;
		known_learn(d, x->level_fact);
	}
	if (bad != wrong)
		sample_bad(d, monitor);
	else
		sample_good(d, monitor);
	if (d->c->shams > 0 && d->monitors[monitor].seen)
		find_out(d,
		    &(struct sham_search){STAGE_NONE, s->service, s->below_ppm},
		    fact_entity(ENTITY_MONITOR, monitor), 0);
}

void
watch_sample(struct drill *d, uint32_t monitor)
{
	const struct stage_monitor *s = &d->stage->monitors[monitor];

	d->c->sampled_at = state_now(d);
	d->c->sampled_slot = s->slot;
	if (d->monitors[monitor].down == 0)
		sample(d, monitor);
	if (is_idle(d, monitor))
		rest(d, monitor);
	else
		state_after(d, s->slot + MONITOR_POLL, s->interval);
}

static uint32_t
say_monitor(struct drill *d, uint32_t inject, enum fact_act act)
{
	return state_say(d, act, 0, fact_entity(ENTITY_INJECT, inject),
	    fact_entity(
		ENTITY_MONITOR, (uint32_t)d->stage->injects[inject].monitor),
	    0, 0);
}

void
watch_blind(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_monitor *m = &d->monitors[s->monitor];

	(void)say_monitor(d, inject, FACT_MONITOR_DOWN);
	m->down++;
	m->bad_since = SPAN_NEVER; /* a hold begins anew */
	state_after(d, s->slot + INJECT_PASS, s->length);
}

void
watch_see(struct drill *d, uint32_t inject)
{
	struct drill_monitor *m =
	    &d->monitors[d->stage->injects[inject].monitor];

	if (--m->down == 0)
		(void)say_monitor(d, inject, FACT_MONITOR_UP);
	watch_settle(d);
}

void
watch_deceive(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_monitor *m = &d->monitors[s->monitor];
	uint32_t fact = say_monitor(d, inject, FACT_DECEIVED);

	if (m->wrong++ == 0)
		m->deceit = fact;
	state_after(d, s->slot + INJECT_PASS, s->length);
	watch_settle(d);
}

void
watch_undeceive(struct drill *d, uint32_t inject)
{
	struct drill_monitor *m =
	    &d->monitors[d->stage->injects[inject].monitor];

	if (--m->wrong == 0) {
		(void)say_monitor(d, inject, FACT_UNDECEIVED);
		m->deceit = 0;
	}
	watch_settle(d);
}

void
watch_report(struct drill *d, uint32_t service, uint32_t by)
{
	d->services[service].reports++;
	known_learn(d, state_say(d, FACT_REPORT, 0, by,
			   fact_entity(ENTITY_SERVICE, service), 0,
			   d->services[service].level_fact));
}

void
watch_claim(struct drill *d, uint32_t inject)
{
	const struct stage_inject *s = &d->stage->injects[inject];
	struct drill_service *x = &d->services[s->about];

	x->known_ppm = s->level_ppm;
	x->reports += s->level_ppm < 1000000; /* a claim of trouble is one */
	known_learn(
	    d, state_say(d, FACT_CLAIMED, 0, fact_entity(ENTITY_INJECT, inject),
		   fact_entity(ENTITY_SERVICE, (uint32_t)s->about),
		   s->level_ppm, x->level_fact));
}
