/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/invent.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "sim/random.h"
#include "tests/play.h"

struct invention {
	struct text t;
	uint32_t number; /* of the plan */
	uint32_t draws;
	uint32_t people, roles, services, data, copies, monitors, scenes, steps;
	uint32_t resources; /* equipment, supplies, a site, a fund … */
	uint32_t calendars, grades, parties;
	bool reversed; /* the grading table stands upside down */
};

/* pick: one of 0 … n - 1. */
static uint32_t
pick(struct invention *v, uint32_t n)
{
	struct random_pair x =
	    random_philox(v->draws++, v->number, UINT64_C(0x9e3779b97f4a7c15));

	ck_assert_uint_gt(n, 0);
	return (uint32_t)(x.value >> 32) % n;
}

static bool
chance(struct invention *v, uint32_t percent)
{
	return pick(v, 100) < percent;
}

static const char *
span(struct invention *v)
{
	static const char *const spans[] = {"0s", "1ms", "1m", "1m", "2m", "5m",
	    "5m", "10m", "15m", "1h", "3h"};

	return spans[pick(v, sizeof(spans) / sizeof(spans[0]))];
}

/* ---- JSON; every value is followed by a comma or a closing bracket ---- */

static void
add_duration(struct invention *v, const char *name)
{
	static const char *const luck[] = {
	    "{\"lognormal\":{\"median\":\"8m\",\"p95\":\"30m\"}}",
	    "{\"exponential\":{\"mean\":\"5m\"}}",
	    "{\"uniform\":{\"low\":\"0s\",\"high\":\"20m\"}}",
	    "{\"empirical\":[\"1m\",\"2m\",\"1h\"]}"};

	text_fmt(&v->t, ",\"%s\":", name);
	if (chance(v, 30))
		text_add(&v->t, luck[pick(v, 4)]);
	else
		text_fmt(&v->t, "\"%s\"", span(v));
}

static void
add_share(struct invention *v, const char *name)
{
	static const char *const shares[] = {
	    "0", "1", "0.5", "0.9", "0.3", "0.000001"};

	text_fmt(&v->t, ",\"%s\":%s", name, shares[pick(v, 6)]);
}

static void
add_level(struct invention *v, const char *name)
{
	text_fmt(&v->t, ",\"%s\":0.%u", name, 1 + pick(v, 9));
}

/* add_refs: some of the n ids that begin with `of`, each once. */
static void
add_refs(struct invention *v, const char *name, const char *of, uint32_t n,
    uint32_t percent, uint32_t always)
{
	const char *comma = "";

	text_fmt(&v->t, ",\"%s\":[", name);
	for (uint32_t i = 0; i < n; i++)
		if (i == always || chance(v, percent)) {
			text_fmt(&v->t, "%s\"%s%u\"", comma, of, i);
			comma = ",";
		}
	text_add(&v->t, "]");
}

static void
list(struct invention *v, const char *name, uint32_t n,
    void (*item)(struct invention *v, uint32_t i))
{
	text_fmt(&v->t, ",\"%s\":[", name);
	for (uint32_t i = 0; i < n; i++) {
		text_add(&v->t, i > 0 ? ",\n" : "");
		item(v, i);
	}
	text_add(&v->t, "]");
}

/* ---- the organisation ---- */

static void
channel(struct invention *v, uint32_t i)
{
	static const char *const kinds[] = {"phone", "app", "mail"};

	text_fmt(&v->t, "{\"kind\":\"%s\",\"delay\":\"%s\"", kinds[i], span(v));
	add_share(v, "fails");
	text_add(&v->t, "}");
}

static void
person(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"p%u\"", i);
	add_duration(v, "acknowledges");
	if (chance(v, 30))
		add_duration(v, "travel");
	if (chance(v, 40))
		add_share(v, "answers");
	if (chance(v, 30))
		list(v, "channels", 1 + pick(v, 3), channel);
	text_add(&v->t, "}");
}

