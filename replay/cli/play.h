/* SPDX-License-Identifier: Apache-2.0 */
/* replay/cli/play.h -- a drill played through the loop, flat out or paced: what
 * it tells is shown as it happens, and not before the record, if one is kept
 * meanwhile, has it for good. While the disk is full the drill stands still. */
#ifndef REPLAY_CLI_PLAY_H
#define REPLAY_CLI_PLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "sim/loop.h"

struct cli;
struct drilled;
struct scribe;

/* A drill being played. */
struct play {
	struct cli *cli;
	struct drilled *drilled;
	struct scribe *scribe; /* NULL: none is kept while it goes */
	int64_t speed_ppm;
	uint32_t shown;      /* facts printed */
	int64_t began;       /* ms of scribe_now */
	span_ms skip;        /* of the drill's time the loop knows nothing */
	bool low;            /* it was told that the disk is nearly full */
	bool over;           /* nothing more will happen … */
	bool stuck;          /* … until there is room on the disk, … */
	int64_t stuck_since; /* … since then; ms of scribe_now */
	int64_t retry;       /* when to try again */
};

/* play_run: play it to its end.
 * Return: as loop_run. Errors: as loop_run, scribe_take, scribe_commit;
 *         ERROR_INPUT "error.runaway". */
MUST_CHECK enum loop_end play_run(struct play *p, struct error *err);

/* play_again: play what a record that was taken up holds already; nothing is
 * shown, and the rest will be paced from there.
 * Errors: as scribe_take; ERROR_INPUT "error.runaway"; ERROR_INVALID
 *         "error.resume-longer" if the drill ends before the record does. */
MUST_CHECK int play_again(struct play *p, struct error *err);

/* play_pause: it was interrupted: let the record have, and sign, all there is,
 * and show the rest of it.
 * Errors: as scribe_pause. */
MUST_CHECK int play_pause(struct play *p, struct error *err);

/* play_is_paced: is it shown as it happens? */
bool play_is_paced(const struct play *p);

/* play_wait: the disk is full, as `err` says, though the loop is over: tell
 * it, once, and wait a while. Return: false if it is not paced: nobody plays
 * who could make room. */
bool play_wait(struct play *p, const struct error *err);

#endif
