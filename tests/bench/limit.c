/* SPDX-License-Identifier: Apache-2.0 */
/* DRILL-40 (drill40.py) written by hand: the least work its rules can cost in
 * C, for the distance to it to be known. It reads no document, explains
 * nothing and can play no other drill.
 *
 *     bench-limit TRIALS
 *
 * prints what bench-drill prints, of the same rules with other luck. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/limit.h"

enum { LAYERS = 8, WIDE = 5, STEPS = 40, ROLES = 6, PEOPLE = 12, ACTS = 2 };
enum { AUTHORISE = STEPS, CONFIRM, TASKS };
enum { MINUTE = 60000, WITHIN = 180000, ORDER = 30000, DETECTS = 35 };

/* One slot a thing that may happen. */
enum {
	WORK = 0,
	ACK = TASKS,
	SILENT = ACK + PEOPLE,
	MOVE = SILENT + PEOPLE, /* away, back */
	POLL = MOVE + PEOPLE,
	RUNG = POLL + WIDE,
	SLOTS = (RUNG + 8) / 8 * 8,
	BLOCKS = 16
};

_Static_assert(SLOTS / 8 <= BLOCKS, "two levels");

enum state { OFF, PAGED, FREE, BUSY };

struct person {
	uint8_t state, pages, answers;
	bool given_up, fresh, absent, leaves;
};

struct trial {
	uint64_t key[SLOTS];
	uint64_t first[BLOCKS];
	struct person people[PEOPLE];
	uint8_t lacks[TASKS]; /* steps still to be done before it */
	uint8_t has[TASKS];   /* who has it in hand */
	uint8_t line[TASKS];  /* what waits, longest first */
	uint32_t waiting, rung, broken, polls[WIDE], left;
	bool warned, acked, over;
	int64_t now, restored;
};

static struct limit_table acks, works[3];
static struct trial fresh, t;
static uint8_t next_of[STEPS][3];
static uint8_t nexts[STEPS];
static uint64_t trial;

static inline uint64_t
lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t
least8(const uint64_t *k)
{
	return lesser(lesser(lesser(k[0], k[1]), lesser(k[2], k[3])),
	    lesser(lesser(k[4], k[5]), lesser(k[6], k[7])));
}

static inline void
put(unsigned slot, uint64_t key)
{
	t.key[slot] = key;
	t.first[slot / 8] = least8(t.key + slot / 8 * 8);
}

static inline void
after(unsigned slot, int64_t wait)
{
	put(slot, (uint64_t)(t.now + wait) << 8 | slot);
}

static inline uint64_t
luck(unsigned who, unsigned nth)
{
	return limit_luck(who, nth, trial);
}

static void
answer(unsigned person)
{
	after(ACK + person,
	    limit_draw(&acks, luck(100 + person, t.people[person].answers++)));
}

static bool
page(unsigned person)
{
	struct person *p = &t.people[person];

	if (p->pages == 3 ||
	    !(p->state == OFF ||
		(p->state == PAGED && t.key[ACK + person] == UINT64_MAX)))
		return false;
	p->state = PAGED;
	p->given_up = false;
	p->pages++;
	if (!p->absent)
		answer(person);
	after(SILENT + person, WITHIN);
	return true;
}

static void
call(unsigned role, unsigned missing)
{
	unsigned coming = 0;

	for (unsigned i = 2 * role; i < 2 * role + 2; i++)
		coming += t.people[i].state == PAGED && !t.people[i].given_up;
	for (unsigned round = 0; round < 3 && coming < missing; round++)
		for (unsigned i = 2 * role; i < 2 * role + 2; i++)
			if (coming < missing && t.people[i].pages == round &&
			    !(t.people[i].state == PAGED &&
				!t.people[i].given_up))
				coming += page(i);
}

static unsigned
role_of(unsigned task)
{
	return task == AUTHORISE ? 0 : task == CONFIRM ? 1 : task % ROLES;
}

static int64_t
length(unsigned task)
{
	if (task == AUTHORISE)
		return 2 * MINUTE;
	if (task == CONFIRM)
		return MINUTE;
	return limit_draw(&works[task % 3], luck(task, 0));
}

