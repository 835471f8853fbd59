/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/timing.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"

enum { FULL = 1000000 };

static const char *const names[MARKS] = {
    [MARK_FAULT] = "t_fault",
    [MARK_DISRUPT] = "t_disrupt",
    [MARK_SYMPTOM] = "t_symptom",
    [MARK_DETECT] = "t_detect",
    [MARK_ACK] = "t_ack",
    [MARK_VERIFY] = "t_verify",
    [MARK_GRADE] = "t_grade",
    [MARK_DECLARE] = "t_declare",
    [MARK_ACTIVATE] = "t_activate",
    [MARK_DISPATCH] = "t_dispatch",
    [MARK_DIAGNOSE] = "t_diagnose",
    [MARK_CONTAIN] = "t_contain",
    [MARK_RESTORE] = "t_restore",
    [MARK_CONFIRM] = "t_confirm",
    [MARK_NORMAL] = "t_normal",
    [MARK_CLOSE] = "t_close",
};

const char *
timing_mark_name(enum mark mark)
{
	return names[mark];
}

struct timing
timing_new(struct arena *arena, const struct stage *stage, uint32_t scene)
{
	uint32_t n = stage->counts[ENTITY_SERVICE];
	struct timing t = {.scene = scene};

	for (int i = 0; i < MARKS; i++)
		t.mark[i] = SPAN_NEVER;
	t.levels = arena_array(arena, n, sizeof(*t.levels));
	for (uint32_t i = 0; i < n; i++)
		t.levels[i] = FULL;
	return t;
}

static void
first(struct timing *t, enum mark mark, span_ms at)
{
	if (t->mark[mark] == SPAN_NEVER)
		t->mark[mark] = at;
}

static bool
is_in_scope(const struct timing *t, const struct stage *stage, uint32_t x)
{
	struct range scope = stage->scenes[t->scene].scope;

	for (uint32_t i = 0; i < scope.n; i++)
		if (stage_at(stage, scope, i) == x)
			return true;
	return false;
}

/* fall, rise: a service in scope has crossed its minimum. */
static void
fall(struct timing *t, span_ms at)
{
	first(t, MARK_DISRUPT, at);
	if (t->warned)
		first(t, MARK_DETECT, at); /* they were at it already */
	t->mark[MARK_RESTORE] = SPAN_NEVER;
	t->confirmed = false;
}

static void
rise(struct timing *t, span_ms at, uint32_t number)
{
	if (t->mark[MARK_DISRUPT] == SPAN_NEVER || t->below > 0)
		return;
	t->mark[MARK_RESTORE] = at;
	t->restore_fact = number;
}

/* count: keep the number of services of which something is true. */
static void
count(uint32_t *n, bool was, bool is)
{
	if (is && !was)
		++*n;
	else if (was && !is)
		--*n;
}

static void
come_to_normal(struct timing *t, span_ms at)
{
	if (t->degraded == 0 && t->switched == 0 &&
	    t->mark[MARK_SYMPTOM] != SPAN_NEVER)
		t->mark[MARK_NORMAL] = at;
}

static void
take_level(struct timing *t, const struct stage *stage, const struct fact *f,
    uint32_t number)
{
	uint32_t service = fact_number(f->on);
	int32_t least = stage->services[service].minimum_ppm;
	int32_t was = t->levels[service];
	int32_t is = (int32_t)f->value;

	t->levels[service] = is;
	if (!is_in_scope(t, stage, service))
		return;
	if (is < FULL) {
		first(t, MARK_SYMPTOM, f->at);
		t->mark[MARK_NORMAL] = SPAN_NEVER;
	}
	count(&t->degraded, was < FULL, is < FULL);
	count(&t->below, was < least, is < least);
	if (is < least && was >= least)
		fall(t, f->at);
	else if (is >= least && was < least)
		rise(t, f->at, number);
	come_to_normal(t, f->at);
}

/* take_switch: nothing is normal while users have a standby. */
static void
take_switch(struct timing *t, const struct stage *stage, const struct fact *f)
{
	if (!stage_reaches(stage, t->scene, fact_number(f->on)))
		return;
	count(&t->switched, f->value == 0, f->value != 0);
	if (f->value != 0)
		t->mark[MARK_NORMAL] = SPAN_NEVER;
	else
		come_to_normal(t, f->at);
}

/* take_sign: an alarm or a report counts only if what it is about is truly
 * below its minimum. */
