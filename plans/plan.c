/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/plan.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/names.h"
#include "plans/beside.h"
#include "plans/reporting.h"

#define AT(type, m) .offset = offsetof(struct type, m)

static const char *const clocks[] = {
    "disruption", "detection", "declaration", "activation", NULL};
static const struct field objectives_fields[] = {
    {.name = "rto",
	.type = FIELD_SPAN,
	AT(objectives, rto),
	.low = 1,
	.fallback = SPAN_NEVER,
	.required = true,
	.what = "recovery time objective"},
    {.name = "rpo",
	.type = FIELD_SPAN,
	AT(objectives, rpo),
	.fallback = SPAN_NEVER,
	.what = "recovery point objective"},
    {.name = "mtpd",
	.type = FIELD_SPAN,
	AT(objectives, mtpd),
	.low = 1,
	.fallback = SPAN_NEVER,
	.what = "maximum tolerable period of disruption"},
    {.name = "wrt",
	.type = FIELD_SPAN,
	AT(objectives, wrt),
	.what = "work recovery time after the systems are back"},
    {.name = "p_met",
	.type = FIELD_SHARE,
	AT(objectives, p_met_ppm),
	.fallback = 950000,
	.what = "the odds at which the rto must be met"},
    {.name = "rto_clock",
	.type = FIELD_CHOICE,
	AT(objectives, rto_clock),
	.choices = clocks,
	.what = "from where the rto counts"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(objectives, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record objectives_record = {"objectives", false,
    sizeof(struct objectives), objectives_fields, "what was promised"};

static const struct field automatic_fields[] = {
    {.name = "when",
	.type = FIELD_CONDITION,
	AT(automatic, when),
	.required = true,
	.symbols = organisation_symbols,
	.what = "condition over what is known that starts the plan"},
    {.name = "hold",
	.type = FIELD_SPAN,
	AT(automatic, hold),
	.what = "how long it must hold"},
    {.name = "inhibit",
	.type = FIELD_CONDITION,
	AT(automatic, inhibit),
	.symbols = organisation_symbols,
	.what = "no automatic start while this holds"},
    {.name = "armed",
	.type = FIELD_FLAG,
	AT(automatic, armed),
	.fallback = 1,
	.what = "is it switched on?"},
    {.name = "within",
	.type = FIELD_SPAN,
	AT(automatic, within),
	.fallback = SPAN_NEVER,
	.low = 1,
	.what = "promised: from becoming true in the world to the start"},
    {0}};
static const struct record automatic_record = {"automatic", false,
    sizeof(struct automatic), automatic_fields,
    "a start without authorisation"};

static const struct field standby_fields[] = {{.name = "procedure",
						  .type = FIELD_REF,
						  AT(standby, procedure),
						  .of = "procedure",
						  .required = true,
						  .what = "what is done then"},
    {.name = "beside",
	.type = FIELD_FLAG,
	AT(standby, beside),
	.what = "does the default procedure go on beside it?"},
    {0}};
static const struct record standby_record = {"standby", false,
    sizeof(struct standby), standby_fields,
    "another way back, once that is decided"};

static const struct field scene_fields[] = {{.name = "id",
						.type = FIELD_ID,
						AT(scene, id),
						.required = true,
						.what = "id of the scene"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(scene, name),
	.what = "what the scene is called"},
    {.name = "trigger",
	.type = FIELD_CONDITION,
	AT(scene, trigger),
	.required = true,
	.symbols = organisation_symbols,
	.what = "condition over what is known that opens a warning"},
    {.name = "hold",
	.type = FIELD_SPAN,
	AT(scene, hold),
	.what = "how long the trigger must hold"},
    {.name = "scope",
	.type = FIELD_REFS,
	AT(scene, scope),
	.of = "service",
	.required = true,
	.low = 1,
	.what = "the services the objectives are about"},
    {.name = "objectives",
	.type = FIELD_OBJECT,
	AT(scene, objectives),
	.record = &objectives_record,
	.required = true,
	.what = "what was promised"},
    {.name = "procedure",
	.type = FIELD_REF,
	AT(scene, procedure),
	.of = "procedure",
	.required = true,
	.what = "what is done"},
    {.name = "ladder",
	.type = FIELD_REF,
	AT(scene, ladder),
	.of = "ladder",
	.required = true,
	.what = "who is called"},
    {.name = "automatic",
	.type = FIELD_OBJECT,
	AT(scene, automatic),
	.record = &automatic_record,
	.what = "what activates it without authorisation"},
    {.name = "checkpoints",
	.type = FIELD_SPAN,
	AT(scene, checkpoints),
	.low = SPAN_MINUTE,
	.fallback = SPAN_NEVER,
	.what = "from activation on, so often the recovery is estimated"},
    {.name = "standby",
	.type = FIELD_OBJECT,
	AT(scene, standby),
	.record = &standby_record,
	.what = "another way back, when the rto cannot be kept"},
    {0}};
static const struct record scene_record = {
    "scene", false, sizeof(struct scene), scene_fields, "an emergency scene"};

static const struct field ladder_step_fields[] = {
    {.name = "after",
	.type = FIELD_SPAN,
	AT(ladder_step, after),
	.what = "counted from the warning; ascending"},
    {.name = "roles",
	.type = FIELD_REFS,
	AT(ladder_step, roles),
	.of = "role",
	.what = "roles whose primaries are paged"},
    {.name = "people",
	.type = FIELD_REFS,
	AT(ladder_step, people),
	.of = "person",
	.what = "people who are paged"},
    {0}};
static const struct record ladder_step_record = {"rung", false,
    sizeof(struct ladder_step), ladder_step_fields, "a rung of the ladder"};

static const struct field ladder_fields[] = {{.name = "id",
						 .type = FIELD_ID,
						 AT(ladder, id),
						 .required = true,
						 .what = "id of the ladder"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(ladder, name),
	.what = "what the ladder is called"},
    {.name = "steps",
	.type = FIELD_OBJECTS,
	AT(ladder, steps),
	.record = &ladder_step_record,
	.required = true,
	.low = 1,
	.what = "its rungs"},
    {.name = "repeats",
	.type = FIELD_INTEGER,
	AT(ladder, repeats),
	.high = 20,
	.what = "how often it starts again"},
    {.name = "repeat_every",
	.type = FIELD_SPAN,
	AT(ladder, repeat_every),
	.fallback = 30 * SPAN_MINUTE,
	.low = 1,
	.what = "from one start to the next"},
    {.name = "acknowledge_within",
	.type = FIELD_SPAN,
	AT(ladder, acknowledge_within),
	.fallback = SPAN_NEVER,
	.low = 1,
	.what = "promised: from the warning to the acknowledgement"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(ladder, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record ladder_record = {"ladder", false,
    sizeof(struct ladder), ladder_fields, "an escalation ladder"};

static const struct field act_fields[] = {{.name = "role",
					      .type = FIELD_REF,
					      AT(act, role),
					      .of = "role",
					      .required = true,
					      .what = "who does it"},
    {.name = "duration",
	.type = FIELD_DIST,
	AT(act, duration),
	.required = true,
	.what = "how long it takes"},
    {.name = "max_decision",
	.type = FIELD_SPAN,
	AT(act, max_decision),
	.fallback = SPAN_NEVER,
	.low = 1,
	.what = "undecided for so long, the deputy decides"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(act, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record act_record = {
    "act", false, sizeof(struct act), act_fields, "a fixed act"};

static const struct field response_fields[] = {
    {.name = "verify",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_VERIFY]),
	.record = &act_record,
	.what = "is the warning real?"},
    {.name = "grade",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_GRADE]),
	.record = &act_record,
	.what = "which grade has it?"},
    {.name = "authorise",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_AUTHORISE]),
	.record = &act_record,
	.required = true,
	.what = "who may activate the plan"},
    {.name = "confirm",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_CONFIRM]),
	.record = &act_record,
	.what = "the business confirms that it has its service back"},
    {.name = "sustain",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_SUSTAIN]),
	.record = &act_record,
	.what = "somebody watches for so long that it stays so"},
    {.name = "evaluate",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_EVALUATE]),
	.record = &act_record,
	.what = "what was done is looked at before it is over"},
    {.name = "close",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_CLOSE]),
	.record = &act_record,
	.what = "the emergency is declared over"},
    {.name = "decide",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_DECIDE]),
	.record = &act_record,
	.what = "whether to use a scene's standby"},
    {0}};
