/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/fact.h -- what happened: one fact of a record. Facts stand in
 * the order they happened, in virtual time; each names the fact that released
 * it, so the critical path is a walk back. Nothing in them is random or of
 * this machine. */
#ifndef REPLAY_DRILL_FACT_H
#define REPLAY_DRILL_FACT_H

#include <stdint.h>

#include "base/span.h"

struct stage;
struct text;

/* What a record can say. Append only: a number never changes its meaning. */
enum fact_act {
	FACT_BEGIN,           /* the first fact; value: semantics */
	FACT_INJECT,          /* by inject */
	FACT_FAULT,           /* by inject, on service; value: own level, ppm */
	FACT_DATA_LOST,       /* by inject or task, on data */
	FACT_ABSENT,          /* by inject, on person */
	FACT_BACK,            /* on person */
	FACT_LEVEL,           /* on service; value: level users see, ppm */
	FACT_ALARM,           /* by monitor, on service */
	FACT_CLEAR,           /* by monitor, on service */
	FACT_REPORT,          /* by inject, on service */
	FACT_WARNING,         /* on scene: its trigger has held */
	FACT_RUNG,            /* by ladder, on scene; value: which, from 1 */
	FACT_PAGE,            /* by role or ladder, on person; value: which of
				 his channels brings it, from 1 */
	FACT_ACK,             /* by person */
	FACT_ARRIVE,          /* by person: at work */
	FACT_READY,           /* on task: nothing but people is missing */
	FACT_WAITS,           /* by role or resource, on task; value: enum
				 fact_wait */
	FACT_DISPATCH,        /* by person, on task: has the order */
	FACT_START,           /* by person, on task; value: attempt, from 1 */
	FACT_DONE,            /* by person, on task */
	FACT_FAILED,          /* by person, on task; value: attempt */
	FACT_TIMEOUT,         /* by person, on task; value: attempt */
	FACT_GAVE_UP,         /* on task: no attempt, no alternative is left */
	FACT_ALTERNATIVE,     /* on task: it is tried instead */
	FACT_LATE,            /* on task: past its time; value 1: by grading */
	FACT_OVERDUE,         /* on task: not decided within max_decision;
				 value 1: nobody else is left to ask */
	FACT_VERIFIED,        /* by person, on scene */
	FACT_DISMISSED,       /* by person, on scene: a false alarm */
	FACT_GRADED,          /* by person, on scene; value: 1 (I) to 4 (IV) */
	FACT_AUTHORISED,      /* by person, on scene */
	FACT_ACTIVATED,       /* on scene */
	FACT_CONFIRMED,       /* by person, on scene */
	FACT_NOT_CONFIRMED,   /* by person, on scene */
	FACT_CLOSED,          /* by person, on scene */
	FACT_STUCK,           /* on scene: not back, and nothing left to do */
	FACT_COPY_UNREADABLE, /* by task, on copy: found by trying */
	FACT_NO_COPY,         /* by task, on data: none is left to try */
	FACT_DATA_RESTORED,   /* by copy, on data; value: ms of writes lost */
	FACT_HORIZON,         /* the drill's time is over */
	FACT_CHANNEL_DOWN,    /* by inject; value: kind of channel, from 1 */
	FACT_UNREACHED,       /* on person: no channel brought him the page */
	FACT_FAULT_OVER,      /* by inject, on service; value: own level, ppm */
	FACT_LOAD,            /* by inject, on service; value: of normal, ppm */
	FACT_MONITOR_DOWN,    /* by inject, on monitor: it samples no more */
	FACT_MONITOR_UP,      /* by inject, on monitor: it samples again */
	FACT_AUTO_STARTED,    /* on scene: its own condition has held */
	FACT_REGRADED,   /* (by person,) on scene; value: 1 (I) to 4 (IV) */
	FACT_DUE,        /* on task, a notice; value: ms left for it */
	FACT_NOT_FIRED,  /* by inject: it might have come; never did */
	FACT_SEEMS_DONE, /* by person, on task: reported, without effect */
	FACT_NO_EFFECT,  /* by monitor or person, on task; value: attempt */
	FACT_ETA_P90, /* on scene; value: as FACT_ETA, at the 90 % quantile */
	FACT_ETA,     /* on scene; value: when its services are expected back,
			 ms since the start; -1: never */
	FACT_DECISION_DUE, /* on scene, on its standby; value: ms by which the
			      estimate passes the rto; 0: it says never */
	FACT_DECIDED,      /* by person, on scene; value: 1: use the standby */
	FACT_SUSTAINED,    /* by person, on scene: it has stayed so */
	FACT_RELAPSED,     /* by person, on scene: it has not */
	FACT_EVALUATED,    /* by person, on scene */
	FACT_OFFERED,      /* by inject: due; the facilitator lets it in */
	FACT_CLAIMED,      /* by inject, on service; value: level, ppm */
	FACT_OVERRIDDEN, /* by inject, on scene: it is not to start by itself */
	FACT_RELEASED,   /* by inject, on scene: it may again */
	FACT_TAKEN,      /* by task, on resource; value: amount */
	FACT_RETURNED,   /* by task, on resource; value: amount */
	FACT_ORDERED,    /* on resource; value: amount */
	FACT_DELIVERED,  /* on resource; value: amount */
	FACT_UNDELIVERED, /* on resource: it does not come */
	FACT_MISSING,     /* by inject, on resource; value: amount */
	FACT_FOUND,       /* by inject, on resource; value: amount */
	FACT_CUT_OFF,     /* by inject, on resource: no supplier can deliver */
	FACT_SKIPPED,     /* on task: its condition did not hold */
	FACT_INTERRUPTED, /* by task, on task: that takes its people */
	FACT_STRESSED,    /* by inject(, on person); value: 1 high, 2 extreme */
	FACT_CALMED,      /* by inject(, on person): that is over */
	FACT_IMPAIRED,    /* by inject, on tool; value: work takes so many % */
	FACT_REPAIRED,    /* by inject, on tool */
	FACT_ASKED,       /* by role, on task: may it cost that much? 0: nobody
			     may say so; value: amount */
	FACT_APPROVED,    /* by person, on task; value: amount */
	FACT_ADDED,       /* by inject, on resource; value: amount */
	FACT_SWITCHED,    /* on service; value 1: to its standby, 0: back */
	FACT_SECOND_FAULT, /* on service; value: own level, ppm */
	FACT_PRESSED, /* on task; value: time its people have, 1 inadequate,
			 2 barely, 3 nominal, 4 extra, 5 expansive */
	FACT_CHECKED, /* by person, on scene; value: enum form_field, from 1 */
	FACT_REGISTERED,   /* by person, on scene */
	FACT_DUTY_OVER,    /* by person (0: nobody), who is on duty now, on
			      person, who was and is on the call */
	FACT_HANDING_OVER, /* by person, on person, who takes over */
	FACT_HANDED_OVER,  /* by person, on person; value 1: he stays all the
			      same */
	FACT_DECEIVED,     /* by inject, on monitor: all samples look bad */
	FACT_UNDECEIVED,   /* by inject, on monitor: that is over */
	FACT_CALLED_OFF,  /* (by person,) on task: nobody need do it any more */
	FACT_REPEATS,     /* by person, on task: he does it over, needlessly */
	FACT_REPEATED,    /* by person, on task: he has */
	FACT_TIRED,       /* by person, on task: begins it after too long */
	FACT_OVERLOADED,  /* on task; value: ms its order takes, for so many
			     are at work */
	FACT_OVERREACTED, /* by person, on scene: starts it without grounds */
	FACT_CHANNEL_UP,  /* by inject; value: kind of channel, from 1 */
	FACT_OUT_OF_ORDER, /* by person, on task: begins it too early; value:
			      how many of those it waits for are not done */
	FACT_ACTS
};

