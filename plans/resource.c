/* SPDX-License-Identifier: Apache-2.0 */
#include "plans/resource.h"

#define AT(type, m) .offset = offsetof(struct type, m)

#define MOST RESOURCE_MOST

static const struct field delivery_fields[] = {
    {.name = "amount",
	.type = FIELD_INTEGER,
	AT(delivery, amount),
	.required = true,
	.low = 1,
	.high = MOST,
	.what = "so much comes each time"},
    {.name = "takes",
	.type = FIELD_DIST,
	AT(delivery, takes),
	.required = true,
	.what = "from the order to its being there"},
    {.name = "fails",
	.type = FIELD_SHARE,
	AT(delivery, fails_ppm),
	.what = "odds that it does not come; absent: it does"},
    {.name = "times",
	.type = FIELD_INTEGER,
	AT(delivery, times),
	.fallback = 3,
	.low = 1,
	.high = 100,
	.what = "orders at most, those that did not come included"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(delivery, origin),
	.what = "where the figures come from"},
    {0}};
static const struct record delivery_record = {"delivery", false,
    sizeof(struct delivery), delivery_fields, "what a supplier brings"};

const char *const resource_kinds[] = {
    "equipment", "consumable", "site", "fund", NULL};
static const struct field resource_fields[] = {
    {.name = "id",
	.type = FIELD_ID,
	AT(resource, id),
	.required = true,
	.what = "id of the resource"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(resource, name),
	.what = "what the resource is called"},
    {.name = "kind",
	.type = FIELD_CHOICE,
	AT(resource, kind),
	.required = true,
	.choices = resource_kinds,
	.what = "given back after use, used up, room to work in, or money"},
    {.name = "unit",
	.type = FIELD_TITLE,
	AT(resource, unit),
	.what = "what it is counted in; of a fund the currency"},
    {.name = "stock",
	.type = FIELD_INTEGER,
	AT(resource, stock),
	.required = true,
	.high = MOST,
	.what = "how much there is; of a site: for how many people; of a fund: "
		"the budget"},
    {.name = "lead",
	.type = FIELD_DIST,
	AT(resource, lead),
	.what = "to fetch it, or to get to the site; absent: no time"},
    {.name = "delivery",
	.type = FIELD_OBJECT,
	AT(resource, delivery),
	.record = &delivery_record,
	.what = "ordered when it runs short; absent: nobody brings more"},
    {.name = "origin",
	.type = FIELD_ORIGIN,
	AT(resource, origin),
	.what = "where the figures come from"},
    {0}};
const struct record resource_record = {"resource", false,
    sizeof(struct resource), resource_fields, "what steps need beside people"};

static const struct field need_fields[] = {{.name = "resource",
					       .type = FIELD_REF,
					       AT(need, resource),
					       .of = "resource",
					       .required = true,
					       .what = "what it takes"},
    {.name = "amount",
	.type = FIELD_INTEGER,
	AT(need, amount),
	.fallback = 1,
	.low = 1,
	.high = MOST,
	.what = "how much of it"},
    {0}};
const struct record resource_need_record = {
    "need", false, sizeof(struct need), need_fields, "what a step takes"};

static const struct field tool_fields[] = {{.name = "id",
					       .type = FIELD_ID,
					       AT(tool, id),
					       .required = true,
					       .what = "id of the tool"},
    {.name = "name",
	.type = FIELD_TITLE,
	AT(tool, name),
	.what = "what the tool is called"},
    {0}};
const struct record resource_tool_record = {"tool", false, sizeof(struct tool),
    tool_fields, "what steps are done with"};
