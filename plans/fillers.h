/* SPDX-License-Identifier: Apache-2.0 */
/* plans/fillers.h -- who may ever fill a role: its primaries, its deputies, and
 * whoever its calendar names. Knows people by number, no steps. */
#ifndef PLANS_FILLERS_H
#define PLANS_FILLERS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct organisation;
struct refs;

/* More than any step asks for of one role. */
enum { FILLERS_MOST = 101 };

struct fillers {
	struct filler {
		int32_t people[FILLERS_MOST]; /* each once */
		uint32_t n;
		bool more; /* than are listed, or such as are not known */
	} * of;            /* each role, by number */
	uint32_t *seen;    /* by person: the round in which he was met */
	uint32_t round;
};

/* fillers_new: those of every role. Owns: in `arena`. */
struct fillers *fillers_new(
    struct arena *arena, const struct organisation *org);

/* fillers_together: how many different people the roles have between them;
 * UINT32_MAX if one of them has more than are listed. */
uint32_t fillers_together(struct fillers *f, const struct refs *roles);

#endif
