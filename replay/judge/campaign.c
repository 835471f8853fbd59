/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/judge/campaign.h"

#include "base/arena.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/absence.h"
#include "replay/judge/target.h"
#include "replay/judge/whole.h"

_Static_assert(TARGETS == CAMPAIGN_LENGTHS - CAMPAIGN_STAGES,
    "a histogram for each stage");

enum mark
campaign_mark(uint32_t stage)
{
	return target_mark(stage);
}

/* ---- entities as one row of numbers ---- */

uint32_t
campaign_entities(const struct stage *stage)
{
	uint32_t n = 1;

	for (int i = 0; i < ENTITY_KINDS; i++)
		n += stage->counts[i];
	return n;
}

static uint32_t
place(const struct stage *stage, uint32_t entity)
{
	uint32_t at = 1;

	if (entity == 0)
		return 0;
	for (int i = 0; i < (int)fact_kind(entity); i++)
		at += stage->counts[i];
	return at + fact_number(entity);
}

uint32_t
campaign_entity(const struct stage *stage, uint32_t i)
{
	int kind = 0;

	if (i == 0)
		return 0;
	for (i--; i >= stage->counts[kind]; kind++)
		i -= stage->counts[kind];
	return fact_entity((enum entity_kind)kind, i);
}

struct sum *
campaign_spent(const struct campaign *c, enum cause cause, uint32_t entity)
{
	return &c->spent[place(c->stage, entity) * CAUSES + (uint32_t)cause];
}

uint32_t
campaign_starts(const struct stage *stage)
{
	return stage->outsets.n > 1 ? stage->outsets.n : 0;
}

/* ---- taking ---- */

struct campaign
campaign_new(
    struct arena *arena, struct arena *scratch, const struct stage *stage)
{
	struct campaign c = {
	    .stage = stage, .arena = arena, .scratch = scratch};

	c.spent = arena_array(
	    arena, campaign_entities(stage), CAUSES * sizeof(*c.spent));
	c.notices =
	    arena_array(arena, stage->counts[ENTITY_TASK], sizeof(*c.notices));
	c.starts =
	    arena_array(arena, campaign_starts(stage), sizeof(*c.starts));
	c.scenes =
	    arena_array(arena, stage->counts[ENTITY_SCENE], sizeof(*c.scenes));
	c.drivers = driver_list(arena, stage, &c.drivers_n);
	c.bins = arena_array(arena, c.drivers_n, sizeof(*c.bins));
	c.absent = absence_list(arena, stage, &c.absent_n);
	c.absences = arena_array(arena, c.absent_n, sizeof(*c.absences));
	return c;
}

static void
take_notices(struct campaign *c, const struct fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &facts[i];
		struct campaign_notice *x;

		if (fact_kind(f->on) != ENTITY_TASK ||
		    c->stage->tasks[fact_number(f->on)].notice == STAGE_NONE)
			continue;
		x = &c->notices[fact_number(f->on)];
		x->due += f->act == FACT_DUE;
		x->late += f->act == FACT_LATE;
	}
}

static void
take_length(struct campaign *c, int which, span_ms length)
{
	histogram_take(c->arena, &c->lengths[which], length);
}

/* take_stages: each from the latest mark before it; one that came before its
 * turn, as first aid does, has no time of its own to count. */
static void
take_stages(struct campaign *c, const struct timing *t)
{
	struct target all[TARGETS];

	target_judge(t, c->stage, all);
	for (int i = 0; i < TARGETS; i++) {
		if (all[i].end != TARGET_EARLY)
			take_length(c, CAMPAIGN_STAGES + i, all[i].took);
		c->targets[i] += all[i].met;
	}
}

static void
take_path(struct campaign *c, const struct path *p)
{
	for (uint32_t i = 0; i < p->n; i++)
		sum_add(campaign_spent(c, p->at[i].cause, p->at[i].entity),
		    p->at[i].to - p->at[i].from);
}

/* take_counts: of all trials, and of those with this one's start. */
static void
take_counts(struct campaign *c, uint64_t trial, enum verdict whole,
    const struct judgement *j)
{
	bool tested = j->verdict != VERDICT_NOT_TESTED;
	const bool has[CAMPAIGN_BY_START] = {[CAMPAIGN_TRIALS] = true,
	    [CAMPAIGN_TESTED] = whole != VERDICT_NOT_TESTED,
	    [CAMPAIGN_MET] = whole == VERDICT_MET,
	    [CAMPAIGN_OWN_TESTED] = tested,
	    [CAMPAIGN_RTO_MET] = tested && j->rto_met,
	    [CAMPAIGN_RPO_MET] = tested && j->rpo_met,
	    [CAMPAIGN_MTPD_EXCEEDED] = tested && j->mtpd_exceeded};
	uint64_t *own = NULL;

	if (campaign_starts(c->stage) > 0)
		own = c->starts[outset_of(c->stage->outsets, trial)];
	for (int i = 0; i < CAMPAIGN_BY_START; i++) {
		c->counts[i] += has[i];
		if (own != NULL)
			own[i] += has[i];
	}
}

