/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/told.h"

#include <stdio.h>

#include "base/text.h"
#include "plans/pack.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"
#include "replay/report/scenes.h"
#include "replay/report/tell.h"

struct told_count
told_count(const struct report_input *in)
{
	struct told_count n = {0};

	for (uint32_t i = 0; i < in->stage->counts[ENTITY_SCENE]; i++) {
		const struct timing *t = &in->scenes[i];

		n.due += t->notices.due;
		n.sent += t->notices.sent;
		n.late += t->notices.late;
	}
	return n;
}

uint32_t
told_next(const struct report_input *in, uint32_t from)
{
	while (from < in->facts_n && in->facts[from].act != FACT_DUE)
		from++;
	return from;
}

/* after: the next fact of this act on the same task, before it falls due
 * again; NULL if none. */
static const struct fact *
after(const struct report_input *in, uint32_t due, enum fact_act act)
{
	const struct fact *all = in->facts;

	for (uint32_t i = due + 1; i < in->facts_n; i++) {
		if (all[i].on != all[due].on)
			continue;
		if (all[i].act == act)
			return &all[i];
		if (all[i].act == FACT_DUE)
			return NULL;
	}
	return NULL;
}

struct told
told_of(const struct report_input *in, uint32_t due)
{
	const struct fact *f = &in->facts[due];
	const struct fact *sent = after(in, due, FACT_DONE);
	const struct fact *late = after(in, due, FACT_LATE);
	int32_t number = in->stage->tasks[fact_number(f->on)].notice;

	return (struct told){.notice = &in->plan->notices.at[number],
	    .entity = f->on,
	    .limit = f->at + f->value,
	    .sent = sent == NULL ? SPAN_NEVER : sent->at,
	    .late = late != NULL,
	    .kept = sent == NULL       ? "report.not-done"
		    : late == NULL     ? "report.in-time"
		    : late->value != 0 ? "report.late-by-grading"
				       : "report.late"};
}

/* ---- after the close: of each scene each report, numbered in a row ---- */

bool
told_is_later(const struct report_input *in, uint32_t i)
{
	return i < in->plan->later.n * in->stage->counts[ENTITY_SCENE];
}

const struct notice *
told_later_notice(const struct report_input *in, uint32_t i)
{
	return &in->plan->later.at[i % in->plan->later.n];
}

static uint32_t
scene_of(const struct report_input *in, uint32_t i)
{
	return i / in->plan->later.n;
}

span_ms
told_later(const struct report_input *in, uint32_t i)
{
	const struct notice *notice = told_later_notice(in, i);
	const struct timing *scene = &in->scenes[scene_of(in, i)];
	span_ms closed = scene->mark[MARK_CLOSE];
	bool graded = scene->peak > 0 && scene->peak - 1 <= notice->of;

	if (closed == SPAN_NEVER || (!graded && notice->of < GRADES - 1))
		return SPAN_NEVER;
	return closed + notice->within;
}

void
told_say_later(struct text *t, enum language language,
    const struct report_input *in, uint32_t i)
{
	const struct notice *notice = told_later_notice(in, i);
	struct text name = text_new(t->arena);
	struct text limit = text_new(t->arena);
	struct text source = text_new(t->arena);
	struct instant at = in->stage->start;

	if (told_later(in, i) == SPAN_NEVER)
		return;
	at.ms += told_later(in, i);
	tell_instant(&limit, at);
	told_source(&source, language, notice);
	if (scenes_are_several(in))
		words_say(&name, language, "scenes.of", "what",
		    words_title(language, &notice->name), "scene",
		    tell_name(language, in->stage,
			fact_entity(ENTITY_SCENE, scene_of(in, i))),
		    NULL);
	else
		text_add(&name, words_title(language, &notice->name));
	words_say(t, language, "report.later", "notice", name.at, "to",
	    told_to(language, in, notice), "limit", limit.at, "source",
	    source.at, NULL);
}

const char *
told_to(enum language language, const struct report_input *in,
    const struct notice *notice)
{
	const struct party *party;
	const char *name;

	if (notice->to.index < 0)
		return words_title(language, &notice->authority);
	party = &in->plan->organisation->parties.at[notice->to.index];
	name = words_title(language, &party->name);
	return name[0] == '\0' ? party->id : name;
}

void
told_source(struct text *t, enum language language, const struct notice *notice)
{
	struct text legal = text_new(t->arena);
	char confidence[32];

	if (notice->pack == NULL)
		return;
	(void)snprintf(confidence, sizeof(confidence), "confidence.%s",
	    pack_confidences[notice->confidence]);
	words_span(&legal, language, notice->legal);
	words_say(t, language,
	    notice->within < notice->legal ? "report.source-own"
					   : "report.source",
	    "regulation", words_title(language, &notice->pack->name), "article",
	    words_title(language, &notice->article), "confidence",
	    words_of(language, confidence), "legal", legal.at, NULL);
}