static void
role(struct invention *v, uint32_t i)
{
	uint32_t first = pick(v, v->people);

	text_fmt(&v->t, "{\"id\":\"r%u\",\"primary\":[\"p%u\"],", i, first);
	text_add(&v->t, "\"deputies\":[");
	for (uint32_t j = 1; j < v->people && chance(v, 50); j++)
		text_fmt(&v->t, "%s\"p%u\"", j > 1 ? "," : "",
		    (first + j) % v->people);
	text_fmt(&v->t, "],\"answer_within\":\"%u%s\"", 1 + pick(v, 30),
	    chance(v, 90) ? "m" : "ms");
	if (v->resources > 3 && chance(v, 60))
		text_fmt(&v->t, ",\"may_approve\":%u", pick(v, 4));
	if (v->calendars > 0 && chance(v, 60))
		text_fmt(&v->t, ",\"on_call\":\"k%u\"", pick(v, v->calendars));
	text_add(&v->t, "}");
}

static void
layer(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"from\":\"2024-03-01T0%u:00Z\",\"turn\":\"%uh\"",
	    pick(v, 9), 1 + pick(v, 30));
	add_refs(v, "people", "p", v->people, 50, pick(v, v->people));
	if (i > 0)
		text_fmt(&v->t,
		    ",\"restrictions\":[{\"from\":\"1%u:00\",\"to\":"
		    "\"1%u:30\"}]",
		    pick(v, 9), pick(v, 9));
	text_add(&v->t, "}");
}

static void
calendar(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"k%u\",\"zone\":\"UTC\"", i);
	list(v, "layers", 1 + pick(v, 2), layer);
	text_add(&v->t, "}");
}

/* group: of services before the last, which alone needs some of them. */
static void
group(struct invention *v, uint32_t i)
{
	uint32_t n = 1 + pick(v, v->services - 1);

	(void)i;
	text_fmt(&v->t, "{\"at_least\":%u,\"of\":[", 1 + pick(v, n));
	for (uint32_t j = 0; j < n; j++)
		text_fmt(&v->t, "%s\"s%u\"", j > 0 ? "," : "", j);
	text_add(&v->t, "]}");
}

static void
service(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"s%u\"", i);
	if (chance(v, 50))
		add_level(v, "minimum");
	add_refs(v, "needs", "s", i, 40, UINT32_MAX);
	if (i > 0 && i + 1 == v->services && chance(v, 50))
		list(v, "needs_some", 1 + pick(v, 2), group);
	if (chance(v, 20))
		text_fmt(&v->t, ",\"capacity\":1.%u", pick(v, 10));
	text_add(&v->t, "}");
}

static void
copy(struct invention *v, uint32_t i)
{
	static const char *const kinds[] = {
	    "backup", "snapshot", "log", "replica"};

	text_fmt(
	    &v->t, "{\"id\":\"c%u\",\"kind\":\"%s\"", i, kinds[pick(v, 4)]);
	if (chance(v, 80))
		text_fmt(&v->t, ",\"from\":\"2024-03-0%uT0%u:00Z\"",
		    1 + pick(v, 3), pick(v, 10));
	if (chance(v, 70))
		text_fmt(&v->t, ",\"every\":\"%um\"", 1 + pick(v, 200));
	text_fmt(&v->t, ",\"takes\":\"%s\",\"lag\":\"%s\",\"follows\":%s}",
	    span(v), span(v), chance(v, 20) ? "true" : "false");
}

static void
data(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"d%u\",\"service\":\"s%u\"", i,
	    pick(v, v->services));
	list(v, "copies", v->copies, copy);
	text_add(&v->t, "}");
}

static void
monitor(struct invention *v, uint32_t i)
{
	text_fmt(
	    &v->t, "{\"id\":\"m%u\",\"watches\":\"s%u\"", i, i % v->services);
	text_fmt(&v->t, ",\"interval\":\"%um\",\"hold\":\"%s\"",
	    1 + pick(v, 10), span(v));
	text_fmt(&v->t, ",\"delay\":\"%s\"", span(v));
	if (chance(v, 40))
		add_level(v, "below");
	if (chance(v, 10))
		text_add(&v->t, ",\"misses\":0.3,\"false_alarms\":0.01");
	text_add(&v->t, "}");
}

static void
resource(struct invention *v, uint32_t i)
{
	static const char *const kinds[] = {
	    "equipment", "consumable", "site", "fund"};

	text_fmt(&v->t, "{\"id\":\"x%u\",\"kind\":\"%s\",\"stock\":%u", i,
	    kinds[i % 4], pick(v, 4));
	if (chance(v, 40))
		add_duration(v, "lead");
	if (chance(v, 50)) {
		text_fmt(&v->t, ",\"delivery\":{\"amount\":%u", 1 + pick(v, 3));
		add_duration(v, "takes");
		add_share(v, "fails");
		text_add(&v->t, "}");
	}
	text_add(&v->t, "}");
}

