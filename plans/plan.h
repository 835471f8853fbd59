/* SPDX-License-Identifier: Apache-2.0 */
/* plans/plan.h -- what the organisation promised to do: scenes with their
 * triggers and objectives, who may activate, whom to call, which steps bring
 * the service back. Knows the organisation; knows no scenario. */
#ifndef PLANS_PLAN_H
#define PLANS_PLAN_H

#include "base/error.h"
#include "base/fields.h"
#include "base/source.h"
#include "base/spar_h.h"
#include "plans/organisation.h"

struct arena;
struct document;
struct faults;
struct names;
struct pack;
struct zones;

enum rto_clock {
	CLOCK_DISRUPTION,
	CLOCK_DETECTION,
	CLOCK_DECLARATION,
	CLOCK_ACTIVATION,
	CLOCKS
};

/* objectives (恢复目标): SPAN_NEVER where none is declared.
 * Source: T/CESA 1299-2023 8.8.3 a), recovery time per scene. */
struct objectives {
	const struct value *at;
	span_ms rto;
	span_ms rpo;
	span_ms mtpd;
	span_ms wrt; /* from restored systems to work resumed; 0: none */
	int32_t p_met_ppm;
	int32_t rto_clock; /* enum rto_clock: moves only the start */
	struct origins origin;
};

/* targets (阶段时限): within how long each stage of the response is to end,
 * from the end of the one before it; SPAN_NEVER: nothing was promised. */
enum { TARGETS = 12 };
struct targets {
	const struct value *at;
	span_ms within[TARGETS];
};

/* automatic (自动启动): what activates the plan without authorisation. */
struct automatic {
	const struct value *at;
	struct condition when; /* over what is known */
	span_ms hold;          /* true for so long, then it starts */
	struct condition inhibit;
	bool armed;
	span_ms within; /* promised, from becoming true in the world */
};

/* standby (备用方案): what is done once it is decided not to wait for the
 * default procedure: recovery at another site, say (切换灾备). */
struct standby {
	const struct value *at;
	struct ref procedure;
	bool beside; /* the default procedure goes on */
};

/* What kind of event a scene is, for incident management (事件分类).
 * Source: GB/T 20986-2023, 5.2, in its order. */
enum event_class {
	EVENT_MALWARE,       /* 恶意程序 */
	EVENT_ATTACK,        /* 网络攻击 */
	EVENT_DATA_SECURITY, /* 数据安全 */
	EVENT_CONTENT,       /* 信息内容安全 */
	EVENT_FACILITY,      /* 设备设施故障 */
	EVENT_VIOLATION,     /* 违规操作 */
	EVENT_HIDDEN_DANGER, /* 安全隐患 */
	EVENT_ABNORMAL,      /* 异常行为 */
	EVENT_FORCE_MAJEURE, /* 不可抗力 */
	EVENT_OTHER,
	EVENT_CLASSES
};

/* scene (应急场景): one emergency the plan answers. */
struct scene {
	const struct value *at;
	const char *id;
	struct title name;
	struct condition trigger; /* over what is known */
	span_ms hold;             /* true for so long, then a warning */
	struct refs scope; /* services whose level the objectives judge */
	const struct objectives *objectives;
	struct ref procedure;
	struct ref ladder;
	const struct automatic *automatic; /* NULL: people alone activate */
	span_ms checkpoints; /* from one estimate to the next; or SPAN_NEVER */
	const struct standby *standby; /* NULL: there is no other way */
	int32_t class;                 /* enum event_class; -1: none given */
	const struct targets *targets; /* NULL: none */
};

/* ladder step (升级步骤): who is paged how long after the warning. */
struct ladder_step {
	const struct value *at;
	span_ms after;
	struct refs roles;  /* their primaries */
	struct refs people; /* and these */
};

/* ladder (升级阶梯): climbed until somebody acknowledges. */
struct ladder {
	const struct value *at;
	const char *id;
	struct title name;
	struct {
		struct ladder_step *at;
		uint32_t n;
	} steps;
	int64_t repeats;            /* so often again from the start */
	span_ms repeat_every;       /* counted from one start to the next */
	span_ms acknowledge_within; /* promised; SPAN_NEVER: nothing is */
	struct origins origin;
};

/* act (响应动作): one of the fixed things people do in every emergency. */
struct act {
	const struct value *at;
	struct ref role;
	const struct dist *duration;
	span_ms
	    max_decision; /* authorise: silent so long, the deputy decides */
	struct origins origin;
};

