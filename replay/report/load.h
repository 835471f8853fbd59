/* SPDX-License-Identifier: Apache-2.0 */
/* replay/report/load.h -- what a drill asked of each person and of each
 * resource: minutes called, travelling, working and waiting; amounts ordered,
 * delivered, used. Read off the facts; knows no terminal. */
#ifndef REPLAY_REPORT_LOAD_H
#define REPLAY_REPORT_LOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct page;
struct report_input;

/* One person, from the first page until the last fact; what is left of that
 * time he was away. */
struct load {
	uint32_t pages;
	span_ms called;  /* a page is out that he has not acknowledged */
	span_ms travel;  /* acknowledged, not yet there */
	span_ms ordered; /* an order is under way to him, or he hands over */
	span_ms working;
	span_ms waiting; /* there, without work */
};

/* One resource: amounts, of money too. */
struct supply {
	int64_t stock; /* at first, and what was found or granted later */
	int64_t lost;  /* gone missing, less what was found */
	int64_t ordered, delivered;
	int64_t used; /* taken and not brought back; of money: spent */
	int64_t most; /* at work at once */
	bool touched; /* did anything happen to it? */
};

/* load_people: by number of the person. Owns: in `arena`. */
struct load *load_people(struct arena *arena, const struct report_input *in);

/* load_supplies: by number of the resource. Owns: in `arena`. */
struct supply *load_supplies(
    struct arena *arena, const struct report_input *in);

/* load_busiest: who worked longest; the number of people if nobody did. */
uint32_t load_busiest(const struct load *people, uint32_t n);

/* load_write: a row for each person who was called, and one for each resource
 * that was moved; nothing where there is none. */
void load_write(struct page *p);

#endif
