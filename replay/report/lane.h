/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/lane.h -- who and what was doing what when: the facts of a
 * drill as bars over time, for tasks and for people. A fold over facts; knows
 * no page and no language. */
#ifndef REPLAY_REPORT_LANE_H
#define REPLAY_REPORT_LANE_H

#include <stdint.h>

#include "base/span.h"

struct arena;
struct fact;
struct stage;

enum lane_state {
	LANE_NOTHING, /* no bar */
	LANE_WAITING, /* task: ready, without its people */
	LANE_COMING,  /* ordered but not begun; a person paged, on the way */
	LANE_WORKING, /* begun, and never ended */
	LANE_DONE,
	LANE_FAILED,
	LANE_FREE, /* person: there, without work */
	LANE_AWAY,
	LANE_HANDING, /* over, or taking over */
	LANE_STATES
};

struct lane_bar {
	span_ms from, to;
	enum lane_state state;
	uint32_t row;  /* entity: task or person */
	uint32_t task; /* entity it is about; 0: none */
};

struct lanes {
	struct lane_bar *at; /* in the order they ended */
	uint32_t n;
	uint32_t *rows; /* entities that have a bar, by their first instant */
	uint32_t rows_n;
};

/* lane_draw: the bars of all tasks and people; those still open end with the
 * last fact. Owns: lives in `arena`. Order: facts times people. */
struct lanes lane_draw(struct arena *arena, const struct stage *stage,
    const struct fact *facts, uint32_t n);

#endif
