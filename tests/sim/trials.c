/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/trials.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <uv.h>

#include "tests/suite.h"

enum { BLOCKS = 500, THREADS = 8 };

/* What all workers write to, each block its own place. */
struct book {
	_Atomic int times[BLOCKS];
	uint64_t raise_in, break_in; /* UINT64_MAX: never */
	_Atomic int ticks;
};

struct fake {
	struct book *book;
	_Atomic int busy; /* a worker is nobody else's meanwhile */
};

static bool
block(void *worker, uint64_t number)
{
	struct fake *f = worker;

	ck_assert_int_eq(atomic_fetch_add(&f->busy, 1), 0);
	atomic_fetch_add(&f->book->times[number], 1);
	if (number == f->book->raise_in)
		(void)raise(SIGTERM);
	atomic_fetch_sub(&f->busy, 1);
	return number != f->book->break_in;
}

static void
tick(void *cookie, uint64_t done, int64_t elapsed_ms)
{
	struct book *b = cookie;

	ck_assert_uint_le(done, BLOCKS);
	ck_assert_int_ge(elapsed_ms, 0);
	atomic_fetch_add(&b->ticks, 1);
}

static enum trials_end
run(struct book *b, unsigned threads, uint64_t from, uint64_t *done)
{
	struct fake fakes[THREADS] = {{0}};
	void *workers[THREADS];
	struct error err = ERROR_INIT;
	struct trials t = {.from = from,
	    .to = BLOCKS,
	    .workers = workers,
	    .threads = threads,
	    .block = block};

	for (int i = 0; i < THREADS; i++) {
		fakes[i].book = b;
		workers[i] = &fakes[i];
	}
	return trials_run(&t, done, &err);
}

static void
check_stretch(const struct book *b, uint64_t from, uint64_t to)
{
	for (uint64_t i = 0; i < BLOCKS; i++)
		ck_assert_int_eq(b->times[i], i >= from && i < to);
}

START_TEST(each_block_is_done_once_by_any_number_of_threads)
{
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct book b = {
		    .raise_in = UINT64_MAX, .break_in = UINT64_MAX};
		uint64_t done;

		ck_assert_int_eq(run(&b, threads, 7, &done), TRIALS_DONE);
		ck_assert_uint_eq(done, BLOCKS);
		check_stretch(&b, 7, BLOCKS);
	}
}
END_TEST

START_TEST(nothing_to_do_is_done)
{
	struct book b = {.raise_in = UINT64_MAX, .break_in = UINT64_MAX};
	uint64_t done;

	ck_assert_int_eq(run(&b, 3, BLOCKS, &done), TRIALS_DONE);
	ck_assert_uint_eq(done, BLOCKS);
	check_stretch(&b, 0, 0);
}
END_TEST

START_TEST(what_is_broken_off_is_a_stretch_without_gaps)
{
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct book b = {.raise_in = UINT64_MAX, .break_in = 100};
		uint64_t done;

		ck_assert_int_eq(run(&b, threads, 0, &done), TRIALS_BROKEN);
		ck_assert_uint_gt(done, 100);
		check_stretch(&b, 0, done);
	}
}
END_TEST

/* slow: long enough for the loop to hear the signal before the end. */
static bool
slow(void *worker, uint64_t number)
{
	uv_sleep(number < 100 ? 0 : 2);
	return block(worker, number);
}

START_TEST(a_signal_stops_it_between_two_blocks)
{
	struct book b = {.raise_in = 100, .break_in = UINT64_MAX};
	struct fake fakes[2] = {{.book = &b}, {.book = &b}};
	void *workers[] = {&fakes[0], &fakes[1]};
	struct error err = ERROR_INIT;
	struct trials t = {.to = BLOCKS,
	    .workers = workers,
	    .threads = 2,
	    .block = slow,
	    .tick = tick,
	    .cookie = &b};
	uint64_t done;

	ck_assert_int_eq(trials_run(&t, &done, &err), TRIALS_STOPPED);
	ck_assert_uint_gt(done, 100);
	ck_assert_uint_lt(done, BLOCKS);
	check_stretch(&b, 0, done);
}
END_TEST

START_TEST(there_is_at_least_one_thread)
{
	ck_assert_uint_ge(trials_threads(), 1);
	ck_assert_uint_le(trials_threads(), TRIALS_THREADS);
}
END_TEST

SUITE_MAIN("trials", each_block_is_done_once_by_any_number_of_threads,
    nothing_to_do_is_done, what_is_broken_off_is_a_stretch_without_gaps,
    a_signal_stops_it_between_two_blocks, there_is_at_least_one_thread)
