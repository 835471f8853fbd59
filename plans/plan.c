/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/plan.h"

#include <string.h>

#include "base/arena.h"
#include "base/document.h"
#include "base/faults.h"
#include "base/file.h"
#include "base/names.h"
#include "plans/beside.h"
#include "plans/procedure.h"
#include "plans/reporting.h"
#include "plans/scene.h"

#define AT(type, m) .offset = offsetof(struct type, m)

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

const char *const plan_form_fields[FORM_FIELDS + 1] = {"source", "time",
    "object", "symptom", "scope", "severity", "genuine", NULL};

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
    {.name = "register",
	.type = FIELD_OBJECT,
	AT(response_acts, acts[RESPONSE_REGISTER]),
	.record = &act_record,
	.what = "it is entered in incident management"},
    {.name = "form",
	.type = FIELD_SET,
	AT(response_acts, form),
	.choices = plan_form_fields,
	.low = 1,
	.what = "what is verified, field by field"},
    {0}};
static const struct record response_record = {"response", false,
    sizeof(struct response_acts), response_fields,
    "the fixed acts of every emergency"};

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
	.record = &scene_ladder_record,
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
	if (plan->enclosed != NULL)
		plan->organisation_document =
		    beside_enclosed(v, plan->enclosed->organisation, faults);
	else if (beside_open(
		     arena, v, faults, &plan->organisation_document, err) != 0)
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
	return plan_take(arena, document, NULL, faults, out, err);
}

int
plan_take(struct arena *arena, const struct document *document,
    const struct plan_enclosed *enclosed, struct faults *faults,
    const struct plan **out, struct error *err)
{
	struct plan *plan = arena_alloc(arena, sizeof(*plan));
	struct organisation *org = arena_alloc(arena, sizeof(*org));
	struct reading *r;
	const struct value *root;

	plan->document = document;
	plan->enclosed = enclosed;
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
