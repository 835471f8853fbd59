/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios/scenario.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/names.h"

#define AT(type, m) .offset = offsetof(struct type, m)

static const char *const acts[] = {"fault", "data_lost", "absent",
    "standby_behind", "copy_unreadable", "step_fails", "message",
    "channel_down", "load", "monitor_down", "step_false", "override",
    "resource_missing", "stress", "tool_impaired", "resource_added",
    "false_alarm", "overreaction", "step_early", NULL};
/* As an organisation names them (plans/organisation.c). */
static const char *const channels[] = {
    "phone", "sms", "app", "mail", "chat", NULL};
static const char *const kinds[] = {"full", "call_out", NULL};
static const char *const untils[] = {"anybody", "everybody", NULL};
static const char *const missings[] = {"stock", "supplier", NULL};
static const char *const stresses[] = {"high", "extreme", NULL};
static const char *const sees[] = {"knowledge", "truth", NULL};

/* As triggers have them (plans/organisation.h). */
const struct condition_symbol scenario_symbols[] = {
    {"alarm", "monitor", UNIT_COUNT},
    {"report", "service", UNIT_COUNT},
    {"level", "service", UNIT_SHARE_PPM},
    {"elapsed", NULL, UNIT_SPAN_MS},
    {"during", "calendar", UNIT_TURN},
    {NULL, NULL, UNIT_COUNT},
};

