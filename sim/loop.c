/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/loop.h"

#include <assert.h>
#include <signal.h>
#include <uv.h>

enum { SLICE = 256 /* steps between two looks at the world */ };

#define NS_PER_MS UINT64_C(1000000)

__extension__ typedef unsigned __int128 wide;

struct loop {
	uv_loop_t uv;
	uv_idle_t idle;     /* on while there is something due */
	uv_timer_t timer;   /* on while there is not */
	uv_signal_t signal; /* on throughout: keeps uv_run from returning */
	const struct loop_core *core;
	int64_t speed_ppm;
	uint64_t origin_ns;
	enum loop_end end;
	struct error *err;
};

static void
finish(struct loop *l, enum loop_end end)
{
	l->end = end;
	uv_close((uv_handle_t *)&l->idle, NULL);
	uv_close((uv_handle_t *)&l->timer, NULL);
	uv_close((uv_handle_t *)&l->signal, NULL);
}

/* early: how long before `at` is due, in ns; 0 if it is due. */
static uint64_t
early(const struct loop *l, span_ms at)
{
	uint64_t gone = uv_hrtime() - l->origin_ns;
	wide due;

	if (l->speed_ppm == LOOP_FLAT_OUT)
		return 0;
	due = (wide)at * NS_PER_MS * 1000000 / (wide)l->speed_ppm;
	if (due <= gone)
		return 0;
	return due - gone > INT64_MAX ? INT64_MAX : (uint64_t)(due - gone);
}

static void turn(struct loop *l);

static void
on_idle(uv_idle_t *idle)
{
	turn(idle->data);
}

static void
on_timer(uv_timer_t *timer)
{
	turn(timer->data);
}

static void
on_signal(uv_signal_t *signal, int number)
{
	(void)number;
	finish(signal->data, LOOP_INTERRUPTED);
}

/* sleep_for: rounded up to the timer's milliseconds, so never 0, which would
 * starve everything else. Firing early is harmless: turn looks again. */
static void
sleep_for(struct loop *l, uint64_t ns)
{
	(void)uv_idle_stop(&l->idle);
	uv_update_time(&l->uv);
	(void)uv_timer_start(
	    &l->timer, on_timer, (ns + NS_PER_MS - 1) / NS_PER_MS, 0);
}

/* turn: take at most a slice of the steps that are due. */
static void
turn(struct loop *l)
{
	const struct loop_core *core = l->core;

	for (int i = 0; i < SLICE; i++) {
		span_ms at = core->next(core->cookie);
		enum loop_step step;
		uint64_t ns;

		if (at == SPAN_NEVER) {
			finish(l, LOOP_FINISHED);
			return;
		}
		ns = early(l, at);
		if (ns > 0) {
			sleep_for(l, ns);
			return;
		}
		step = core->step(core->cookie, l->err);
		if (step != LOOP_ON) {
			finish(
			    l, step == LOOP_OVER ? LOOP_FINISHED : LOOP_FAILED);
			return;
		}
	}
	(void)uv_idle_start(&l->idle, on_idle);
}

/* start: with idle on, the first turn happens inside uv_run. */
static int
start(struct loop *l)
{
	(void)uv_idle_init(&l->uv, &l->idle);
	(void)uv_timer_init(&l->uv, &l->timer);
	int rc = uv_signal_init(&l->uv, &l->signal);

	if (rc != 0) {
		uv_close((uv_handle_t *)&l->idle, NULL);
		uv_close((uv_handle_t *)&l->timer, NULL);
		return rc;
	}
	l->idle.data = l->timer.data = l->signal.data = l;
	rc = uv_signal_start(&l->signal, on_signal, SIGINT);
	if (rc != 0)
		finish(l, LOOP_FAILED);
	else
		(void)uv_idle_start(&l->idle, on_idle);
	return rc;
}

enum loop_end
loop_run(const struct loop_core *core, int64_t speed_ppm, struct error *err)
{
	struct loop l = {.core = core,
	    .speed_ppm = speed_ppm,
	    .end = LOOP_FAILED,
	    .err = err};
	int rc = uv_loop_init(&l.uv);

	assert(speed_ppm > 0);
	if (rc == 0) {
		rc = start(&l);
		l.origin_ns = uv_hrtime();
		(void)uv_run(&l.uv, UV_RUN_DEFAULT);
		(void)uv_loop_close(&l.uv);
	}
	if (rc != 0)
		(void)error_set(
		    err, ERROR_SYSTEM, "error.loop", "", uv_strerror(rc));
	return l.end;
}
