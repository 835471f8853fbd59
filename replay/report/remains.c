/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/remains.h"

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "replay/report/report.h"
#include "replay/report/tell.h"

static void
list(struct text *t, enum language language, const struct report_input *in,
    uint32_t entity)
{
	if (t->len > 0)
		words_say(t, language, "report.comma", NULL);
	text_add(t, tell_name(language, in->stage, entity));
}

/* last: the last fact of this act on an entity; NULL if there is none. */
static const struct fact *
last(const struct report_input *in, enum fact_act act, uint32_t on)
{
	for (uint32_t i = in->facts_n; i-- > 0;)
		if (in->facts[i].act == act && in->facts[i].on == on)
			return &in->facts[i];
	return NULL;
}

/* on_standby: the services that were not switched back. */
static const char *
on_standby(
    const struct text *t, enum language language, const struct report_input *in)
{
	struct text names = text_new(t->arena);

	text_add(&names, "");
	for (uint32_t i = 0; i < in->stage->counts[ENTITY_SERVICE]; i++) {
		uint32_t service = fact_entity(ENTITY_SERVICE, i);
		const struct fact *f = last(in, FACT_SWITCHED, service);

		if (f != NULL && f->value != 0 &&
		    stage_reaches(in->stage, in->timing->scene, i))
			list(&names, language, in, service);
	}
	return names.at;
}

/* is_undone: a step that was to be done and was not; an alternative nobody
 * called for was not to be. */
static bool
is_undone(const struct report_input *in, uint32_t task)
{
	const struct stage_task *x = &in->stage->tasks[task];
	uint32_t entity = fact_entity(ENTITY_TASK, task);

	if (x->step_number == STAGE_NONE ||
	    last(in, FACT_DONE, entity) != NULL ||
	    last(in, FACT_SKIPPED, entity) != NULL)
		return false;
	return !x->is_alternative || last(in, FACT_READY, entity) != NULL;
}

void
remains_say(
    struct text *t, enum language language, const struct report_input *in)
{
	struct range tasks = in->stage->scenes[in->timing->scene].tasks;
	struct text steps = text_new(t->arena);

	if (in->timing->switched == 0 || in->timing->close_fact == 0)
		return;
	for (uint32_t i = tasks.first; i < tasks.first + tasks.n; i++)
		if (is_undone(in, i))
			list(&steps, language, in, fact_entity(ENTITY_TASK, i));
	words_say(t, language,
	    steps.len > 0 ? "remains.steps" : "remains.standby", "services",
	    on_standby(t, language, in), "steps", steps.len > 0 ? steps.at : "",
	    NULL);
}
