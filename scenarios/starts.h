/* SPDX-License-Identifier: Apache-2.0 */
/* scenarios/starts.h -- when a scenario may start (起始时刻), where its author
 * leaves that open: instants, and windows of which every part is one. Which of
 * them a drill starts at is settled where there is luck
 * (replay/drill/outset). */
#ifndef SCENARIOS_STARTS_H
#define SCENARIOS_STARTS_H

#include "base/fields.h"

struct faults;

enum { STARTS_MOST = 1024 /* instants, of all together */ };

/* An instant, or a window cut into parts of `every`; the last may be shorter.
 * Each part is an instant: where it begins, or anywhere in it. */
struct start {
	const struct value *at;
	struct instant instant; /* `at`; of a window no such member stands */
	struct instant from;
	span_ms length; /* `for` */
	span_ms every;
	bool by_chance; /* anywhere in each part, on a whole second */
	int64_t weight; /* of each instant, against all others */
};

struct starts {
	struct start *at;
	uint32_t n;
};

extern const struct record starts_record;

/* starts_is_window: has it a window, not an instant? */
bool starts_is_window(const struct start *s);

/* starts_count: how many instants it stands for. */
int64_t starts_count(const struct start *s);

/* starts_first: where it begins: the instant, or the window. */
struct instant starts_first(const struct start *s);

/* starts_last: no instant of it is later. ms since 1970 in UTC. */
int64_t starts_last(const struct start *s);

/* starts_judge: has each what it needs, and nothing of the other kind's; are
 * they not too many? */
void starts_judge(const struct starts *starts, struct faults *faults);

#endif
