/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/standby.h"

#include "replay/drill/crew.h"
#include "replay/drill/eta.h"
#include "replay/drill/ready.h"
#include "replay/drill/state.h"
#include "replay/drill/steps.h"

enum { SCENE_CHECK = 4 };

static uint32_t
entity(uint32_t scene)
{
	return fact_entity(ENTITY_SCENE, scene);
}

/* check_after: let the next checkpoint come, if the scene has any. */
static void
check_after(struct drill *d, uint32_t scene, span_ms wait)
{
	const struct stage_scene *s = &d->stage->scenes[scene];

	if (s->checkpoints != SPAN_NEVER)
		state_after(d, s->slot + SCENE_CHECK, wait);
}

void
standby_watch(struct drill *d, uint32_t scene)
{
	d->scenes[scene].eta_fact = 0;
	check_after(d, scene, 0);
}

void
standby_forget(struct drill *d, uint32_t scene)
{
	d->scenes[scene].standby = false;
	check_after(d, scene, SPAN_NEVER);
}

void
standby_needless(struct drill *d, uint32_t scene)
{
	int32_t task = d->stage->scenes[scene].response[RESPONSE_DECIDE];

	if (task != STAGE_NONE)
		ready_withdraw(d, (uint32_t)task);
}

/* say: the estimate, if it is another than the last; because of what is in
 * hand, else of the scene's last milestone. */
static void
say(struct drill *d, uint32_t scene, const struct eta *eta)
{
	struct drill_scene *x = &d->scenes[scene];
	uint32_t reason = steps_reason(d, scene);
	uint32_t why = reason != 0 ? reason : x->last_fact;
	int64_t value = eta->at == SPAN_NEVER ? -1 : eta->at;

	if (x->eta_fact != 0 && d->facts[x->eta_fact].value == value)
		return;
	if (eta->at != SPAN_NEVER)
		(void)state_say(
		    d, FACT_ETA_P90, scene, 0, entity(scene), eta->p90, why);
	x->eta_fact =
	    state_say(d, FACT_ETA, scene, 0, entity(scene), value, why);
}

/* ask: the decision falls due, once. */
static void
ask(struct drill *d, uint32_t scene, const struct eta *eta)
{
	const struct drill_scene *x = &d->scenes[scene];
	int32_t task = d->stage->scenes[scene].response[RESPONSE_DECIDE];
	span_ms over =
	    eta->at == SPAN_NEVER ? 0 : eta->at - eta_limit(d, scene);

	if (task == STAGE_NONE || x->standby ||
	    d->tasks[task].status != TASK_IDLE ||
	    eta->at <= eta_limit(d, scene))
		return;
	ready_release(d, (uint32_t)task,
	    state_say(d, FACT_DECISION_DUE, scene, 0, entity(scene), over,
		x->eta_fact));
}

void
standby_check(struct drill *d, uint32_t scene)
{
	struct eta eta;

	check_after(d, scene, d->stage->scenes[scene].checkpoints);
	if (!eta_of(d, scene, &eta))
		return;
	say(d, scene, &eta);
	ask(d, scene, &eta);
}

/* use: from here on the scene goes the other way. */
static void
use(struct drill *d, uint32_t scene, uint32_t why)
{
	struct range r = d->stage->scenes[scene].tasks;

	d->scenes[scene].standby = true;
	steps_set_aside(d, scene);
	for (uint32_t i = r.first; i < r.first + r.n; i++)
		if (d->stage->tasks[i].standby)
			state_arm(d, i, TASK_SLOT_DEADLINE,
			    d->stage->tasks[i].deadline);
	steps_release(d, scene, why);
}

void
standby_decide(struct drill *d, uint32_t task)
{
	uint32_t scene = d->stage->tasks[task].scene;
	struct eta eta;
	bool needed = eta_of(d, scene, &eta);
	uint32_t fact = crew_done(d, task, FACT_DECIDED, entity(scene), needed);

	if (needed)
		use(d, scene, fact);
	else
		ready_rearm(d, task);
}