enum fact_wait { WAIT_PERSON, WAIT_RESOURCE, WAIT_DECISION };

/* Whom or what a fact is about: kind in the top byte, number below. 0: none. */
enum entity_kind {
	ENTITY_NONE,
	ENTITY_PERSON,
	ENTITY_ROLE,
	ENTITY_SERVICE,
	ENTITY_DATA,
	ENTITY_COPY,
	ENTITY_MONITOR,
	ENTITY_SCENE,
	ENTITY_TASK,
	ENTITY_INJECT,
	ENTITY_LADDER,
	ENTITY_RESOURCE,
	ENTITY_TOOL,
	ENTITY_KINDS
};

struct fact {
	int64_t at;        /* ms since the scenario's start */
	uint32_t why;      /* number of the fact that released it; 0: none */
	uint16_t act;      /* enum fact_act */
	uint16_t incident; /* number of the scene it belongs to */
	uint32_t by;
	uint32_t on;
	int64_t value;
};

/* fact_entity: the word for entity `number` of a kind. */
static inline uint32_t
fact_entity(enum entity_kind kind, uint32_t number)
{
	return (uint32_t)kind << 24 | number;
}

/* fact_kind, fact_number: the two halves again. */
static inline enum entity_kind
fact_kind(uint32_t entity)
{
	return (enum entity_kind)(entity >> 24);
}

static inline uint32_t
fact_number(uint32_t entity)
{
	return entity & 0xFFFFFFu;
}

/* fact_act_name: "gave_up" for FACT_GAVE_UP; a static string. */
const char *fact_act_name(enum fact_act act);

/* fact_body: append the fact as the body of a log line, e.g.
 * {"f":7,"at":60000,"act":"ack","by":"dba-1","why":5}. */
void fact_body(struct text *t, const struct stage *stage,
    const struct fact *fact, uint32_t number);

#endif
