/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/state.h -- everything that changes while a drill runs, in one
 * block that is reset by copying a fresh one over it. Shared by the files of
 * this room, which stand in this order, each knowing those before it:
 *
 *   state   facts and timers
 *   world   what is true: services, data, copies
 *   known   conditions asked of what is known
 *   people  who is called, answers, comes
 *   relief  who goes off duty, and hands over
 *   way     the way to an end that people foresee
 *   store   what there is of things
 *   supply  when there will be enough of them
 *   eta     when the service will be back, by what is known
 *   strain  what makes people err, and work slow
 *   sham    what only seems to be done
 *   fund    what may be spent unasked
 *   line    who waits, and whose turn it is
 *   tasks   who does what, and what comes of it
 *   serve   who gets what
 *   standby whether to wait for that
 *   notice  who must be told, and by when
 *   watch   how what is true comes to be known
 *   grade   how bad it is, by what is known
 *   scene   warning, ladder, activation, close
 *   fire    injects that come on a condition, or perhaps
 *   drill   hands each event to its file
 */
#ifndef REPLAY_DRILL_STATE_H
#define REPLAY_DRILL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "sim/engine.h"
#include "sim/random.h"

/* Slots of an inject, behind that of its own instant. */
enum { INJECT_PASS = 1, INJECT_FIRE, INJECT_WATCH };

/* What an inject is doing. Of those in force on a service the newest counts;
 * under them all lies what people made of it. */
struct drill_inject {
	bool active;
	uint16_t begun; /* times; of a ramp: steps */
	uint32_t since; /* facts there were when it began */
	bool spared;    /* luck has it that it does not happen */
	bool holding;   /* its condition is true, the hold runs */
	bool held;      /* true since it came: wait for an edge */
	uint16_t fired; /* times it came */
	int32_t from_ppm, level_ppm;
	int64_t taken; /* of a resource, which is missing because of it */
};

struct drill_service {
	int32_t own_ppm;      /* by itself, were the load normal */
	int32_t base_ppm;     /* … without the faults in force */
	int32_t load_ppm;     /* of normal demand */
	int32_t capacity_ppm; /* of normal demand */
	int32_t seen_ppm;     /* as users see it: never above what it needs */
	int32_t known_ppm;    /* as last sampled or reported */
	/* What it would have and users see, were all true that was reported: */
	int32_t claim_ppm, claim_capacity_ppm, seems_ppm;
	bool switched, claim_switched; /* to its standby */
	uint32_t reports;
	uint32_t level_fact; /* when what users see last changed */
};

struct drill_data {
	span_ms lost_at; /* SPAN_NEVER: it is there */
};

struct drill_copy {
	span_ms behind; /* more than its lag, by an inject */
	span_ms later;  /* … since its data set was lost */
	bool unreadable;
};

struct drill_monitor {
	span_ms bad_since; /* SPAN_NEVER: the last sample was good */
	bool raised;       /* an alarm stands, seen or on its way */
	bool seen;
	bool resting;    /* its turns change nothing: they are not taken */
	uint32_t down;   /* injects that keep it from sampling */
	uint32_t wrong;  /* injects by which all its samples look bad */
	uint32_t deceit; /* fact of the first of them */
	uint32_t cause;  /* fact of the level it saw first */
};

/* What there is of a resource. What is in use may be missing too: it will
 * not come back free. */
struct drill_resource {
	int64_t stock, used, missing;
	uint32_t orders;
	bool coming;
	span_ms cut_until;  /* no supplier can deliver before that */
	uint32_t news;      /* fact of the last order, or what came of it */
	span_ms ordered_at; /* what is coming */
};

/* How slow people think a tool is: as whoever worked with it last found it. */
struct drill_tool {
	int32_t pace; /* per cent of what work with it usually takes */
};

enum { STATE_USUAL = 100 /* per cent */ };

