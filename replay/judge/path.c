/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/path.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/timing.h"

static const char *const names[CAUSES] = {
    [CAUSE_UNDETECTED] = "undetected",
    [CAUSE_WAIT_PERSON] = "wait_person",
    [CAUSE_WAIT_RESOURCE] = "wait_resource",
    [CAUSE_WAIT_DECISION] = "wait_decision",
    [CAUSE_LEAD_TIME] = "lead_time",
    [CAUSE_PLANNED_WAIT] = "planned_wait",
    [CAUSE_WORKING] = "working",
    [CAUSE_FAILED_ATTEMPT] = "failed_attempt",
    [CAUSE_VERIFYING] = "verifying",
    [CAUSE_NOTHING_TO_DO] = "nothing_to_do",
};

const char *
path_cause_name(enum cause cause)
{
	return names[cause];
}

/* What the time between a fact and the one that released it was spent on;
 * work, where nothing is said. */
static const enum cause by_act[FACT_ACTS] = {
    [FACT_ALARM] = CAUSE_UNDETECTED,
    [FACT_REPORT] = CAUSE_UNDETECTED,
    [FACT_CLAIMED] = CAUSE_UNDETECTED,
    [FACT_WARNING] = CAUSE_UNDETECTED,
    [FACT_AUTO_STARTED] = CAUSE_UNDETECTED,
    [FACT_OVERREACTED] = CAUSE_UNDETECTED,
    [FACT_RUNG] = CAUSE_WAIT_PERSON,
    [FACT_PAGE] = CAUSE_WAIT_PERSON,
    [FACT_ACK] = CAUSE_WAIT_PERSON,
    [FACT_DISPATCH] = CAUSE_WAIT_PERSON,
    [FACT_START] = CAUSE_LEAD_TIME,
    [FACT_ARRIVE] = CAUSE_LEAD_TIME,
    [FACT_HANDED_OVER] = CAUSE_LEAD_TIME,
    [FACT_REPEATED] = CAUSE_FAILED_ATTEMPT,
    [FACT_DUTY_OVER] = CAUSE_PLANNED_WAIT,
    [FACT_VERIFIED] = CAUSE_VERIFYING,
    [FACT_CHECKED] = CAUSE_VERIFYING,
    [FACT_DISMISSED] = CAUSE_VERIFYING,
    [FACT_CONFIRMED] = CAUSE_VERIFYING,
    [FACT_NOT_CONFIRMED] = CAUSE_VERIFYING,
    [FACT_GRADED] = CAUSE_WAIT_DECISION,
    [FACT_REGRADED] = CAUSE_WAIT_DECISION,
    [FACT_AUTHORISED] = CAUSE_WAIT_DECISION,
    [FACT_OVERDUE] = CAUSE_WAIT_DECISION,
    [FACT_DECISION_DUE] = CAUSE_WAIT_DECISION,
    [FACT_DECIDED] = CAUSE_WAIT_DECISION,
    [FACT_CLOSED] = CAUSE_WAIT_DECISION,
    [FACT_ORDERED] = CAUSE_WAIT_RESOURCE,
    [FACT_DELIVERED] = CAUSE_LEAD_TIME,
    [FACT_UNDELIVERED] = CAUSE_LEAD_TIME,
    [FACT_TAKEN] = CAUSE_WAIT_PERSON,
    [FACT_INTERRUPTED] = CAUSE_WAIT_PERSON,
    [FACT_ASKED] = CAUSE_WAIT_DECISION,
    [FACT_APPROVED] = CAUSE_WAIT_DECISION,
    [FACT_FAILED] = CAUSE_FAILED_ATTEMPT,
    [FACT_TIMEOUT] = CAUSE_FAILED_ATTEMPT,
    [FACT_SEEMS_DONE] = CAUSE_FAILED_ATTEMPT,
    [FACT_SUSTAINED] = CAUSE_PLANNED_WAIT,
    [FACT_RELAPSED] = CAUSE_PLANNED_WAIT,
    [FACT_NO_EFFECT] = CAUSE_FAILED_ATTEMPT,
};

static enum cause
cause_of_wait(const struct fact *waits)
{
	return waits->value == WAIT_RESOURCE ? CAUSE_WAIT_RESOURCE
					     : CAUSE_WAIT_PERSON;
}

