/* SPDX-License-Identifier: Apache-2.0 */
/* plans/organisation.h -- who and what there is before anything goes wrong:
 * people, roles, services, data and their copies, monitors, grades. What
 * people declared, checked for form; knows no plan, scenario or clock. */
#ifndef PLANS_ORGANISATION_H
#define PLANS_ORGANISATION_H

#include "base/fields.h"
#include "plans/resource.h"

struct dist;

enum channel_kind {
	CHANNEL_PHONE,
	CHANNEL_SMS,
	CHANNEL_APP,
	CHANNEL_MAIL,
	CHANNEL_CHAT,
	CHANNEL_KINDS
};
extern const char *const organisation_channels[];

/* channel (通知渠道): how a page reaches somebody. */
struct channel {
	const struct value *at;
	int32_t kind; /* enum channel_kind */
	span_ms
	    delay; /* until it has reached him, or is known to have failed */
	int32_t fails_ppm;
	struct origins origin;
};

/* person (人员): a seat, not a name; names live in the roster. */
struct person {
	const struct value *at;
	const char *id;
	struct title name;
	const struct dist *acknowledges; /* from page to acknowledgement */
	const struct dist *travel;       /* from there to being at work */
	int32_t answers_ppm;             /* odds of answering a page at all */
	struct {
		struct channel *at;
		uint32_t n;
	} channels; /* tried in order; none: one that is perfect */
	struct origins origin;
};

/* role (岗位): A/B 角 are primaries and deputies, in order of calling. */
struct role {
	const struct value *at;
	const char *id;
	struct title name;
	struct title duties;
	struct ref on_call; /* calendar: who is called before them */
	struct refs primary;
	struct refs deputies;
	span_ms answer_within; /* then the next one is called */
	int64_t may_approve;   /* costs up to this amount; 0: none */
	struct origins origin;
};

/* group (任选依赖): services of which not all are needed. */
struct group {
	const struct value *at;
	struct refs of;
	int64_t at_least; /* so many of them carry it */
};

/* Loads and capacities go up to a hundred times normal demand, in ppm. */
enum { ORGANISATION_LOAD = 100000000 };

/* service (服务): what users see; levels are ppm of full service. */
struct service {
	const struct value *at;
	const char *id;
	struct title name;
	int32_t minimum_ppm; /* below it the service counts as disrupted */
	struct refs needs;   /* never above the worst of these */
	struct {
		struct group *at; /* nor above the k-th best of each group */
		uint32_t n;
	} needs_some;
	int32_t capacity_ppm; /* of normal demand, what it can serve */
	struct ref standby;   /* that can stand in for it (备用服务) */
	struct origins origin;
};

enum copy_kind { COPY_BACKUP, COPY_SNAPSHOT, COPY_LOG, COPY_REPLICA };

/* copy (数据副本): from what a data set can come back. Backups and snapshots
 * follow a schedule; logs and replicas follow the data with a lag. */
struct copy {
	const struct value *at;
	const char *id; /* "data/copy" */
	struct title name;
	int32_t kind; /* enum copy_kind */
	struct instant
	    from;      /* consistent instant of the first run; ms 0: none */
	span_ms every; /* to the next run; SPAN_NEVER: only the one */
	span_ms takes; /* from the consistent instant until usable */
	span_ms lag;
	bool follows; /* applies deletion and corruption too: no copy then */
	struct origins origin;
};

/* data (数据集): what can be lost. */
struct data {
	const struct value *at;
	const char *id;
	struct title name;
	struct ref service; /* that writes it */
	struct {
		struct copy *at;
		uint32_t n;
	} copies;
};

/* monitor (监测项): samples a service, raises an alarm. */
struct monitor {
	const struct value *at;
	const char *id;
	struct title name;
	struct ref watches;
	span_ms interval;
	int32_t below_ppm;        /* bad is a level below this */
	span_ms hold;             /* bad for so long, then alarm */
	span_ms delay;            /* from raising to being seen */
	int32_t misses_ppm;       /* odds that a bad sample looks good */
	int32_t false_alarms_ppm; /* odds that a good sample looks bad */
	struct origins origin;
};

/* grade rule (定级规则): I 特别重大 is the worst. */
struct grade_rule {
	const struct value *at;
	int32_t grade; /* 0 for I … 3 for IV */
	struct condition when;
};

enum { GRADES = 4 };
extern const char *const organisation_grades[]; /* as written; ends by NULL */

/* safeguard (保障): what a grade brings with it. */
struct safeguard {
	const struct value *at;
	int32_t grade;       /* this or worse */
	struct refs call;    /* who is called besides when it is reached */
	int64_t preapproved; /* while it stands, no cost up to this is asked */
};