static void
take_judgement(
    struct campaign *c, const struct timing *t, const struct judgement *j)
{
	c->counts[CAMPAIGN_CLOCK_MISSING] += j->clock_missing;
	c->counts[CAMPAIGN_LATE_STEPS] += t->late > 0;
	c->counts[CAMPAIGN_GAVE_UP] += t->gave_up > 0;
	c->counts[CAMPAIGN_ATTEMPTS_FAILED] += t->failed;
	take_length(c, CAMPAIGN_RECOVERY, j->recovery);
	if (c->stage->counts[ENTITY_DATA] > 0 && !c->stage->call_out)
		take_length(c, CAMPAIGN_DATA_LOSS, j->data_loss);
}

/* take_luck: the trial's time into the bin of each piece of luck it had. */
static void
take_luck(struct campaign *c, uint64_t trial, span_ms time)
{
	for (uint32_t i = 0; i < c->drivers_n; i++) {
		uint32_t bin =
		    driver_bin(&c->drivers[i], c->stage->seed, trial);

		c->bins[i][bin].n++;
		sum_add(&c->bins[i][bin].sum, time);
	}
}

/* take_time: what the trial took in all, and the luck it had. */
static void
take_time(struct campaign *c, uint64_t trial, span_ms time)
{
	sum_add(&c->total, time);
	sum_square(&c->squares, time);
	take_luck(c, trial, time);
}

/* ---- judging ---- */

static struct timing
timing_of(
    struct campaign *c, const struct fact *facts, size_t n, uint32_t scene)
{
	struct timing t = timing_new(c->scratch, c->stage, scene);

	timing_take(&t, c->stage, facts, n);
	return t;
}

/* warned: of which scenes a warning was opened. */
static const bool *
warned(struct campaign *c, const struct fact *facts, size_t n)
{
	bool *is = arena_array(
	    c->scratch, c->stage->counts[ENTITY_SCENE], sizeof(*is));

	for (size_t i = 0; i < n; i++)
		is[facts[i].incident] |= facts[i].act == FACT_WARNING;
	return is;
}

/* A trial as it was judged; lives until the next. */
struct judged {
	struct timing own;
	struct judgement *scenes; /* by number, of such as were drilled */
	bool *drilled;
	struct whole whole;
};

static struct judged
judge(struct campaign *c, const struct fact *facts, size_t n)
{
	const struct stage *s = c->stage;
	uint32_t scenes = s->counts[ENTITY_SCENE];
	struct judged x = {0};
	const bool *some;

	arena_reset(c->scratch);
	some = warned(c, facts, n);
	x.scenes = arena_array(c->scratch, scenes, sizeof(*x.scenes));
	x.drilled = arena_array(c->scratch, scenes, sizeof(*x.drilled));
	x.own = timing_of(c, facts, n, s->scene);
	for (uint32_t i = 0; i < scenes; i++) {
		struct timing t;

		if (i != s->scene && !some[i])
			continue;
		t = i == s->scene ? x.own : timing_of(c, facts, n, i);
		x.drilled[i] = whole_drills(&t, s);
		x.scenes[i] = timing_judge(&t, s);
		if (x.drilled[i])
			whole_add(&x.whole, i == s->scene, &x.scenes[i]);
	}
	return x;
}

/* take_scenes: each that was drilled, by itself. */
static void
take_scenes(struct campaign *c, const struct judged *x)
{
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_SCENE]; i++) {
		struct campaign_scene *s = &c->scenes[i];
		const struct judgement *j = &x->scenes[i];

		if (!x->drilled[i])
			continue;
		s->drilled++;
		if (j->verdict == VERDICT_NOT_TESTED)
			continue;
		s->tested++;
		s->met += j->verdict == VERDICT_MET;
		s->rto_met += j->rto_met;
		histogram_take(c->arena, &s->recovery, j->recovery);
	}
}

bool
campaign_is_several(const struct campaign *c)
{
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_SCENE]; i++)
		if (i != c->stage->scene && c->scenes[i].drilled > 0)
			return true;
	return false;
}