enum person_status {
	PERSON_OFF,    /* nobody has called, or it came to nothing */
	PERSON_PAGED,  /* called; has not acknowledged (yet) */
	PERSON_COMING, /* acknowledged, travelling */
	PERSON_FREE,   /* at work, waiting for orders */
	PERSON_BUSY,
	PERSON_HANDING, /* over, to whoever is on duty now */
	PERSON_TAKING   /* over, from whoever was */
};

struct drill_person {
	enum person_status status;
	bool absent;
	bool leaving;    /* absent once the attempt in hand is over */
	bool fresh;      /* the page was the first order: no order delay */
	bool given_up;   /* nobody counts on an answer to the last page */
	bool unreached;  /* by the last page */
	span_ms since;   /* when he acknowledged last */
	uint32_t last;   /* fact: the step he was last at is done; 0: none */
	bool outgoing;   /* no further order: whoever relieves him is at work */
	uint16_t handed; /* draws of how long that takes */
	uint16_t pages;  /* since he was last stood down */
	uint16_t sent;   /* pages ever; draws of whether they reach him */
	uint16_t answers; /* draws of whether and when he answers */
	int32_t task;     /* in hand */
	uint32_t claimed; /* for this role, from 1, while a task is served */
	uint32_t seat;    /* the role he was taken for */
	bool asked;       /* … whether he could fill another */
	int32_t site;     /* a resource: where he last worked; STAGE_NONE */
	uint32_t page_fact;
	uint32_t free_fact; /* why free: acknowledged, arrived, or done */
};

/* What becomes of somebody on a call whose duty by a calendar is over. */
enum post_state {
	POST_OPEN,    /* nothing: he is on duty, or was not on a call then */
	POST_PAGED,   /* had not acknowledged yet */
	POST_OWED,    /* is still in it, and is to hand over */
	POST_RELIEVED /* is not called by the calendar any more */
};

struct drill_post {
	enum post_state state;
	bool told;     /* who is to relieve him, */
	int32_t heir;  /* … this one; STAGE_NONE: nobody is on duty */
	uint32_t fact; /* that said so */
	bool repeats; /* the hand-over is done, and the heir does a step over */
};

enum task_status {
	TASK_IDLE,
	TASK_WAITING, /* ready; in the queue for people */
	TASK_ORDERED, /* people on their way from one order to this */
	TASK_RUNNING,
	TASK_DONE,
	TASK_FAILED
};

struct drill_task {
	enum task_status status;
	bool waited;        /* a fact says what it waits for: */
	uint32_t waits_for; /* a role, a resource */
	bool supplied;      /* has taken what is used up */
	bool equipped;      /* has things in hand */
	bool approved;      /* its cost is */
	bool in_vain;       /* nobody is left to ask for the decision */
	bool fooled;       /* the last miss was a diagnosis found to be wrong */
	uint16_t fetches;  /* draws of how long that takes */
	bool due;          /* a notice that has fallen due */
	bool called;       /* an alternative whose turn has come */
	bool will_fail;    /* this attempt; nobody knows yet */
	bool will_seem;    /* … or it only seems to come off */
	bool sham;         /* done, but without effect; nobody knows */
	int32_t time;      /* level of time its people had as they began */
	int32_t pace;      /* work in hand takes so many per cent of usual */
	span_ms paced_at;  /* … since then; before it, of the usual length, */
	span_ms worked;    /* so much had been done */
	uint16_t attempts; /* begun */
	uint16_t misses;   /* failed, counted against `retries` */
	uint32_t forced;   /* attempts an inject will make fail */
	uint32_t hollow;   /* … and will make seem to come off */
	uint32_t skipped;  /* the task skipped before it, from 1 */
	bool early;        /* is begun as soon as people are at work */
	int32_t misled;    /* in hand, by the wrong diagnosis of this task;
			      by itself: before its turn */
	uint16_t alternatives; /* called so far */
	int32_t before;        /* predecessors not done yet */
	int32_t left;          /* of those it calls, not done yet */
	int32_t stands_for;    /* the step whose alternative it is now */
	uint32_t passed;       /* people of the role a decision passed by */
	int32_t copy;          /* in use */
	span_ms consistent;    /* as of when that copy is */
	uint64_t tried;        /* copies, by place within the data set */
	uint32_t ready_fact, waits_fact, start_fact, sham_fact;
	bool in_line;
	uint32_t place;        /* by arrival, among all who ever waited */
	int32_t ahead, behind; /* of it in its line */
};