/* approval (费用审批): how those decide who may approve a step's cost. */
struct approval {
	const struct value *at;
	const struct dist *duration;
	span_ms max_decision; /* silent so long, the deputy decides */
	struct origins origin;
};

/* Who lowers a grade that the table no longer gives. */
enum grade_lowering { LOWERING_BY_ROLE, LOWERING_AUTOMATIC };

/* party (相关方): who is told, and who tells. */
struct party {
	const struct value *at;
	const char *id;
	struct title name;
};

/* Where the organisation stands: it runs the services for itself, or for the
 * demand side, whom it tells instead of the regulator. */
enum our_role { ROLE_OPERATOR, ROLE_SUPPLIER };

/* regulation (适用法规): a pack that binds the organisation. */
struct regulation {
	const struct value *at;
	const char *pack; /* id of one that ships, or a path */
	const char *as;   /* kind of reporter in the pack */
	struct ref role;  /* who reports */
	struct ref to;    /* party; of a supplier the demand side */
	const struct dist *duration;
	span_ms within; /* a limit of our own; SPAN_NEVER: the pack's */
	struct origins origin;
};

/* restriction (值班时段): when a layer counts, on the calendar's clock. */
struct restriction {
	const struct value *at;
	int32_t days; /* on which it begins; as FIELD_DAYS */
	span_ms from;
	span_ms to; /* not after `from`: the next day */
};

/* layer (值班层): people taking turns; later layers win. */
struct layer {
	const struct value *at;
	struct instant from;       /* it counts from here, */
	struct instant until;      /* to here; ms 0: without end */
	struct instant turns_from; /* the first turn begins; ms 0: at `from` */
	span_ms turn;              /* by the calendar's clock */
	struct refs people;
	struct {
		struct restriction *at;
		uint32_t n;
	} restrictions; /* none: at all times */
};

/* override (换班): somebody else, whatever the layers say. */
struct override {
	const struct value *at;
	struct instant from, until;
	struct ref person;
};

struct holiday {
	const struct value *at;
	int64_t date; /* days since 1970-01-01 */
	struct title name;
};

/* calendar (值班表). Source: the layers of PagerDuty's schedules, and RFC
 * 5545 3.3.5 for times that a clock skips or shows twice. */
struct calendar {
	const struct value *at;
	const char *id;
	struct title name;
	const char *zone; /* of the tz database */
	struct {
		struct layer *at;
		uint32_t n;
	} layers;
	struct { /* when, and nobody in it (服务时段) */
		struct restriction *at;
		uint32_t n;
	} hours;
	struct {
		struct override *at;
		uint32_t n;
	} overrides;
	struct {
		struct holiday *at;
		uint32_t n;
	} holidays;
	struct origins origin;
};

struct organisation {
	const struct value *at;
	const char *id;
	struct title name;
	const char *version;
	span_ms order_delay; /* a further order to somebody already at work */
	const struct dist *handover; /* to whoever comes on duty next */
	/* What nobody has calibrated, and is off unless declared: */
	int32_t repeats_ppm;     /* odds that he does the last step over */
	span_ms tires_after;     /* at work so long; SPAN_NEVER: never */
	int64_t span_of_control; /* orders to more at once take longer; 0 */
	struct {
		struct person *at;
		uint32_t n;
	} people;
	struct {
		struct role *at;
		uint32_t n;
	} roles;
	struct {
		struct calendar *at;
		uint32_t n;
	} calendars;
	struct {
		struct service *at;
		uint32_t n;
	} services;
	struct {
		struct data *at;
		uint32_t n;
	} data;
	struct {
		struct monitor *at;
		uint32_t n;
	} monitors;
	struct {
		struct grade_rule *at;
		uint32_t n;
	} grading;
	span_ms grade_hold; /* no lowering before the table says so so long */
	int32_t grade_lowering; /* enum grade_lowering */
	bool grade_once;        /* graded once and for all */
	bool preempts;          /* worse scenes take people off milder steps */
	struct {
		struct safeguard *at;
		uint32_t n;
	} safeguards;
	struct {
		struct party *at;
		uint32_t n;
	} parties;
	int32_t our_role; /* enum our_role */
	struct {
		struct regulation *at;
		uint32_t n;
	} regulation;
	struct {
		struct resource *at;
		uint32_t n;
	} resources;
	struct {
		struct tool *at;
		uint32_t n;
	} tools;
	const struct approval *approval; /* NULL: nothing is ever asked */
};

/* The symbols of triggers and grading rules: what is known, not what is. */
enum symbol {
	SYMBOL_ALARM,
	SYMBOL_REPORT,
	SYMBOL_LEVEL,
	SYMBOL_ELAPSED,
	SYMBOL_DURING
};
extern const struct condition_symbol organisation_symbols[];

/* The form of an organisation document, for reading and for its schema. */
extern const struct record organisation_record;

#endif
