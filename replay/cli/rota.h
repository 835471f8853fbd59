/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/rota.h -- what an import has understood of somebody else's
 * rotas, and the plan it becomes: seats, calendars, roles, ladders, and
 * placeholders for what no rota tells. Knows the form of our documents, no
 * foreign one. What people are called goes to the roster, never to the plan. */
#ifndef REPLAY_CLI_ROTA_H
#define REPLAY_CLI_ROTA_H

#include <stdbool.h>

#include "base/text.h"
#include "replay/cli/emit.h"

struct faults;
struct names;
struct value;

/* The lists of the plan; importers write whole items into calendars and
 * ladders, and see to the others by the functions below. */
enum rota_part {
	ROTA_PEOPLE,
	ROTA_ROLES,
	ROTA_CALENDARS,
	ROTA_SERVICES,
	ROTA_LADDERS,
	ROTA_SCENES,
	ROTA_ROSTER,
	ROTA_PARTS
};

struct rota {
	struct arena *arena;
	struct faults *faults; /* and what was not carried over */
	struct names *names;   /* ids met so far, and "real" names */
	struct {
		struct text text;
		struct emit emit;
	} parts[ROTA_PARTS];
};

/* rota_new: empty. Owns: all in `arena`; borrows `faults`. */
struct rota *rota_new(struct arena *arena, struct faults *faults);

/* rota_id: an id of ours for a foreign one: letters made small, what is no
 * letter or digit a hyphen. Return: NULL if nothing is left. */
const char *rota_id(struct arena *arena, const char *foreign);

/* rota_real: what somebody is called, and his address (either may be NULL),
 * for the roster; the first word on him counts. */
void rota_real(
    struct rota *r, const char *id, const char *name, const char *mail);

/* rota_seat: this person stands on the rota or ladder called `where`; his
 * seat, if he had none yet, is called so with a number behind it. */
void rota_seat(struct rota *r, const char *id, const char *where);

/* rota_role: a role whose people are on call by the calendar of that id. */
void rota_role(struct rota *r, const char *id, const char *name);

/* rota_service: a service that is answered for, unless known already. */
void rota_service(struct rota *r, const char *id, const char *name);

/* rota_scene: the scene that a ladder serves, over the `n` services. */
void rota_scene(struct rota *r, const char *ladder, const char *name,
    const char *const *services, uint32_t n);

/* rota_ladder: a ladder of one rung that calls a role, where nobody told of
 * one. */
void rota_ladder(struct rota *r, const char *role, const char *name);

/* rota_is_personal: does it hold an address, or what somebody is called? */
bool rota_is_personal(const struct rota *r, const char *name);

/* rota_title: what something is called, fit for a plan: `name`, or `other`
 * where it speaks of a person, of which a note then tells. */
const char *rota_title(
    struct rota *r, const struct value *v, const char *name, const char *other);

/* rota_plan, rota_roster: append the document that came of it; once. */
void rota_plan(struct rota *r, struct text *t);
void rota_roster(const struct rota *r, struct text *t);

#endif
