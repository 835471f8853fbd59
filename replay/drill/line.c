/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/drill/line.h"

#include <assert.h>

#include "replay/drill/state.h"

static struct drill_line *
line_of(const struct drill *d, uint32_t task)
{
	return &d->lines[d->stage->tasks[task].line];
}

/* ---- lines whose turn is still to come: a heap, the next one on top ---- */

int32_t
line_rank(const struct drill *d, uint32_t scene)
{
	int32_t grade = d->scenes[scene].grade;

	return grade == STAGE_NONE ? GRADES - 1 : grade;
}

bool
line_gives_way(const struct drill *d, uint32_t task)
{
	const struct stage_task *s = &d->stage->tasks[task];
	span_ms due = engine_due(d->engine, s->slot + TASK_SLOT_DEADLINE);
	span_ms takes = d->stage->order_delay + s->duration_p90;

	if (s->notice == STAGE_NONE)
		return state_is_beside(s);
	return due != SPAN_NEVER && due - state_now(d) >= 2 * takes &&
	       due - state_now(d) >= d->stage->notices[s->notice].within / 2;
}

/* rank: of the line's turn: who gives way stands behind the mildest. */
static int32_t
rank(const struct drill *d, uint32_t line)
{
	uint32_t task = (uint32_t)d->lines[line].turn;

	return line_rank(d, d->stage->tasks[task].scene) +
	       (line_gives_way(d, task) ? GRADES : 0);
}

static bool
is_before(const struct drill *d, uint32_t a, uint32_t b)
{
	int32_t x = rank(d, a);
	int32_t y = rank(d, b);

	if (x != y)
		return x < y;
	return d->tasks[d->lines[a].turn].place <
	       d->tasks[d->lines[b].turn].place;
}

static void
await_turn(struct drill *d, uint32_t line)
{
	uint32_t i = d->c->turns++;

	for (; i > 0 && is_before(d, line, d->turns[(i - 1) / 2]);
	     i = (i - 1) / 2)
		d->turns[i] = d->turns[(i - 1) / 2];
	d->turns[i] = line;
}

static uint32_t
next_line(struct drill *d)
{
	uint32_t top = d->turns[0];
	uint32_t moved = d->turns[--d->c->turns];
	uint32_t i = 0;

	for (uint32_t child; (child = 2 * i + 1) < d->c->turns; i = child) {
		if (child + 1 < d->c->turns &&
		    is_before(d, d->turns[child + 1], d->turns[child]))
			child++;
		if (!is_before(d, d->turns[child], moved))
			break;
		d->turns[i] = d->turns[child];
	}
	d->turns[i] = moved;
	return top;
}

/* turn_to: the line's turn goes to this task; STAGE_NONE: it has had it. */
static void
turn_to(struct drill *d, struct drill_line *line, int32_t task)
{
	line->turn = task;
	if (task != STAGE_NONE)
		await_turn(d, (uint32_t)(line - d->lines));
}

/* ---- lines ---- */

void
line_join(struct drill *d, uint32_t task)
{
	struct drill_line *line = line_of(d, task);
	struct drill_task *t = &d->tasks[task];

	assert(!t->in_line);
	t->in_line = true;
	t->place = d->c->places++;
	t->ahead = line->last;
	t->behind = STAGE_NONE;
	if (line->last == STAGE_NONE)
		line->first = (int32_t)task;
	else
		d->tasks[line->last].behind = (int32_t)task;
	line->last = (int32_t)task;
	if (line->untold == STAGE_NONE)
		line->untold = (int32_t)task;
	if (d->c->in_round && line->turn == STAGE_NONE)
		turn_to(d, line, (int32_t)task);
}

static void
unlink_task(struct drill *d, uint32_t task)
{
	struct drill_line *line = line_of(d, task);
	struct drill_task *t = &d->tasks[task];
	bool untold = line->untold != STAGE_NONE &&
		      d->tasks[line->untold].place <= t->place;

	if (!untold)
		line->told--;
	else if (line->untold == (int32_t)task)
		line->untold = t->behind;
	if (t->ahead == STAGE_NONE)
		line->first = t->behind;
	else
		d->tasks[t->ahead].behind = t->behind;
	if (t->behind == STAGE_NONE)
		line->last = t->ahead;
	else
		d->tasks[t->behind].ahead = t->ahead;
	t->in_line = false;
}

void
line_leave(struct drill *d, uint32_t task)
{
	assert(!d->c->in_round);
	if (d->tasks[task].in_line)
		unlink_task(d, task);
}

/* ---- rounds ---- */

void
line_round(struct drill *d)
{
	d->c->in_round = true;
	for (uint32_t i = 0; i < d->stage->lines_n; i++)
		turn_to(d, &d->lines[i], d->lines[i].first);
}

int32_t
line_turn(struct drill *d)
{
	if (d->c->turns > 0)
		return d->lines[next_line(d)].turn;
	d->c->in_round = false;
	return STAGE_NONE;
}

uint32_t
line_stands_for(const struct drill *d, uint32_t task)
{
	const struct drill_line *line = line_of(d, task);

	return line->untold == (int32_t)task ? 1 : line->told;
}

void
line_stay(struct drill *d, uint32_t task)
{
	struct drill_line *line = line_of(d, task);

	if (line->untold == (int32_t)task) {
		line->told++;
		line->untold = d->tasks[task].behind;
	}
	turn_to(d, line, line->untold);
}

void
line_serve(struct drill *d, uint32_t task)
{
	int32_t next = d->tasks[task].behind;

	unlink_task(d, task);
	turn_to(d, line_of(d, task), next);
}
