/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/loop.h"

#include <signal.h>
#include <stddef.h>

#include "tests/suite.h"

/* A core whose n-th step is due at n * gap, and which writes down what it
 * did, up to `last` steps. */
struct fake {
	span_ms gap;
	unsigned done;
	unsigned last;
	unsigned raise_at; /* SIGINT within this step; 0: none */
	unsigned break_at; /* 0: none */
	uint64_t order;    /* a hash of the instants, in their order */
};

static span_ms
fake_next(void *cookie)
{
	struct fake *f = cookie;

	return f->last != 0 && f->done == f->last ? SPAN_NEVER
						  : f->done * f->gap;
}

static enum loop_step
fake_step(void *cookie, struct error *err)
{
	struct fake *f = cookie;

	f->order = f->order * 31 + (uint64_t)fake_next(f);
	f->done++;
	if (f->raise_at == f->done)
		ck_assert_int_eq(raise(SIGINT), 0);
	if (f->break_at == f->done) {
		(void)error_set(err, ERROR_INVALID, "error.fake", "", "");
		return LOOP_BROKEN;
	}
	return LOOP_ON;
}

static enum loop_end
run(struct fake *f, int64_t speed_ppm, struct error *err)
{
	struct loop_core core = {fake_next, fake_step, f};

	return loop_run(&core, speed_ppm, err);
}

static uint64_t
stepped_by_hand(struct fake f)
{
	struct error err = ERROR_INIT;

	while (fake_next(&f) != SPAN_NEVER)
		(void)fake_step(&f, &err);
	return f.order;
}

START_TEST(loop_steps_the_same_sequence_at_any_speed)
{
	static const int64_t speeds[] = {
	    LOOP_FLAT_OUT, 10000 * LOOP_REAL_TIME, 1000000 * LOOP_REAL_TIME};

	for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++) {
		struct error err = ERROR_INIT;
		struct fake f = {.gap = 777, .last = 1500};
		uint64_t order = stepped_by_hand(f);

		ck_assert_int_eq(run(&f, speeds[i], &err), LOOP_FINISHED);
		ck_assert_uint_eq(f.done, 1500);
		ck_assert_uint_eq(f.order, order);
		ck_assert(!error_is_set(&err));
	}
}
END_TEST

START_TEST(loop_of_nothing_is_finished)
{
	struct error err = ERROR_INIT;
	struct fake f = {.gap = SPAN_NEVER};
	struct fake over = {.last = 1, .done = 1};

	ck_assert_int_eq(run(&over, LOOP_REAL_TIME, &err), LOOP_FINISHED);
	f.done = 1;
	ck_assert_int_eq(run(&f, LOOP_FLAT_OUT, &err), LOOP_FINISHED);
	ck_assert_uint_eq(f.done, 1);
}
END_TEST

/* Without end, so that only the signal can end it. */
START_TEST(loop_is_interrupted_between_steps)
{
	struct error err = ERROR_INIT;
	struct fake flat = {.gap = 5, .raise_at = 1000};
	struct fake paced = {.gap = SPAN_HOUR, .raise_at = 1};

	ck_assert_int_eq(run(&flat, LOOP_FLAT_OUT, &err), LOOP_INTERRUPTED);
	ck_assert_uint_ge(flat.done, 1000);
	ck_assert_int_eq(run(&paced, LOOP_REAL_TIME, &err), LOOP_INTERRUPTED);
	ck_assert_uint_eq(paced.done, 1);
	ck_assert(!error_is_set(&err));
}
END_TEST

START_TEST(loop_stops_at_a_broken_step_and_keeps_its_error)
{
	struct error err = ERROR_INIT;
	struct fake f = {.gap = 5, .last = 900, .break_at = 300};

	ck_assert_int_eq(run(&f, LOOP_FLAT_OUT, &err), LOOP_FAILED);
	ck_assert_uint_eq(f.done, 300);
	ck_assert_str_eq(err.id, "error.fake");
}
END_TEST

static enum loop_step
last_step(void *cookie, struct error *err)
{
	(void)err;
	return ++*(unsigned *)cookie == 7 ? LOOP_OVER : LOOP_ON;
}

static span_ms
always_now(void *cookie)
{
	(void)cookie;
	return 0;
}

START_TEST(loop_ends_when_the_step_says_so)
{
	struct error err = ERROR_INIT;
	unsigned n = 0;
	struct loop_core core = {always_now, last_step, &n};

	ck_assert_int_eq(loop_run(&core, LOOP_REAL_TIME, &err), LOOP_FINISHED);
	ck_assert_uint_eq(n, 7);
}
END_TEST

SUITE_MAIN("loop", loop_steps_the_same_sequence_at_any_speed,
    loop_of_nothing_is_finished, loop_is_interrupted_between_steps,
    loop_stops_at_a_broken_step_and_keeps_its_error,
    loop_ends_when_the_step_says_so)
