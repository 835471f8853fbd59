/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/trials.h"

#include <assert.h>
#include <signal.h>
#include <stdatomic.h>
#include <uv.h>

enum { TICK_MS = 200 };

/* What the threads share. */
struct pool {
	const struct trials *t;
	_Atomic uint64_t next; /* block to hand out; may pass `to` */
	_Atomic uint64_t done;
	_Atomic bool stop, broken;
	_Atomic unsigned running;
	/* the calling thread's: */
	uv_loop_t uv;
	uv_async_t over; /* the last thread has stopped */
	uv_timer_t timer;
	uv_signal_t interrupt, terminate;
	uint64_t began;
	bool interrupted;
};

struct thread {
	struct pool *pool;
	void *worker;
	uv_thread_t id;
};

/* work: what a thread does. Whether to stop is asked before a block is taken,
 * never after: a block taken is a block done. */
static void
work(void *arg)
{
	struct thread *me = arg;
	struct pool *p = me->pool;

	while (!atomic_load(&p->stop)) {
		uint64_t block = atomic_fetch_add(&p->next, 1);

		if (block >= p->t->to)
			break;
		if (!p->t->block(me->worker, block)) {
			atomic_store(&p->broken, true);
			atomic_store(&p->stop, true);
		}
		atomic_fetch_add(&p->done, 1);
	}
	if (atomic_fetch_sub(&p->running, 1) == 1)
		(void)uv_async_send(&p->over);
}

static void
close_handles(struct pool *p, bool signals)
{
	uv_close((uv_handle_t *)&p->over, NULL);
	uv_close((uv_handle_t *)&p->timer, NULL);
	if (!signals)
		return;
	uv_close((uv_handle_t *)&p->interrupt, NULL);
	uv_close((uv_handle_t *)&p->terminate, NULL);
}

static void
on_over(uv_async_t *over)
{
	close_handles(over->data, true);
}

static void
on_tick(uv_timer_t *timer)
{
	struct pool *p = timer->data;

	p->t->tick(p->t->cookie, atomic_load(&p->done),
	    (int64_t)(uv_now(&p->uv) - p->began));
}

static void
on_signal(uv_signal_t *signal, int number)
{
	struct pool *p = signal->data;

	(void)number;
	p->interrupted = true;
	atomic_store(&p->stop, true);
}

static int
listen_to(struct pool *p, uv_signal_t *signal, int number)
{
	signal->data = p;
	return uv_signal_start(signal, on_signal, number);
}

/* open_handles: libuv's side. Return: 0, or its error; nothing is then left
 * open but to be closed by the loop's last turn. */
static int
open_handles(struct pool *p)
{
	int rc = uv_async_init(&p->uv, &p->over, on_over);

	if (rc != 0)
		return rc;
	(void)uv_timer_init(&p->uv, &p->timer);
	p->over.data = p->timer.data = p;
	p->began = uv_now(&p->uv);
	if (p->t->tick != NULL)
		(void)uv_timer_start(&p->timer, on_tick, TICK_MS, TICK_MS);
	rc = uv_signal_init(&p->uv, &p->interrupt);
	if (rc != 0) {
		close_handles(p, false);
		return rc;
	}
	(void)uv_signal_init(&p->uv, &p->terminate); /* what it needs is had */
	rc = listen_to(p, &p->interrupt, SIGINT);
	if (rc == 0)
		rc = listen_to(p, &p->terminate, SIGTERM);
	if (rc != 0)
		close_handles(p, true);
	return rc;
}

/* set_to_work: as many threads as can be had. Return: how many. */
static unsigned
set_to_work(struct pool *p, struct thread *threads)
{
	unsigned n = 0;

	atomic_store(&p->running, 1); /* ours, until all are counted */
	while (n < p->t->threads) {
		threads[n] =
		    (struct thread){.pool = p, .worker = p->t->workers[n]};
		atomic_fetch_add(&p->running, 1);
		if (uv_thread_create(&threads[n].id, work, &threads[n]) != 0) {
			atomic_fetch_sub(&p->running, 1);
			break;
		}
		n++;
	}
	if (atomic_fetch_sub(&p->running, 1) == 1)
		(void)uv_async_send(&p->over);
	return n;
}

/* oversee: let the threads work until they stop. Return: how many there
 * were. */
static unsigned
oversee(struct pool *p)
{
	struct thread threads[TRIALS_THREADS];
	unsigned n = set_to_work(p, threads);

	(void)uv_run(&p->uv, UV_RUN_DEFAULT);
	for (unsigned i = 0; i < n; i++)
		(void)uv_thread_join(&threads[i].id);
	return n;
}

enum trials_end
trials_run(const struct trials *t, uint64_t *done, struct error *err)
{
	struct pool p = {.t = t, .next = t->from};
	int rc = uv_loop_init(&p.uv);
	uint64_t next;

	assert(t->threads >= 1 && t->threads <= TRIALS_THREADS);
	*done = t->from;
	if (rc == 0) {
		rc = open_handles(&p);
		if (rc != 0)
			(void)uv_run(&p.uv, UV_RUN_DEFAULT);
		else if (oversee(&p) == 0)
			rc = UV_EAGAIN;
		(void)uv_loop_close(&p.uv);
	}
	if (rc != 0) {
		(void)error_set(
		    err, ERROR_SYSTEM, "error.loop", "", uv_strerror(rc));
		return TRIALS_FAILED;
	}
	next = atomic_load(&p.next);
	*done = next < t->to ? next : t->to;
	if (atomic_load(&p.broken))
		return TRIALS_BROKEN;
	return p.interrupted && *done < t->to ? TRIALS_STOPPED : TRIALS_DONE;
}

unsigned
trials_threads(void)
{
	unsigned n = uv_available_parallelism();

	return n > TRIALS_THREADS ? TRIALS_THREADS : n;
}
