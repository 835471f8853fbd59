/* SPDX-License-Identifier: Apache-2.0 */
/* sim/loop.h -- a pure core in a world with a clock and an interrupt key: the
 * one door from the simulator to libuv. Drives anything that can say when it
 * is next due and take one step, flat out or paced. Knows nothing of what a
 * step does; the sequence of steps is the same at any speed.
 *
 * Paced, virtual instant t is due t / speed after the loop began, counted on
 * the monotonic clock from that one origin, so lateness never adds up. */
#ifndef SIM_LOOP_H
#define SIM_LOOP_H

#include "base/error.h"
#include "base/span.h"

#define LOOP_FLAT_OUT  INT64_MAX
#define LOOP_REAL_TIME INT64_C(1000000)

enum loop_step {
	LOOP_ON,   /* there may be more */
	LOOP_OVER, /* that was the last */
	LOOP_BROKEN
};

enum loop_end {
	LOOP_FINISHED,
	LOOP_INTERRUPTED, /* by SIGINT, between two steps */
	LOOP_FAILED       /* a step broke, or the system did: see the error */
};

struct loop_core {
	span_ms (*next)(void *cookie); /* when it is due; SPAN_NEVER: over */
	enum loop_step (*step)(void *cookie, struct error *err);
	void *cookie;
};

/* loop_run: step the core until it is over, at `speed_ppm` of real time (> 0)
 * or LOOP_FLAT_OUT. Takes SIGINT for itself while it runs.
 * Owns:   borrows the core.
 * Return: how it ended.
 * Errors: LOOP_FAILED with ERROR_SYSTEM "error.loop" if libuv refuses, else
 *         with whatever the broken step noted. */
MUST_CHECK enum loop_end loop_run(
    const struct loop_core *core, int64_t speed_ppm, struct error *err);

#endif