/* add_approval: of costs. */
static void
add_approval(struct invention *v)
{
	text_fmt(&v->t, ",\"approval\":{\"duration\":\"%um\"", pick(v, 30));
	if (chance(v, 60))
		text_fmt(&v->t, ",\"max_decision\":\"%um\"", 1 + pick(v, 30));
	text_add(&v->t, "}");
}

static const char *const grades[] = {"I", "II", "III", "IV"};

/* grading_rule: what is worse is graded worse, as a rule. */
static const char *
grading_rule(struct invention *v)
{
	struct text whole = v->t;
	const char *rule;

	v->t = text_new(whole.arena);
	text_fmt(&v->t, "{\"grade\":\"%s\",\"when\":\"%slevel:s%u < %u%%",
	    grades[pick(v, 4)], chance(v, 20) ? "not " : "",
	    pick(v, v->services), 1 + pick(v, 100));
	if (chance(v, 50))
		text_fmt(&v->t, " %s alarm:m%u", chance(v, 50) ? "and" : "or",
		    pick(v, v->monitors));
	if (chance(v, 30))
		text_fmt(&v->t, " and elapsed > %um", pick(v, 200));
	text_add(&v->t, "\"}");
	rule = v->t.at;
	v->t = whole;
	return rule;
}

/* add_grading: its rows in the order drawn, or the other way round. */
static void
add_grading(struct invention *v)
{
	const char *rows[8];

	for (uint32_t i = 0; i < v->grades; i++)
		rows[i] = grading_rule(v);
	text_add(&v->t, ",\"grading\":[");
	for (uint32_t i = 0; i < v->grades; i++)
		text_fmt(&v->t, "%s%s", i > 0 ? "," : "",
		    rows[v->reversed ? v->grades - 1 - i : i]);
	text_fmt(&v->t, "],\"grade_hold\":\"%s\",\"grade_lowering\":\"%s\"",
	    span(v), chance(v, 50) ? "automatic" : "by_role");
}

static void
safeguard(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"grade\":\"%s\"", grades[i]);
	add_refs(v, "call", "r", v->roles, 50, pick(v, v->roles));
	if (v->resources > 3 && chance(v, 30))
		text_fmt(&v->t, ",\"preapproved\":%u", 1 + pick(v, 3));
	text_add(&v->t, "}");
}

static void
party(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"q%u\"}", i);
}

static void
add_organisation(struct invention *v)
{
	text_fmt(&v->t,
	    "{\"format\":\"yanlian-organisation/1\",\"id\":\"o\","
	    "\"order_delay\":\"%s\"",
	    chance(v, 50) ? "1m" : "0s");
	if (chance(v, 30))
		text_add(&v->t, ",\"preempts\":true");
	if (v->calendars > 0 && chance(v, 60))
		add_duration(v, "handover");
	if (v->calendars > 0 && chance(v, 40))
		add_share(v, "handover_repeats");
	if (chance(v, 30))
		text_fmt(&v->t, ",\"tires_after\":\"%um\"", 1 + pick(v, 90));
	if (chance(v, 30))
		text_fmt(&v->t, ",\"span_of_control\":%u", 1 + pick(v, 3));
	list(v, "people", v->people, person);
	list(v, "roles", v->roles, role);
	list(v, "services", v->services, service);
	list(v, "data", v->data, data);
	list(v, "monitors", v->monitors, monitor);
	list(v, "resources", v->resources, resource);
	if (v->resources > 3)
		add_approval(v);
	list(v, "calendars", v->calendars, calendar);
	add_grading(v);
	list(v, "safeguards", pick(v, 5), safeguard);
	list(v, "parties", v->parties, party);
	text_add(&v->t, ",\"tools\":[{\"id\":\"t0\"},{\"id\":\"t1\"}]}");
}

/* ---- the plan ---- */

