/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/stage.h -- where plan and scenario meet: both compiled into
 * flat tables of integers, indices and quantiles, once, before anything
 * moves. Constant afterwards; borrows nothing from the documents; its digest
 * says whether two stages would play alike.
 *
 * Numbers are those of document order. A list that belongs to something is a
 * `struct range` into a pool. */
#ifndef REPLAY_DRILL_STAGE_H
#define REPLAY_DRILL_STAGE_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/condition.h"
#include "base/digest.h"
#include "base/fields.h"
#include "base/span.h"
#include "plans/plan.h"
#include "replay/drill/fact.h"
#include "replay/drill/outset.h"
#include "scenarios/scenario.h"
#include "sim/queue.h"
#include "sim/table.h"

/* Raised by any change that alters a record. */
enum { STAGE_SEMANTICS = 1 };

enum { STAGE_NONE = -1 };

/* What is drawn, for random_draw. Append only. */
enum luck {
	LUCK_INJECT_AT,
	LUCK_ANSWERS,
	LUCK_ACKNOWLEDGES,
	LUCK_TRAVEL,
	LUCK_FAILS,
	LUCK_DURATION,
	LUCK_FAILED_DURATION,
	LUCK_CHANNEL,
	LUCK_SHARED,
	LUCK_MISSES,
	LUCK_FALSE_ALARMS,
	LUCK_HAPPENS,
	LUCK_SEEMS,
	LUCK_LEAD,
	LUCK_DELIVERY,
	LUCK_DELIVERY_FAILS,
	LUCK_CHOICE,
	LUCK_SECOND_FAULT,
	LUCK_START,
	LUCK_HANDOVER,
	LUCK_REPEATS
};

/* What may happen, one slot of the queue for each entity it may happen to. */
enum purpose {
	PURPOSE_INJECT,
	PURPOSE_PASS,     /* what an inject does passes by itself */
	PURPOSE_FIRE,     /* an inject's condition has held */
	PURPOSE_WATCH,    /* time itself may change an inject's condition */
	PURPOSE_BACK,     /* a person's absence ends */
	PURPOSE_ACK,      /* a person acknowledges */
	PURPOSE_ARRIVE,   /* a person is at work */
	PURPOSE_DUTY,     /* somebody else is on duty by a calendar */
	PURPOSE_HANDED,   /* a hand-over is done */
	PURPOSE_CALL,     /* a role's answer_within is over */
	PURPOSE_HOLD,     /* a scene's trigger has held */
	PURPOSE_LOOK,     /* time itself may change a scene's trigger, grade */
	PURPOSE_START,    /* what starts a scene by itself has held */
	PURPOSE_CHECK,    /* a scene's recovery is estimated */
	PURPOSE_RUNG,     /* the next rung of a scene's ladder */
	PURPOSE_WORK,     /* an order has reached, or an attempt ends */
	PURPOSE_LIMIT,    /* an attempt's timeout; a decision's limit */
	PURPOSE_DEADLINE, /* a step's deadline, a notice's limit */
	PURPOSE_AGAIN,    /* a notice falls due again */
	PURPOSE_DELIVERY, /* a resource is delivered, or fails to be */
	PURPOSE_POLL,     /* a monitor samples */
	PURPOSE_SEEN,     /* a monitor's alarm is seen */
	PURPOSE_HORIZON,  /* the drill's time is over: last of its instant */
	PURPOSES
};

struct range {
	uint32_t first, n;
};

struct stage_name {
	const char *id;
	struct title name;
};

struct stage_slot {
	uint8_t purpose; /* enum purpose */
	uint8_t class;   /* enum queue_class */
	uint32_t number; /* of the entity */
};

struct stage_channel {
	int32_t kind; /* enum channel_kind */
	span_ms delay;
	uint32_t fails; /* threshold of random_happens */
};

struct stage_person {
	uint64_t luck; /* key of its draws */
	struct table acknowledges, travel;
	span_ms acknowledges_p90, travel_p90; /* for estimates */
	uint32_t answers;                     /* threshold of random_happens */
	struct range channels; /* into stage.channels; tried in order */
	uint32_t slot;         /* ack, arrive, back follow one another */
	enum origin acknowledges_origin, travel_origin, answers_origin;
};

/* duty (值班): who is on call until the calendar's next one begins. */
struct stage_duty {
	span_ms from;   /* since the scenario's start; the first at 0 */
	int32_t person; /* STAGE_NONE: nobody */
};

/* post (值班岗): somebody whom a calendar names from some start to its
 * horizon. */
struct stage_post {
	uint32_t calendar, person;
	uint32_t slot; /* when he has handed over */
};