/* Tasks of a scene that need the same, by arrival. Those who went without
 * in a round have been told what they lack; they stand before the others. */
struct drill_line {
	int32_t first, last; /* STAGE_NONE: nobody waits */
	int32_t untold;      /* the first who has not been told */
	int32_t turn;        /* whose comes next; STAGE_NONE: no round is on */
	uint32_t told;       /* so many */
};

enum scene_status {
	SCENE_CALM,
	SCENE_WARNED,       /* the ladder is being climbed */
	SCENE_ACKNOWLEDGED, /* verify, grade, authorise */
	SCENE_ACTIVE,
	SCENE_CLOSED
};

/* The end of a task, foreseen: how much later each part of the way there may
 * take, in seconds, squared and added. */
struct drill_path {
	span_ms at; /* SPAN_NEVER: no way */
	uint64_t spread;
};

struct drill_scene {
	enum scene_status status;
	bool holding;  /* the trigger is true, the hold runs */
	bool fired;    /* true since the last warning: wait for an edge */
	bool unheard;  /* nobody has acknowledged its warning yet */
	bool starting; /* what starts it by itself is true, its hold runs */
	bool started;  /* … true since it did: wait for an edge */
	uint32_t overrides; /* injects that keep it from starting by itself */
	bool stuck;         /* said so */
	bool confirmed;
	bool fell;     /* below its minimum again, once confirmed */
	int32_t grade; /* 0 for I; STAGE_NONE: not graded */
	int32_t peak;  /* the worst so far; GRADES: not graded */
	uint32_t grade_fact;
	span_ms found_at;              /* the trigger began to hold */
	span_ms reached[NOTICE_FROMS]; /* what notices count from */
	int32_t table;                 /* what the table gives, once graded */
	span_ms counts_until[GRADES];  /* … gave, and gives no more */
	span_ms warned_at;
	uint32_t cause;       /* fact that made the trigger true */
	uint32_t start_cause; /* … what starts it by itself */
	uint32_t last_fact;   /* newest of its milestones */
	uint32_t rung;        /* next, counting through repeats */
	uint32_t busy;      /* its tasks waiting or in hand, but those beside */
	bool standby;       /* has been decided on */
	uint32_t eta_fact;  /* the last estimate; 0: none yet */
	int32_t form;       /* fields not yet verified, as bits */
	span_ms form_takes; /* all of them, from the attempt's start */
};

struct drill {
	const struct stage *stage; /* as it is for the trial */
	const struct stage *all;   /* for every trial */
	struct stage begun;        /* where their starts differ */
	void *fresh;               /* the block below as it was at birth */
	size_t block_size;
	uint64_t trial;
	struct fact *facts; /* not reset: only the count is */
	uint32_t facts_cap;
	uint32_t blamed;
	bool literal; /* takes the turns of monitors that change nothing */
	/* what a reset restores: */
	void *block;
	struct engine *engine;
	struct drill_inject *injects;
	struct drill_service *services;
	struct drill_data *data;
	struct drill_copy *copies;
	struct drill_monitor *monitors;
	struct drill_person *people;
	struct drill_post *posts;
	struct drill_resource *resources;
	struct drill_tool *tools;
	span_ms *down; /* until when each kind of channel carries nothing */
	struct drill_task *tasks;
	struct drill_scene *scenes;
	struct drill_line *lines;
	uint32_t *turns;  /* lines still to be asked in this round, a heap */
	uint32_t *wanted; /* people each role lacks, while tasks are served */
	/* while a recovery is estimated: */
	struct drill_path *paths; /* to the end of each task */
	bool *helps;              /* services whose recovery helps */
	struct drill_counters {
		uint32_t facts;
		uint32_t places; /* tasks that have ever joined a line */
		uint32_t turns;
		uint32_t shams;   /* tasks that only seem to be done */
		uint32_t skipped; /* the last of them to go on from, from 1 */
		uint32_t cause;   /* last fact that changed what is known */
		bool known_changed;
		bool in_round;     /* of turns */
		bool crew_changed; /* somebody is free, or a task waits */
		bool put_off;      /* a task gave way to what may follow */
		bool world_changed;
		uint32_t resting;      /* monitors */
		span_ms sampled_at;    /* when one took its turn last, */
		uint32_t sampled_slot; /* and its slot */
		bool full;             /* no room for another fact */
		bool over;
	} * c;
};