static void
take_sign(struct timing *t, const struct stage *stage, const struct fact *f)
{
	uint32_t service = fact_number(f->on);

	if (t->mark[MARK_DISRUPT] != SPAN_NEVER &&
	    t->levels[service] < stage->services[service].minimum_ppm)
		first(t, MARK_DETECT, f->at);
}

static void
take_done(struct timing *t, const struct stage *stage, const struct fact *f)
{
	const struct stage_task *task = &stage->tasks[fact_number(f->on)];

	if (task->stage == STAGE_DIAGNOSE)
		first(t, MARK_DIAGNOSE, f->at);
	else if (task->stage == STAGE_CONTAIN)
		first(t, MARK_CONTAIN, f->at);
}

static void
take_grade(struct timing *t, int32_t grade)
{
	t->grade = grade;
	if (t->peak == 0 || grade < t->peak)
		t->peak = grade;
}

static void
take_notice(struct timing *t, const struct fact *f)
{
	t->notices.due += f->act == FACT_DUE;
	t->notices.sent += f->act == FACT_DONE;
	t->notices.late += f->act == FACT_LATE;
}

/* warn: a warning is open; what people did for an earlier one that was false
 * marks nothing. */
static void
warn(struct timing *t)
{
	for (int i = MARK_ACK; i <= MARK_CONTAIN && !t->warned; i++)
		t->mark[i] = SPAN_NEVER;
	t->warned = true;
}

/* take_own: a fact of the scene itself. */
static void
take_own(struct timing *t, const struct stage *stage, const struct fact *f)
{
	static const enum mark marks[FACT_ACTS] = {
	    [FACT_VERIFIED] = MARK_VERIFY,
	    [FACT_GRADED] = MARK_GRADE,
	    [FACT_AUTHORISED] = MARK_DECLARE,
	    [FACT_ACTIVATED] = MARK_ACTIVATE,
	    [FACT_DISPATCH] = MARK_DISPATCH,
	    [FACT_CLOSED] = MARK_CLOSE,
	};

	if (marks[f->act] != MARK_FAULT)
		first(t, marks[f->act], f->at);
	t->late += f->act == FACT_LATE;
	t->failed += f->act == FACT_FAILED || f->act == FACT_TIMEOUT ||
		     f->act == FACT_SEEMS_DONE;
	t->gave_up += f->act == FACT_GAVE_UP;
	if (f->act == FACT_WARNING)
		warn(t);
	else if (f->act == FACT_DISMISSED)
		t->warned = false;
	else if (f->act == FACT_ACK && t->warned)
		first(t, MARK_ACK, f->at);
	else if (f->act == FACT_GRADED || f->act == FACT_REGRADED)
		take_grade(t, (int32_t)f->value);
	else if (f->act == FACT_DONE)
		take_done(t, stage, f);
	else if (f->act == FACT_CONFIRMED) {
		t->confirmed = true;
		t->mark[MARK_CONFIRM] = f->at;
	}
}

/* is_own_data: does a service within the scene's reach live by it? */
static bool
is_own_data(const struct timing *t, const struct stage *stage, uint32_t data)
{
	return stage_reaches(
	    stage, t->scene, stage->data[fact_number(data)].service);
}

static void
take(struct timing *t, const struct stage *stage, const struct fact *f,
    uint32_t number)
{
	if (f->act == FACT_FAULT || f->act == FACT_DATA_LOST ||
	    (f->act == FACT_LOAD && f->value > FULL))
		first(t, MARK_FAULT, f->at);
	if (f->act == FACT_LEVEL)
		take_level(t, stage, f, number);
	else if (f->act == FACT_ALARM || f->act == FACT_REPORT ||
		 (f->act == FACT_CLAIMED && f->value < FULL))
		take_sign(t, stage, f);
	else if (f->act == FACT_SWITCHED)
		take_switch(t, stage, f);
	else if (f->act == FACT_DATA_LOST && is_own_data(t, stage, f->on))
		t->data_gone++;
	else if (f->act == FACT_DATA_RESTORED && is_own_data(t, stage, f->on)) {
		t->data_gone--;
		if (f->value > t->data_loss)
			t->data_loss = f->value;
	}
	if (f->incident != t->scene)
		return;
	if (f->act == FACT_CLOSED)
		t->close_fact = number;
	if (fact_kind(f->on) == ENTITY_TASK &&
	    stage->tasks[fact_number(f->on)].notice != STAGE_NONE)
		take_notice(t, f);
	else
		take_own(t, stage, f);
}

