/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/pagerduty.h -- what PagerDuty's REST API answers, taken into a
 * rota: schedules, escalation policies, users, one or a list of them a file.
 * What has no place in a plan becomes a note; nothing is lost in silence. */
#ifndef REPLAY_CLI_PAGERDUTY_H
#define REPLAY_CLI_PAGERDUTY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct document;
struct rota;
struct value;

struct pagerduty {
	struct rota *rota;
	const struct document *const *documents;
	uint32_t n;
	struct instant from; /* what ended before is left out; ms 0: nothing */
	bool turned;         /* of two layers the one listed last wins */
};

/* pagerduty_take: everything in the documents into the rota. Layers come, as
 * the API gives them, with the one that wins first.
 * Source: developer.pagerduty.com, "Get a schedule", "Get an escalation
 * policy"; the order of layers: PagerDuty/public-support-scripts, 60. */
void pagerduty_take(const struct pagerduty *p);

/* pagerduty_is: is its type this one, or a reference to one? */
bool pagerduty_is(const struct value *v, const char *type);

/* pagerduty_person: the id of whom an entry names, in an object of its own or
 * not; NULL, and a fault, if nobody. */
const char *pagerduty_person(const struct pagerduty *p, const struct value *v);

/* pagerduty_title: what a schedule, policy or service may be called in a
 * plan; its id where its name speaks of a person. */
const char *pagerduty_title(
    const struct pagerduty *p, const struct value *v, const char *id);

/* pagerduty_rendered: the entries PagerDuty worked out for the time that was
 * asked for; NULL if there are none. */
const struct value *pagerduty_rendered(
    const struct value *schedule, const char *which);

/* pagerduty_count: how many of a sort the documents hold. */
uint32_t pagerduty_count(
    const struct pagerduty *p, const char *one, const char *many);

#endif