/* state_new, state_reset: what drill_new and drill_reset promise. */
struct drill *state_new(struct arena *arena, const struct stage *stage);
void state_reset(struct drill *d, uint64_t trial);

/* state_calm: the task as if it had never been ready; only what counts its
 * uses of luck, and what injects hold in store for it, goes on. */
void state_calm(struct drill *d, uint32_t task);

/* state_turn: what the task is doing now. */
void state_turn(struct drill *d, uint32_t task, enum task_status status);

/* state_is_beside: is it done beside the scene's course: a notice, or entering
 * it in incident management? Nothing waits for it. */
static inline bool
state_is_beside(const struct stage_task *s)
{
	return s->notice != STAGE_NONE || s->response == RESPONSE_REGISTER;
}

/* state_is_busy: is the task waiting, or in hand? One that calls a procedure
 * is neither: its steps are. */
bool state_is_busy(const struct drill *d, uint32_t task);

/* state_is_quiet: is no scene warned of or at work? */
bool state_is_quiet(const struct drill *d);

/* state_now: virtual time. */
static inline span_ms
state_now(const struct drill *d)
{
	return engine_now(d->engine);
}

/* state_say: write a fact at the present instant.
 * Return: its number; of the last one, if there is no room (`full`). */
uint32_t state_say(struct drill *d, enum fact_act act, uint32_t scene,
    uint32_t by, uint32_t on, int64_t value, uint32_t why);

/* state_after: let the slot's event come `wait` ms from now; SPAN_NEVER
 * cancels it. */
static inline void
state_after(struct drill *d, uint32_t slot, span_ms wait)
{
	span_ms now = state_now(d);

	if (wait > SPAN_NEVER - now)
		engine_cancel(d->engine, slot);
	else
		engine_set(d->engine, slot,
		    (enum queue_class)d->stage->slots[slot].class, now + wait);
}

/* What a task's slots are for, in the order they are compiled in. */
enum { TASK_SLOT_WORK, TASK_SLOT_LIMIT, TASK_SLOT_DEADLINE, TASK_SLOT_AGAIN };

/* state_arm: let the task's slot fall due `wait` from now; SPAN_NEVER: not. */
static inline void
state_arm(struct drill *d, uint32_t task, uint32_t which, span_ms wait)
{
	state_after(d, d->stage->tasks[task].slot + which, wait);
}

/* state_task: the task as an entity of a fact. */
static inline uint32_t
state_task(uint32_t task)
{
	return fact_entity(ENTITY_TASK, task);
}

/* state_at_pace: a length that holds for one pace, at another; rounded half
 * up, at most ten years. */
static inline span_ms
state_at_pace(span_ms length, int32_t from, int32_t to)
{
	span_ms other = (length * to + from / 2) / from;

	return other < SPAN_LONGEST ? other : SPAN_LONGEST;
}

/* state_draw: the entity's occurrence-th luck for a purpose. */
static inline struct random_pair
state_draw(
    const struct drill *d, uint64_t luck, enum luck purpose, uint32_t nth)
{
	return random_draw(d->stage->seed, luck, d->trial, purpose,
	    nth < RANDOM_OCCURRENCES ? nth : RANDOM_OCCURRENCES - 1);
}

#endif