/* Order of the fixed acts; those a plan leaves out are NULL. */
enum response {
	RESPONSE_VERIFY,    /* 预警核实: is it real? */
	RESPONSE_GRADE,     /* 定级 */
	RESPONSE_AUTHORISE, /* 启动授权: may the plan be activated? */
	RESPONSE_CONFIRM,   /* 业务确认: users have it back */
	RESPONSE_SUSTAIN,   /* 观察保持: it stays so, watched for a time */
	RESPONSE_EVALUATE, /* 处置评估: what it came to, before the close */
	RESPONSE_CLOSE,    /* 应急结束 */
	RESPONSE_DECIDE,   /* 启用备用: wait on, or use the standby? */
	RESPONSE_REGISTER, /* 事件登记: it enters incident management */
	RESPONSES
};

/* What a warning is verified for (预警核实单), in this order: bits of a form.
 * Source: T/CESA 1299-2023, 8.8.5 b (item by item). */
enum form_field {
	FORM_SOURCE,   /* who or what has warned */
	FORM_TIME,     /* since when */
	FORM_OBJECT,   /* what it is about */
	FORM_SYMPTOM,  /* what is seen */
	FORM_SCOPE,    /* who is hit */
	FORM_SEVERITY, /* how badly */
	FORM_GENUINE,  /* is it so at all? */
	FORM_FIELDS
};

/* plan_form_fields: what documents call them; ended by NULL. */
extern const char *const plan_form_fields[FORM_FIELDS + 1];

struct response_acts {
	const struct value *at;
	const struct act *acts[RESPONSES];
	int32_t form; /* bits of enum form_field; 0: no form */
};

/* A step's stage; the response acts have theirs by their nature. */
enum step_stage {
	STAGE_DIAGNOSE,
	STAGE_CONTAIN,
	STAGE_RECOVER,
	STAGE_SUSTAIN,
	STAGE_NOTIFY,
	STAGE_REPORT,
	STAGE_FALLBACK /* 回切: once it is back, and the primary whole */
};

/* switch (切换): whose level the users of a service have from then on. */
enum effect_switch { SWITCH_TO_STANDBY, SWITCH_BACK };

/* second fault (次生故障): what a switch may break. */
struct second_fault {
	const struct value *at;
	int32_t odds_ppm;
	struct ref service;
	int32_t level_ppm;
};

struct effect {
	const struct value *at;
	struct ref service;
	int32_t level_ppm;    /* see plan_effect_raises */
	int32_t capacity_ppm; /* 0: as it was */
	bool lowers;          /* first aid: also where the level is above */
	int32_t switches;     /* enum effect_switch; -1: it does not */
	const struct second_fault *second_fault; /* NULL: none comes */
};

enum { STEP_NEEDS = 16 }; /* resources of one step, at most */
enum { PLAN_CALLS = 8 };  /* procedures called within each other, at most */

/* human (人因): under what conditions people do a step, by SPAR-H's factors. */
struct human {
	const struct value *at;
	int32_t kind; /* enum spar_h_kind */
	int32_t level[SPAR_H_FACTORS];
	bool pressure; /* the time they have is the drill's, where known */
};

/* step (处置步骤). */
struct step {
	const struct value *at;
	const char *id; /* "procedure/step" */
	struct title name;
	int32_t stage; /* enum step_stage */
	struct refs after;
	struct condition when; /* what is known; else it is skipped */
	struct ref procedure; /* whose steps are done in its place (子程序) */
	struct refs roles;
	int64_t people; /* of each role */
	const struct dist *duration;
	int32_t fails_ppm;                  /* or FIELDS_PRIOR */
	const struct dist *failed_duration; /* if declared: see step_declares */
	int64_t retries;
	bool independent;  /* a retry is as likely to work as a first attempt */
	int32_t seems_ppm; /* odds that what comes off only seems to */
	bool first_aid;    /* 先期处置: may run before activation */
	span_ms timeout;   /* of one attempt's work; SPAN_NEVER: none */
	span_ms deadline;  /* from activation; marks late; SPAN_NEVER: none */
	struct refs alternatives; /* tried in order when it has failed */
	struct refs verifies;     /* steps whose effect it looks at */
	struct {
		struct effect *at;
		uint32_t n;
	} effects;
	struct ref restores; /* data set */
	struct refs copies;  /* tried in order; none: newest first */
	struct title evidence;
	struct {
		struct need *at;
		uint32_t n;
	} resources;               /* all at once, or none */
	struct ref site;           /* room there for all of its people */
	struct refs tools;         /* slow when these are impaired */
	const struct human *human; /* NULL: nobody errs */
	struct origins origin;
};

