/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/report/tell.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/ledger.h"

enum { WHOLE = 1000000 };

static const char *const response_words[STAGE_APPROVE + 1] = {"response.verify",
    "response.grade", "response.authorise", "response.confirm",
    "response.sustain", "response.evaluate", "response.close",
    "response.decide", "response.register", "response.approve"};

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
tell_instant(struct text *t, struct instant at)
{
	struct text whole = text_new(t->arena);

	instant_write(&whole, at);
	text_bytes(t, whole.at, 10);
	text_fmt(t, " %.5s", whole.at + 11);
}

int64_t
tell_part(span_ms part, span_ms whole)
{
	int64_t ppm = (part * WHOLE + whole / 2) / whole; /* 3e17 at most */

	if (part > 0 && ppm == 0)
		return 1;
	return part < whole && ppm == WHOLE ? WHOLE - 1 : ppm;
}

void
tell_share(struct text *t, int64_t ppm)
{
	int64_t tenths = (ppm + 500) / 1000;

	if (ppm > 0 && tenths == 0) {
		text_add(t, "<0.1%");
		return;
	}
	if (ppm < WHOLE && tenths == WHOLE / 1000)
		tenths--; /* nearly all is not all */
	text_int(t, tenths / 10);
	if (tenths % 10 != 0)
		text_fmt(t, ".%" PRId64, tenths % 10);
	text_add(t, "%");
}

/* said_alone: is the fact worth words, whatever its neighbours of the same
 * kind say? */
static bool
said_alone(const struct fact *facts, uint32_t n, uint32_t number)
{
	static const bool silent[FACT_ACTS] = {[FACT_BEGIN] = true,
	    [FACT_READY] = true,
	    [FACT_DISPATCH] = true,
	    [FACT_RUNG] = true,
	    [FACT_ETA_P90] = true,
	    [FACT_OFFERED] = true,
	    [FACT_CHECKED] = true};
	const struct fact *f = &facts[number];

	if (number + 1 < n &&
	    (f->act == FACT_WAITS || f->act == FACT_GAVE_UP) &&
	    facts[number + 1].at == f->at && facts[number + 1].why == number)
		return false; /* the page, the alternative say it */
	return !silent[f->act];
}

/* page_before: the page that was said just before this one, at the same
 * instant, so that one sentence calls both; `number` if there is none. Pages
 * by a channel stand alone. */
static uint32_t
page_before(const struct fact *facts, uint32_t number)
{
	const struct fact *f = &facts[number];
	uint32_t i = number;

	if (f->act != FACT_PAGE || f->value != 0)
		return number;
	while (i > 0 && facts[i - 1].at == f->at)
		if (said_alone(facts, number + 1, --i))
			return facts[i].act == FACT_PAGE && facts[i].value == 0
				   ? i
				   : number;
	return number;
}

/* comes: does this person, by this fact, become free to start? */
static bool
comes(const struct fact *f, const struct fact *start)
{
	return (f->act == FACT_ACK || f->act == FACT_ARRIVE) &&
	       f->at == start->at && f->by == start->by &&
	       start->act == FACT_START && start->value <= 1;
}

/* coming: how he came who starts at the same instant, as a variant. */
static const char *
coming(const struct fact *facts, uint32_t number)
{
	for (uint32_t i = number; i-- > 0 && facts[i].at == facts[number].at;)
		if (comes(&facts[i], &facts[number]))
			return facts[i].act == FACT_ACK ? "-on-ack"
							: "-on-arrival";
	return "";
}

static bool
is_money(const struct stage *stage, uint32_t resource)
{
	return stage->resources[fact_number(resource)].kind == RESOURCE_FUND;
}

/* unit_of: what the fact's value is counted in; empty if in nothing. */
static const char *
unit_of(enum language language, const struct stage *stage, const struct fact *f)
{
	uint32_t on = f->on;

	if (f->act == FACT_ASKED || f->act == FACT_APPROVED) {
		struct range needs = stage->tasks[fact_number(on)].needs;
		uint32_t i = needs.first;

		while (!is_money(stage, stage->needs[i].resource))
			i++;
		on = fact_entity(ENTITY_RESOURCE, stage->needs[i].resource);
	}
	return fact_kind(on) == ENTITY_RESOURCE
		   ? words_title(
			 language, &stage->resources[fact_number(on)].unit)
		   : "";
}

