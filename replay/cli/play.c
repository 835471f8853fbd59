/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/play.h"

#include <stdio.h>
#include <time.h>

#include "base/text.h"
#include "replay/cli/cli.h"
#include "replay/cli/drilled.h"
#include "replay/cli/present.h"
#include "replay/cli/scribe.h"
#include "replay/drill/drill.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"

enum { RETRY = 200 /* ms between two looks at a full disk */ };

__extension__ typedef __int128 wide;

bool
play_is_paced(const struct play *p)
{
	return p->speed_ppm != LOOP_FLAT_OUT;
}

/* ---- the drill's time and the clock's ---- */

/* virtual_of: ms of the drill in so many of the clock, rounded up. */
static span_ms
virtual_of(const struct play *p, int64_t ms)
{
	wide v =
	    ((wide)ms * p->speed_ppm + LOOP_REAL_TIME - 1) / LOOP_REAL_TIME;

	return v > INT64_MAX / 2 ? INT64_MAX / 2 : (span_ms)v;
}

/* quiet: ms of the clock until the drill goes on. */
static int64_t
quiet(const struct play *p)
{
	span_ms next = drill_next(p->drilled->drill);
	wide due;

	if (next == SPAN_NEVER)
		return INT64_MAX;
	if (!play_is_paced(p))
		return 0;
	due = (wide)(next - p->skip) * LOOP_REAL_TIME / p->speed_ppm -
	      (scribe_now() - p->began);
	return due < 0 ? 0 : due > INT64_MAX ? INT64_MAX : (int64_t)due;
}

static span_ms
core_next(void *cookie)
{
	const struct play *p = cookie;
	span_ms next = drill_next(p->drilled->drill);

	if (p->stuck)
		return virtual_of(p, p->retry - p->began);
	if (next == SPAN_NEVER)
		return next;
	return next > p->skip ? next - p->skip : 0;
}

/* ---- what is shown ---- */

/* tell: print the facts up to number `to`, if they are shown as they happen. */
static void
tell(struct play *p, uint32_t to)
{
	struct text t;

	if (to == p->shown)
		return;
	if (play_is_paced(p) && !p->cli->json) {
		t = text_new(p->cli->arena);
		present_facts(p->cli, &p->drilled->report, p->shown, to, &t);
		cli_print(&t);
		(void)fflush(stdout);
	}
	p->shown = to;
}

static void
complain(const struct play *p, const char *id)
{
	struct text t = text_new(p->cli->arena);

	words_say(&t, p->cli->language, id, NULL);
	text_add(&t, "\n");
	cli_complain(&t);
}

/* get_stuck: stand still until there is room. */
static void
get_stuck(struct play *p, const struct error *err)
{
	if (!p->stuck) {
		(void)cli_error(p->cli, err);
		complain(p, "say.disk-full");
		p->stuck_since = scribe_now();
	}
	p->stuck = true;
	p->retry = scribe_now() + RETRY;
}

/* get_free: the time it stood still was none of the drill's. */
static void
get_free(struct play *p)
{
	if (!p->stuck)
		return;
	complain(p, "say.disk-free");
	p->skip -= virtual_of(p, scribe_now() - p->stuck_since);
	p->stuck = false;
}

bool
play_wait(struct play *p, const struct error *err)
{
	const struct timespec pause = {0, RETRY * 1000000L};

	if (!play_is_paced(p))
		return false;
	get_stuck(p, err);
	(void)nanosleep(&pause, NULL);
	return true;
}

/* warn: while there is still room for the end of the drill. */
static void
warn(struct play *p)
{
	bool low = p->scribe->journal.store.low;

	if (low && !p->low)
		complain(p, "say.disk-low");
	p->low = low;
}

/* settle: let the record have what has happened, and show what it has. */
static enum loop_step
settle(struct play *p, struct error *err)
{
	struct error why = ERROR_INIT;
	enum store_end end = STORE_DONE;

	if (p->scribe == NULL) {
		tell(p, p->drilled->taken);
		return p->over ? LOOP_OVER : LOOP_ON;
	}
	end = p->over || p->stuck ? scribe_pause(p->scribe, &why)
				  : scribe_commit(p->scribe, quiet(p), &why);
	if (end == STORE_FULL && play_is_paced(p)) {
		get_stuck(p, &why);
		return LOOP_ON;
	}
	if (end != STORE_DONE) {
		*err = why;
		return LOOP_BROKEN;
	}
	get_free(p);
	warn(p);
	tell(p, p->scribe->durable);
	return p->over ? LOOP_OVER : LOOP_ON;
}

/* ---- the steps ---- */

/* is_past: is the instant over to which the last fact belongs? One of its
 * facts may yet speak for the others. */
static bool
is_past(const struct play *p)
{
	uint32_t n;
	const struct fact *facts = drill_facts(p->drilled->drill, &n);

	return drill_next(p->drilled->drill) > facts[n - 1].at;
}

/* gain: take what the last step has brought, once its instant is over. */
static int
gain(struct play *p, struct error *err)
{
	if (!p->over && !is_past(p))
		return 0;
	(void)drilled_take(p->drilled);
	return p->scribe == NULL ? 0 : scribe_take(p->scribe, p->drilled, err);
}

/* step: let the next thing happen. Return: -1 if it would go on for ever. */
static int
step(struct play *p, struct error *err)
{
	const struct drilled *d = p->drilled;

	switch (drill_step(d->drill)) {
	case DRILL_OVER:
		p->over = true;
		break;
	case DRILL_GOES_ON:
		break;
	case DRILL_RUNAWAY:
		return error_set(err, ERROR_INPUT, "error.runaway", "",
		    stage_name(d->stage, drill_blamed(d->drill))->id);
	}
	return 0;
}

static enum loop_step
core_step(void *cookie, struct error *err)
{
	struct play *p = cookie;

	if (p->stuck)
		return settle(p, err);
	if (step(p, err) != 0)
		return LOOP_BROKEN;
	/* Nothing is shown and nothing kept before its end. */
	if (!play_is_paced(p) && p->scribe == NULL && !p->over)
		return LOOP_ON;
	if (gain(p, err) != 0)
		return LOOP_BROKEN;
	return settle(p, err);
}

enum loop_end
play_run(struct play *p, struct error *err)
{
	struct loop_core core = {core_next, core_step, p};

	p->began = scribe_now();
	return loop_run(&core, p->speed_ppm, err);
}

int
play_again(struct play *p, struct error *err)
{
	uint32_t n;

	while (scribe_is_behind(p->scribe) && !p->over)
		if (step(p, err) != 0 || gain(p, err) != 0)
			return -1;
	if (scribe_is_behind(p->scribe))
		return error_set(err, ERROR_INVALID, "error.resume-longer",
		    p->scribe->directory, "");
	p->shown = p->scribe->durable;
	n = p->drilled->taken;
	if (n > 0)
		p->skip = p->drilled->report.facts[n - 1].at;
	return 0;
}

int
play_pause(struct play *p, struct error *err)
{
	if (p->scribe == NULL)
		return 0;
	if (scribe_pause(p->scribe, err) != STORE_DONE)
		return -1;
	tell(p, p->scribe->durable);
	return 0;
}