static void
serve(void)
{
	unsigned wanted[ROLES] = {0};
	uint32_t stay = 0;

	for (uint32_t i = 0; i < t.waiting; i++) {
		unsigned task = t.line[i];
		unsigned role = role_of(task);
		unsigned person = 2 * role;
		struct person *p;

		if (t.people[person].state != FREE)
			person++;
		p = &t.people[person];
		if (p->state != FREE) {
			t.line[stay++] = (uint8_t)task;
			call(role, ++wanted[role]);
			continue;
		}
		t.has[task] = (uint8_t)person;
		p->state = BUSY;
		after(WORK + task, length(task) + (p->fresh ? 0 : ORDER));
		p->fresh = false;
	}
	t.waiting = stay;
}

static void
ready(unsigned task)
{
	t.line[t.waiting++] = (uint8_t)task;
}

static void
go(struct person *p, unsigned person)
{
	p->absent = true;
	p->leaves = false;
	if (p->state != PAGED)
		p->state = OFF;
	put(ACK + person, UINT64_MAX);
}

static void
done(unsigned task)
{
	struct person *p = &t.people[t.has[task]];

	p->state = FREE;
	if (p->leaves)
		go(p, t.has[task]);
	if (task == CONFIRM) {
		t.over = true;
		return;
	}
	if (task == AUTHORISE)
		for (unsigned i = 0; i < WIDE; i++)
			ready(i);
	else
		for (unsigned i = 0; i < nexts[task]; i++)
			if (--t.lacks[next_of[task][i]] == 0)
				ready(next_of[task][i]);
	if (task != AUTHORISE && task >= STEPS - WIDE) {
		t.broken &= ~(1U << (task - (STEPS - WIDE)));
		t.restored = t.now;
		if (--t.left == 0)
			ready(CONFIRM);
	}
	serve();
}

static void
climb(void)
{
	static const int64_t at[] = {0, 180000, 300000, 600000};

	if (t.acked)
		return;
	switch (t.rung % 3) {
	case 0:
		(void)page(0);
		break;
	case 1:
		(void)page(2);
		break;
	default:
		(void)page(4);
		(void)page(6);
	}
	if (++t.rung < 9)
		after(RUNG, at[(t.rung - 1) % 3 + 1] - at[(t.rung - 1) % 3]);
}

static void
move(unsigned person)
{
	struct person *p = &t.people[person];

	if (p->absent || p->leaves) {
		p->absent = p->leaves = false;
		if (p->state == PAGED)
			answer(person);
	} else {
		if (p->state == BUSY)
			p->leaves = true;
		else
			go(p, person);
		after(MOVE + person,
		    person % 2 == 1 ? 30 * MINUTE : 1440 * MINUTE);
	}
}

static void
acked(unsigned person)
{
	t.people[person].state = FREE;
	t.people[person].fresh = true;
	if (!t.acked) {
		t.acked = true;
		ready(AUTHORISE);
	}
	serve();
}

static void
poll(unsigned monitor)
{
	bool seen = luck(200 + monitor, t.polls[monitor]++) >> 32 <
		    (uint64_t)DETECTS * 42949673;

	after(POLL + monitor, MINUTE);
	if (seen && (t.broken >> monitor & 1) != 0 && !t.warned) {
		t.warned = true;
		climb();
	}
}

static uint64_t
run(void)
{
	uint64_t events = 0;

	for (t = fresh; !t.over; events++) {
		uint64_t key = lesser(least8(t.first), least8(t.first + 8));
		unsigned slot = key & 0xff;

		t.now = (int64_t)(key >> 8);
		put(slot, UINT64_MAX);
		if (slot >= POLL && slot < RUNG) {
			poll(slot - POLL);
		} else if (slot < ACK) {
			done(slot);
		} else if (slot < SILENT) {
			acked(slot - ACK);
		} else if (slot < MOVE) {
			struct person *p = &t.people[slot - SILENT];

			if (p->state == PAGED) {
				p->given_up = true;
				serve();
			}
		} else if (slot < POLL) {
			move(slot - MOVE);
		} else {
			climb();
		}
	}
	return events;
}

/* ---- what a trial starts from ---- */