static const struct field inject_fields[] = {{.name = "id",
						 .type = FIELD_ID,
						 AT(inject, id),
						 .required = true,
						 .what = "id of the inject"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(inject, name),
	.what = "what happens"},
    {.name = "at",
	.type = FIELD_DIST,
	AT(inject, when),
	.what = "how long after the start; or `when`"},
    {.name = "when",
	.type = FIELD_CONDITION,
	AT(inject, condition),
	.symbols = scenario_symbols,
	.what = "the condition it comes at; or `at`"},
    {.name = "sees",
	.type = FIELD_CHOICE,
	AT(inject, sees),
	.choices = sees,
	.what = "when: whether it asks what is known or what is true"},
    {.name = "not_before",
	.type = FIELD_SPAN,
	AT(inject, not_before),
	.what = "when: armed so long after the start"},
    {.name = "hold",
	.type = FIELD_SPAN,
	AT(inject, hold),
	.what = "when: how long it must hold"},
    {.name = "max",
	.type = FIELD_INTEGER,
	AT(inject, max),
	.fallback = 1,
	.low = 1,
	.high = 100,
	.what = "when: how often it may come, each time on a rising edge"},
    {.name = "probability",
	.type = FIELD_SHARE,
	AT(inject, probability_ppm),
	.fallback = 1000000,
	.what = "how likely it is to happen at all"},
    {.name = "choice",
	.type = FIELD_STRING,
	AT(inject, choice),
	.high = 63,
	.what = "of all injects that name the same choice, one comes"},
    {.name = "weight",
	.type = FIELD_INTEGER,
	AT(inject, weight),
	.fallback = 1,
	.low = 1,
	.high = 1000,
	.what = "choice: how often this one, against the others' weights"},
    {.name = "act",
	.type = FIELD_CHOICE,
	AT(inject, act),
	.required = true,
	.choices = acts,
	.what = "what kind of thing goes wrong"},
    {.name = "service",
	.type = FIELD_REF,
	AT(inject, service),
	.of = "service",
	.what = "fault, load: the service concerned"},
    {.name = "level",
	.type = FIELD_SHARE,
	AT(inject, level_ppm),
	.what = "fault: the level it falls to by itself; message: claimed"},
    {.name = "load",
	.type = FIELD_SHARE,
	AT(inject, load_ppm),
	.high = 100000000,
	.what = "load: share of normal demand it comes to"},
    {.name = "ramp",
	.type = FIELD_SPAN,
	AT(inject, ramp),
	.what = "load: how long it grows, in ten equal steps"},
    {.name = "every",
	.type = FIELD_SPAN,
	AT(inject, every),
	.low = 1,
	.fallback = SPAN_NEVER,
	.what = "fault: it comes again so long after each start"},
    {.name = "data",
	.type = FIELD_REF,
	AT(inject, data),
	.of = "data",
	.what = "data_lost: the data set that is gone"},
    {.name = "who",
	.type = FIELD_REF,
	AT(inject, who),
	.of = "person",
	.what = "absent, stress: the person"},
    {.name = "for",
	.type = FIELD_SPAN,
	AT(inject, for_ms),
	.low = 1,
	.fallback = SPAN_NEVER,
	.what = "how long it lasts; absent: for good"},
    {.name = "copy",
	.type = FIELD_REF,
	AT(inject, copy),
	.of = "copy",
	.what = "standby_behind, copy_unreadable: data/copy"},
    {.name = "by",
	.type = FIELD_SPAN,
	AT(inject, by),
	.low = 1,
	.fallback = SPAN_NEVER,
	.what = "standby_behind: by how much"},
    {.name = "step",
	.type = FIELD_REF,
	AT(inject, step),
	.of = "step",
	.what = "step_fails, step_false, step_early: procedure/step"},
    {.name = "times",
	.type = FIELD_INTEGER,
	AT(inject, times),
	.fallback = 1,
	.low = 1,
	.high = 100,
	.what = "step_fails, step_false: attempts; fault: how often in all"},
    {.name = "about",
	.type = FIELD_REF,
	AT(inject, about),
	.of = "service",
	.what = "message: the service it reports on"},
    {.name = "channel",
	.type = FIELD_CHOICE,
	AT(inject, channel),
	.fallback = -1,
	.choices = channels,
	.what = "channel_down: the kind that carries nothing"},
    {.name = "monitor",
	.type = FIELD_REF,
	AT(inject, monitor),
	.of = "monitor",
	.what = "monitor_down, false_alarm: the monitor concerned"},
    {.name = "scene",
	.type = FIELD_REF,
	AT(inject, scene),
	.of = "scene",
	.what = "override: the scene that is not to start by itself; "
		"overreaction: that is started"},
    {.name = "by_hand",
	.type = FIELD_FLAG,
	AT(inject, by_hand),
	.what = "the facilitator lets it in when it falls due"},
    {.name = "resource",
	.type = FIELD_REF,
	AT(inject, resource),
	.of = "resource",
	.what =
	    "resource_missing, resource_added: what there is less, more of"},
    {.name = "missing",
	.type = FIELD_CHOICE,
	AT(inject, missing),
	.choices = missings,
	.what = "resource_missing: its stock, or whoever delivers it"},
    {.name = "amount",
	.type = FIELD_INTEGER,
	AT(inject, amount),
	.high = INT64_C(1000000000000),
	.what = "so much of the stock; of resource_missing 0: all of it"},
    {.name = "stress",
	.type = FIELD_CHOICE,
	AT(inject, stress),
	.fallback = -1,
	.choices = stresses,
	.what = "stress: how much, as SPAR-H has it"},
    {.name = "tool",
	.type = FIELD_REF,
	AT(inject, tool),
	.of = "tool",
	.what = "tool_impaired: the tool"},
    {.name = "takes",
	.type = FIELD_INTEGER,
	AT(inject, takes),
	.fallback = 100,
	.low = 101,
	.high = 10000,
	.what = "tool_impaired: work with it takes so many per cent"},
    {.name = "from",
	.type = FIELD_TITLE,
	AT(inject, from),
	.what = "message: who sends it"},
    {.name = "to",
	.type = FIELD_TITLE,
	AT(inject, to),
	.what = "message: who receives it"},
    {.name = "mode",
	.type = FIELD_TITLE,
	AT(inject, mode),
	.what = "message: by phone, post, ticket …"},
    {.name = "message",
	.type = FIELD_TITLE,
	AT(inject, message),
	.what = "message: its words"},
    {.name = "expected",
	.type = FIELD_TITLE,
	AT(inject, expected),
	.what = "what the participants should do"},
    {.name = "objective",
	.type = FIELD_REF,
	AT(inject, objective),
	.of = "objective",
	.what = "the drill's objective it serves"},
    {.name = "note",
	.type = FIELD_TITLE,
	AT(inject, note),
	.what = "what the facilitator should mind"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(inject, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record inject_record = {
    "inject", false, sizeof(struct inject), inject_fields, "an inject"};

static const struct field history_fields[] = {
    {.name = "at",
	.type = FIELD_SPAN,
	AT(history, when),
	.required = true,
	.what = "how long after the start"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(history, name),
	.what = "what happened, as published"},
    {.name = "act",
	.type = FIELD_STRING,
	AT(history, act),
	.required = true,
	.high = 32,
	.what = "the fact it must match (done, failed, alarm …)"},
    {.name = "on",
	.type = FIELD_STRING,
	AT(history, on),
	.high = 130,
	.what = "what that fact is about; absent: the first of its act"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(history, origin),
	.what = "where the instant comes from"},
    {0}};
static const struct record history_record = {"history", false,
    sizeof(struct history), history_fields, "a published instant"};

static const struct field fields[] = {{.name = "format",
					  .type = FIELD_FORMAT,
					  .of = "yanlian-scenario",
					  .required = true,
					  .what = "yanlian-scenario/1"},
    {.name = "id",
	.type = FIELD_ID,
	AT(scenario, id),
	.required = true,
	.what = "id of the scenario"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(scenario, name),
	.required = true,
	.what = "what the scenario is called"},
    {.name = "version",
	.type = FIELD_STRING,
	AT(scenario, version),
	.high = 64,
	.what = "the author's own version"},
    {.name = "situation",
	.type = FIELD_TITLE,
	AT(scenario, situation),
	.what = "what participants are told at the start"},
    {.name = "goal",
	.type = FIELD_TITLE,
	AT(scenario, goal),
	.what = "what the drill is to show"},
    {.name = "reconstructed",
	.type = FIELD_FLAG,
	AT(scenario, reconstructed),
	.what = "made for exercise from published accounts"},
    {.name = "sources",
	.type = FIELD_OBJECTS,
	AT(scenario, sources),
	.record = &source_record,
	.what = "publications it rests on"},
    {.name = "kind",
	.type = FIELD_CHOICE,
	AT(scenario, kind),
	.choices = kinds,
	.what = "what is drilled: the whole response, or the calls alone"},
    {.name = "until",
	.type = FIELD_CHOICE,
	AT(scenario, until),
	.choices = untils,
	.what = "call_out: whose answer ends it"},
    {.name = "start",
	.type = FIELD_INSTANT,
	AT(scenario, start),
	.required = true,
	.unless = "starts",
	.what = "the instant it starts, with its offset; or `starts`"},
    {.name = "starts",
	.type = FIELD_OBJECTS,
	AT(scenario, starts),
	.record = &starts_record,
	.low = 1,
	.what = "instants it may start at, one a trial; or `start`"},
    {.name = "horizon",
	.type = FIELD_SPAN,
	AT(scenario, horizon),
	.required = true,
	.low = 1000,
	.what = "how long it is followed; not below the mtpd"},
    {.name = "seed",
	.type = FIELD_INTEGER,
	AT(scenario, seed),
	.high = (INT64_C(1) << 53) - 1,
	.what = "the luck of this drill"},
    {.name = "scene",
	.type = FIELD_REF,
	AT(scenario, scene),
	.of = "scene",
	.what = "the scene it drills; absent: the plan's first"},
    {.name = "injects",
	.type = FIELD_OBJECTS,
	AT(scenario, injects),
	.record = &inject_record,
	.low = 1,
	.what = "what goes wrong, and when; a full drill needs some"},
    {.name = "objectives",
	.type = FIELD_OBJECTS,
	AT(scenario, objectives),
	.record = &aims_objective,
	.what = "what the drill is to show, one by one"},
    {.name = "expectations",
	.type = FIELD_OBJECTS,
	AT(scenario, expectations),
	.record = &aims_expectation,
	.what = "who should do what by when"},
    {.name = "history",
	.type = FIELD_OBJECTS,
	AT(scenario, history),
	.record = &history_record,
	.what = "published instants to compare with"},
    {0}};
const struct record scenario_record = {
    "scenario", false, sizeof(struct scenario), fields, "what goes wrong"};

/* Which members each act needs, and may have beside the common ones. */
static const struct needs {
	const char *required[2];
	const char *allowed[3];
} needs[] = {
    [INJECT_FAULT] = {{"service", "level"}, {"for", "every", "times"}},
    [INJECT_DATA_LOST] = {{"data"}, {0}},
    [INJECT_ABSENT] = {{"who"}, {"for"}},
    [INJECT_STANDBY_BEHIND] = {{"copy", "by"}, {0}},
    [INJECT_COPY_UNREADABLE] = {{"copy"}, {0}},
    [INJECT_STEP_FAILS] = {{"step"}, {"times"}},
    [INJECT_MESSAGE] = {{"message"}, {"about", "level"}},
    [INJECT_CHANNEL_DOWN] = {{"channel"}, {"for"}},
    [INJECT_LOAD] = {{"service", "load"}, {"ramp", "for"}},
    [INJECT_MONITOR_DOWN] = {{"monitor"}, {"for"}},
    [INJECT_STEP_FALSE] = {{"step"}, {"times"}},
    [INJECT_OVERRIDE] = {{"scene"}, {"for"}},
    [INJECT_RESOURCE_MISSING] = {{"resource"}, {"missing", "amount", "for"}},
    [INJECT_STRESS] = {{"stress"}, {"who", "for"}},
    [INJECT_TOOL_IMPAIRED] = {{"tool", "takes"}, {"for"}},
    [INJECT_RESOURCE_ADDED] = {{"resource", "amount"}, {0}},
    [INJECT_FALSE_ALARM] = {{"monitor"}, {"for"}},
    [INJECT_OVERREACTION] = {{"scene", "who"}, {0}},
    [INJECT_STEP_EARLY] = {{"step"}, {0}},
};

/* Members that belong to some acts; the others fit every act. */
static const char *const special[] = {"service", "level", "data", "who", "for",
    "copy", "by", "step", "times", "about", "channel", "load", "ramp", "every",
    "monitor", "scene", "resource", "missing", "amount", "stress", "tool",
    "takes"};

static bool
is_one_of(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] != NULL && strcmp(list[i], s) == 0)
			return true;
	return false;
}

/* judge_act: has it what its act needs, and nothing of another's? */
static void
judge_act(const struct inject *x, struct faults *faults)
{
	const struct needs *n = &needs[x->act];
	const struct value *act = value_get(x->at, "act");

	if (act == NULL || act->string == NULL ||
	    strcmp(act->string, acts[x->act]) != 0)
		return; /* a fault already */
	for (int i = 0; i < 2 && n->required[i] != NULL; i++)
		if (value_get(x->at, n->required[i]) == NULL)
			faults_add(faults, GRADE_ERROR, "act-needs", x->at,
			    "act", acts[x->act], "member", n->required[i],
			    NULL);
	for (const struct value *m = value_first(x->at); m != NULL;
	     m = value_next(m))
		if (is_one_of(m->key, special,
			sizeof(special) / sizeof(special[0])) &&
		    !is_one_of(m->key, n->required, 2) &&
		    !is_one_of(m->key, n->allowed, 3))
			faults_add(faults, GRADE_ERROR, "act-takes-no", m,
			    "act", acts[x->act], "member", m->key, NULL);
}

/* judge_choice: is there anything to choose from? */
static void
judge_choice(
    const struct scenario *s, const struct inject *x, struct faults *faults)
{
	uint32_t n = 0;

	if (x->choice == NULL)
		return; /* no object: a fault already */
	for (uint32_t i = 0; i < s->injects.n; i++)
		n += s->injects.at[i].choice != NULL &&
		     strcmp(s->injects.at[i].choice, x->choice) == 0;
	if (x->choice[0] != '\0' && n < 2)
		faults_add(faults, GRADE_FINDING, "choice-alone",
		    value_get(x->at, "choice"), "choice", x->choice, NULL);
	if (x->choice[0] == '\0' && value_get(x->at, "weight") != NULL)
		faults_add(faults, GRADE_ERROR, "weight-without-choice",
		    value_get(x->at, "weight"), NULL);
}

/* judge_claim: a level is claimed of some service. */
static void
judge_claim(const struct inject *x, struct faults *faults)
{
	if (x->act == INJECT_MESSAGE && value_get(x->at, "level") != NULL &&
	    value_get(x->at, "about") == NULL)
		faults_add(faults, GRADE_ERROR, "act-needs", x->at, "act",
		    acts[x->act], "member", "about", NULL);
}

/* judge_missing: a supplier has no amount: he delivers or he does not. */
static void
judge_missing(const struct inject *x, struct faults *faults)
{
	const struct value *amount = value_get(x->at, "amount");

	if (x->act == INJECT_RESOURCE_MISSING &&
	    x->missing == MISSING_SUPPLIER && amount != NULL)
		faults_add(faults, GRADE_ERROR, "act-takes-no", amount, "act",
		    "supplier", "member", "amount", NULL);
}

/* judge_again: a fault that comes again says how often and when, and is gone
 * in between. */
static void
judge_again(const struct inject *x, struct faults *faults)
{
	bool every = value_get(x->at, "every") != NULL;
	bool times = value_get(x->at, "times") != NULL;

	if (x->act != INJECT_FAULT)
		return;
	if (every != times)
		faults_add(faults, GRADE_ERROR, "act-needs", x->at, "act",
		    acts[x->act], "member", every ? "times" : "every", NULL);
	if (every && x->for_ms != SPAN_NEVER && x->for_ms >= x->every)
		faults_add(faults, GRADE_FINDING, "fault-overlap", x->at,
		    "inject", x->id, NULL);
}

/* judge_when: an inject comes at an instant or on a condition. */
static void
judge_when(const struct inject *x, struct faults *faults)
{
	static const char *const contingent[] = {
	    "sees", "not_before", "hold", "max"};
	bool when = value_get(x->at, "when") != NULL;

	if (x->at->kind != VALUE_OBJECT)
		return;
	if (when == (value_get(x->at, "at") != NULL))
		faults_add(faults, GRADE_ERROR, "inject-at-or-when", x->at,
		    "inject", x->id, NULL);
	for (size_t i = 0; i < 4 && !when; i++)
		if (value_get(x->at, contingent[i]) != NULL)
			faults_add(faults, GRADE_ERROR, "inject-without-when",
			    value_get(x->at, contingent[i]), "member",
			    contingent[i], NULL);
}

/* bears: what a call-out drill has to do with: people, channels, words. */
static bool
bears(const struct inject *x)
{
	return x->act == INJECT_ABSENT || x->act == INJECT_CHANNEL_DOWN ||
	       (x->act == INJECT_MESSAGE && value_get(x->at, "about") == NULL);
}

/* judge_call_out: nothing is verified, activated or recovered: whatever
 * bears on that alone would be without effect. */
static void
judge_call_out(const struct scenario *s, struct faults *faults)
{
	for (uint32_t i = 0; i < s->injects.n; i++)
		if (!bears(&s->injects.at[i]))
			faults_add(faults, GRADE_ERROR, "call-out-inject",
			    s->injects.at[i].at, "inject", s->injects.at[i].id,
			    NULL);
	for (uint32_t i = 0; i < s->expectations.n; i++)
		if (s->expectations.at[i].act != EXPECTED_ACK)
			faults_add(faults, GRADE_ERROR, "call-out-expects",
			    s->expectations.at[i].at, "expectation",
			    s->expectations.at[i].id, NULL);
}

/* judge_kind: has it what its kind needs, and nothing of the other's? */
static void
judge_kind(const struct scenario *s, struct faults *faults)
{
	const struct value *until = value_get(s->at, "until");

	if (s->kind == SCENARIO_CALL_OUT) {
		judge_call_out(s, faults);
		return;
	}
	if (value_get(s->at, "injects") == NULL)
		faults_add(
		    faults, GRADE_ERROR, "full-without-injects", s->at, NULL);
	if (until != NULL)
		faults_add(faults, GRADE_ERROR, "full-until", until, NULL);
}

/* judge_start: one, or several; the first stands for them where one alone is
 * asked for. */
static void
judge_start(struct scenario *s, struct faults *faults)
{
	const struct value *start = value_get(s->at, "start");

	starts_judge(&s->starts, faults);
	if (s->starts.n == 0)
		return;
	if (start != NULL)
		faults_add(
		    faults, GRADE_ERROR, "start-and-starts", start, NULL);
	s->start = starts_first(&s->starts.at[0]);
}

struct instant
scenario_window(const struct scenario *s, span_ms *length)
{
	struct instant first = s->start;
	int64_t last = first.ms;

	for (uint32_t i = 0; i < s->starts.n; i++) {
		const struct start *x = &s->starts.at[i];

		if (starts_first(x).ms < first.ms)
			first = starts_first(x);
		if (starts_last(x) > last)
			last = starts_last(x);
	}
	*length = last - first.ms + s->horizon;
	return first;
}

const struct scenario *
scenario_take(struct arena *arena, const struct document *document,
    struct names *names, struct faults *faults)
{
	struct scenario *s = arena_alloc(arena, sizeof(*s));
	struct reading *r = reading_new(
	    arena, names != NULL ? names : names_new(arena), faults);

	s->document = document;
	if (!reading_take(r, document->values, &scenario_record, s))
		return NULL;
	if (names != NULL)
		reading_resolve(r);
	for (uint32_t i = 0; i < s->injects.n; i++) {
		judge_act(&s->injects.at[i], faults);
		judge_missing(&s->injects.at[i], faults);
		judge_again(&s->injects.at[i], faults);
		judge_claim(&s->injects.at[i], faults);
		judge_choice(s, &s->injects.at[i], faults);
		judge_when(&s->injects.at[i], faults);
	}
	for (uint32_t i = 0; i < s->expectations.n; i++)
		aims_judge(&s->expectations.at[i], faults);
	judge_kind(s, faults);
	judge_start(s, faults);
	return s;
}

int
scenario_read(struct arena *arena, const char *path, struct names *names,
    struct faults *faults, const struct scenario **out, struct error *err)
{
	const struct document *document;

	if (document_open(arena, path, faults, &document, err) != 0)
		return -1;
	*out = document == NULL ? NULL
				: scenario_take(arena, document, names, faults);
	return 0;
}
