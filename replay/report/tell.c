/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/tell.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"

static const char *const response_words[RESPONSES] = {"response.verify",
    "response.grade", "response.authorise", "response.confirm",
    "response.close"};

const char *
tell_name(enum language language, const struct stage *stage, uint32_t entity)
{
	const struct stage_name *name = stage_name(stage, entity);
	const char *title = words_title(language, &name->name);

	if (fact_kind(entity) == ENTITY_TASK) {
		const struct stage_task *t = &stage->tasks[fact_number(entity)];

		if (t->response != STAGE_NONE)
			return words_of(language, response_words[t->response]);
	}
	return title[0] == '\0' ? name->id : title;
}

void
tell_share(struct text *t, int64_t ppm)
{
	int64_t tenths = (ppm + 500) / 1000;

	text_int(t, tenths / 10);
	if (tenths % 10 != 0)
		text_fmt(t, ".%" PRId64, tenths % 10);
	text_add(t, " %");
}

/* word_of: the fact's word: its act, or a variant of it. */
static void
word_of(const struct fact *f, char out[64])
{
	const char *variant = "";

	if (f->act == FACT_START && f->value > 1)
		variant = "-again";
	else if (f->act == FACT_FAULT && f->value == 1000000)
		variant = "-gone";
	else if (f->act == FACT_PAGE && f->value > 0)
		variant = "-by-channel";
	else if (f->act == FACT_CLOSED && f->by == 0)
		variant = "-by-itself";
	(void)snprintf(out, 64, "tell.%s%s",
	    fact_act_name((enum fact_act)f->act), variant);
}

/* channel_of: the word for the kind of channel a fact speaks of. */
static const char *
channel_of(
    enum language language, const struct stage *stage, const struct fact *f)
{
	int64_t kind = f->value - 1;
	char word[32];

	if (f->act != FACT_CHANNEL_DOWN && f->act != FACT_PAGE)
		return "";
	if (kind >= 0 && f->act == FACT_PAGE)
		kind = stage
			   ->channels[stage->people[fact_number(f->on)]
					  .channels.first +
				      (uint32_t)kind]
			   .kind;
	if (kind < 0)
		return "";
	(void)snprintf(
	    word, sizeof(word), "channel.%s", organisation_channels[kind]);
	return words_of(language, word);
}

void
tell_fact(struct text *t, enum language language, const struct stage *stage,
    const struct fact *facts, uint32_t number)
{
	const struct fact *f = &facts[number];
	struct text level = text_new(t->arena);
	struct text span = text_new(t->arena);
	struct text value = text_new(t->arena);
	char word[64];
	char severity[32] = "";

	word_of(f, word);
	tell_share(&level, f->value);
	words_span(&span, language, f->value);
	text_int(&value, f->value);
	if (f->act == FACT_GRADED)
		(void)snprintf(
		    severity, sizeof(severity), "severity.%" PRId64, f->value);
	words_say(t, language, word, "by", tell_name(language, stage, f->by),
	    "on", tell_name(language, stage, f->on), "level", level.at, "span",
	    span.at, "value", value.at, "grade", words_of(language, severity),
	    "channel", channel_of(language, stage, f), NULL);
}

bool
tell_is_told(const struct fact *facts, uint32_t n, uint32_t number)
{
	static const bool silent[FACT_ACTS] = {[FACT_BEGIN] = true,
	    [FACT_READY] = true,
	    [FACT_DISPATCH] = true,
	    [FACT_RUNG] = true};
	const struct fact *f = &facts[number];

	if (number + 1 < n &&
	    (f->act == FACT_WAITS || f->act == FACT_GAVE_UP) &&
	    facts[number + 1].at == f->at && facts[number + 1].why == number)
		return false; /* the page, the alternative say it */
	return !silent[f->act];
}