static void
add_trigger(struct invention *v, const char *name)
{
	static const char *const joins[] = {"and", "or", "or not", "and not"};

	text_fmt(&v->t, "\"%s\":\"alarm:m%u", name, pick(v, v->monitors));
	if (chance(v, 30))
		text_fmt(&v->t, " %s report:s%u", joins[pick(v, 4)],
		    pick(v, v->services));
	if (chance(v, 30))
		text_fmt(&v->t, " %s level:s%u < %u%%", joins[pick(v, 4)],
		    pick(v, v->services), 1 + pick(v, 99));
	if (chance(v, 20))
		text_fmt(
		    &v->t, " %s elapsed > %um", joins[pick(v, 4)], pick(v, 60));
	text_add(&v->t, "\"");
}

static void
scene(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"e%u\",\"procedure\":\"f%u\"", i, i);
	text_fmt(&v->t, ",\"ladder\":\"l%u\",\"hold\":\"%s\"", pick(v, 2),
	    chance(v, 70) ? "0s" : span(v));
	text_add(&v->t, ",");
	add_trigger(v, "trigger");
	if (chance(v, 30)) {
		text_add(&v->t, ",\"automatic\":{");
		add_trigger(v, "when");
		text_fmt(&v->t, ",\"hold\":\"%s\",\"armed\":%s}", span(v),
		    chance(v, 80) ? "true" : "false");
	}
	if (chance(v, 30))
		text_fmt(&v->t, ",\"checkpoints\":\"%um\"", 5 + pick(v, 60));
	add_refs(v, "scope", "s", v->services, 40, pick(v, v->services));
	text_fmt(&v->t,
	    ",\"objectives\":{\"rto\":\"%um\",\"rpo\":\"1h\",\"mtpd\":\"12h\"}"
	    "}",
	    1 + pick(v, 200));
}

static void
add_act(struct invention *v, const char *name)
{
	text_fmt(&v->t, "\"%s\":{\"role\":\"r%u\"", name, pick(v, v->roles));
	add_duration(v, "duration");
	if (name[0] == 'a' && chance(v, 60))
		text_fmt(&v->t, ",\"max_decision\":\"%um\"", 5 + pick(v, 30));
	text_add(&v->t, "}");
}

static void
add_response(struct invention *v)
{
	static const char *const others[] = {"verify", "grade", "confirm",
	    "close", "sustain", "evaluate", "register"};

	text_add(&v->t, ",\"response\":{");
	add_act(v, "authorise");
	for (uint32_t i = 0; i < 7; i++)
		if (chance(v, i == 2 ? 95 : i < 4 ? 50 : 25)) {
			text_add(&v->t, ",");
			add_act(v, others[i]);
		}
	if (chance(v, 30))
		text_add(&v->t, ",\"form\":[\"time\",\"scope\",\"genuine\"]");
	text_add(&v->t, "}");
}

static void
rung(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"after\":\"%um\"", 7 * i);
	add_refs(v, "roles", "r", v->roles, 40, UINT32_MAX);
	add_refs(v, "people", "p", v->people, 20, UINT32_MAX);
	text_add(&v->t, "}");
}

static void
ladder(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"l%u\",\"repeats\":%u", i, pick(v, 3));
	text_fmt(&v->t, ",\"repeat_every\":\"%um\"", 1 + pick(v, 40));
	list(v, "steps", 1 + pick(v, 3), rung);
	text_add(&v->t, "}");
}

static void
add_failures(struct invention *v, uint32_t i)
{
	add_share(v, "fails");
	if (chance(v, 15))
		text_add(&v->t, ",\"false_success\":0.5");
	text_fmt(&v->t, ",\"retries\":%u", pick(v, 3));
	if (chance(v, 20))
		text_add(&v->t, ",\"independent\":true");
	if (chance(v, 40))
		add_duration(v, "failed_duration");
	if (chance(v, 40))
		text_fmt(&v->t, ",\"timeout\":\"%um\"", 1 + pick(v, 20));
	if (i + 1 < v->steps && chance(v, 40))
		text_fmt(&v->t, ",\"alternatives\":[\"t%u\"]",
		    i + 1 + pick(v, v->steps - i - 1));
}

/* add_needs: of equipment, supplies and money; and room at a site. */
static void
add_needs(struct invention *v)
{
	const char *comma = "";

	text_add(&v->t, ",\"resources\":[");
	for (uint32_t i = 0; i < v->resources; i++)
		if (i % 4 != 2 && chance(v, 30)) {
			text_fmt(&v->t,
			    "%s{\"resource\":\"x%u\",\"amount\":%u}", comma, i,
			    1 + pick(v, 3));
			comma = ",";
		}
	text_add(&v->t, "]");
	if (v->resources > 2 && chance(v, 30))
		text_add(&v->t, ",\"site\":\"x2\"");
	if (chance(v, 30))
		text_fmt(&v->t, ",\"tools\":[\"t%u\"]", pick(v, 2));
	if (chance(v, 30))
		text_fmt(&v->t,
		    ",\"human\":{\"kind\":\"%s\",\"procedures\":\"missing\"}",
		    pick(v, 2) == 0 ? "diagnosis" : "action");
}