/* What was going on since the last fact before something that did not come of
 * it: the horizon, a checkpoint, a fault that passed; unless somebody was at
 * work, nobody had anything he could do. */
static enum cause
cause_in_hand(const struct fact *why)
{
	static const bool unseen[FACT_ACTS] = {[FACT_BEGIN] = true,
	    [FACT_LEVEL] = true,
	    [FACT_FAULT] = true,
	    [FACT_ALARM] = true,
	    [FACT_CLEAR] = true,
	    [FACT_REPORT] = true,
	    [FACT_CLAIMED] = true,
	    [FACT_DISMISSED] = true};
	static const bool called[FACT_ACTS] = {[FACT_READY] = true,
	    [FACT_WARNING] = true,
	    [FACT_RUNG] = true,
	    [FACT_PAGE] = true,
	    [FACT_ACK] = true};

	if (why->act == FACT_WAITS && why[1].act == FACT_ORDERED &&
	    why[1].on == why->by)
		return CAUSE_LEAD_TIME; /* it is on its way */
	if (why->act == FACT_WAITS)
		return cause_of_wait(why);
	if (unseen[why->act])
		return CAUSE_UNDETECTED;
	if (called[why->act])
		return CAUSE_WAIT_PERSON;
	if (why->act == FACT_ASKED)
		return CAUSE_WAIT_DECISION;
	if (why->act == FACT_START)
		return CAUSE_WORKING;
	if (why->act == FACT_DISPATCH || why->act == FACT_TAKEN)
		return CAUSE_LEAD_TIME;
	return CAUSE_NOTHING_TO_DO;
}

/* is_cut: does the fact come of the clock or the world, whatever was in hand
 * until then? */
static bool
is_cut(const struct fact *f)
{
	static const bool cut[FACT_ACTS] = {[FACT_HORIZON] = true,
	    [FACT_ETA] = true,
	    [FACT_FAULT] = true,
	    [FACT_FAULT_OVER] = true,
	    [FACT_LOAD] = true,
	    [FACT_BACK] = true,
	    [FACT_FOUND] = true,
	    [FACT_ADDED] = true,
	    [FACT_RELEASED] = true,
	    [FACT_REPAIRED] = true};

	return cut[f->act];
}

static enum cause
cause_of(const struct fact *f, const struct fact *why)
{
	if (is_cut(f))
		return cause_in_hand(why);
	if ((f->act == FACT_START || f->act == FACT_DISPATCH ||
		f->act == FACT_TAKEN) &&
	    why->act == FACT_WAITS)
		return cause_of_wait(why);
	if (f->act == FACT_WAITS)
		return cause_of_wait(f);
	if (f->act == FACT_DUTY_OVER && why->act == FACT_START)
		return CAUSE_WORKING; /* until then */
	return by_act[f->act];
}

/* spent_on: the entity to name: the task worked on or waited at, the person
 * or service in question. */
static uint32_t
spent_on(const struct fact *f, const struct fact *why)
{
	if (is_cut(f) && why->act == FACT_WAITS)
		return why->by; /* whom, or what, there was none of */
	if (is_cut(f))
		return why->on != 0 ? why->on : why->by;
	if (f->act == FACT_ACK || f->act == FACT_ARRIVE)
		return f->by;
	if (why->act == FACT_START)
		return why->on; /* the task, whatever the scene calls its end */
	if ((f->act == FACT_DISPATCH || f->act == FACT_TAKEN) &&
	    why->act == FACT_WAITS)
		return why->by;
	if (f->act == FACT_WAITS)
		return f->by;
	if (why->act == FACT_TAKEN)
		return why->on; /* fetched */
	return f->on != 0 ? f->on : f->by;
}

static enum origin
origin_of(
    const struct stage *stage, const struct fact *f, const struct fact *why)
{
	if (why->act != FACT_START || fact_kind(why->on) != ENTITY_TASK ||
	    is_cut(f))
		return ORIGIN_NONE;
	if (f->act == FACT_FAILED)
		return stage->tasks[fact_number(why->on)].failed_origin;
	return stage->tasks[fact_number(why->on)].duration_origin;
}