/* amount: with its unit. */
static void
amount(struct text *t, enum language language, const struct stage *stage,
    const struct fact *f)
{
	const char *unit = unit_of(language, stage, f);

	size_t len = strlen(unit);

	text_int(t, f->value);
	if (f->value == 1 && len > 0 && unit[len - 1] == 's')
		return; /* one is not "1 trucks"; the name says what of */
	if (unit[0] != '\0')
		text_fmt(t, " %s", unit);
}

/* word_of: the fact's word: its act, or a variant of it. */
static void
word_of(const struct stage *stage, const struct fact *facts, uint32_t number,
    char out[64])
{
	const struct fact *f = &facts[number];
	const char *variant = "";

	if ((f->act == FACT_START || f->act == FACT_DONE) && f->by == 0)
		variant = "-call";
	else if (f->act == FACT_START && f->value <= 1)
		variant = coming(facts, number);
	else if (f->act == FACT_START)
		variant = "-again";
	else if (f->act == FACT_FAULT && f->value == 1000000)
		variant = "-gone";
	else if (f->act == FACT_PAGE && f->value > 0)
		variant = "-by-channel";
	else if ((f->act == FACT_WARNING || f->act == FACT_CLOSED) &&
		 stage->call_out)
		variant = "-calls";
	else if (f->act == FACT_CLOSED && f->by == 0)
		variant = "-by-itself";
	else if (f->act == FACT_LATE && f->value != 0)
		variant = "-by-grading";
	else if (f->act == FACT_OVERDUE && f->value != 0)
		variant = "-in-vain";
	else if (f->act == FACT_DUE && f->value == 0)
		variant = "-at-once";
	else if ((f->act == FACT_SEEMS_DONE || f->act == FACT_NO_EFFECT) &&
		 stage->tasks[fact_number(f->on)].misleads)
		variant = "-wrong";
	else if (f->act == FACT_ETA && f->value < 0)
		variant = "-never";
	else if (f->act == FACT_DECISION_DUE && f->value == 0)
		variant = "-never";
	else if (f->act == FACT_SWITCHED && f->value == 0)
		variant = "-back";
	else if (f->act == FACT_DECIDED && f->value == 0)
		variant = "-not";
	else if (f->act == FACT_PRESSED && f->value != 2)
		variant = f->value < 2   ? "-none"
			  : f->value > 3 ? "-ample"
					 : "-enough";
	else if (f->act == FACT_STRESSED && f->value > 1)
		variant = "-extreme";
	else if (f->act == FACT_REGRADED && f->by == 0)
		variant = "-by-itself";
	else if (f->act == FACT_WAITS && f->value == WAIT_RESOURCE)
		variant = is_money(stage, f->by) ? "-fund" : "-resource";
	else if (f->act == FACT_TAKEN && is_money(stage, f->on))
		variant = "-fund";
	else if (f->act == FACT_DUTY_OVER && f->by == 0)
		variant = "-nobody";
	else if (f->act == FACT_HANDED_OVER && f->value != 0)
		variant = "-stays";
	else if (f->act == FACT_ASKED && f->by == 0)
		variant = "-nobody";
	else if ((f->act == FACT_TAKEN || f->act == FACT_RETURNED) &&
		 stage->resources[fact_number(f->on)].kind == RESOURCE_SITE)
		variant = "-site";
	(void)snprintf(out, 64, "tell.%s%s",
	    fact_act_name((enum fact_act)f->act), variant);
}

/* called: the names of all whom this page's sentence calls. */
static void
called(struct text *t, enum language language, const struct stage *stage,
    const struct fact *facts, uint32_t number)
{
	uint32_t before = page_before(facts, number);

	if (before != number) {
		called(t, language, stage, facts, before);
		words_say(t, language, "report.comma", NULL);
	}
	text_add(t, tell_name(language, stage, facts[number].on));
}