/* take_own: the trial's own scene, which was tested. */
static void
take_own(struct campaign *c, uint64_t trial, const struct fact *facts,
    const struct timing *t, const struct judgement *j)
{
	struct path p;

	take_judgement(c, t, j);
	example_take(c->arena, &c->examples, j->recovery, trial);
	if (c->stage->call_out) {
		take_time(
		    c, trial, j->recovery == SPAN_NEVER ? t->end : j->recovery);
		return;
	}
	take_stages(c, t);
	p = path_walk(c->scratch, c->stage, facts, t);
	take_path(c, &p);
	take_time(c, trial, p.total);
}

struct judgement
campaign_take(
    struct campaign *c, uint64_t trial, const struct fact *facts, size_t n)
{
	struct judged x = judge(c, facts, n);
	struct judgement j = x.scenes[c->stage->scene];

	take_counts(c, trial, whole_verdict(&x.whole), &j);
	take_notices(c, facts, n);
	take_scenes(c, &x);
	if (j.verdict != VERDICT_NOT_TESTED)
		take_own(c, trial, facts, &x.own, &j);
	j.verdict = whole_verdict(&x.whole);
	return j;
}

/* delay: how much later it recovers without; what never does is the latest. */
static span_ms
delay(span_ms with, span_ms without)
{
	if (with == SPAN_NEVER || without <= with)
		return 0;
	return without == SPAN_NEVER ? SPAN_NEVER : without - with;
}

void
campaign_absent(struct campaign *c, uint32_t i, const struct judgement *with,
    const struct fact *facts, size_t n)
{
	struct campaign_absence *a = &c->absences[i];
	struct judged x = judge(c, facts, n);
	struct judgement j = x.scenes[c->stage->scene];
	bool had = with->verdict == VERDICT_MET;
	bool has = whole_verdict(&x.whole) == VERDICT_MET;

	if (with->verdict == VERDICT_NOT_TESTED)
		return;
	a->n++;
	a->gained += has && !had;
	a->lost += !has && had;
	a->rto_gained += j.rto_met && !with->rto_met;
	a->rto_lost += !j.rto_met && with->rto_met;
	histogram_take(c->arena, &a->delay, delay(with->recovery, j.recovery));
}

/* ---- merging ---- */

static void
merge_tables(struct campaign *into, const struct campaign *from)
{
	for (uint32_t i = 0; i < into->stage->counts[ENTITY_TASK]; i++) {
		into->notices[i].due += from->notices[i].due;
		into->notices[i].late += from->notices[i].late;
	}
	for (uint32_t i = 0; i < into->stage->counts[ENTITY_SCENE]; i++) {
		struct campaign_scene *a = &into->scenes[i];
		const struct campaign_scene *b = &from->scenes[i];

		a->drilled += b->drilled;
		a->tested += b->tested;
		a->met += b->met;
		a->rto_met += b->rto_met;
		histogram_merge(into->arena, &a->recovery, &b->recovery);
	}
	for (uint32_t i = 0; i < into->drivers_n; i++)
		for (int j = 0; j < DRIVER_BINS; j++) {
			into->bins[i][j].n += from->bins[i][j].n;
			sum_merge(&into->bins[i][j].sum, &from->bins[i][j].sum);
		}
	for (uint32_t i = 0; i < into->absent_n; i++) {
		struct campaign_absence *a = &into->absences[i];
		const struct campaign_absence *b = &from->absences[i];

		a->n += b->n;
		a->gained += b->gained;
		a->lost += b->lost;
		a->rto_gained += b->rto_gained;
		a->rto_lost += b->rto_lost;
		histogram_merge(into->arena, &a->delay, &b->delay);
	}
}

void
campaign_count(struct campaign *into, const struct campaign *from)
{
	for (int i = 0; i < CAMPAIGN_COUNTS; i++)
		into->counts[i] += from->counts[i];
	for (uint32_t i = 0; i < campaign_starts(into->stage); i++)
		for (int j = 0; j < CAMPAIGN_BY_START; j++)
			into->starts[i][j] += from->starts[i][j];
}

void
campaign_merge(struct campaign *into, const struct campaign *from)
{
	uint32_t n = campaign_entities(into->stage) * CAUSES;

	campaign_count(into, from);
	for (int i = 0; i < TARGETS; i++)
		into->targets[i] += from->targets[i];
	for (int i = 0; i < CAMPAIGN_LENGTHS; i++)
		histogram_merge(
		    into->arena, &into->lengths[i], &from->lengths[i]);
	example_merge(into->arena, &into->examples, &from->examples);
	sum_merge(&into->total, &from->total);
	sum_merge(&into->squares, &from->squares);
	for (uint32_t i = 0; i < n; i++)
		sum_merge(&into->spent[i], &from->spent[i]);
	merge_tables(into, from);
}