static void
add(struct path *p, struct stretch s)
{
	if (s.to <= s.from)
		return;
	p->at[p->n++] = s;
	p->by_cause[s.cause] += s.to - s.from;
	p->by_origin[s.origin] += s.to - s.from;
	p->total += s.to - s.from;
}

static void
reverse(struct path *p)
{
	for (uint32_t i = 0; i < p->n / 2; i++) {
		struct stretch s = p->at[i];

		p->at[i] = p->at[p->n - 1 - i];
		p->at[p->n - 1 - i] = s;
	}
}

/* in_hand: the last thing the people of a scene did, or waited for, before a
 * fact that nothing here released; 0 if they had not begun. */
static uint32_t
in_hand(const struct stage *stage, const struct fact *facts, uint32_t i,
    uint32_t scene)
{
	static const bool own[FACT_ACTS] = {[FACT_WARNING] = true,
	    [FACT_RUNG] = true,
	    [FACT_ACK] = true,
	    [FACT_READY] = true,
	    [FACT_WAITS] = true,
	    [FACT_DISPATCH] = true,
	    [FACT_TAKEN] = true,
	    [FACT_START] = true,
	    [FACT_DONE] = true,
	    [FACT_FAILED] = true,
	    [FACT_TIMEOUT] = true,
	    [FACT_GAVE_UP] = true,
	    [FACT_DISMISSED] = true};

	if (!is_cut(&facts[i]))
		return 0;
	while (--i > 0) {
		const struct fact *f = &facts[i];

		if (f->incident != scene || !own[f->act])
			continue;
		if (fact_kind(f->on) != ENTITY_TASK ||
		    stage->tasks[fact_number(f->on)].notice == STAGE_NONE)
			return i;
	}
	return 0;
}

/* walk_back: from the i-th fact to an instant. */
static struct path
walk_back(struct arena *arena, const struct stage *stage,
    const struct fact *facts, uint32_t i, const struct timing *t, span_ms start)
{
	struct path p = {0};

	p.at = arena_array(arena, (size_t)i + 2, sizeof(*p.at));
	while (i != 0 && facts[i].at > start) {
		const struct fact *f = &facts[i];
		uint32_t before =
		    f->why != 0 ? f->why : in_hand(stage, facts, i, t->scene);
		const struct fact *why = &facts[before];
		span_ms from = why->at > start ? why->at : start;

		if (before == 0) { /* nobody had begun */
			add(&p,
			    (struct stretch){start, f->at, CAUSE_UNDETECTED, i,
				f->on != 0 ? f->on : f->by, ORIGIN_NONE});
			break;
		}
		add(&p, (struct stretch){from, f->at, cause_of(f, why), i,
			    spent_on(f, why), origin_of(stage, f, why)});
		i = before;
	}
	reverse(&p);
	return p;
}

struct path
path_walk(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct timing *t)
{
	bool back = t->confirmed && t->mark[MARK_RESTORE] != SPAN_NEVER;
	struct path p;

	if (t->mark[MARK_DISRUPT] == SPAN_NEVER)
		return (struct path){0};
	p = walk_back(arena, stage, facts, back ? t->restore_fact : t->end_fact,
	    t, t->mark[MARK_DISRUPT]);
	p.by_itself = back && is_cut(&facts[facts[t->restore_fact].why]);
	return p;
}

struct path
path_after(struct arena *arena, const struct stage *stage,
    const struct fact *facts, const struct timing *t)
{
	if (t->close_fact == 0 || t->mark[MARK_RESTORE] == SPAN_NEVER)
		return (struct path){0};
	return walk_back(
	    arena, stage, facts, t->close_fact, t, t->mark[MARK_RESTORE]);
}

uint32_t
path_largest(const struct path *path, struct stretch *out, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < path->n; i++) {
		struct stretch s = path->at[i];
		uint32_t j;
		bool first = true;

		s.to = 0;
		for (j = 0; j < path->n; j++) {
			const struct stretch *x = &path->at[j];

			if (x->cause != s.cause || x->entity != s.entity)
				continue;
			s.to += x->to - x->from;
			first = first && j >= i;
		}
		s.from = 0;
		if (!first)
			continue;
		for (j = kept; j > 0 && out[j - 1].to < s.to; j--)
			if (j < n)
				out[j] = out[j - 1];
		if (j < n) {
			out[j] = s;
			kept += kept < n;
		}
	}
	return kept;
}
