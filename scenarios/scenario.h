/* SPDX-License-Identifier: Apache-2.0 */
/* scenarios/scenario.h -- what goes wrong: when it starts, and a timeline of
 * injects (注入事件). Checked for form; whether the ids it uses exist is
 * known only where it meets a plan (replay/drill/stage). */
#ifndef SCENARIOS_SCENARIO_H
#define SCENARIOS_SCENARIO_H

#include "base/condition.h"
#include "base/error.h"
#include "base/fields.h"
#include "base/source.h"
#include "scenarios/aims.h"
#include "scenarios/starts.h"

struct dist;
struct arena;
struct document;
struct faults;
struct names;

enum inject_act {
	INJECT_FAULT,            /* a service's own level falls: service, level,
				    for, every, times */
	INJECT_DATA_LOST,        /* a data set is gone or corrupt: on */
	INJECT_ABSENT,           /* a person is away: who, for */
	INJECT_STANDBY_BEHIND,   /* a copy is out of step: copy, by */
	INJECT_COPY_UNREADABLE,  /* found only by trying: copy */
	INJECT_STEP_FAILS,       /* its next attempts fail: step, times */
	INJECT_MESSAGE,          /* somebody says something: from, about */
	INJECT_CHANNEL_DOWN,     /* a kind of channel carries nothing: for */
	INJECT_LOAD,             /* demand changes: service, load, ramp, for */
	INJECT_MONITOR_DOWN,     /* a monitor stops sampling: monitor, for */
	INJECT_STEP_FALSE,       /* its next attempts only seem to come off:
				    step, times */
	INJECT_OVERRIDE,         /* somebody keeps a scene from starting by
				    itself: scene, for */
	INJECT_RESOURCE_MISSING, /* stock is not there, or its supplier cannot
				    deliver: resource, missing, amount, for */
	INJECT_STRESS,           /* people err more often: stress, who, for */
	INJECT_TOOL_IMPAIRED,    /* steps take longer: tool, takes, for */
	INJECT_RESOURCE_ADDED,   /* there is more of it: resource, amount */
	INJECT_FALSE_ALARM,      /* a monitor sees what is not: monitor, for */
	INJECT_OVERREACTION,     /* a person activates a plan without grounds:
				    scene, who */
	INJECT_STEP_EARLY        /* it is begun before what it waits for is
				    done, once: step */
};

/* How much stress, mildest first; spar_h_stress has the worst first. */
enum inject_stress { STRESS_HIGH, STRESS_EXTREME };

/* What is drilled. */
enum scenario_kind {
	SCENARIO_FULL,    /* the whole response, from fault to close */
	SCENARIO_CALL_OUT /* 通讯演练: who answers, and how soon */
};

/* Until whose answer people are called out. */
enum scenario_until { UNTIL_ANYBODY, UNTIL_EVERYBODY };

enum inject_missing { MISSING_STOCK, MISSING_SUPPLIER };

/* What a condition on an inject looks at. */
enum inject_sees { SEES_KNOWLEDGE, SEES_TRUTH };

/* inject (注入事件), with the columns of a master scenario events list.
 * Source: HSEEP MSEL (event, time, mode, from, to, message, response). */
struct inject {
	const struct value *at;
	const char *id;
	struct title name;
	const struct dist *when;    /* from the start */
	int32_t probability_ppm;    /* that it happens at all */
	const char *choice;         /* of all that name it, one comes; "" */
	int64_t weight;             /* of this one among them */
	struct condition condition; /* comes when it holds; empty: at `when` */
	int32_t sees;               /* enum inject_sees */
	span_ms not_before;         /* until then the condition is not asked */
	span_ms hold;
	int64_t max; /* rising edges it comes at */
	int32_t act; /* enum inject_act */
	struct ref service;
	struct ref data;
	int32_t level_ppm;
	int32_t load_ppm;
	span_ms ramp;  /* over which a load grows; 0: at once */
	span_ms every; /* from one start of a fault to the next */
	struct ref who;
	span_ms for_ms; /* SPAN_NEVER: for good */
	struct ref copy;
	span_ms by;
	struct ref step;
	int64_t times;
	struct ref about; /* the service a message is about */
	struct ref scene;
	bool by_hand; /* the facilitator lets it in */
	struct ref monitor;
	struct ref resource;
	int32_t missing; /* enum inject_missing */
	int64_t amount;  /* of stock; 0: all of it */
	int32_t stress;  /* enum inject_stress */
	struct ref tool;
	int64_t takes;   /* per cent of what work with it usually takes */
	int32_t channel; /* kind of channel that is down; -1: none named */
	struct title from;
	struct title to;
	struct title mode;
	struct title message;
	struct title expected;
	struct ref objective;
	struct title note; /* for the facilitator */
	struct origins origin;
};

/* The symbols of an inject's condition: those of triggers. */
extern const struct condition_symbol scenario_symbols[];

/* history (史实): an instant the publication gives, and the fact that
 * should stand there; for reports and for judging a reconstruction. */
struct history {
	const struct value *at;
	span_ms when; /* from the start */
	struct title name;
	const char *act; /* of the fact: "done", "failed", … or a mark "t_…" */
	const char *on; /* what it is about; "" for a mark */
	struct origins origin;
};

struct scenario {
	const struct value *at;
	const char *id;
	struct title name;
	const char *version;
	struct title situation; /* what participants are told at the start */
	struct title goal;      /* 演练目的 */
	bool reconstructed;
	struct sources sources;
	int32_t kind;         /* enum scenario_kind */
	int32_t until;        /* enum scenario_until */
	struct instant start; /* the first, if `starts` leaves it open */
	struct starts starts;
	span_ms horizon;
	int64_t seed;
	struct ref scene; /* the scene it drills; absent: the plan's first */
	struct {
		struct inject *at;
		uint32_t n;
	} injects;
	struct {
		struct aim *at;
		uint32_t n;
	} objectives;
	struct {
		struct expectation *at;
		uint32_t n;
	} expectations;
	struct {
		struct history *at;
		uint32_t n;
	} history;
	const struct document *document;
};

extern const struct record scenario_record;

/* scenario_read: read a scenario document and, where `names` holds a plan's
 * ids, resolve what it refers to (NULL: only its form is judged, and its
 * references stay unresolved).
 * Owns:   all in `arena`; the injects' ids are added to `names`.
 * Return: NULL in `*out` if the document does not parse or is another one;
 *         why, and all else found wrong, is in `faults`.
 * Errors: -1 only when the file cannot be read, in `err`; `*out` untouched. */
MUST_CHECK int scenario_read(struct arena *arena, const char *path,
    struct names *names, struct faults *faults, const struct scenario **out,
    struct error *err);

/* scenario_window: the earliest instant it may start at, and how long from
 * there to the latest end of a drill. */
struct instant scenario_window(const struct scenario *s, span_ms *length);

/* scenario_take: the same from a document that is read already. */
const struct scenario *scenario_take(struct arena *arena,
    const struct document *document, struct names *names,
    struct faults *faults);

#endif
