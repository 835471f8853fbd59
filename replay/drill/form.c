/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/form.h"

#include "replay/drill/crew.h"
#include "replay/drill/state.h"

static int32_t
bits(int32_t form)
{
	int32_t n = 0;

	for (; form != 0; form &= form - 1)
		n++;
	return n;
}

/* due: how long after its start the task's next field is answered: all take
 * the same share, the last what is left. */
static span_ms
due(const struct drill *d, uint32_t scene)
{
	int32_t all = bits(d->stage->scenes[scene].form);
	int32_t left = bits(d->scenes[scene].form);

	return d->scenes[scene].form_takes * (all - left + 1) / all;
}

span_ms
form_begin(struct drill *d, uint32_t task, span_ms length)
{
	const struct stage_task *s = &d->stage->tasks[task];
	struct drill_scene *x = &d->scenes[s->scene];

	if (s->response != RESPONSE_VERIFY ||
	    d->stage->scenes[s->scene].form == 0)
		return length;
	x->form = d->stage->scenes[s->scene].form;
	x->form_takes = length;
	return due(d, s->scene);
}

bool
form_goes_on(struct drill *d, uint32_t task)
{
	const struct drill_task *t = &d->tasks[task];
	uint32_t scene = d->stage->tasks[task].scene;
	struct drill_scene *x = &d->scenes[scene];
	int32_t field = 0;

	if (x->form == 0)
		return false;
	while ((x->form >> field & 1) == 0)
		field++;
	x->form &= x->form - 1;
	(void)state_say(d, FACT_CHECKED, scene, crew_lead(d, task),
	    fact_entity(ENTITY_SCENE, scene), field + 1, t->start_fact);
	if (x->form == 0)
		return false;
	state_arm(d, task, TASK_SLOT_WORK,
	    d->facts[t->start_fact].at + due(d, scene) - state_now(d));
	return true;
}