/* What is the same of a calendar whatever the start. */
struct stage_rota {
	struct range posts;
	int32_t role;  /* the first that is on call by it; STAGE_NONE */
	uint32_t slot; /* when somebody else is on duty */
};

/* In lists of people an entry may be conditional: this person, while the
 * calendar of this number (from 1) has him on duty. */
enum { STAGE_CALENDAR_SHIFT = 16, STAGE_PERSON_MASK = 0xFFFF };

struct stage_role {
	/* people: who may be on call, then primaries, then deputies */
	struct range members;
	uint32_t called; /* the first so many: whoever a rung calls */
	span_ms answer_within;
	uint32_t slot;
	enum origin answer_origin;
};

struct stage_service {
	int32_t minimum_ppm;
	int32_t capacity_ppm;
	struct range needs; /* groups; all of them before it in `order` */
	int32_t standby;    /* … and this; STAGE_NONE */
};

/* Services of which so many are needed; of one where it is needed itself. */
struct stage_group {
	uint32_t at_least;
	struct range members;
};

struct stage_copy {
	uint32_t data;
	int32_t kind;  /* enum copy_kind */
	bool timed;    /* has `from` */
	span_ms from;  /* since the scenario's start; may be negative */
	span_ms every; /* SPAN_NEVER: once */
	span_ms takes, lag;
	bool follows;
};

struct stage_data {
	uint32_t service;
	struct range copies; /* into stage.copies */
};

struct stage_monitor {
	uint64_t luck;
	uint32_t service;
	span_ms interval, hold, delay;
	int32_t below_ppm;
	uint32_t misses, false_alarms; /* thresholds of random_happens */
	enum origin origin;            /* of its interval */
	enum origin misses_origin;
	uint32_t slot; /* poll, seen */
};

struct stage_resource {
	uint64_t luck;
	int32_t kind; /* enum resource_kind */
	struct title unit;
	int64_t stock;
	struct table lead;
	struct table takes;          /* a delivery */
	span_ms lead_p90, takes_p90; /* for estimates */
	int64_t batch;               /* in each */
	uint32_t times;              /* orders at most; 0: nobody delivers */
	uint32_t fails;              /* threshold of random_happens */
	enum origin lead_origin, takes_origin;
	uint32_t slot;
};

/* Of each resource a task lists one need at most. */
struct stage_need {
	uint32_t resource;
	int64_t amount;
};

struct stage_rung {
	span_ms after;
	struct range people;
};

struct stage_ladder {
	struct range rungs;
	uint32_t repeats;
	span_ms repeat_every;
	span_ms promise; /* somebody acknowledges within; SPAN_NEVER: none */
	enum origin repeat_origin;
};

struct stage_scene {
	uint64_t luck;
	struct condition trigger;
	span_ms hold;
	struct range scope;   /* services */
	struct range reach;   /* … and all they need, one after another */
	struct range grading; /* numbers of the rules that count in it */
	struct objectives objectives; /* its `at` is NULL */
	uint32_t ladder;
	int32_t response[RESPONSES]; /* tasks; STAGE_NONE if not declared */
	int32_t form;                /* bits of enum form_field */
	struct range tasks;          /* all of the scene's, but for */
	struct range notices;        /* tasks too; they hold nothing up */
	bool automatic;              /* declared and armed: */
	struct condition when, inhibit;
	span_ms start_hold;
	span_ms checkpoints;      /* SPAN_NEVER: nothing is estimated */
	span_ms targets[TARGETS]; /* of each stage; SPAN_NEVER: none */
	bool beside;              /* the default goes on beside the standby */
	uint32_t slot;            /* hold, rung, look, start, check */
};

/* An act that no plan declares: approving what a step costs. */
enum { STAGE_APPROVE = RESPONSES };

