/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dist.h"
#include "sim/random.h"
#include "sim/table.h"
#include "tests/suite.h"

static struct engine *
new_engine(unsigned slots)
{
	return engine_init(malloc(engine_size(slots)), slots);
}

START_TEST(engine_moves_now_to_each_event)
{
	struct engine *e = new_engine(4);
	struct queue_event got;

	ck_assert_int_eq(engine_now(e), 0);
	ck_assert_int_eq(engine_next(e), SPAN_NEVER);
	ck_assert_int_eq(engine_take(e, &got), ENGINE_IDLE);
	engine_set(e, 1, QUEUE_DONE, 50);
	engine_set(e, 2, QUEUE_LIMIT, 30);
	engine_set(e, 3, QUEUE_LIMIT, 40);
	engine_cancel(e, 3);
	ck_assert_int_eq(engine_due(e, 1), 50);
	ck_assert_int_eq(engine_due(e, 3), SPAN_NEVER);
	ck_assert_int_eq(engine_next(e), 30);
	ck_assert_int_eq(engine_take(e, &got), ENGINE_TAKEN);
	ck_assert_int_eq(got.slot, 2);
	ck_assert_int_eq(engine_now(e), 30);
	ck_assert_int_eq(engine_take(e, &got), ENGINE_TAKEN);
	ck_assert_int_eq(got.slot, 1);
	ck_assert_int_eq(engine_now(e), 50);
	ck_assert_int_eq(engine_take(e, &got), ENGINE_IDLE);
	ck_assert_uint_eq(engine_taken(e), 2);
	free(e);
}
END_TEST

/* What was taken is gone, whatever is asked or done next. */
START_TEST(engine_forgets_what_it_has_taken)
{
	struct engine *e = new_engine(3);
	struct queue_event event;

	engine_set(e, 0, QUEUE_DONE, 10);
	engine_set(e, 1, QUEUE_DONE, 20);
	ck_assert_int_eq(engine_take(e, &event), ENGINE_TAKEN);
	ck_assert_int_eq(engine_due(e, 0), SPAN_NEVER);
	ck_assert_int_eq(engine_next(e), 20);
	ck_assert_int_eq(engine_due(e, 0), SPAN_NEVER);
	ck_assert_int_eq(engine_take(e, &event), ENGINE_TAKEN);
	engine_cancel(e, 1);
	ck_assert_int_eq(engine_take(e, &event), ENGINE_IDLE);
	engine_set(e, 2, QUEUE_DONE, 30);
	ck_assert_int_eq(engine_take(e, &event), ENGINE_TAKEN);
	engine_set(e, 2, QUEUE_DONE, 30); /* the same again */
	ck_assert_int_eq(engine_due(e, 2), 30);
	ck_assert_int_eq(engine_take(e, &event), ENGINE_TAKEN);
	ck_assert_int_eq(event.slot, 2);
	ck_assert_int_eq(engine_take(e, &event), ENGINE_IDLE);
	free(e);
}
END_TEST

START_TEST(engine_takes_a_millisecond_again_and_again_up_to_its_limit)
{
	struct engine *e = new_engine(2);
	struct queue_event got;

	engine_set(e, 0, QUEUE_DONE, 0);
	for (int i = 0; i < ENGINE_BURST; i++) {
		ck_assert_int_eq(engine_take(e, &got), ENGINE_TAKEN);
		engine_set(e, 1, QUEUE_DONE, 0);
	}
	ck_assert_int_eq(engine_take(e, &got), ENGINE_RUNAWAY);
	ck_assert_int_eq(got.slot, 1);
	ck_assert_uint_eq(engine_taken(e), ENGINE_BURST);
	engine_set(e, 1, QUEUE_DONE, 1); /* a later one is fine */
	ck_assert_int_eq(engine_take(e, &got), ENGINE_TAKEN);
	free(e);
}
END_TEST

START_TEST(engine_stops_at_ten_million)
{
	struct engine *e = new_engine(1);
	struct queue_event got;

	for (int i = 0; i < ENGINE_MOST; i++) {
		engine_set(e, 0, QUEUE_POLL, i);
		if (engine_take(e, &got) != ENGINE_TAKEN)
			ck_abort_msg("stopped at %d", i);
	}
	engine_set(e, 0, QUEUE_POLL, ENGINE_MOST);
	ck_assert_int_eq(engine_take(e, &got), ENGINE_RUNAWAY);
	ck_assert_int_eq(got.slot, 0);
	free(e);
}
END_TEST