/* channel_of: the word for the kind of channel a fact speaks of. */
static const char *
channel_of(
    enum language language, const struct stage *stage, const struct fact *f)
{
	int64_t kind = f->value - 1;
	char word[32];

	if (f->act != FACT_CHANNEL_DOWN && f->act != FACT_CHANNEL_UP &&
	    f->act != FACT_PAGE)
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

const char *
tell_field(int64_t field)
{
	static const char *const fields[FORM_FIELDS] = {"form.source",
	    "form.time", "form.object", "form.symptom", "form.scope",
	    "form.severity", "form.genuine"};

	return fields[field];
}

/* clock_of: the instant on the clock, to the minute. */
static void
clock_of(struct text *t, const struct stage *stage, int64_t at)
{
	if (at >= 0)
		instant_clock(t, stage->start, at, false);
}

void
tell_fact(struct text *t, enum language language, const struct stage *stage,
    const struct fact *facts, uint32_t number)
{
	const struct fact *f = &facts[number];
	struct text level = text_new(t->arena);
	struct text span = text_new(t->arena);
	struct text value = text_new(t->arena);
	struct text clock = text_new(t->arena);
	struct text p90 = text_new(t->arena);
	struct text on = text_new(t->arena);
	char word[64];
	char severity[32] = "";
	const char *field = "";

	word_of(stage, facts, number, word);
	called(&on, language, stage, facts, number);
	if (f->on == 0 && (f->act == FACT_STRESSED || f->act == FACT_CALMED))
		text_add(&on, words_of(language, "tell.everybody"));
	tell_share(&level, f->value);
	words_span(&span, language, f->value);
	amount(&value, language, stage, f);
	if (f->act == FACT_ETA) {
		clock_of(&clock, stage, f->value);
		clock_of(&p90, stage, facts[number - 1].value);
	}
	if (f->act == FACT_GRADED || f->act == FACT_REGRADED)
		(void)snprintf(
		    severity, sizeof(severity), "severity.%" PRId64, f->value);
	if (f->act == FACT_CHECKED)
		field = words_of(language, tell_field(f->value - 1));
	words_say(t, language, word, "by", tell_name(language, stage, f->by),
	    "on", on.at, "level", level.at, "span", span.at, "value", value.at,
	    "grade", words_of(language, severity), "channel",
	    channel_of(language, stage, f), "clock", clock.at, "p90", p90.at,
	    "field", field, NULL);
}

bool
tell_is_told(const struct fact *facts, uint32_t n, uint32_t number)
{
	const struct fact *f = &facts[number];

	for (uint32_t i = number + 1; i < n && facts[i].at == f->at; i++)
		if (comes(f, &facts[i]) || page_before(facts, i) == number)
			return false; /* the start, the last page say it */
	return said_alone(facts, n, number);
}

void
tell_grades(struct text *t, enum language language, const struct stage *stage,
    const struct fact *facts, uint32_t n, uint32_t scene, bool seconds)
{
	int64_t last = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct fact *f = &facts[i];
		struct text clock = text_new(t->arena);
		char id[32];

		if ((f->act != FACT_GRADED && f->act != FACT_REGRADED) ||
		    f->incident != scene || f->value == last)
			continue;
		(void)snprintf(id, sizeof(id), "level.%" PRId64, f->value);
		instant_clock(&clock, stage->start, f->at, seconds);
		if (last != 0)
			words_say(t, language, "report.comma", NULL);
		words_say(t, language,
		    last == 0 ? "report.graded-at" : "report.graded-from",
		    "grade", words_of(language, id), "clock", clock.at, NULL);
		last = f->value;
	}
}

static const char *
share_of(struct arena *arena, span_ms part, span_ms total)
{
	struct text t = text_new(arena);

	tell_share(&t, tell_part(part, total));
	return t.at;
}