static void
step(struct invention *v, uint32_t i)
{
	static const char *const stages[] = {
	    "diagnose", "contain", "recover", "sustain"};

	text_fmt(
	    &v->t, "{\"id\":\"t%u\",\"stage\":\"%s\"", i, stages[pick(v, 4)]);
	add_refs(v, "roles", "r", v->roles, 20,
	    chance(v, 95) ? pick(v, v->roles) : UINT32_MAX);
	add_duration(v, "duration");
	add_refs(v, "after", "t", i, 25, i + 1 == v->steps ? 0 : UINT32_MAX);
	add_failures(v, i);
	add_needs(v);
	if (chance(v, 20))
		text_add(&v->t, ",\"people\":2");
	if (chance(v, 20))
		text_add(&v->t, ",\"first_aid\":true");
	if (chance(v, 30))
		text_fmt(&v->t, ",\"deadline\":\"%um\"", 1 + pick(v, 100));
	if (v->data > 0 && chance(v, 30))
		text_fmt(&v->t, ",\"restores\":\"d%u\"", pick(v, v->data));
	if (chance(v, 60)) {
		text_fmt(&v->t, ",\"effects\":[{\"service\":\"s%u\"",
		    pick(v, v->services));
		if (chance(v, 30))
			add_level(v, "level");
		text_add(&v->t, "}]");
	}
	text_add(&v->t, "}");
}

static void
procedure(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"f%u\"", i);
	list(v, "steps", v->steps, step);
	text_add(&v->t, "}");
}

static void
notice(struct invention *v, uint32_t i)
{
	static const char *const froms[] = {
	    "discovery", "grade", "activation", "restore"};

	text_fmt(&v->t, "{\"id\":\"n%u\",\"to\":\"q%u\",\"role\":\"r%u\"", i,
	    pick(v, v->parties), pick(v, v->roles));
	text_fmt(&v->t, ",\"of\":\"%s\",\"from\":\"%s\"", grades[pick(v, 4)],
	    froms[pick(v, 4)]);
	add_duration(v, "duration");
	text_fmt(&v->t, ",\"within\":\"%um\"", 1 + pick(v, 30));
	if (chance(v, 30))
		text_fmt(&v->t, ",\"every\":\"%um\"", 60 + pick(v, 60));
	text_add(&v->t, "}");
}

static void
add_plan(struct invention *v)
{
	text_add(&v->t, "{\"format\":\"yanlian-plan/1\",\"id\":\"invented\","
			"\"name\":\"invented\",\"organisation\":");
	add_organisation(v);
	list(v, "scenes", v->scenes, scene);
	add_response(v);
	list(v, "ladders", 2, ladder);
	list(v, "procedures", v->scenes, procedure);
	list(v, "notices", v->parties > 0 ? pick(v, 3) : 0, notice);
	text_add(&v->t, "}\n");
}

/* ---- the scenario ---- */

static void
add_missing(struct invention *v)
{
	if (chance(v, 25)) {
		text_fmt(&v->t,
		    ",\"act\":\"resource_added\",\"resource\":\"x%u\","
		    "\"amount\":%u",
		    pick(v, v->resources), 1 + pick(v, 3));
		return;
	}
	text_fmt(&v->t, ",\"act\":\"resource_missing\",\"resource\":\"x%u\"",
	    pick(v, v->resources));
	if (chance(v, 30))
		text_add(&v->t, ",\"missing\":\"supplier\"");
	else if (chance(v, 50))
		text_fmt(&v->t, ",\"amount\":%u", 1 + pick(v, 3));
	if (chance(v, 60))
		text_fmt(&v->t, ",\"for\":\"%um\"", 1 + pick(v, 200));
}