static double
normal(double p)
{
	/* Source: bisection on erfc; exact enough for a table of 4,096. */
	double low = -9, high = 9;

	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2;

		if (0.5 * erfc(-mid / 1.4142135623730951) < p)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static double
lognormal(double p, const double *of)
{
	return of[0] * exp(of[1] * normal(p));
}

static double
triangular(double p, const double *of)
{
	double cut = (of[1] - of[0]) / (of[2] - of[0]);

	if (p < cut)
		return of[0] + sqrt(p * (of[2] - of[0]) * (of[1] - of[0]));
	return of[2] - sqrt((1 - p) * (of[2] - of[0]) * (of[2] - of[1]));
}

/* pert: by summing its density over 20,000 strips. */
static double
pert(double p, const double *of)
{
	static double share[20001];
	double a = 1 + 4 * (of[1] - of[0]) / (of[2] - of[0]);
	int i = 0;

	if (share[20000] == 0)
		for (int k = 1; k <= 20000; k++) {
			double x = (k - 0.5) / 20000;

			share[k] =
			    share[k - 1] + pow(x, a - 1) * pow(1 - x, 5 - a);
		}
	for (int step = 16384; step > 0; step /= 2)
		if (i + step < 20000 && share[i + step] < p * share[20000])
			i += step;
	return of[0] + (of[2] - of[0]) *
			   (i + (p * share[20000] - share[i]) /
				    (share[i + 1] - share[i])) /
			   20000;
}

static void
prepare(void)
{
	limit_fill(&acks, lognormal, (const double[]){60000, 0.8});
	limit_fill(&works[0], lognormal, (const double[]){300000, 0.5});
	limit_fill(
	    &works[1], triangular, (const double[]){120000, 300000, 720000});
	limit_fill(&works[2], pert, (const double[]){120000, 300000, 840000});
	for (unsigned n = WIDE; n < STEPS; n++)
		for (unsigned k = 0; k < 2 + n % 2; k++) {
			unsigned before =
			    (n / WIDE - 1) * WIDE + (n % WIDE + k) % WIDE;

			next_of[before][nexts[before]++] = (uint8_t)n;
			fresh.lacks[n]++;
		}
	memset(fresh.key, 0xff, sizeof(fresh.key));
	memset(fresh.first, 0xff, sizeof(fresh.first));
	fresh.broken = (1U << WIDE) - 1;
	fresh.left = WIDE;
	t = fresh;
	for (unsigned i = 1; i < PEOPLE; i += 2)
		after(MOVE + i, 0);
	after(MOVE + 10, 90 * (int64_t)MINUTE);
	for (unsigned i = 0; i < WIDE; i++)
		after(POLL + i, 0);
	fresh = t;
}

static int
ascending(const void *a, const void *b)
{
	const int64_t *x = a;
	const int64_t *y = b;

	return (*x > *y) - (*x < *y);
}

int
main(int argc, char **argv)
{
	uint64_t trials = argc == 2 ? strtoull(argv[1], NULL, 10) : 0;
	int64_t *recovery = calloc(trials + 1, sizeof(*recovery));
	struct timespec from, to;
	uint64_t events = 0;
	double sum = 0;

	if (trials == 0 || recovery == NULL)
		return 2;
	prepare();
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	for (trial = 0; trial < trials; trial++) {
		events += run();
		recovery[trial] = t.restored;
	}
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	qsort(recovery, trials, sizeof(*recovery), ascending);
	for (uint64_t i = 0; i < trials; i++)
		sum += (double)recovery[i];
	(void)printf("{\"trials\": %" PRIu64 ", \"events\": %" PRIu64
		     ", \"seconds\": %.6f, \"restored\": %" PRIu64
		     ", \"mean\": %.1f",
	    trials, events,
	    (double)(to.tv_sec - from.tv_sec) +
		(double)(to.tv_nsec - from.tv_nsec) / 1e9,
	    trials, sum / (double)trials);
	for (int p = 5; p <= 95; p += 45)
		(void)printf(", \"p%02d\": %" PRId64, p,
		    recovery[trials * (uint64_t)p / 100]);
	(void)puts("}");
	free(recovery);
	return 0;
}