void
tell_ledger(struct text *t, enum language language, const struct ledger *ledger,
    span_ms total)
{
	static const struct {
		enum ledger_class class;
		const char *word;
	} classes[] = {{LEDGER_MEASURED, "ledger.measured"},
	    {LEDGER_DECLARED, "ledger.declared"},
	    {LEDGER_DEFAULT, "ledger.default"},
	    {LEDGER_FOLLOWS, "ledger.follows"}};
	struct text parts = text_new(t->arena);
	struct text prior = text_new(t->arena);

	if (total == 0)
		return;
	words_span(&prior, language, ledger->prior);
	for (int i = 0; i < 4; i++) {
		span_ms is = ledger->by_class[classes[i].class];
		bool some =
		    classes[i].class == LEDGER_DEFAULT && ledger->prior > 0;

		if (is == 0)
			continue;
		if (parts.len > 0)
			words_say(&parts, language, "report.comma", NULL);
		words_say(&parts, language,
		    some ? "ledger.prior" : classes[i].word, "share",
		    share_of(t->arena, is, total), "prior", prior.at, NULL);
	}
	words_say(t, language, "ledger.rests", "parts", parts.at, NULL);
}

void
tell_turns(struct text *t, enum language language, const struct stage *stage,
    const struct ledger *ledger, int factor)
{
	struct text list = text_new(t->arena);

	for (uint32_t i = 0; i < ledger->n; i++) {
		const struct ledger_entry *e = &ledger->defaults[i];
		char id[64];

		if (!(factor == 0 ? e->turns_at_none : e->turns_at_twice))
			continue;
		if (list.len > 0)
			words_say(&list, language, "report.comma", NULL);
		(void)snprintf(
		    id, sizeof(id), "ledger.%s", ledger_input_name(e->input));
		words_say(&list, language, id, "on",
		    tell_name(language, stage, e->on), NULL);
	}
	if (list.len > 0)
		words_say(t, language,
		    factor == 0 ? "ledger.turns-none" : "ledger.turns-twice",
		    "what", list.at, NULL);
}

/* certain_of: the names of all that odds of one kind are taken for certain of.
 */
static const char *
certain_of(struct arena *arena, enum language language,
    const struct stage *stage, const struct ledger *ledger,
    enum certain_odds odds, bool turning)
{
	struct text list = text_new(arena);

	for (uint32_t i = 0; i < ledger->certain_n; i++) {
		const struct certain *c = &ledger->certain[i];

		if (c->odds != odds || (turning && !c->turns))
			continue;
		if (list.len > 0)
			words_say(&list, language, "ledger.also", NULL);
		text_add(&list, tell_name(language, stage, c->on));
	}
	return list.at;
}

void
tell_certain(struct text *t, enum language language, const struct stage *stage,
    const struct ledger *ledger, bool turning)
{
	struct text what = text_new(t->arena);
	const char *last = "";
	char id[64];

	for (int i = 0; i < CERTAIN_ODDS; i++) {
		enum certain_odds odds = (enum certain_odds)i;
		const char *on = certain_of(
		    t->arena, language, stage, ledger, odds, turning);

		if (on[0] == '\0')
			continue;
		if (what.len > 0)
			words_say(&what, language, "ledger.next", NULL);
		(void)snprintf(id, sizeof(id), "%s.%s",
		    turning ? "never" : "certain", certain_name(odds));
		words_say(&what, language, id, "on",
		    strcmp(on, last) == 0
			? words_of(language, "ledger.the-same")
			: on,
		    NULL);
		last = on;
	}
	if (what.len > 0)
		words_say(t, language,
		    turning ? "ledger.turns-never" : "ledger.certain", "what",
		    what.at, NULL);
}

void
tell_uncalibrated(struct text *t, enum language language,
    const struct fact *facts, uint32_t n)
{
	struct text count = text_new(t->arena);
	uint32_t all = ledger_uncalibrated(facts, n);

	text_int(&count, all);
	if (all > 0)
		words_say(
		    t, language, "ledger.uncalibrated", "n", count.at, NULL);
}