/* add_strain: stress of somebody or of everybody, or a slow tool. */
static void
add_strain(struct invention *v)
{
	if (chance(v, 50)) {
		text_fmt(&v->t, ",\"act\":\"stress\",\"stress\":\"%s\"",
		    pick(v, 2) == 0 ? "high" : "extreme");
		if (chance(v, 50))
			text_fmt(&v->t, ",\"who\":\"p%u\"", pick(v, v->people));
	} else {
		text_fmt(&v->t,
		    ",\"act\":\"tool_impaired\",\"tool\":\"t%u\","
		    "\"takes\":%u",
		    pick(v, 2), 101 + pick(v, 400));
	}
	if (chance(v, 60))
		text_fmt(&v->t, ",\"for\":\"%um\"", 1 + pick(v, 200));
}

/* add_lasting: what begins and is over again, or stays. */
static void
add_lasting(struct invention *v)
{
	switch (pick(v, 7)) {
	case 0:
		text_fmt(&v->t, ",\"act\":\"monitor_down\",\"monitor\":\"m%u\"",
		    pick(v, v->monitors));
		break;
	case 1:
		text_fmt(&v->t, ",\"act\":\"false_alarm\",\"monitor\":\"m%u\"",
		    pick(v, v->monitors));
		break;
	case 2:
		text_fmt(&v->t, ",\"act\":\"channel_down\",\"channel\":\"%s\"",
		    chance(v, 50) ? "phone" : "sms");
		break;
	case 3:
		text_fmt(&v->t, ",\"act\":\"override\",\"scene\":\"e%u\"",
		    pick(v, v->scenes));
		break;
	case 4:
		text_fmt(&v->t, ",\"act\":\"step_false\",\"step\":\"f0/t%u\"",
		    pick(v, v->steps));
		return;
	case 5: /* the last step waits for the first, unless it is that */
		text_fmt(&v->t, ",\"act\":\"%s\",\"step\":\"f0/t%u\"",
		    v->steps > 1 ? "step_early" : "step_false", v->steps - 1);
		return;
	default:
		text_fmt(&v->t,
		    ",\"act\":\"load\",\"service\":\"s%u\",\"load\":1.%u",
		    pick(v, v->services), pick(v, 10));
		if (chance(v, 50))
			text_fmt(&v->t, ",\"ramp\":\"%um\"", 1 + pick(v, 60));
	}
	if (chance(v, 70))
		text_fmt(&v->t, ",\"for\":\"%um\"", 1 + pick(v, 100));
}

static void
add_about(struct invention *v)
{
	if (chance(v, 15)) {
		add_strain(v);
		return;
	}
	if (chance(v, 25)) {
		add_lasting(v);
		return;
	}
	if (v->resources > 0 && chance(v, 15)) {
		add_missing(v);
		return;
	}
	switch (pick(v, v->data > 0 && v->copies > 0 ? 8 : 5)) {
	case 0:
	case 1:
		text_fmt(&v->t, ",\"act\":\"fault\",\"service\":\"s%u\"",
		    pick(v, v->services));
		add_share(v, "level");
		return;
	case 2:
		text_fmt(&v->t, ",\"act\":\"absent\",\"who\":\"p%u\"",
		    pick(v, v->people));
		if (chance(v, 70))
			text_fmt(&v->t, ",\"for\":\"%um\"", 1 + pick(v, 100));
		return;
	case 3:
		text_fmt(&v->t, ",\"act\":\"step_fails\",\"step\":\"f0/t%u\"",
		    pick(v, v->steps));
		return;
	case 4:
		text_fmt(&v->t,
		    ",\"act\":\"message\",\"message\":\"!\",\"about\":\"s%u\"",
		    pick(v, v->services));
		return;
	case 5:
		text_fmt(&v->t,
		    ",\"act\":\"copy_unreadable\",\"copy\":\"d%u/c%u\"",
		    pick(v, v->data), pick(v, v->copies));
		return;
	case 6:
		text_fmt(&v->t,
		    ",\"act\":\"standby_behind\",\"copy\":\"d%u/c%u\","
		    "\"by\":\"%um\"",
		    pick(v, v->data), pick(v, v->copies), 1 + pick(v, 100));
		return;
	default:
		text_fmt(&v->t, ",\"act\":\"data_lost\",\"data\":\"d%u\"",
		    pick(v, v->data));
	}
}

