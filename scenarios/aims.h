/* SPDX-License-Identifier: Apache-2.0 */
/* scenarios/aims.h -- what a drill is held for: its objectives (演练目标) and
 * the expected actions (预期行动) that show whether they are reached: who
 * should do what by when. Knows no drill: what came of them is judged from
 * the facts alone. */
#ifndef SCENARIOS_AIMS_H
#define SCENARIOS_AIMS_H

#include "base/fields.h"

struct faults;

/* aim (演练目标). */
struct aim {
	const struct value *at;
	const char *id;
	struct title name;
	const char *clause; /* of the standard it speaks to; "" if none */
};

/* What may be expected. */
enum expected_act {
	EXPECTED_ACK,        /* a page is acknowledged */
	EXPECTED_ARRIVE,     /* somebody is at work */
	EXPECTED_VERIFIED,   /* the warning is found to be true */
	EXPECTED_DISMISSED,  /* … to be false */
	EXPECTED_GRADED,     /* `grade` or worse is reached */
	EXPECTED_AUTHORISED, /* somebody activates the plan */
	EXPECTED_ACTIVATED,  /* it is active, whoever or whatever did it */
	EXPECTED_START,      /* a step is begun */
	EXPECTED_DONE,       /* a step is done, a notice sent */
	EXPECTED_CONFIRMED,  /* the business has its service back */
	EXPECTED_CLOSED,
	EXPECTED_REGISTERED, /* it is in incident management */
	EXPECTED_ACTS
};

/* Of those named: who must have done it? */
enum expected_group { EXPECTED_ANY, EXPECTED_ALL };

/* expectation (预期行动). */
struct expectation {
	const struct value *at;
	const char *id;
	struct title name;
	struct ref objective;
	struct ref scene; /* absent: the one the scenario drills */
	int32_t act;      /* enum expected_act */
	struct ref step;
	struct ref notice;
	int32_t grade; /* 0 for I; -1: none named */
	struct refs roles;
	struct refs people;
	int32_t group; /* enum expected_group */
	struct ref after;
	int32_t from; /* a mark, by aims_marks; -1: none named */
	span_ms within;
	bool anew; /* what came before `after` does not count */
	int64_t weight;
	const char *clause;
	struct title note;
};

extern const struct record aims_objective;
extern const struct record aims_expectation;

/* The marks an expectation may count from; the order is that of enum mark. */
extern const char *const aims_marks[];

/* aims_judge: has it what its act needs, and nothing that contradicts? */
void aims_judge(const struct expectation *x, struct faults *faults);

#endif