static const struct record response_record = {"response", false,
    sizeof(struct response_acts), response_fields,
    "the fixed acts of every emergency"};

static const struct field effect_fields[] = {
    {.name = "service",
	.type = FIELD_REF,
	AT(effect, service),
	.of = "service",
	.required = true,
	.what = "the service it changes"},
    {.name = "level",
	.type = FIELD_SHARE,
	AT(effect, level_ppm),
	.fallback = 1000000,
	.what = "the level it then has by itself"},
    {.name = "capacity",
	.type = FIELD_SHARE,
	AT(effect, capacity_ppm),
	.low = 1,
	.high = ORGANISATION_LOAD,
	.what = "the capacity it then has; alone, the level stays"},
    {.name = "lowers",
	.type = FIELD_FLAG,
	AT(effect, lowers),
	.what = "first aid: a level that is above falls to it, too"},
    {0}};
static const struct record effect_record = {"effect", false,
    sizeof(struct effect), effect_fields, "what a step changes"};

static const struct field human_fields[] = {{.name = "kind",
						.type = FIELD_CHOICE,
						AT(human, kind),
						.choices = spar_h_kinds,
						.required = true,
						.what = "what may go wrong"},
    {.name = "time",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_TIME]),
	.choices = spar_h_time,
	.fallback = SPAR_H_TIME_NOMINAL,
	.what = "time available, against time needed"},
    {.name = "stress",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_STRESS]),
	.choices = spar_h_stress,
	.fallback = SPAR_H_STRESS_NOMINAL,
	.what = "stress, and what causes it"},
    {.name = "complexity",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_COMPLEXITY]),
	.choices = spar_h_complexity,
	.fallback = SPAR_H_COMPLEXITY_NOMINAL,
	.what = "how hard it is"},
    {.name = "experience",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_EXPERIENCE]),
	.choices = spar_h_experience,
	.fallback = SPAR_H_EXPERIENCE_NOMINAL,
	.what = "experience and training"},
    {.name = "procedures",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_PROCEDURES]),
	.choices = spar_h_procedures,
	.fallback = SPAR_H_PROCEDURES_NOMINAL,
	.what = "what is written down for it"},
    {.name = "ergonomics",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_ERGONOMICS]),
	.choices = spar_h_ergonomics,
	.fallback = SPAR_H_ERGONOMICS_NOMINAL,
	.what = "displays and tools"},
    {.name = "fitness",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_FITNESS]),
	.choices = spar_h_fitness,
	.fallback = SPAR_H_FITNESS_NOMINAL,
	.what = "fitness for duty"},
    {.name = "processes",
	.type = FIELD_CHOICE,
	AT(human, level[SPAR_H_PROCESSES]),
	.choices = spar_h_processes,
	.fallback = SPAR_H_PROCESSES_NOMINAL,
	.what = "how work is organised"},
    {0}};