/* task (任务): everything people do: response acts and procedure steps. */
struct stage_task {
	uint64_t luck;
	uint32_t scene;
	int32_t response;    /* enum response, STAGE_APPROVE; STAGE_NONE for a
				step */
	int32_t step_number; /* in the plan; STAGE_NONE: no step */
	int32_t notice;      /* in the plan; STAGE_NONE: none */
	int32_t stage;       /* enum step_stage of a step */
	struct range roles;
	uint32_t people; /* of each role */
	struct table duration;
	span_ms duration_p90;         /* for estimates */
	struct table failed_duration; /* n == 0: not declared */
	int32_t fails_ppm;
	uint32_t retries;
	bool independent, first_aid;
	bool misleads;       /* … for its diagnosis is wrong: see tasks */
	int32_t seems_ppm;   /* odds that what comes off only seems to */
	bool is_alternative; /* runs only when called for */
	bool standby;        /* … once the standby has been decided on */
	int32_t call;        /* the task whose procedure it is one of */
	struct range inner;  /* tasks of the procedure it calls; else empty */
	span_ms timeout, deadline, max_decision;
	struct range before;   /* tasks it waits for */
	struct condition when; /* else it is skipped; n == 0: always done */
	struct range after;    /* tasks that wait for it */
	struct range alternatives;
	struct range verifies; /* tasks whose effect it looks at */
	int32_t restores;      /* data; STAGE_NONE */
	struct range copies;   /* in order; empty: newest first */
	struct range effects;  /* see stage_effect */
	struct range needs;    /* into stage.needs */
	struct range tools;
	int32_t human;    /* into stage.humans; STAGE_NONE: nobody errs */
	int64_t cost;     /* of that, money */
	int64_t may_cost; /* without asking */
	int32_t approval; /* task of whoever is asked; STAGE_NONE: nobody
			     need be, or nobody may */
	int32_t approves; /* of such a task: the step; STAGE_NONE */
	enum origin duration_origin, failed_origin, fails_origin;
	/* What is drawn is to be multiplied by the scene's shared luck: */
	bool duration_shares, failed_shares;
	bool duration_is_fixed;
	uint32_t line; /* where it waits, with all of its scene that need the
			  same */
	uint32_t slot; /* work, limit, deadline; of a notice: again */
};

/* How likely people err, ppm, rested and tired, by time they have and stress
 * they are under, all else being as declared; levels by base/spar_h. */
struct stage_human {
	int32_t odds_ppm[2][SPAR_H_TIMES][SPAR_H_STRESSES];
	int32_t time, stress; /* as declared */
	bool pressure;        /* … unless the drill knows the time there is */
};

struct stage_notice {
	int32_t of;   /* this grade or worse; IV: whatever it is */
	int32_t from; /* enum notice_from */
	span_ms within, every;
};

struct stage_safeguard {
	int32_t grade; /* this or worse */
	struct range roles;
	int64_t preapproved;
};

struct stage_inject {
	uint64_t luck;
	int32_t act; /* enum inject_act */
	struct table when;
	int32_t service, data, person, copy, step, about, channel, monitor;
	int32_t resource, missing; /* enum inject_missing */
	int64_t amount;            /* 0: all of it */
	int32_t stress;            /* enum inject_stress */
	int32_t tool;
	int32_t pace_percent; /* of what work with the tool usually takes */
	int32_t scene;        /* that is not to start by itself */
	int32_t level_ppm;    /* of a fault; of a load; claimed */
	bool claims;          /* a message gives a level */
	bool by_hand;         /* the facilitator lets it in */
	span_ms length;       /* absent for, down for, standby behind by … */
	span_ms ramp;         /* of a load */
	span_ms every;        /* to a fault's next start; SPAN_NEVER: none */
	uint32_t times;
	bool uncertain; /* it need not happen */
	/* Of the injects of a choice one comes: the one whose share, from
	 * `below` on and `weight` wide, of all `weights` the draw hits. */
	int32_t choice; /* its first inject, whose luck draws; STAGE_NONE */
	uint32_t below, weight, weights;
	uint32_t happens;           /* threshold of random_happens */
	struct condition condition; /* n == 0: comes at `when` */
	bool sees_truth;
	span_ms not_before, hold;
	uint32_t max;
	uint32_t slot;      /* inject, pass; on a condition also fire, watch */
	enum origin origin; /* of its instant */
};

/* An expected action; no part of what is drilled, only of what it is worth. */
struct stage_expected {
	enum fact_act act;
	uint32_t scene;
	int32_t step, notice; /* in the plan; STAGE_NONE */
	int32_t grade;        /* this or worse; 1 (I) to 4 (IV) */
	struct range parts;   /* into stage.parts: who should do it */
	bool all;             /* all of them, not one of them */
	int32_t inject, mark; /* its time counts from; else from the start */
	span_ms within;
	bool anew; /* what came before the inject does not count */
	uint32_t weight;
	int32_t objective; /* in the scenario; STAGE_NONE */
};

/* All that depends on the instant a drill starts at. */
struct stage_start {
	const struct range *calendars;
	const struct stage_duty *duties;
	uint32_t duties_n;
	const bool *serves; /* by post: is he on duty at some time? */
	const struct stage_copy *copies;
};

