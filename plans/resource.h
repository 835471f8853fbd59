/* SPDX-License-Identifier: Apache-2.0 */
/* plans/resource.h -- what a step needs beside people: equipment, supplies,
 * room to work in, money. What people declared, checked for form; knows no step
 * that uses it. */
#ifndef PLANS_RESOURCE_H
#define PLANS_RESOURCE_H

#include "base/fields.h"

struct dist;

enum resource_kind {
	RESOURCE_EQUIPMENT,  /* given back after use */
	RESOURCE_CONSUMABLE, /* used up */
	RESOURCE_SITE,       /* room for so many people */
	RESOURCE_FUND,       /* money: used up, and somebody's to spend */
	RESOURCE_KINDS
};
extern const char *const resource_kinds[]; /* as written; ends by NULL */

/* Amounts: pieces, litres, people, whole units of money. */
#define RESOURCE_MOST INT64_C(1000000000000)

/* delivery (供货): what a supplier brings when there is not enough. */
struct delivery {
	const struct value *at;
	int64_t amount;           /* each time */
	const struct dist *takes; /* from the order to its being there */
	int32_t fails_ppm;        /* odds that it does not come */
	int64_t times;            /* orders, at most */
	struct origins origin;
};

/* resource (应急资源). */
struct resource {
	const struct value *at;
	const char *id;
	struct title name;
	int32_t kind;            /* enum resource_kind */
	struct title unit;       /* what it is counted in; may be empty */
	int64_t stock;           /* of a site: people who may work there */
	const struct dist *lead; /* until it, or one, is there to work with */
	const struct delivery *delivery; /* NULL: nobody brings more */
	struct origins origin;
};

/* need (资源需求): how much of what a step takes. */
struct need {
	const struct value *at;
	struct ref resource;
	int64_t amount;
};

/* tool (工具): a console, a script, a network drive: not taken by anybody, but
 * slow for all when it is impaired. */
struct tool {
	const struct value *at;
	const char *id;
	struct title name;
};

/* Their forms, for reading and for the schemas. */
extern const struct record resource_tool_record;
extern const struct record resource_record;
extern const struct record resource_need_record;

#endif
