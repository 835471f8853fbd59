/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios/aims.h"

#include <string.h>

#include "base/document.h"
#include "base/faults.h"

#define AT(type, m) .offset = offsetof(struct type, m)

static const char *const acts[] = {
    [EXPECTED_ACK] = "ack",
    [EXPECTED_ARRIVE] = "arrive",
    [EXPECTED_VERIFIED] = "verified",
    [EXPECTED_DISMISSED] = "dismissed",
    [EXPECTED_GRADED] = "graded",
    [EXPECTED_AUTHORISED] = "authorised",
    [EXPECTED_ACTIVATED] = "activated",
    [EXPECTED_START] = "start",
    [EXPECTED_DONE] = "done",
    [EXPECTED_CONFIRMED] = "confirmed",
    [EXPECTED_CLOSED] = "closed",
    [EXPECTED_REGISTERED] = "registered",
    [EXPECTED_ACTS] = NULL,
};
/* As a grading table has them (plans/organisation.c). */
static const char *const grades[] = {"I", "II", "III", "IV", NULL};
static const char *const groups[] = {"any", "all", NULL};
const char *const aims_marks[] = {"t_fault", "t_disrupt", "t_symptom",
    "t_detect", "t_ack", "t_verify", "t_grade", "t_declare", "t_activate",
    "t_dispatch", "t_diagnose", "t_contain", "t_restore", "t_confirm",
    "t_normal", "t_close", NULL};

static const struct field objective_fields[] = {
    {.name = "id",
	.type = FIELD_ID,
	AT(aim, id),
	.required = true,
	.what = "id of the objective"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(aim, name),
	.required = true,
	.what = "what the drill is to show"},
    {.name = "clause",
	.type = FIELD_STRING,
	AT(aim, clause),
	.high = 64,
	.what = "the clause of a standard it speaks to"},
    {0}};
const struct record aims_objective = {"objective", false, sizeof(struct aim),
    objective_fields, "an objective of the drill"};

static const struct field expectation_fields[] = {
    {.name = "id",
	.type = FIELD_ID,
	AT(expectation, id),
	.required = true,
	.what = "id of the expectation"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(expectation, name),
	.required = true,
	.what = "what is expected, in words"},
    {.name = "objective",
	.type = FIELD_REF,
	AT(expectation, objective),
	.of = "objective",
	.what = "the drill's objective it serves"},
    {.name = "scene",
	.type = FIELD_REF,
	AT(expectation, scene),
	.of = "scene",
	.what = "the scene it belongs to; absent: the one drilled"},
    {.name = "act",
	.type = FIELD_CHOICE,
	AT(expectation, act),
	.required = true,
	.choices = acts,
	.what = "what should happen"},
    {.name = "step",
	.type = FIELD_REF,
	AT(expectation, step),
	.of = "step",
	.what = "start, done: procedure/step"},
    {.name = "notice",
	.type = FIELD_REF,
	AT(expectation, notice),
	.of = "notice",
	.what = "done: the notice that is sent"},
    {.name = "grade",
	.type = FIELD_CHOICE,
	AT(expectation, grade),
	.fallback = -1,
	.choices = grades,
	.what = "graded: this grade or worse; absent: any"},
    {.name = "roles",
	.type = FIELD_REFS,
	AT(expectation, roles),
	.of = "role",
	.what = "who should do it: somebody of each role"},
    {.name = "people",
	.type = FIELD_REFS,
	AT(expectation, people),
	.of = "person",
	.what = "who should do it; with no roles either: anybody"},
    {.name = "group",
	.type = FIELD_CHOICE,
	AT(expectation, group),
	.choices = groups,
	.what = "does any one of them suffice, or must all do it?"},
    {.name = "after",
	.type = FIELD_REF,
	AT(expectation, after),
	.of = "inject",
	.what = "the inject its time counts from"},
    {.name = "from",
	.type = FIELD_CHOICE,
	AT(expectation, from),
	.fallback = -1,
	.choices = aims_marks,
	.what = "the mark its time counts from; neither: the start"},
    {.name = "within",
	.type = FIELD_SPAN,
	AT(expectation, within),
	.required = true,
	.what = "in time if it happens within so long"},
    {.name = "anew",
	.type = FIELD_FLAG,
	AT(expectation, anew),
	.what = "after: what happened before the inject does not count"},
    {.name = "weight",
	.type = FIELD_INTEGER,
	AT(expectation, weight),
	.fallback = 1,
	.low = 1,
	.high = 100,
	.what = "points it is worth"},
    {.name = "clause",
	.type = FIELD_STRING,
	AT(expectation, clause),
	.high = 64,
	.what = "the clause of a standard it speaks to"},
    {.name = "note",
	.type = FIELD_TITLE,
	AT(expectation, note),
	.what = "what an evaluator should look for"},
    {0}};
const struct record aims_expectation = {"expectation", false,
    sizeof(struct expectation), expectation_fields, "an expected action"};

/* Members that only some acts take, and which acts. */
static const struct {
	const char *member;
	bool of[EXPECTED_ACTS];
} special[] = {
    {"step", {[EXPECTED_START] = true, [EXPECTED_DONE] = true}},
    {"notice", {[EXPECTED_DONE] = true}},
    {"grade", {[EXPECTED_GRADED] = true}},
};

/* judge_object: a step or a notice where the act has one, else none. */
static void
judge_object(const struct expectation *x, struct faults *faults)
{
	bool step = value_get(x->at, "step") != NULL;
	bool notice = value_get(x->at, "notice") != NULL;

	for (int i = 0; i < 3; i++) {
		const struct value *m = value_get(x->at, special[i].member);

		if (m != NULL && !special[i].of[x->act])
			faults_add(faults, GRADE_ERROR, "act-takes-no", m,
			    "act", acts[x->act], "member", special[i].member,
			    NULL);
	}
	if (special[0].of[x->act] && !step && !notice)
		faults_add(faults, GRADE_ERROR, "act-needs", x->at, "act",
		    acts[x->act], "member", "step", NULL);
	if (x->act == EXPECTED_DONE && step && notice)
		faults_add(faults, GRADE_ERROR, "expected-two",
		    value_get(x->at, "notice"), "a", "step", "b", "notice",
		    NULL);
}

void
aims_judge(const struct expectation *x, struct faults *faults)
{
	const struct value *act = value_get(x->at, "act");
	const struct value *from = value_get(x->at, "from");

	if (act != NULL && act->string != NULL &&
	    strcmp(act->string, acts[x->act]) == 0)
		judge_object(x, faults); /* else a fault already */
	if (from != NULL && value_get(x->at, "after") != NULL)
		faults_add(faults, GRADE_ERROR, "expected-two", from, "a",
		    "after", "b", "from", NULL);
	if (x->anew && value_get(x->at, "after") == NULL)
		faults_add(faults, GRADE_ERROR, "expected-anew",
		    value_get(x->at, "anew"), NULL);
	if (x->group == EXPECTED_ALL && x->roles.n + x->people.n == 0)
		faults_add(faults, GRADE_ERROR, "expected-nobody",
		    value_get(x->at, "group"), NULL);
}
