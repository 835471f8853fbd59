/* SPDX-License-Identifier: Apache-2.0 */
/* plans/checking.h -- what the files of the check share: a plan while it is
 * looked at, and what each of them looks at. For plans/check*.c alone. */
#ifndef PLANS_CHECKING_H
#define PLANS_CHECKING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/faults.h"
#include "base/span.h"
#include "plans/plan.h"

struct arena;
struct fillers;
struct reach;

/* "All goes well": every duration takes its 5 % quantile. */
enum { CHECKING_BEST_PPM = 50000 };

struct checking {
	struct arena *arena;
	const struct plan *plan;
	const struct organisation *org;
	struct faults *faults;
	const struct step **steps; /* of all procedures, by number */
	const uint32_t *owners;    /* procedure of each */
	uint32_t steps_n;
	struct reach *waits; /* along what the steps wait for */
	struct fillers *fillers;
	struct reach *needs; /* along what the services need, all or some */
	struct reach *calls; /* along what the procedures call */
	span_ms *least;      /* earliest end of each step: check_times */
};

/* checking_new: a plan with its steps and what rests on what in lists; nothing
 * looked at yet. Working memory is `arena`'s. */
struct checking checking_new(
    struct arena *arena, const struct plan *plan, struct faults *faults);

/* checking_add: a fault with one argument, or none if `name` is NULL. */
void checking_add(struct checking *c, enum grade grade, const char *id,
    const struct value *at, const char *name, const char *value);

/* checking_span: a length of time in words, for an argument. */
const char *checking_span(struct checking *c, span_ms span);

/* checking_count: a number in words, for an argument. */
const char *checking_count(struct checking *c, uint32_t n);

/* checking_act: a response act; NULL if the plan does not declare it. */
const struct act *checking_act(
    const struct checking *c, enum response response);

/* checking_mark: mark whom the references name.
 * Return: do they all name somebody? */
bool checking_mark(bool *used, const struct refs *refs);

/* checking_uses: let `c->calls` visit all procedures that the scene may come
 * to: its own, its standby's, and what these call. */
void checking_uses(struct checking *c, const struct scene *s);

/* checking_watched: does any monitor sample the service? */
bool checking_watched(const struct checking *c, int32_t service);

/* checking_circles: an error for each reference that closes one. */
void checking_circles(
    struct checking *c, struct reach *reach, const char *id, const char *kind);

/* check_people: people, roles and calendars; what time of the week nobody
 * covers is plans/cover's. */
void check_people(struct checking *c);

/* check_services: services and what they need, data, copies, monitors. */
void check_services(struct checking *c);

/* check_steps: procedures, their steps and what these refer to. */
void check_steps(struct checking *c);

/* check_calls: steps that call procedures. */
void check_calls(struct checking *c);

/* check_resources: what steps need beside people, and whether it can be had. */
void check_resources(struct checking *c);

/* check_resources_times: does fetching or delivery alone take longer than the
 * objective allows? Needs a plan without errors. */
void check_resources_times(struct checking *c);

/* check_resources_least: until all that the step needs is there, if all goes
 * well. Needs a plan without errors. */
span_ms check_resources_least(struct checking *c, const struct step *step);

/* check_funds: who approves what steps cost. */
void check_funds(struct checking *c);

/* check_funds_times: does an approval alone take longer than the objective
 * leaves beside the step? Needs a plan without errors. */
void check_funds_times(struct checking *c);

/* check_funds_least: until the step's cost is approved, if all goes well; 0:
 * nothing is asked. Needs a plan without errors. */
span_ms check_funds_least(struct checking *c, const struct step *step);

/* check_response: response acts, ladders, grading, safeguards, notices. */
void check_response(struct checking *c);

/* check_contents: what a plan must say beside what is simulated.
 * Source: T/CESA 1299-2023 8.8.3 a). */
void check_contents(struct checking *c);

/* check_triggers: can what they ask of be seen by anybody? */
void check_triggers(struct checking *c);

/* check_triggers_come: may triggers and automatic starts ever come, and as soon
 * as promised; may the conditions of steps and grading rules ever hold? Needs
 * a plan without errors. */
void check_triggers_come(struct checking *c);

/* check_standby: can a scene's standby be decided on, and in time? */
void check_standby(struct checking *c);

/* check_fallback: switches to standby services, and the way back. */
void check_fallback(struct checking *c);

/* check_times: objectives and deadlines, if all goes well. Needs a plan
 * without errors, whose circles have been looked for. */
void check_times(struct checking *c);

#endif