struct procedure {
	const struct value *at;
	const char *id;
	struct title name;
	struct {
		struct step *at;
		uint32_t n;
	} steps;
};

/* From where the time for a notice counts. */
enum notice_from {
	NOTICE_DISCOVERY,  /* the trigger began to hold */
	NOTICE_GRADE,      /* the grade it is about was reached */
	NOTICE_ACTIVATION, /* the plan was activated */
	NOTICE_RESTORE,    /* the business confirmed */
	NOTICE_FROMS
};

/* notice (通报): what somebody must be told, and by when (报告时限). */
struct notice {
	const struct value *at;
	const char *id;
	struct title name;
	struct ref to; /* party */
	int32_t of;    /* this grade or worse; IV: whatever it is */
	struct ref role;
	const struct dist *duration;
	int32_t from; /* enum notice_from */
	span_ms within;
	span_ms every; /* SPAN_NEVER: told once */
	struct origins origin;
	/* Who demands it, and where; NULL: the plan's author alone. */
	const struct pack *pack;
	struct title authority; /* told where `to` names no party */
	span_ms legal;          /* the pack's limit; `within` may be shorter */
	struct title article;
	int32_t confidence; /* enum confidence */
};

enum { PLAN_PACKS = 4 };

struct notices {
	struct notice *at;
	uint32_t n;
};

/* control (预案管理记录): what was done with the document, and when. */
struct control {
	const struct value *at;
	struct title by;
	int64_t on; /* days since 1970-01-01 */
	struct title note;
};

struct controls {
	struct control *at;
	uint32_t n;
};

struct plan {
	const struct value *at;
	const char *id;
	struct title name;
	const char *version;
	struct title purpose;
	struct title basis; /* 编制依据 */
	struct title scope; /* 适用范围 */
	struct controls reviews;
	const struct control *approval;
	const struct control *publication;
	struct refs distribution; /* roles that hold a copy */
	struct controls trainings;
	struct title safeguards; /* of people, money and equipment */
	struct title contacts;   /* where they are kept up to date */
	bool reconstructed;      /* for exercise, from published accounts */
	struct sources sources;
	const struct value *organisation_at; /* embedded, or a path */
	const struct organisation *organisation;
	struct {
		struct scene *at;
		uint32_t n;
	} scenes;
	const struct response_acts *response;
	struct {
		struct ladder *at;
		uint32_t n;
	} ladders;
	struct {
		struct procedure *at;
		uint32_t n;
	} procedures;
	struct notices notices; /* the author's, then those of packs */
	struct notices later;   /* due to a regulator after the drill */
	const struct pack *packs[PLAN_PACKS]; /* that bind the organisation */
	uint32_t packs_n;
	/* What was read, for digests, bundles and faults. */
	const struct document *document;
	const struct document *organisation_document; /* NULL if embedded */
	const struct plan_enclosed *enclosed; /* NULL: they lie beside it */
	struct names *names; /* NULL if the organisation could not be read */
	const struct zones *zones; /* of its calendars; NULL: not known */
};

/* The documents a plan names, where they came with it: in a bundle. */
struct plan_enclosed {
	const struct document *organisation;      /* NULL: there is none */
	const struct document *packs[PLAN_PACKS]; /* as they are named */
	uint32_t packs_n;
};

extern const struct record plan_record;

/* plan_read: read a plan document and its organisation, embedded or beside it
 * at or below its folder, with no symbolic link on the way.
 * Owns:   all in `arena`.
 * Return: the plan, fit for checking and, if `faults` has gained no error,
 *         for simulating; NULL if there is nothing to go on with (the file
 *         does not parse, or is another document). Everything found wrong is
 *         in `faults`.
 * Errors: -1 only when a file cannot be read, in `err`; `*out` untouched. */
MUST_CHECK int plan_read(struct arena *arena, const char *path,
    struct faults *faults, const struct plan **out, struct error *err);

/* plan_take: the same from a document that is read already. What it names is
 * in `enclosed`, and nothing else is opened; at NULL it is looked for from
 * the document's name, a path. */
MUST_CHECK int plan_take(struct arena *arena, const struct document *document,
    const struct plan_enclosed *enclosed, struct faults *faults,
    const struct plan **out, struct error *err);

/* plan_in_zones: the same plan, knowing what its calendars' clocks show.
 * Owns: a new struct in `arena`; all else is shared. */
const struct plan *plan_in_zones(
    struct arena *arena, const struct plan *plan, const struct zones *zones);

#endif