START_TEST(engine_is_reset_by_a_copy)
{
	struct engine *fresh = new_engine(80);
	struct engine *e = malloc(engine_size(80));
	struct queue_event got;

	engine_set(fresh, 79, QUEUE_DONE, 9);
	for (int trial = 0; trial < 3; trial++) {
		memcpy(e, fresh, engine_size(80));
		ck_assert_int_eq(engine_now(e), 0);
		ck_assert_int_eq(engine_take(e, &got), ENGINE_TAKEN);
		ck_assert_int_eq(got.slot, 79);
		ck_assert_int_eq(engine_take(e, &got), ENGINE_IDLE);
	}
	free(fresh);
	free(e);
}
END_TEST

/* One server, arrivals and service exponential: the mean wait in the queue
 * is s r / (1 - r), s the mean service and r the load; the variance of the
 * mean over n customers is s^2 r (2 + 5 r - 4 r^2 + r^3) / (1 - r)^4 / n.
 * Source: Daley, The serial correlation coefficients of waiting times in a
 *         stationary single server queue, 1968. */
enum { ARRIVAL, DEPARTURE, CUSTOMERS = 400000 };

struct server {
	struct table between;
	struct table service;
	span_ms wait_sum;
	span_ms *came; /* when the n-th customer did */
	unsigned arrived;
	unsigned left;
};

static span_ms
lasts(const struct table *t, unsigned purpose, unsigned customer)
{
	return table_draw(t, random_draw(2026, 1, customer, purpose, 0));
}

static void
serve(struct server *s, struct engine *e)
{
	s->wait_sum += engine_now(e) - s->came[s->left];
	engine_set(e, DEPARTURE, QUEUE_DONE,
	    engine_now(e) + lasts(&s->service, DEPARTURE, s->left));
}

static void
happen(struct server *s, struct engine *e, unsigned slot)
{
	if (slot == DEPARTURE) {
		if (++s->left < s->arrived)
			serve(s, e);
		return;
	}
	s->came[s->arrived++] = engine_now(e);
	if (s->arrived - s->left == 1)
		serve(s, e);
	if (s->arrived < CUSTOMERS)
		engine_set(e, ARRIVAL, QUEUE_DONE,
		    engine_now(e) + lasts(&s->between, ARRIVAL, s->arrived));
}

START_TEST(one_server_keeps_customers_waiting_as_theory_says)
{
	struct error err = ERROR_INIT;
	struct arena *a = arena_new(1 << 23, &err);
	struct dist between = {.kind = DIST_EXPONENTIAL, .a = 200000};
	struct dist service = {.kind = DIST_EXPONENTIAL, .a = 100000};
	struct server s = {table_compile(a, &between),
	    table_compile(a, &service), 0,
	    arena_array(a, CUSTOMERS, sizeof(span_ms)), 0, 0};
	struct engine *e = new_engine(2);
	struct queue_event got;
	double r = 0.5;
	double deviation =
	    100000 / ((1 - r) * (1 - r)) *
	    sqrt(r * (2 + 5 * r - 4 * r * r + r * r * r) / CUSTOMERS);

	engine_set(e, ARRIVAL, QUEUE_DONE, 0);
	while (engine_take(e, &got) == ENGINE_TAKEN)
		happen(&s, e, got.slot);
	ck_assert_uint_eq(engine_taken(e), 2 * CUSTOMERS);
	ck_assert_double_eq_tol(
	    (double)s.wait_sum / CUSTOMERS, 100000, 3 * deviation);
	free(e);
	arena_free(a);
}
END_TEST

SUITE_MAIN("engine", engine_moves_now_to_each_event,
    engine_forgets_what_it_has_taken,
    engine_takes_a_millisecond_again_and_again_up_to_its_limit,
    engine_stops_at_ten_million, engine_is_reset_by_a_copy,
    one_server_keeps_customers_waiting_as_theory_says)