/* add_coming: at an instant; on a condition; perhaps. */
static void
add_coming(struct invention *v)
{
	static const char *const conditions[] = {"report:s0", "level:s0 < 50%",
	    "not level:s0 < 1", "elapsed > 2h and level:s0 = 0"};
	uint32_t c = pick(v, 8);

	if (c >= 4) {
		add_duration(v, "at");
	} else {
		text_fmt(&v->t, ",\"when\":\"%s\",\"max\":%u", conditions[c],
		    1 + pick(v, 3));
		text_fmt(&v->t, ",\"hold\":\"%um\",\"sees\":\"%s\"",
		    pick(v, 20), pick(v, 2) == 0 ? "truth" : "knowledge");
	}
	if (pick(v, 4) == 0)
		text_add(&v->t, ",\"probability\":0.5");
}

static void
inject(struct invention *v, uint32_t i)
{
	text_fmt(&v->t, "{\"id\":\"i%u\"", i);
	if (i == 0)
		add_duration(v, "at");
	else
		add_coming(v);
	if (i == 0)
		text_fmt(
		    &v->t, ",\"act\":\"fault\",\"service\":\"s0\",\"level\":0");
	else
		add_about(v);
	text_add(&v->t, "}");
}

static void
add_scenario(struct invention *v)
{
	text_fmt(&v->t,
	    "{\"format\":\"yanlian-scenario/1\",\"id\":\"invented\","
	    "\"name\":\"invented\",\"start\":\"2024-03-02T12:00Z\","
	    "\"horizon\":\"%uh\",\"scene\":\"e%u\"",
	    12 + pick(v, 36), pick(v, v->scenes));
	list(v, "injects", 1 + pick(v, 8), inject);
	text_add(&v->t, "}\n");
}

/* ---- files ---- */

void
invent_put(
    struct arena *a, const char *folder, const char *name, struct text *t)
{
	FILE *f = fopen(file_join(a, folder, name), "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(t->at, 1, t->len, f), t->len);
	ck_assert_int_eq(fclose(f), 0);
}

/* put_zones: the one clock that invented calendars go by. */
static void
put_zones(struct arena *a, const char *folder)
{
	struct text t = text_new(a);

	text_add(&t, "{\"format\":\"yanlian-zones/1\",\"zones\":[{\"zone\":"
		     "\"UTC\",\"offset\":0,\"changes\":[]}]}\n");
	invent_put(a, folder, "zones.json", &t);
}

static const struct stage *
invent(struct arena *a, const char *folder, uint32_t number, bool reversed)
{
	struct invention v = {
	    .t = text_new(a), .number = number, .reversed = reversed};

	v.people = 1 + pick(&v, 6);
	v.roles = 1 + pick(&v, 3);
	v.services = 1 + pick(&v, 4);
	v.data = pick(&v, 3);
	v.copies = pick(&v, 4);
	v.monitors = 1 + pick(&v, 3);
	v.scenes = 1 + pick(&v, 2);
	v.steps = 1 + pick(&v, 7);
	v.resources = pick(&v, 5);
	v.calendars = pick(&v, 3);
	v.grades = pick(&v, 6);
	v.parties = pick(&v, 3);
	add_plan(&v);
	invent_put(a, folder, "plan.json", &v.t);
	v.t = text_new(a);
	add_scenario(&v);
	invent_put(a, folder, "scenario.json", &v.t);
	put_zones(a, folder);
	return play_stage(a, folder, number);
}

const struct stage *
invent_stage(struct arena *a, const char *folder, uint32_t number)
{
	return invent(a, folder, number, false);
}

const struct stage *
invent_reversed(struct arena *a, const char *folder, uint32_t number)
{
	return invent(a, folder, number, true);
}

const char *
invent_folder(struct arena *a)
{
	static const char name[] = "yanlian-invented-XXXXXX";
	const char *tmp = getenv("TMPDIR");
	struct text t = text_new(a);

	text_fmt(&t, "%s/%s", tmp == NULL ? "/tmp" : tmp, name);
	ck_assert_ptr_nonnull(mkdtemp(t.at));
	return t.at;
}

void
invent_remove(struct arena *a, const char *folder)
{
	ck_assert_int_eq(unlink(file_join(a, folder, "plan.json")), 0);
	ck_assert_int_eq(unlink(file_join(a, folder, "scenario.json")), 0);
	(void)unlink(file_join(a, folder, "zones.json")); /* if any */
	ck_assert_int_eq(rmdir(folder), 0);
}
