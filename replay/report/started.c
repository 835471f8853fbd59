/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/started.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "plans/plan.h"
#include "plans/scene.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/report/page.h"
#include "replay/report/scenes.h"
#include "replay/report/tell.h"
#include "replay/report/told.h"

/* first, last: the scene's first fact of this act from `from` on, or its last
 * before `to`; 0: none. */
static uint32_t
first(const struct report_input *in, enum fact_act act, uint32_t from)
{
	for (uint32_t i = from; i < in->facts_n; i++)
		if (in->facts[i].act == act &&
		    in->facts[i].incident == in->timing->scene)
			return i;
	return 0;
}

static uint32_t
last(const struct report_input *in, enum fact_act act, uint32_t to)
{
	while (to-- > 1)
		if (in->facts[to].act == act &&
		    in->facts[to].incident == in->timing->scene)
			return to;
	return 0;
}

static const struct scene *
scene_of(const struct page *p)
{
	return &p->in->plan->scenes.at[p->in->timing->scene];
}

/* list: one more, set off from those before. */
static void
list(const struct page *p, struct text *t, const char *item)
{
	if (t->len > 0)
		words_say(t, p->language, "report.comma", NULL);
	text_add(t, item);
}

/* said: the fact's sentence, and when; "" for none. */
static const char *
said(const struct page *p, uint32_t fact)
{
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	if (fact == 0)
		return t.at;
	text_fmt(&t, "%s ", page_clock(p, p->in->facts[fact].at));
	scenes_tell(&t, p->language, p->in, fact);
	return t.at;
}

/* verified: the fields of the form, each with its instant, of the last time
 * it was gone through. */
static const char *
verified(const struct page *p, uint32_t to)
{
	uint32_t end = last(p->in, FACT_CHECKED, to);
	uint32_t start = p->in->facts[end].why;
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	for (uint32_t i = start; i <= end && end != 0; i++) {
		const struct fact *f = &p->in->facts[i];
		struct text item = text_new(p->out->arena);

		if (f->act != FACT_CHECKED || f->why != start)
			continue;
		text_fmt(&item, "%s %s", page_word(p, tell_field(f->value - 1)),
		    page_clock(p, f->at));
		list(p, &t, item.at);
	}
	return t.at;
}

static const char *
class_of(const struct page *p)
{
	char id[32];

	if (scene_of(p)->class < 0)
		return "";
	(void)snprintf(id, sizeof(id), "class.%s",
	    scene_event_classes[scene_of(p)->class]);
	return page_word(p, id);
}

/* document: the plan, its version, and the scene it was started for. */
static const char *
document(const struct page *p)
{
	const struct plan *plan = p->in->plan;
	struct text t = text_new(p->out->arena);

	text_add(&t, page_title(p, &plan->name, plan->id));
	if (plan->version[0] != '\0')
		text_fmt(&t, " %s", plan->version);
	words_say(&t, p->language, "report.comma", NULL);
	text_add(&t, page_title(p, &scene_of(p)->name, scene_of(p)->id));
	return t.at;
}

static const char *
measures(const struct page *p)
{
	int32_t number = scene_of(p)->procedure.index;
	const struct procedure *x = &p->in->plan->procedures.at[number];

	return page_title(p, &x->name, x->id);
}

/* means: who comes and what may be spent at this grade; what the plan says of
 * its safeguards where the grade brings nothing. */
static const char *
means(const struct page *p, int64_t grade)
{
	const struct organisation *org = p->in->plan->organisation;
	struct text t = text_new(p->out->arena);

	for (uint32_t i = 0; i < org->safeguards.n; i++) {
		const struct safeguard *s = &org->safeguards.at[i];
		struct text money = text_new(p->out->arena);

		if (grade == 0 || s->grade < grade - 1)
			continue;
		for (uint32_t j = 0; j < s->call.n; j++)
			list(p, &t,
			    page_name(p, fact_entity(ENTITY_ROLE,
					     (uint32_t)s->call.at[j].index)));
		text_int(&money, s->preapproved);
		if (s->preapproved > 0)
			list(p, &t,
			    page_fill(p, "report.preapproved",
				&(struct argument){"amount", money.at}, 1));
	}
	if (t.len == 0)
		text_add(
		    &t, words_title(p->language, &p->in->plan->safeguards));
	return t.at;
}

/* is_again: was the same notice due before? It is one duty, repeated. */
static bool
is_again(const struct report_input *in, uint32_t due)
{
	for (uint32_t i = told_next(in, 0); i < due; i = told_next(in, i + 1))
		if (in->facts[i].on == in->facts[due].on)
			return true;
	return false;
}

/* duties: what must be told, by when first and to whom. */
static const char *
duties(const struct page *p)
{
	const struct report_input *in = p->in;
	struct text t = text_new(p->out->arena);

	text_add(&t, "");
	for (uint32_t i = told_next(in, 0); i < in->facts_n;
	     i = told_next(in, i + 1)) {
		struct told x = told_of(in, i);
		const struct argument args[] = {
		    {"notice", page_name(p, x.entity)},
		    {"to", told_to(p->language, in, x.notice)},
		    {"limit", page_clock(p, x.limit)}};

		if (in->facts[i].incident == in->timing->scene &&
		    !is_again(in, i))
			list(p, &t, page_fill(p, "report.duty", args, 3));
	}
	return t.at;
}

/* closing: the code it is closed with. */
static const char *
closing(const struct page *p, uint32_t activated)
{
	const struct report_input *in = p->in;
	uint32_t decided = last(in, FACT_DECIDED, in->facts_n);

	if (activated == 0 && last(in, FACT_DISMISSED, in->facts_n) != 0)
		return page_word(p, "closing.false-alarm");
	if (last(in, FACT_CLOSED, in->facts_n) == 0)
		return page_word(p, "closing.open");
	if (last(in, FACT_CONFIRMED, in->facts_n) == 0)
		return page_word(p, "closing.unconfirmed");
	return page_word(p, decided != 0 && in->facts[decided].value == 1
				? "closing.standby"
				: "closing.restored");
}

void
started_write(struct page *p)
{
	const struct report_input *in = p->in;
	uint32_t activated = first(in, FACT_ACTIVATED, 1);
	uint32_t to = activated != 0 ? activated : in->facts_n;
	uint32_t warning = last(in, FACT_WARNING, to);
	uint32_t graded = last(in, FACT_GRADED, to);

	if (warning == 0)
		return;
	page_heading(p, "report.h-started");
	page_raw(p, "<dl class=\"about\">\n");
	page_term(p, "report.reason", said(p, in->facts[warning].why));
	page_term(p, "report.class", class_of(p));
	page_term(p, "report.form", verified(p, to));
	page_term(p, "report.graded", said(p, graded));
	page_term(p, "report.started",
	    said(p, activated != 0 ? in->facts[activated].why : 0));
	if (activated != 0) {
		page_term(p, "report.plan-used", document(p));
		page_term(p, "report.measures", measures(p));
		page_term(p, "report.means",
		    means(p, graded == 0 ? 0 : in->facts[graded].value));
		page_term(p, "report.duties", duties(p));
	}
	page_term(p, "report.entered",
	    said(p, last(in, FACT_REGISTERED, in->facts_n)));
	page_term(p, "report.closing", closing(p, activated));
	page_raw(p, "</dl>\n");
}
