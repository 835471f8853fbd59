/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/expect.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"

enum { POINT = 1000, FULL = 1000000 };

static const char *const names[EXPECT_VERDICTS] = {
    [EXPECT_MET] = "met",
    [EXPECT_PARTIAL] = "partial",
    [EXPECT_LATE] = "late",
    [EXPECT_MISSED] = "missed",
    [EXPECT_OPEN] = "open",
    [EXPECT_NOT_APPLICABLE] = "not_applicable",
};

const char *
expect_verdict_name(enum expect_verdict verdict)
{
	return names[verdict];
}

struct expect
expect_new(struct arena *arena, const struct stage *stage)
{
	struct expect x = {
	    .seen = arena_array(arena, stage->parts_n, sizeof(span_ms)),
	    .since = arena_array(arena, stage->expected_n, sizeof(span_ms)),
	};

	for (uint32_t i = 0; i < stage->parts_n; i++)
		x.seen[i] = SPAN_NEVER;
	for (uint32_t i = 0; i < stage->expected_n; i++)
		x.since[i] = SPAN_NEVER;
	return x;
}

/* ---- does a fact show it? ---- */

/* is_of: may the role's work be this person's? */
static bool
is_of(const struct stage *stage, uint32_t role, uint32_t person)
{
	struct range members = stage->roles[role].members;

	for (uint32_t i = 0; i < members.n; i++)
		if ((stage_at(stage, members, i) & STAGE_PERSON_MASK) == person)
			return true;
	return false;
}

/* is_by: is `who`, a person, a role or anybody (0), the one who did it? */
static bool
is_by(const struct stage *stage, uint32_t who, uint32_t by)
{
	if (who == 0 || who == by)
		return true;
	return fact_kind(who) == ENTITY_ROLE &&
	       fact_kind(by) == ENTITY_PERSON &&
	       is_of(stage, fact_number(who), fact_number(by));
}

/* is_about: is it the step or the notice that is meant? */
static bool
is_about(const struct stage *stage, const struct stage_expected *s,
    const struct fact *f)
{
	const struct stage_task *t;

	if (s->step == STAGE_NONE && s->notice == STAGE_NONE)
		return true;
	if (fact_kind(f->on) != ENTITY_TASK)
		return false;
	t = &stage->tasks[fact_number(f->on)];
	return t->step_number == s->step && t->notice == s->notice;
}

/* shows: is this the act, whoever did it? */
static bool
shows(const struct stage *stage, const struct stage_expected *s,
    const struct fact *f)
{
	bool graded = f->act == FACT_GRADED || f->act == FACT_REGRADED;

	if (f->incident != s->scene)
		return false;
	if (s->act == FACT_GRADED)
		return graded && f->value <= s->grade;
	return f->act == s->act && is_about(stage, s, f);
}

static void
take(struct expect *x, const struct stage *stage, uint32_t number,
    const struct fact *f)
{
	const struct stage_expected *s = &stage->expected[number];

	if (s->inject != STAGE_NONE && x->since[number] == SPAN_NEVER &&
	    f->by == fact_entity(ENTITY_INJECT, (uint32_t)s->inject) &&
	    f->act != FACT_NOT_FIRED)
		x->since[number] = f->at;
	if (!shows(stage, s, f) || (s->anew && x->since[number] == SPAN_NEVER))
		return;
	for (uint32_t i = s->parts.first; i < s->parts.first + s->parts.n; i++)
		if (x->seen[i] == SPAN_NEVER &&
		    is_by(stage, stage->parts[i], f->by))
			x->seen[i] = f->at;
}

void
expect_take(struct expect *x, const struct stage *stage,
    const struct fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (uint32_t j = 0; j < stage->expected_n; j++)
			take(x, stage, j, &facts[i]);
		x->end = facts[i].at;
	}
}

/* ---- what came of it ---- */

/* starts: the instant its time counts from. */
static span_ms
starts(const struct expect *x, const struct stage_expected *s,
    const struct timing *scenes, uint32_t number)
{
	const struct timing *t = &scenes[s->scene];

	if (s->inject != STAGE_NONE)
		return x->since[number];
	if (s->mark == MARK_RESTORE && !t->confirmed)
		return SPAN_NEVER; /* granted only when confirmed */
	return s->mark == STAGE_NONE ? 0 : t->mark[s->mark];
}

/* count: how many of its parts came in time, and when the last one that was
 * needed came: of any the first, of all the last. */
static void
count(const struct expect *x, const struct stage_expected *s,
    struct expect_result *r)
{
	span_ms first = SPAN_NEVER;
	span_ms last = 0;
	uint32_t in_time = 0;

	for (uint32_t i = s->parts.first; i < s->parts.first + s->parts.n;
	     i++) {
		in_time += x->seen[i] <= r->limit && x->seen[i] != SPAN_NEVER;
		first = x->seen[i] < first ? x->seen[i] : first;
		last = x->seen[i] > last ? x->seen[i] : last;
	}
	r->parts = s->all ? s->parts.n : 1;
	r->in_time = s->all ? in_time : in_time > 0;
	r->seen = s->all ? last : first;
}

static enum expect_verdict
verdict(const struct expect *x, const struct expect_result *r)
{
	if (r->in_time == r->parts)
		return EXPECT_MET;
	if (x->end < r->limit)
		return EXPECT_OPEN;
	if (r->in_time > 0)
		return EXPECT_PARTIAL;
	return r->seen == SPAN_NEVER ? EXPECT_MISSED : EXPECT_LATE;
}

struct expect_result
expect_judge(const struct expect *x, const struct stage *stage,
    const struct timing *scenes, uint32_t number)
{
	const struct stage_expected *s = &stage->expected[number];
	struct expect_result r = {.verdict = EXPECT_NOT_APPLICABLE,
	    .from = starts(x, s, scenes, number),
	    .limit = SPAN_NEVER,
	    .seen = SPAN_NEVER,
	    .parts = s->all ? s->parts.n : 1};

	if (r.from == SPAN_NEVER)
		return r;
	r.limit = r.from + s->within;
	count(x, s, &r);
	r.verdict = verdict(x, &r);
	return r;
}

void
expect_add(struct expect_score *score, const struct stage *stage,
    uint32_t number, const struct expect_result *result)
{
	int64_t worth = (int64_t)stage->expected[number].weight * POINT;

	if (result->verdict == EXPECT_OPEN ||
	    result->verdict == EXPECT_NOT_APPLICABLE) {
		score->excluded += worth;
		return;
	}
	score->possible += worth;
	score->earned +=
	    (worth * result->in_time + result->parts / 2) / result->parts;
}

int32_t
expect_share(const struct expect_score *score)
{
	if (score->possible == 0)
		return -1;
	return (int32_t)((score->earned * FULL + score->possible / 2) /
			 score->possible);
}