static const struct record human_record = {"human", false, sizeof(struct human),
    human_fields, "under what conditions people do it"};

/* What a step that calls a procedure leaves to the steps of that. */
static const char calls[] = "procedure";

static const char *const stages[] = {
    "diagnose", "contain", "recover", "sustain", "notify", "report", NULL};
static const struct field step_fields[] = {
    {.name = "id",
	.type = FIELD_ID,
	AT(step, id),
	.required = true,
	.what = "id of the step within its procedure"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(step, name),
	.what = "what is done"},
    {.name = "stage",
	.type = FIELD_CHOICE,
	AT(step, stage),
	.choices = stages,
	.required = true,
	.what = "to which stage it belongs"},
    {.name = "after",
	.type = FIELD_REFS,
	AT(step, after),
	.of = "step",
	.scoped = true,
	.what = "steps that must be done before"},
    {.name = "when",
	.type = FIELD_CONDITION,
	AT(step, when),
	.symbols = organisation_symbols,
	.what = "does it not hold when the step is ready, it is skipped"},
    {.name = calls,
	.type = FIELD_REF,
	AT(step, procedure),
	.of = "procedure",
	.what = "the steps of that procedure are done in its place"},
    {.name = "roles",
	.type = FIELD_REFS,
	AT(step, roles),
	.of = "role",
	.required = true,
	.unless = calls,
	.what = "who does it"},
    {.name = "people",
	.type = FIELD_INTEGER,
	AT(step, people),
	.fallback = 1,
	.low = 1,
	.high = 100,
	.what = "how many of each role"},
    {.name = "duration",
	.type = FIELD_DIST,
	AT(step, duration),
	.required = true,
	.unless = calls,
	.what = "how long one attempt takes"},
    {.name = "fails",
	.type = FIELD_ODDS,
	AT(step, fails_ppm),
	.what =
	    "odds that an attempt fails; \"prior\": as published incidents"},
    {.name = "failed_duration",
	.type = FIELD_DIST,
	AT(step, failed_duration),
	.what = "how long a failed attempt takes; absent: as a good one"},
    {.name = "retries",
	.type = FIELD_INTEGER,
	AT(step, retries),
	.high = 20,
	.what = "how often it is tried again"},
    {.name = "independent",
	.type = FIELD_FLAG,
	AT(step, independent),
	.what = "a retry is as likely to work as the first attempt"},
    {.name = "false_success",
	.type = FIELD_SHARE,
	AT(step, seems_ppm),
	.what = "odds that an attempt that comes off has no effect"},
    {.name = "timeout",
	.type = FIELD_SPAN,
	AT(step, timeout),
	.low = 1,
	.fallback = SPAN_NEVER,
	.what = "an attempt of this length has failed"},
    {.name = "deadline",
	.type = FIELD_SPAN,
	AT(step, deadline),
	.low = 1,
	.fallback = SPAN_NEVER,
	.what = "from activation; not done by then, it is late"},
    {.name = "alternatives",
	.type = FIELD_REFS,
	AT(step, alternatives),
	.of = "step",
	.scoped = true,
	.what = "steps tried in its place, in order, when it has failed"},
    {.name = "verifies",
	.type = FIELD_REFS,
	AT(step, verifies),
	.of = "step",
	.scoped = true,
	.what = "steps whose effect it looks at"},
    {.name = "first_aid",
	.type = FIELD_FLAG,
	AT(step, first_aid),
	.what = "may run before activation"},
    {.name = "effects",
	.type = FIELD_OBJECTS,
	AT(step, effects),
	.record = &effect_record,
	.what = "what it changes"},
    {.name = "restores",
	.type = FIELD_REF,
	AT(step, restores),
	.of = "data",
	.what = "the data set it brings back from a copy"},
    {.name = "copies",
	.type = FIELD_REFS,
	AT(step, copies),
	.of = "copy",
	.what = "data/copy, tried in order; absent: the newest first"},
    {.name = "evidence",
	.type = FIELD_TITLE,
	AT(step, evidence),
	.what = "what it must leave behind"},
    {.name = "resources",
	.type = FIELD_OBJECTS,
	AT(step, resources),
	.record = &resource_need_record,
	.high = STEP_NEEDS,
	.what = "equipment and supplies it needs, all at once"},
    {.name = "site",
	.type = FIELD_REF,
	AT(step, site),
	.of = "resource",
	.what = "where it is done; all of its people need room there"},
    {.name = "human",
	.type = FIELD_OBJECT,
	AT(step, human),
	.record = &human_record,
	.what = "conditions people work under; absent: nobody errs"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(step, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record step_record = {
    "step", true, sizeof(struct step), step_fields, "a step"};

static const struct field procedure_fields[] = {
    {.name = "id",
	.type = FIELD_ID,
	AT(procedure, id),
	.required = true,
	.what = "id of the procedure"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(procedure, name),
	.what = "what the procedure is called"},
    {.name = "steps",
	.type = FIELD_OBJECTS,
	AT(procedure, steps),
	.record = &step_record,
	.required = true,
	.low = 1,
	.what = "its steps"},
    {0}};
static const struct record procedure_record = {"procedure", false,
    sizeof(struct procedure), procedure_fields, "a procedure"};

static const char *const froms[] = {
    "discovery", "grade", "activation", "restore", NULL};
static const struct field notice_fields[] = {{.name = "id",
						 .type = FIELD_ID,
						 AT(notice, id),
						 .required = true,
						 .what = "id of the notice"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(notice, name),
	.what = "what is told"},
    {.name = "to",
	.type = FIELD_REF,
	AT(notice, to),
	.of = "party",
	.required = true,
	.what = "who is told"},
    {.name = "of",
	.type = FIELD_CHOICE,
	AT(notice, of),
	.choices = organisation_grades,
	.fallback = GRADES - 1,
	.what = "from this grade on; IV: whatever the grade"},
    {.name = "role",
	.type = FIELD_REF,
	AT(notice, role),
	.of = "role",
	.required = true,
	.what = "who tells"},
    {.name = "duration",
	.type = FIELD_DIST,
	AT(notice, duration),
	.required = true,
	.what = "how long it takes to write and send"},
    {.name = "from",
	.type = FIELD_CHOICE,
	AT(notice, from),
	.choices = froms,
	.what = "from where its time counts"},
    {.name = "within",
	.type = FIELD_SPAN,
	AT(notice, within),
	.low = 1,
	.required = true,
	.what = "to be sent within; later, it is late"},
    {.name = "every",
	.type = FIELD_SPAN,
	AT(notice, every),
	.low = SPAN_MINUTE,
	.fallback = SPAN_NEVER,
	.what = "again no later than this after the last, until confirmed"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(notice, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record notice_record = {
    "notice", false, sizeof(struct notice), notice_fields, "a notice"};

static const struct field control_fields[] = {
    {.name = "by",
	.type = FIELD_TITLE,
	AT(control, by),
	.required = true,
	.what = "who did it: seats or bodies, no names"},
    {.name = "on",
	.type = FIELD_DATE,
	AT(control, on),
	.required = true,
	.what = "the day"},
    {.name = "note",
	.type = FIELD_TITLE,
	AT(control, note),
	.what = "what came of it, and where it is kept"},
    {0}};
static const struct record control_record = {"control", false,
    sizeof(struct control), control_fields, "what was done with the plan"};

static const struct field fields[] = {{.name = "format",
					  .type = FIELD_FORMAT,
					  .of = "yanlian-plan",
					  .required = true,
					  .what = "yanlian-plan/1"},
    {.name = "id",
	.type = FIELD_ID,
	AT(plan, id),
	.required = true,
	.what = "id of the plan"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(plan, name),
	.required = true,
	.what = "what the plan is called"},
    {.name = "version",
	.type = FIELD_STRING,
	AT(plan, version),
	.high = 64,
	.what = "the author's own version"},
    {.name = "purpose",
	.type = FIELD_TITLE,
	AT(plan, purpose),
	.what = "what it is for"},
    {.name = "basis",
	.type = FIELD_TITLE,
	AT(plan, basis),
	.what = "on which rules and findings it rests"},
    {.name = "scope",
	.type = FIELD_TITLE,
	AT(plan, scope),
	.what = "to what and whom it applies"},
    {.name = "review",
	.type = FIELD_OBJECTS,
	AT(plan, reviews),
	.record = &control_record,
	.what = "who reviewed it before it was approved"},
    {.name = "approval",
	.type = FIELD_OBJECT,
	AT(plan, approval),
	.record = &control_record,
	.what = "who approved it"},
    {.name = "publication",
	.type = FIELD_OBJECT,
	AT(plan, publication),
	.record = &control_record,
	.what = "who issued it"},
    {.name = "distribution",
	.type = FIELD_REFS,
	AT(plan, distribution),
	.of = "role",
	.what = "who holds a copy"},
    {.name = "training",
	.type = FIELD_OBJECTS,
	AT(plan, trainings),
	.record = &control_record,
	.what = "when those it names were trained in it"},
    {.name = "safeguards",
	.type = FIELD_TITLE,
	AT(plan, safeguards),
	.what = "how people, money and equipment are assured"},
    {.name = "contacts",
	.type = FIELD_TITLE,
	AT(plan, contacts),
	.what = "where the contacts are kept up to date"},
    {.name = "reconstructed",
	.type = FIELD_FLAG,
	AT(plan, reconstructed),
	.what = "made for exercise from published accounts"},
    {.name = "sources",
	.type = FIELD_OBJECTS,
	AT(plan, sources),
	.record = &source_record,
	.what = "publications it rests on"},
    {.name = "organisation",
	.type = FIELD_FREE,
	AT(plan, organisation_at),
	.required = true,
	.record = &organisation_record,
	.what = "embedded, or a path at or below the plan's folder"},
    {.name = "scenes",
	.type = FIELD_OBJECTS,
	AT(plan, scenes),
	.record = &scene_record,
	.required = true,
	.low = 1,
	.what = "the emergencies it answers"},
    {.name = "response",
	.type = FIELD_OBJECT,
	AT(plan, response),
	.record = &response_record,
	.required = true,
	.what = "the fixed acts of every emergency"},
    {.name = "ladders",
	.type = FIELD_OBJECTS,
	AT(plan, ladders),
	.record = &ladder_record,
	.required = true,
	.low = 1,
	.what = "who is called, and when"},
    {.name = "procedures",
	.type = FIELD_OBJECTS,
	AT(plan, procedures),
	.record = &procedure_record,
	.required = true,
	.low = 1,
	.what = "what is done"},
    {.name = "notices",
	.type = FIELD_OBJECTS,
	AT(plan, notices),
	.record = &notice_record,
	.what = "who must be told, and by when"},
    {0}};
const struct record plan_record = {
    "plan", false, sizeof(struct plan), fields, "an emergency plan"};

/* open_organisation: the value to read it from; NULL if there is none. */
static int
open_organisation(struct arena *arena, struct faults *faults, struct plan *plan,
    const struct value **root, struct error *err)
{
	const struct value *v = plan->organisation_at;

	*root = v;
	if (v == NULL || v->kind != VALUE_STRING)
		return 0;
	*root = NULL;
	if (beside_open(arena, v, faults, &plan->organisation_document, err) !=
	    0)
		return -1;
	if (plan->organisation_document != NULL)
		*root = plan->organisation_document->values;
	return 0;
}

int
plan_read(struct arena *arena, const char *path, struct faults *faults,
    const struct plan **out, struct error *err)
{
	const struct document *document;

	if (document_open(arena, path, faults, &document, err) != 0)
		return -1;
	if (document == NULL) {
		*out = NULL;
		return 0;
	}
	return plan_take(arena, document, faults, out, err);
}

int
plan_take(struct arena *arena, const struct document *document,
    struct faults *faults, const struct plan **out, struct error *err)
{
	struct plan *plan = arena_alloc(arena, sizeof(*plan));
	struct organisation *org = arena_alloc(arena, sizeof(*org));
	struct reading *r;
	const struct value *root;

	plan->document = document;
	plan->organisation = org;
	plan->names = names_new(arena);
	r = reading_new(arena, plan->names, faults);
	*out = NULL;
	if (!reading_take(r, plan->document->values, &plan_record, plan))
		return 0;
	if (open_organisation(arena, faults, plan, &root, err) != 0)
		return -1;
	if (root != NULL) {
		(void)reading_take(r, root, &organisation_record, org);
		reading_resolve(r);
		if (reporting_read(arena, plan, faults, err) != 0)
			return -1;
	} else {
		plan->names = NULL;
	}
	*out = plan;
	return 0;
}

const struct plan *
plan_in_zones(
    struct arena *arena, const struct plan *plan, const struct zones *zones)
{
	struct plan *p = arena_alloc(arena, sizeof(*p));

	*p = *plan;
	p->zones = zones;
	return p;
}

bool
plan_step_declares(const struct step *step, const char *member)
{
	return value_get(step->at, member) != NULL;
}

bool
plan_effect_raises(const struct effect *effect)
{
	return effect->capacity_ppm == 0 ||
	       value_get(effect->at, "level") != NULL;
}