void
timing_take(struct timing *t, const struct stage *stage,
    const struct fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		take(t, stage, &facts[i], t->seen);
		if (facts[i].act != FACT_NOT_FIRED) /* said behind the end */
			t->end_fact = t->seen;
		t->seen++;
		t->end = facts[i].at;
	}
}

/* restored: when, if the business has confirmed it. */
static span_ms
restored(const struct timing *t)
{
	return t->confirmed ? t->mark[MARK_RESTORE] : SPAN_NEVER;
}

static span_ms
elapsed(span_ms from, span_ms to)
{
	if (from == SPAN_NEVER || to == SPAN_NEVER)
		return SPAN_NEVER;
	return to - from;
}

/* judge_clocks: elapsed time under each clock. One whose start never came is
 * not available; a service back before its start has none either. */
static void
judge_clocks(
    const struct timing *t, const struct objectives *o, struct judgement *j)
{
	static const enum mark starts[CLOCKS] = {
	    [CLOCK_DISRUPTION] = MARK_DISRUPT,
	    [CLOCK_DETECTION] = MARK_DETECT,
	    [CLOCK_DECLARATION] = MARK_DECLARE,
	    [CLOCK_ACTIVATION] = MARK_ACTIVATE,
	};

	for (int i = 0; i < CLOCKS; i++) {
		j->elapsed[i] = elapsed(t->mark[starts[i]], restored(t));
		if (j->elapsed[i] < 0)
			j->elapsed[i] = SPAN_NEVER;
	}
	j->recovery = j->elapsed[o->rto_clock];
	j->clock_missing = j->recovery == SPAN_NEVER &&
			   j->elapsed[CLOCK_DISRUPTION] != SPAN_NEVER;
	if (j->clock_missing)
		j->recovery = j->elapsed[CLOCK_DISRUPTION];
}

/* judge_call_out: the warning came at 0. Nothing is tested where nothing was
 * promised. */
static struct judgement
judge_call_out(const struct timing *t, const struct stage *stage)
{
	span_ms promise =
	    stage->ladders[stage->scenes[t->scene].ladder].promise;
	struct judgement j = {.recovery = t->mark[MARK_ACK],
	    .data_loss = SPAN_NEVER,
	    .verdict = VERDICT_NOT_TESTED};

	for (int i = 0; i < CLOCKS; i++)
		j.elapsed[i] = SPAN_NEVER;
	j.rto_met = j.recovery != SPAN_NEVER && j.recovery <= promise;
	if (promise != SPAN_NEVER)
		j.verdict = j.rto_met ? VERDICT_MET : VERDICT_NOT_MET;
	return j;
}

struct judgement
timing_judge(const struct timing *t, const struct stage *stage)
{
	const struct objectives *o = &stage->scenes[t->scene].objectives;
	span_ms disrupted = t->mark[MARK_DISRUPT];
	struct judgement j = {.rpo_judged = o->rpo != SPAN_NEVER};

	if (stage->call_out)
		return judge_call_out(t, stage);
	judge_clocks(t, o, &j);
	j.data_loss = t->data_gone > 0 || stage->counts[ENTITY_DATA] == 0
			  ? SPAN_NEVER
			  : t->data_loss;
	j.rto_met = j.recovery != SPAN_NEVER && j.recovery <= o->rto;
	j.rpo_met = t->data_gone == 0 && t->data_loss <= o->rpo;
	if (disrupted == SPAN_NEVER) {
		j.verdict = VERDICT_NOT_TESTED;
		return j;
	}
	j.mtpd_exceeded =
	    o->mtpd != SPAN_NEVER &&
	    (restored(t) == SPAN_NEVER ? t->end : restored(t)) - disrupted >
		o->mtpd;
	/* Data that never came back fails, whatever was promised of it. */
	j.verdict =
	    j.rto_met && t->data_gone == 0 && (!j.rpo_judged || j.rpo_met)
		? VERDICT_MET
		: VERDICT_NOT_MET;
	return j;
}

bool
timing_since(const struct timing *t, enum mark mark, span_ms *out)
{
	span_ms at = mark == MARK_RESTORE ? restored(t) : t->mark[mark];

	if (at == SPAN_NEVER || t->mark[MARK_DISRUPT] == SPAN_NEVER)
		return false;
	*out = at - t->mark[MARK_DISRUPT];
	return true;
}