struct stage {
	uint64_t seed;
	struct instant start; /* the first, if there are several: */
	struct outsets outsets;
	const struct stage_start *starts; /* as many */
	span_ms horizon;
	span_ms order_delay;
	struct table handover;
	span_ms handover_p90; /* for estimates */
	uint32_t repeats;     /* threshold of random_happens */
	span_ms tires_after;
	int64_t span_of_control; /* 0: any number */
	uint32_t scene;          /* the one the scenario drills */
	bool call_out;           /* only its ladder is climbed … */
	bool everybody; /* … till all have answered, not only the first */
	uint32_t counts[ENTITY_KINDS];
	const struct stage_name *names[ENTITY_KINDS];
	const struct stage_person *people;
	const struct stage_channel *channels;
	uint32_t channels_n;
	const struct range *calendars; /* into duties */
	uint32_t calendars_n;
	const struct stage_rota *rotas; /* one a calendar */
	const struct stage_post *posts;
	uint32_t posts_n;
	const bool *serves; /* by post: else it is another start's */
	const struct stage_duty *duties;
	uint32_t duties_n;
	const struct stage_role *roles;
	const struct stage_service *services;
	const struct stage_group *groups;
	uint32_t groups_n;
	const uint32_t *service_order; /* each after all it needs */
	const struct stage_data *data;
	const struct stage_copy *copies;
	const struct stage_monitor *monitors;
	const struct stage_resource *resources;
	const struct stage_need *needs;
	uint32_t needs_n;
	const struct stage_rung *rungs;
	uint32_t rungs_n;
	const struct stage_ladder *ladders;
	const struct stage_scene *scenes;
	const struct stage_task *tasks;
	uint32_t lines_n;
	const struct stage_human *humans; /* of the steps that declare one */
	uint32_t humans_n;
	const struct stage_inject *injects;
	struct range contingent; /* the injects that wait for a condition */
	const struct grade_rule *grading; /* `at` is NULL */
	uint32_t grading_n;
	span_ms grade_hold;
	bool grade_automatic; /* lowered without the role that grades */
	bool grade_once;
	bool preempts; /* worse scenes take people off milder steps */
	const struct stage_safeguard *safeguards;
	uint32_t safeguards_n;
	const struct stage_notice *notices;
	uint32_t notices_n;
	const uint32_t *pool; /* what ranges point into */
	uint32_t pool_n;
	const struct stage_slot *slots;
	uint32_t slots_n;
	uint32_t horizon_slot;
	enum origin order_origin; /* of order_delay */
	enum origin handover_origin;
	const struct stage_expected *expected;
	uint32_t expected_n;
	const uint32_t *parts; /* people and roles; 0: anybody */
	uint32_t parts_n;
	struct table shared_luck; /* of a scene, ppm; n == 0: none is shared */
};

/* stage_reaches: may what happens to this service be felt in the scene? */
bool stage_reaches(const struct stage *stage, uint32_t scene, uint32_t service);

/* stage_name: id and title of an entity; empty strings for none. */
const struct stage_name *stage_name(const struct stage *stage, uint32_t entity);

/* stage_at: the i-th number of a range. */
static inline uint32_t
stage_at(const struct stage *stage, struct range r, uint32_t i)
{
	assert(i < r.n);
	return stage->pool[r.first + i];
}

/* What a step changes; STAGE_NONE where something stays as it was. */
struct stage_effect {
	uint32_t service;
	int32_t level_ppm, capacity_ppm;
	bool lowers;      /* a level that is above, too */
	int32_t switches; /* enum effect_switch */
	/* What the switch may break; STAGE_NONE: nothing. */
	int32_t breaks, broken_ppm;
	uint32_t odds; /* threshold of random_happens */
};

/* Numbers of the pool an effect takes. */
enum { STAGE_EFFECT = 8 };

/* stage_effect: the i-th effect of a task. */
struct stage_effect stage_effect(
    const struct stage *stage, const struct stage_task *task, uint32_t i);

/* stage_on_call: who is on duty by the calendar (from 0) at an instant since
 * the start; at a change the new one. STAGE_NONE: nobody. */
int32_t stage_on_call(const struct stage *stage, uint32_t calendar, span_ms at);

/* stage_next_duty: the first instant after `at` at which somebody else is on
 * duty by the calendar, or nobody; SPAN_NEVER if none is known. */
span_ms stage_next_duty(
    const struct stage *stage, uint32_t calendar, span_ms at);

/* stage_post: the person's post by the calendar; he must have one. */
uint32_t stage_post(
    const struct stage *stage, uint32_t calendar, uint32_t person);

/* stage_serves: is the entry of a list of people one that this start leaves
 * there: nobody's by a calendar, or his whom it has on duty at some time? */
bool stage_serves(const struct stage *stage, uint32_t entry);

/* stage_of_trial: the stage as it is for a trial: where its start is left
 * open, with what goes with the start that this trial has. */
struct stage stage_of_trial(const struct stage *stage, uint64_t trial);

/* stage_digest: over every field that can change a record, in order, integers
 * as eight bytes little-endian. */
struct digest stage_digest(const struct stage *stage);

#endif
